/**
 * What a caller sends and takes, read from `Content-Type` and `Accept`. Pure.
 */

/** The two JSON types of "GraphQL over HTTP". */
export type JsonMediaType = 'application/json' | 'application/graphql-response+json';

/** Why a body of this type is not read, as the caller is told; null for `application/json` in UTF-8. */
export function unreadableType(contentType: string | undefined): string | null {
  if (contentType === 'application/json') return null;
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') return 'A POST takes "Content-Type: application/json" only.';
  const isUtf8 = parameters.every((parameter) => {
    const [name = '', value = ''] = parameter.split('=');
    return name.trim() !== 'charset' || /^\s*"?utf-?8"?\s*$/.test(value);
  });
  return isUtf8 ? null : 'A body is read as UTF-8 only. Send it so, with "Content-Type: application/json".';
}

/**
 * The JSON type to answer with, or null when the caller takes neither. Without preference it is `application/json`;
 * named types win over wildcards, higher `q` over lower, earlier over later.
 */
export function acceptedJson(accept: string | undefined): JsonMediaType | null {
  if (!accept || accept === '*/*' || accept === 'application/json') return 'application/json';
  const entries = acceptedTypes(accept);
  const named = bestNamed(entries);
  if (named) return named.type as JsonMediaType;
  // What a wildcard lets in is still out when its own name is there with `q=0`.
  const refused = new Set(entries.filter(({ quality }) => quality === 0).map(({ type }) => type));
  const wildcard =
    entries.find(({ type }) => type === 'application/*') ?? entries.find(({ type }) => type === '*/*');
  if (!wildcard || wildcard.quality === 0) return null;
  return JSON_TYPES.find((type) => !refused.has(type)) ?? null;
}

/**
 * Whether a caller takes anything that is ever answered: JSON, or a stream. Who refuses JSON and lets all the rest in
 * has not thought of streams: these count by their name or kind alone.
 */
export function acceptsAnything(accept: string | undefined): boolean {
  if (acceptedJson(accept) !== null) return true;
  const entries = acceptedTypes(accept ?? '').filter(({ type }) => type !== '*/*');
  return STREAM_TYPES.some((type) => qualityOf(type, entries) > 0);
}

/** Whether the caller takes server-sent events. */
export function takesEventStream(accept: string | undefined): boolean {
  return !accept || accept === '*/*' || qualityOf('text/event-stream', acceptedTypes(accept)) > 0;
}

/** Whether this is a browser asking for a page: HTML is named, and JSON is not named before it. */
export function wantsPage(accept: string | undefined): boolean {
  if (!accept?.includes('text/html')) return false;
  const entries = acceptedTypes(accept);
  const html = entries.find(({ type, quality }) => type === 'text/html' && quality > 0);
  const json = bestNamed(entries);
  if (!html || !json) return html !== undefined;
  return html.quality === json.quality
    ? entries.indexOf(html) < entries.indexOf(json)
    : html.quality > json.quality;
}

/** Whether an answer may be sent in a content coding. */
export function acceptsCoding(acceptEncoding: string | undefined, coding: string): boolean {
  if (!acceptEncoding?.includes(coding)) return false;
  return acceptedTypes(acceptEncoding).some(({ type, quality }) => type === coding && quality > 0);
}

const JSON_TYPES: readonly JsonMediaType[] = ['application/json', 'application/graphql-response+json'];

const STREAM_TYPES: readonly string[] = ['text/event-stream', 'multipart/mixed'];

interface Accepted {
  readonly type: string;
  readonly quality: number;
}

/** How much a type is wanted: what names it counts before what names its kind, and that before what lets all in. */
function qualityOf(type: string, entries: readonly Accepted[]): number {
  for (const range of [type, `${type.slice(0, type.indexOf('/'))}/*`, '*/*']) {
    const entry = entries.find((candidate) => candidate.type === range);
    if (entry) return entry.quality;
  }
  return 0;
}

function bestNamed(entries: readonly Accepted[]): Accepted | null {
  let best: Accepted | null = null;
  for (const entry of entries) {
    const isJson = JSON_TYPES.includes(entry.type as JsonMediaType);
    if (isJson && entry.quality > (best?.quality ?? 0)) best = entry;
  }
  return best;
}

function acceptedTypes(accept: string): Accepted[] {
  return accept
    .toLowerCase()
    .split(',', 32)
    .map((entry) => {
      const [range = '', ...parameters] = entry.split(';').map((part) => part.trim());
      // What some clients write for all, Java's among them.
      const type = range === '*' ? '*/*' : range;
      const charset = parameters.find((parameter) => parameter.startsWith('charset='));
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      // UTF-8 is all we speak: an entry that insists on something else is no match.
      if (charset && !/^charset="?utf-?8"?$/.test(charset)) return { type: '', quality: 0 };
      return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
    });
}
