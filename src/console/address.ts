/**
 * The address of the page, which says what is open: a reload, a bookmark and the back button lead where one was.
 * Knows the addresses, not what is shown there.
 */
import { type MouseEvent, useSyncExternalStore } from 'react';
import { config } from './config.ts';

/** What is open. */
export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'new'; readonly start: string; readonly search: URLSearchParams }
  | { readonly at: 'job'; readonly gid: string }
  | { readonly at: 'unknown-starts' }
  | { readonly at: 'organization-export'; readonly gid: string }
  | { readonly at: 'lists' }
  | { readonly at: 'new-list' }
  | { readonly at: 'list'; readonly id: string }
  | { readonly at: 'nowhere' };

/** The addresses of what can be open. */
export const addressOf = {
  home: () => config.path,
  start: (start: string, search: Record<string, string> = {}) => {
    const query = new URLSearchParams(search).toString();
    return `${config.path}/new/${start}${query && `?${query}`}`;
  },
  job: (gid: string) => `${config.path}/${gid}`,
  unknownStarts: () => `${config.path}/unanswered`,
  organizationExport: (gid: string) => `${config.path}/organization-exports/${gid}`,
  lists: () => `${config.path}/lists`,
  newList: () => `${config.path}/lists/new`,
  list: (id: string) => `${config.path}/lists/${encodeURIComponent(id)}`,
} as const;

/** The place of an address. */
export function placeOf(pathname: string, search: string): Place {
  const [first, second, third] = pathname.slice(config.path.length).split('/').filter(Boolean);
  if (first === undefined) return { at: 'home' };
  if (third !== undefined) return { at: 'nowhere' };
  if (/^\d+$/.test(first) && second === undefined) return { at: 'job', gid: first };
  if (first === 'unanswered' && second === undefined) return { at: 'unknown-starts' };
  if (first === 'new' && second) return { at: 'new', start: second, search: new URLSearchParams(search) };
  if (first === 'organization-exports' && second) return { at: 'organization-export', gid: second };
  if (first !== 'lists') return { at: 'nowhere' };
  if (second === undefined) return { at: 'lists' };
  if (second === 'new') return { at: 'new-list' };
  const id = decoded(second);
  return id === null ? { at: 'nowhere' } : { at: 'list', id };
}

/** A part of an address as it was before it became one; null where it never was anything. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

const MOVED = 'console:moved';

/** Opens an address within the page. */
export function go(address: string): void {
  history.pushState(null, '', address);
  dispatchEvent(new Event(MOVED));
  scrollTo(0, 0);
}

/** What is open now; whoever uses it follows. */
export function useAddress(): string {
  return useSyncExternalStore(
    (follow) => {
      addEventListener('popstate', follow);
      addEventListener(MOVED, follow);
      return () => {
        removeEventListener('popstate', follow);
        removeEventListener(MOVED, follow);
      };
    },
    () => location.pathname + location.search,
  );
}

/** Lets a plain click on a link move within the page; with a modifier key it stays the browser's. */
export function follow(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(event.currentTarget.getAttribute('href') ?? config.path);
}
