/**
 * How a setting's text becomes a value: one small parser per kind of value, each knowing what it takes.
 * Pure; a parser throws `InvalidValue`, whose text never repeats a secret.
 */
import { isIP } from 'node:net';
import { isTokenText, LONGEST_TOKEN } from '../token-text.ts';

/** What a text was not; `config.ts` adds the setting's name and what it takes. */
export class InvalidValue extends Error {
  override readonly name = 'InvalidValue';
}

/** One kind of value. */
export interface ValueType<T> {
  /** What it takes, as it stands in `help` and in errors. */
  readonly takes: string;
  /** @throws InvalidValue */
  parse(text: string): T;
  /** Where a program gives something else than that text. */
  readonly inCode?: InCode;
}

/** A value as a program gives it. */
export interface InCode {
  readonly takes: string;
  /** As it would be written, and so is checked; null for what is no such value at all. */
  written(value: unknown): string | null;
}

/** A caller's key in service mode, with the name it goes by in logs, metrics and the ledger. */
export interface GatewayKey {
  readonly name: string;
  readonly key: string;
}

/** Any text without blanks. */
export const text: ValueType<string> = {
  takes: 'a text without blanks',
  parse: (value) => {
    if (/[\s\p{Cc}]/u.test(value)) throw new InvalidValue('a text with blanks or control characters');
    return value;
  },
};

/** A token of Asana's. */
export const token: ValueType<string> = {
  takes: `a token: letters, digits and signs of ASCII without blanks, at most ${LONGEST_TOKEN} characters`,
  parse: (value) => {
    if (!isTokenText(value)) throw new InvalidValue('a text that is no token');
    return value;
  },
};

/** A path. Blanks may be in it. */
export const filePath: ValueType<string> = {
  takes: 'the path of a file, in a folder that is there',
  parse: (value) => {
    if (/\p{Cc}/u.test(value)) throw new InvalidValue('a text with control characters');
    return value;
  },
};

/** The path of a file that is made where it is missing: what means something else to SQLite would become a file's name. */
export const statePath: ValueType<string> = {
  takes: 'the path of a file, in a folder that is there; no URI, and not :memory:',
  parse: (value) => {
    if (value === ':memory:' || /^(file|sqlite3?):/i.test(value) || value.endsWith('/'))
      throw new InvalidValue();
    return filePath.parse(value);
  },
};

/** A host name or an IP address to listen on. */
export const host: ValueType<string> = {
  takes: 'a host name or an IP address, such as 127.0.0.1 or 0.0.0.0',
  parse: (value) => {
    const bare = value.replace(/^\[(.*)\]$/, '$1');
    if (isIP(bare) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(bare)) throw new InvalidValue();
    return bare;
  },
};

/** A TCP port. */
export const port = wholeNumber(0, 65_535);

/** A whole number within bounds. */
export function wholeNumber(min: number, max: number): ValueType<number> {
  return {
    takes: `a whole number from ${min} to ${max}`,
    parse: (value) => {
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < min || number > max) throw new InvalidValue();
      return number;
    },
    inCode: {
      takes: `a whole number from ${min} to ${max}`,
      written: (value) => (typeof value === 'number' ? String(value) : null),
    },
  };
}

/** Another type, or one word that stands for itself. */
export function orWord<T, W extends string>(type: ValueType<T>, word: W): ValueType<T | W> {
  return {
    takes: `${word}, or ${type.takes}`,
    parse: (value) => (value === word ? word : type.parse(value)),
    inCode: {
      takes: `${word}, or ${inCodeOf(type).takes}`,
      written: (value) => (value === word ? word : inCodeOf(type).written(value)),
    },
  };
}

/** One of a few words. */
export function oneOf<const W extends string>(...words: readonly W[]): ValueType<W> {
  return {
    takes: `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`,
    parse: (value) => {
      const word = words.find((candidate) => candidate === value);
      if (word === undefined) throw new InvalidValue();
      return word;
    },
  };
}

/** A switch. */
export const onOff: ValueType<boolean> = {
  takes: 'on or off',
  parse: (value) => {
    if (['on', 'true', '1'].includes(value)) return true;
    if (['off', 'false', '0'].includes(value)) return false;
    throw new InvalidValue();
  },
  inCode: {
    takes: 'true or false',
    written: (value) => (typeof value === 'boolean' ? String(value) : null),
  },
};

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** A duration of at most an hour, or so long, in milliseconds. */
export function duration(minMs: number, mostMs: number = UNIT_MS.h): ValueType<number> {
  return {
    takes: `a duration such as 500ms, 10s or 5m${minMs > 0 ? `, at least ${formatDuration(minMs)}` : ''}, at most ${formatDuration(mostMs)}`,
    parse: (value) => {
      const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(value === '0' ? '0s' : value);
      if (!match) throw new InvalidValue();
      const ms = Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
      if (ms < minMs || ms > mostMs) throw new InvalidValue();
      return ms;
    },
    inCode: {
      takes: `a number of milliseconds from ${minMs} to ${mostMs}`,
      written: (value) => (typeof value === 'number' ? `${value}ms` : null),
    },
  };
}

