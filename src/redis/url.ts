/**
 * What `REDIS_URL` may look like: one server, sentinels that know the server, or a cluster; each also over TLS.
 * Pure; never puts a password into a message.
 */
import { isIP } from 'node:net';
import { ConfigError } from '../config/setting.ts';

/** Where Redis is. */
export interface RedisTarget {
  readonly mode: 'single' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  /** Name of the master the sentinels watch. */
  readonly masterName: string | null;
  readonly username: string | null;
  readonly password: string | null;
  readonly database: number;
}

const SCHEME = /^(rediss?)(\+sentinel|\+cluster)?:\/\//;
const FORMS = 'redis://, rediss://, redis+sentinel://host,host/master-name or redis+cluster://host,host';

/** Takes a URL apart. @throws ConfigError that says what is wrong with it, without quoting it */
export function parseRedisUrl(url: string): RedisTarget {
  const scheme = SCHEME.exec(url);
  if (!scheme) throw wrongUrl('is none of Redis');
  const mode = scheme[2] === '+sentinel' ? 'sentinel' : scheme[2] === '+cluster' ? 'cluster' : 'single';
  const rest = url.slice(scheme[0].length).split(/[?#]/)[0] ?? '';
  const slash =
    rest.lastIndexOf('@') < rest.indexOf('/', rest.lastIndexOf('@') + 1)
      ? rest.indexOf('/', rest.lastIndexOf('@') + 1)
      : -1;
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const path = (slash < 0 ? '' : rest.slice(slash + 1)).split('/').filter((part) => part !== '');
  const at = authority.lastIndexOf('@');
  const nodes = authority
    .slice(at + 1)
    .split(',')
    .map((node) => parseNode(node, mode === 'sentinel' ? 26_379 : 6_379));
  if (mode === 'single' && nodes.length > 1) throw wrongUrl('names several hosts');
  const masterName = mode === 'sentinel' ? (path.shift() ?? 'mymaster') : null;
  return {
    mode,
    tls: scheme[1] === 'rediss',
    nodes,
    masterName,
    ...credentials(authority.slice(0, Math.max(0, at))),
    database: database(path[0]),
  };
}

function parseNode(text: string, defaultPort: number): { host: string; port: number } {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:[\]]*)(?::(\d+))?$/.exec(text);
  const host = (match?.[1] ?? '').replace(/^\[|\]$/g, '');
  const port = Number(match?.[2] ?? defaultPort);
  if (!match || port < 1 || port > 65_535) throw wrongUrl('has a host or port that cannot be read');
  if (host.includes(':') && isIP(host) !== 6) throw wrongUrl('has an address that cannot be read');
  return { host: host === '' ? '127.0.0.1' : host, port };
}

function credentials(text: string): { username: string | null; password: string | null } {
  if (text === '') return { username: null, password: null };
  const colon = text.indexOf(':');
  const [user, secret] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  return { username: decode(user) || null, password: decode(secret) || null };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function database(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,5}$/.test(text)) throw wrongUrl('has a database that is no number');
  return Number(text);
}

function wrongUrl(what: string): ConfigError {
  return new ConfigError(`REDIS_URL: got a URL that ${what}, takes ${FORMS}`);
}
