/**
 * What is half-written, kept in this tab until it is sent: a reload, the back button and a new token find it again, and
 * a new visit to the same address begins anew. Knows no form; no token is ever in one.
 */
import { useEffect, useState } from 'react';
import { newId } from './new-id.ts';
import { tab } from './storage.ts';

const KEY = 'forms';
/** How many are kept; the oldest goes. */
const KEPT = 20;
/** Characters of all of them together: a browser has room for some five million. */
const ROOM = 3_000_000;

/** A form as it was found, and the way to keep it as it is now. */
export interface KeptForm<Written> {
  /** What it begins with. */
  readonly begun: Written;
  /** What is written now. */
  now(): Written;
  hold(written: Written): void;
  /** It was sent: nothing of it is kept. */
  forget(): void;
}

/** Signing out leaves nothing for the next person, not of what is still open either. */
let generation = 0;

/** Forgets all of them. */
export function forgetForms(): void {
  generation += 1;
  tab.remove(KEY);
}

/** Keeps a form. `form` says which one it is at this address; `begin` makes an empty one. */
export function useKeptForm<Written>(form: string, begin: () => Written): KeptForm<Written> {
  const [visit] = useState(visitOf);
  const [kept] = useState(() => keepForm(`${visit} ${form}`, begin));
  useEffect(() => {
    // A link within the page makes another entry of the history, where the form is open as well.
    const stay = () => history.replaceState({ visit }, '');
    addEventListener('hashchange', stay);
    addEventListener('pagehide', kept.write);
    return () => {
      removeEventListener('hashchange', stay);
      removeEventListener('pagehide', kept.write);
      kept.write();
    };
  }, [visit, kept]);
  return kept;
}

/** Names the entry of the history that is open, which lives as long as the tab, through reloads. */
function visitOf(): string {
  const { visit = newId() } = (history.state ?? {}) as { readonly visit?: string };
  history.replaceState({ visit }, '');
  return visit;
}

/** The form of a name, by which it is found again. `write` keeps it as it is now. */
export function keepForm<Written>(name: string, begin: () => Written): KeptForm<Written> & { write(): void } {
  const found = forms().find(([other]) => other === name)?.[1] as Written | undefined;
  const begun = found ?? begin();
  const mine = generation;
  let last = begun;
  let isSent = false;
  return {
    begun,
    now: () => last,
    hold(written) {
      last = written;
    },
    forget() {
      isSent = true;
      put(name);
    },
    write() {
      if (last !== begun && !isSent && mine === generation) put(name, last);
    },
  };
}

function forms(): [name: string, written: unknown][] {
  try {
    return JSON.parse(tab.get(KEY) ?? '[]') as [string, unknown][];
  } catch {
    return [];
  }
}

function put(name: string, written?: unknown): void {
  const others = forms().filter(([other]) => other !== name);
  const all = (written === undefined ? others : [[name, written], ...others]).slice(0, KEPT);
  while (all.length > 0 && JSON.stringify(all).length > ROOM) all.pop();
  tab.set(KEY, JSON.stringify(all));
}
