/**
 * Whether the head of a request can mean but one thing. What may be read in two ways is read in one by a proxy and
 * in the other by us, so it is refused. Pure.
 */
import type { IncomingMessage } from 'node:http';

/** What is looked at. */
export type RequestHead = Pick<IncomingMessage, 'rawHeaders' | 'headers' | 'url' | 'httpVersion'>;

/** Headers by which a caller is judged: one of each at most. By their length, since every request is looked at. */
const SINGLE: ReadonlyMap<number, { readonly name: string; readonly lower: string }> = new Map(
  ['Host', 'Origin', 'Content-Type', 'Authorization'].map((name) => [
    name.length,
    { name, lower: name.toLowerCase() },
  ]),
);

/** What is wrong with a head, as the caller is told; null when nothing is. */
export function ambiguityOf({ rawHeaders, headers, url, httpVersion }: RequestHead): string | null {
  let seen = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const single = SINGLE.get(name.length);
    if (single === undefined || name.toLowerCase() !== single.lower) continue;
    const bit = 1 << name.length;
    if (seen & bit) return `The header "${single.name}" is there twice. Send it once.`;
    seen |= bit;
  }
  if (headers.host === undefined && httpVersion === '1.1') return 'The header "Host" is missing.';
  const authority = url?.startsWith('/') ? undefined : /^https?:\/\/([^/?#]*)/i.exec(url ?? '')?.[1];
  if (authority !== undefined && authority.toLowerCase() !== headers.host?.toLowerCase()) {
    return 'The request line and the header "Host" name two hosts.';
  }
  return null;
}

/** The path without query and without a slash at its end; a proxy's absolute form is read too. */
export function pathOf({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '');
  const path = target.includes('?') ? target.slice(0, target.indexOf('?')) : target;
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path || '/';
}

/** The query with its question mark, or nothing. */
export function queryOf({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at);
}