/** A duration as people write it: `500ms`, `10s`, `5m`. */
export function formatDuration(ms: number): string {
  if (ms > 0 && ms % UNIT_MS.m === 0) return `${ms / UNIT_MS.m}m`;
  return ms % UNIT_MS.s === 0 ? `${ms / UNIT_MS.s}s` : `${ms}ms`;
}

/** Asana's base URL: https, or http to this machine. Comes out without a slash at its end. */
export const upstreamUrl: ValueType<string> = {
  takes: 'an https:// URL without query or password (http:// only to this machine)',
  parse: (value) => {
    const url = parseUrl(value);
    if (url.username || url.password) throw new InvalidValue('a URL with a user or password in it');
    if (url.search || url.hash) throw new InvalidValue();
    const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
    if (!secure) throw new InvalidValue();
    return url.href.replace(/\/+$/, '');
  },
};

/** Where Redis is. What follows the scheme is taken apart by whoever connects. */
export const redisUrl: ValueType<string> = {
  takes:
    'a URL beginning with redis:// or rediss://, or redis+sentinel:// or redis+cluster:// with several hosts',
  parse: (value) => {
    if (!/^rediss?(\+sentinel|\+cluster)?:\/\/\S*$/.test(value)) throw new InvalidValue();
    return value;
  },
};

/** Comma list of browser origins. */
export const origins: ValueType<readonly string[]> = list(
  'origins such as https://app.example.com',
  (part) => {
    const url = parseUrl(part);
    if (
      !/^https?:$/.test(url.protocol) ||
      url.hostname.includes('*') ||
      url.origin.toLowerCase() !== part.toLowerCase().replace(/\/$/, '')
    ) {
      throw new InvalidValue();
    }
    return url.origin;
  },
);

/** Comma list of address ranges. */
export const cidrs: ValueType<readonly string[]> = list(
  'addresses or CIDR ranges such as 10.0.0.0/8',
  (part) => {
    const [address = '', bits, ...rest] = part.split('/');
    const version = isIP(address);
    const max = version === 4 ? 32 : 128;
    if (version === 0 || rest.length > 0) throw new InvalidValue();
    if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > max)) throw new InvalidValue();
    return `${address}/${bits ?? max}`;
  },
);

/** Comma list of changes of Asana's API, by the names in `Asana-Change`. They stand in a header as they are. */
export const changeNames: ValueType<readonly string[]> = list(
  'names as Asana announces them in Asana-Change, such as new_goal_memberships',
  (part) => {
    if (!/^[\w.-]{1,100}$/.test(part)) throw new InvalidValue();
    return part;
  },
);

/** Comma list of `name:key`. Several keys may share a name, so that a key can be replaced without a pause. */
export const gatewayKeys: ValueType<readonly GatewayKey[]> = {
  takes:
    'a comma list of name:key, names of letters, digits, dots, dashes and underscores, keys of ASCII without blanks',
  parse: (value) => {
    const parts = value.split(',').map((part) => part.trim());
    const keys = parts.map((part, index) => {
      const match = /^([\w.-]{1,64}):(.+)$/.exec(part);
      if (!match || !isTokenText(match[2] ?? ''))
        throw new InvalidValue(`an entry that is not name:key (number ${index + 1} of ${parts.length})`);
      return { name: match[1] ?? '', key: match[2] ?? '' };
    });
    if (new Set(keys.map(({ key }) => key)).size < keys.length) throw new InvalidValue('the same key twice');
    return keys;
  },
  inCode: {
    takes:
      'a list of { name, key }, names of letters, digits, dots, dashes and underscores, keys of ASCII without blanks and commas',
    written: (value) =>
      writtenList(value, (each) => {
        const { name, key } = (each ?? {}) as Partial<GatewayKey>;
        if (typeof name !== 'string' || typeof key !== 'string') return null;
        // It would begin the key.
        return name.includes(':') ? null : `${name}:${key}`;
      }),
  },
};

/** Whether a host names this machine only. */
export function isLoopback(hostname: string): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

function list<T>(takes: string, parsePart: (part: string) => T): ValueType<readonly T[]> {
  return {
    takes: `a comma list of ${takes}`,
    parse: (value) => value.split(',').map((part) => parsePart(part.trim())),
    inCode: {
      takes: `a list of ${takes}`,
      written: (value) => writtenList(value, (each) => (typeof each === 'string' ? each : null)),
    },
  };
}

/** A list with commas, of parts without any. */
function writtenList(value: unknown, partOf: (each: unknown) => string | null): string | null {
  if (!Array.isArray(value)) return null;
  const parts = value.map(partOf);
  return parts.some((part) => part === null || part.trim() === '' || part.includes(','))
    ? null
    : parts.join(',');
}

/** How a program gives a value: as the text itself, where nothing else is said. */
export function inCodeOf({ takes, inCode }: ValueType<unknown>): InCode {
  return inCode ?? { takes, written: (value) => (typeof value === 'string' ? value : null) };
}

function parseUrl(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url) throw new InvalidValue();
  return url;
}
