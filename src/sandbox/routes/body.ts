/**
 * Bodies of writes, key by key, with the words Asana uses when it refuses one: what a key takes, whether null clears
 * it, and that no other key is there. Changes nothing.
 */
import { find, findUser, type View } from './access.ts';
import { Refusal } from './action.ts';
import { type Body, bad } from './checks.ts';

/** What a key takes: the value to keep, or a refusal. */
type Check = (view: View, value: unknown, key: string) => unknown;

/** One key of a body. */
export interface Key {
  readonly check: Check;
  readonly nullable?: boolean;
  readonly required?: boolean;
}

/** The keys of a body. */
export type Keys = Readonly<Record<string, Key>>;

/** The values of a body that holds nothing else. */
export function readBody<K extends Keys>(view: View, body: Body, keys: K): { [Name in keyof K]?: unknown } {
  const missing = Object.keys(keys).find((key) => keys[key]?.required && isEmpty(body[key]));
  if (missing !== undefined) bad(missing, 'Missing input');
  const values = Object.entries(body).map(([name, value]) => {
    const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (!key) return bad(name, 'Not a field that can be written');
    if (value === null) return key.nullable ? [name, null] : bad(name, 'Cannot be null');
    return [name, key.check(view, value, name)];
  });
  return Object.fromEntries(values);
}

/** The same, but null clears it. */
export function orNull(key: Key): Key {
  return { ...key, nullable: true };
}

/** The same, but it has to be there. */
export function needed(key: Key): Key {
  return { ...key, required: true };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** A text. */
export const TEXT: Key = { check: (_view, value, key) => (isText(value) ? value : bad(key, 'Not a string')) };

/** A text with formatting. */
export const HTML: Key = {
  check: (_view, value, key) =>
    isText(value) && /^<body>.*<\/body>$/s.test(value) ? value : bad(key, 'XML is invalid'),
};

/** Yes or no. */
export const FLAG: Key = {
  check: (_view, value, key) => (typeof value === 'boolean' ? value : bad(key, 'Not a boolean')),
};

/** A day that exists. */
export const DAY: Key = {
  check: (_view, value, key) =>
    isText(value) && isDay(value) ? value : bad(key, `Not a valid date: ${value}`),
};

/** A moment. */
export const MOMENT: Key = {
  check: (_view, value, key) =>
    isText(value) && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value))
      ? new Date(value).toISOString()
      : bad(key, `Not a valid datetime: ${value}`),
};

/** One of some words. */
export function oneOf(words: readonly string[]): Key {
  return {
    check: (_view, value, key) =>
      isText(value) && words.includes(value) ? value : bad(key, `Not a valid option: ${value}`),
  };
}

/** Somebody, by gid, e-mail address or `me`; their gid. */
export const USER: Key = {
  check: (view, value, key) => (isText(value) ? findUser(view, value, key).gid : bad(key, 'Not a string')),
};

/** People, as a list or joined by commas; their gids. */
export const USERS: Key = {
  check: (view, value, key) => {
    const keys = isText(value) ? value.split(',') : value;
    if (!Array.isArray(keys) || !keys.every(isText)) return bad(key, 'Not a list of users');
    const named = keys.map((each) => each.trim()).filter((each) => each !== '');
    return named.length === 0
      ? bad(key, 'Missing input')
      : [...new Set(named.map((each) => findUser(view, each, key).gid))];
  },
};

/** The gid of something of one of these types. */
export function gidOf(...types: readonly string[]): Key {
  return { check: (view, value, key) => seen(view, value, key, types) };
}

/** Several. */
export function gidsOf(...types: readonly string[]): Key {
  return {
    check: (view, value, key) =>
      Array.isArray(value)
        ? [...new Set(value.map((each) => seen(view, each, key, types)))]
        : bad(key, 'Not an array'),
  };
}

/** Looked at by whoever knows what it is about. */
export const ANY: Key = { check: (_view, value) => value };

function seen(view: View, value: unknown, key: string, types: readonly string[]): string {
  if (!isText(value)) return bad(key, 'Not a string');
  const row = view.store.get(value);
  if (!row || !types.includes(row.type)) {
    const what = /^[1-9]\d{0,31}$/.test(value) ? 'Unknown object' : 'Not a recognized ID';
    throw new Refusal(404, `${key}: ${what}: ${value}`);
  }
  try {
    return find(view, row.type, value).gid;
  } catch {
    throw new Refusal(404, `${key}: Unknown object: ${value}`);
  }
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
