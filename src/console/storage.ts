/**
 * The two stores of the browser under the prefix of this page, silent where the browser refuses them (private
 * windows, blocked site data, no room). Knows nothing of what is stored.
 */
import { namespace } from './config.ts';

/** A store, or what lives as long as the page where there is none. */
export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** Lives as long as the tab. */
export const tab: Store = open('sessionStorage');

/** Lives until it is removed. */
export const browser: Store = open('localStorage');

function open(kind: 'localStorage' | 'sessionStorage'): Store {
  const instead = new Map<string, string>();
  const named = (key: string) => `${namespace}:${key}`;
  return {
    get(key) {
      try {
        return window[kind].getItem(named(key)) ?? instead.get(key) ?? null;
      } catch {
        return instead.get(key) ?? null;
      }
    },
    set(key, value) {
      try {
        window[kind].setItem(named(key), value);
      } catch {
        instead.set(key, value);
      }
    },
    remove(key) {
      instead.delete(key);
      try {
        window[kind].removeItem(named(key));
      } catch {
        // There is no store, so nothing is in it.
      }
    },
  };
}
