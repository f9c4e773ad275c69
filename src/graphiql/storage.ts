/**
 * The two stores of the browser under a prefix of ours, and silent where the browser refuses them (private
 * windows, blocked site data). Knows nothing of what is stored but GraphiQL's prefix.
 */
import type { Storage as GraphiqlStorage } from '@graphiql/toolkit';

/** Removes what GraphiQL keeps, tabs and history, of every mode. Tokens stay. */
export function forgetWork(): void {
  const store = available('localStorage');
  for (const key of Object.keys(store ?? {})) if (key.includes(':graphiql:')) store?.removeItem(key);
}

/** Wraps a browser store; without one the values live as long as the page. */
export function createStorage(kind: 'localStorage' | 'sessionStorage', namespace: string): GraphiqlStorage {
  const fallback = new Map<string, string>();
  const prefix = `${namespace}:`;
  const store = available(kind);
  const ownKeys = () => (store ? Object.keys(store).filter((key) => key.startsWith(prefix)) : []);
  return {
    getItem: (key) => (store ? store.getItem(prefix + key) : (fallback.get(key) ?? null)),
    setItem: (key, value) => (store ? store.setItem(prefix + key, value) : void fallback.set(key, value)),
    removeItem: (key) => (store ? store.removeItem(prefix + key) : void fallback.delete(key)),
    clear() {
      for (const key of ownKeys()) store?.removeItem(key);
      fallback.clear();
    },
    get length() {
      return store ? ownKeys().length : fallback.size;
    },
  };
}

function available(kind: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    const store = window[kind];
    store.setItem('asana-jobs-gateway:probe', '1');
    store.removeItem('asana-jobs-gateway:probe');
    return store;
  } catch {
    return undefined;
  }
}
