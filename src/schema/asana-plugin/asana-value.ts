/**
 * Whether a value of Asana's is of the type the schema promises: the one place where it is looked at before a resolver
 * hands it out. What is not becomes an error that names the call and the key, never the value.
 */
import { unreadable } from '../../asana/replies/replies.ts';
import type { GatewayError } from '../../errors.ts';
import type { Telemetry } from '../../telemetry.ts';
import { isDay, isMoment } from '../dates.ts';
import { type Origin, type Read, whereRead } from './ref.ts';

interface Kind {
  /** For messages: "something that is no day". */
  readonly name: string;
  is(value: unknown): boolean;
}

const LARGEST_INT = 2 ** 31 - 1;
const isText = (value: unknown): value is string => typeof value === 'string';

const KINDS: Readonly<Record<string, Kind>> = {
  String: { name: 'text', is: isText },
  Boolean: { name: 'yes or no', is: (value) => typeof value === 'boolean' },
  Int: {
    name: 'whole number of 32 bits',
    is: (value) => Number.isInteger(value) && Math.abs(value as number) <= LARGEST_INT,
  },
  Float: { name: 'number', is: Number.isFinite },
  Date: { name: 'day', is: (value) => isText(value) && isDay(value) },
  DateTime: { name: 'moment', is: (value) => isText(value) && isMoment(value) },
};
/** The words of enums are texts; which of them are known is not Asana's mistake. */
const WORD: Kind = { name: 'word', is: isText };

/** A value of the type; null where there is none. @throws UPSTREAM_ERROR when it is of another type */
export function checkedValue(type: string, { value, origin }: Read, key: string): unknown {
  if (value === null || value === undefined) return null;
  const kind = KINDS[type] ?? WORD;
  if (kind.is(value)) return value;
  throw notOfItsType(origin, key, kind.name);
}

/** A list of such values; a wrong one is an error in its place. @throws UPSTREAM_ERROR when it is no list */
export function checkedList(type: string, read: Read, key: string): unknown {
  return mapList(read, key, (value) => checkedValue(type, { ...read, value }, key));
}

/** A list, each entry made into something; one that throws is an error in its place. */
export function mapList<Item>(
  { value, origin }: Read,
  key: string,
  make: (item: unknown) => Item,
): (Item | Error)[] | null {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value)) throw notOfItsType(origin, key, 'list');
  return value.map((item) => {
    try {
      return make(item);
    } catch (error) {
      if (error instanceof Error) return error;
      throw error;
    }
  });
}

/** The error for what is not of its type. */
export function notOfItsType(origin: Origin, key: string, what: string): GatewayError {
  const { call, path } = whereRead({ inside: origin, key });
  return unreadable(call, `something that is no ${what} in ${JSON.stringify(path)}`);
}

/** Types whose unknown words stand in a log. */
const loggedTypes = new WeakMap<Telemetry, Set<string>>();

/** A word that this version does not know reads as null: said once a type in the log, and counted. */
export function noteUnknownWord(type: string, telemetry: Telemetry): void {
  telemetry.count('unknown_words', { type });
  const types = loggedTypes.get(telemetry) ?? new Set();
  loggedTypes.set(telemetry, types);
  if (types.has(type)) return;
  types.add(type);
  telemetry.log.warn({ type }, 'asana uses a word that this version does not know: it reads as null');
}
