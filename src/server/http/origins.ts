/**
 * Which browsers may call: pure decisions over the `Origin` and `Host` headers, the same for HTTP and for the
 * WebSocket upgrade. Must not know requests or responses.
 */

/** What an Origin is to this gateway. */
export type OriginVerdict =
  /** No Origin header: no browser page, or a plain navigation. */
  | 'none'
  /** The page came from this very host. */
  | 'same'
  /** On the `CORS_ORIGINS` list. */
  | 'listed'
  | 'refused';

/** The headers a decision needs. */
export interface OriginHeaders {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
}

/** Judges an Origin against the list of allowed ones; `*` in the list allows any but `null`. */
export function judgeOrigin({ origin, host }: OriginHeaders, allowed: readonly string[]): OriginVerdict {
  if (origin === undefined) return 'none';
  const asked = originOf(origin);
  if (asked === null) return 'refused';
  if (host !== undefined && asked.host === hostWithoutDefaultPort(host, asked.protocol)) return 'same';
  if (allowed.includes('*')) return 'listed';
  return allowed.some((entry) => originOf(entry)?.origin === asked.origin) ? 'listed' : 'refused';
}

/** A web origin, taken apart; null for what only looks like one: with a path, a user, a query, another scheme. */
export function originOf(text: string): URL | null {
  const match = /^(https?):\/\/[^\s/\\?#@]+$/i.exec(text);
  return match && URL.canParse(text) ? new URL(text) : null;
}

function hostWithoutDefaultPort(host: string, protocol: string): string {
  const lower = host.toLowerCase();
  const port = protocol === 'https:' ? ':443' : ':80';
  return lower.endsWith(port) ? lower.slice(0, -port.length) : lower;
}

/** Whether a `Host` header can be a host at all: what is none breaks whoever makes a URL of it. */
export function isHost(host: string): boolean {
  return !/[\s/\\?#@]/.test(host) && URL.canParse(`http://${host}`);
}

/** The headers in which a browser says what a request is for. */
export interface FetchMetadata {
  readonly 'sec-fetch-site'?: string | string[] | undefined;
  readonly 'sec-fetch-mode'?: string | string[] | undefined;
}

/** Whether a page from elsewhere embeds the answer, as an image or a script: such requests bring no Origin. */
export function isEmbedding(headers: FetchMetadata): boolean {
  const site = headers['sec-fetch-site'];
  return (site === 'cross-site' || site === 'same-site') && headers['sec-fetch-mode'] !== 'navigate';
}

/** Names under which a gateway on loopback may be addressed; anything else is DNS rebinding. */
const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a `Host` header names this machine's loopback. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && LOOPBACK_HOSTS.has(host.toLowerCase().replace(/:\d{1,5}$/, ''));
}

/** The answer headers for a listed origin. */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': 'X-Request-Id, Retry-After',
  };
}

/** The further headers of a preflight's answer. Credentials are never allowed: tokens travel in `Authorization`. */
export function preflightHeaders(requestedHeaders: string | undefined): Record<string, string> {
  const names = (requestedHeaders ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => /^[a-z0-9-]{1,64}$/.test(name))
    .slice(0, 32);
  return {
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers':
      names.length > 0 ? names.join(', ') : 'authorization, content-type, x-request-id',
    'Access-Control-Max-Age': '7200',
  };
}
