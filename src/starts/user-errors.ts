/**
 * A caller's mistakes on a start or another write, as data: which of Asana's refusals they are, and where in the input
 * they point. Pure; knows no resolver.
 */
import { isGatewayError } from '../errors.ts';
import { keptText } from './ledger.ts';

/** The codes a `userError` can have. */
export const USER_ERROR_CODES = {
  BAD_USER_INPUT: 'An input that cannot be taken; see `field` and `message`.',
  PAYMENT_REQUIRED: 'The plan of the workspace does not include it.',
  FORBIDDEN: 'The token may not do this.',
  NOT_FOUND: 'What an input names does not exist, or is not visible to the token.',
  TOO_MANY_RUNNING_JOBS: 'Five jobs of this user run already; try again when one has finished.',
  UPSTREAM_ERROR:
    'Something was made, but Asana failed at what was to follow, or could not be reached for it; see `field` and `message`.',
} as const;
export type UserErrorCode = keyof typeof USER_ERROR_CODES;

/** One mistake. */
export interface UserError {
  readonly code: UserErrorCode;
  readonly message: string;
  /** Path into the arguments, such as `["input", "requestedRoles"]`; null when it cannot be told. */
  readonly field: readonly string[] | null;
}

const MOST_KEPT = 20;

/** The refusals Asana explains on a start. Only in its own words do they have one of these codes. */
const EXPLAINED: ReadonlySet<number> = new Set([400, 402, 403, 404, 422]);
const EXPLAINING: ReadonlySet<string> = new Set<UserErrorCode>([
  'BAD_USER_INPUT',
  'PAYMENT_REQUIRED',
  'FORBIDDEN',
  'NOT_FOUND',
]);

/** The inputs of a write by the names Asana has for them: what a refusal of it can point at. */
export interface NamedInputs {
  /** The input whose gid goes into the path, and its type or, where it goes into the body, its key there. */
  readonly target: { readonly field: string; readonly type: string | null; readonly bodyKey?: string };
  /** The others, with Asana's body keys. */
  readonly input: Readonly<Record<string, { readonly key: string }>>;
}

/** A failed write as the caller's mistakes; null when it is something else. */
export function userErrorsOf(
  error: unknown,
  names: NamedInputs,
  input: Readonly<Record<string, unknown>>,
): UserError[] | null {
  if (!isGatewayError(error) || error.status === undefined || !EXPLAINED.has(error.status)) return null;
  if (!EXPLAINING.has(error.code)) return null;
  const code = error.code as UserErrorCode;
  // Our own message names the call, and so the gid in its path: that is no word of Asana's about it.
  if (error.upstreamMessages.length === 0) return [{ code, message: error.message, field: null }];
  const leaves = leavesOf(input, ['input']);
  return error.upstreamMessages.map((message) => ({ code, message, field: fieldOf(message, names, leaves) }));
}

/** Mistakes as they are kept under a key for a minute: Asana's words may be long, and many. */
export function keptUserErrors(errors: readonly UserError[]): UserError[] {
  return errors.slice(0, MOST_KEPT).map((error) => ({ ...error, message: keptText(error.message) }));
}

/** All five slots are taken. */
export function tooManyRunningJobs(waitedMs: number): UserError {
  return {
    code: 'TOO_MANY_RUNNING_JOBS',
    message: `Asana runs at most five jobs per user at once${waitedMs > 0 ? `, and within ${waitedMs / 1000} s none of its five slots was free for this start` : ''}. Nothing was started: try again when a job has finished, or pass waitForSlot.`,
    field: null,
  };
}

/** One value of an input, and the way to it. */
interface Leaf {
  readonly path: readonly string[];
  readonly value: string;
}

/** Arguments of ours, which Asana never hears of. */
const OWN_ARGUMENTS: ReadonlySet<string> = new Set([
  'idempotencyKey',
  'waitForSlot',
  'unlessExists',
  'setUp',
]);

/**
 * The input whose value Asana names, also deep inside; where several have this value, the one under the key that Asana
 * names, else what they have in common. A key that the message begins with is never left for another input that happens
 * to have a word of the message as its value. Where Asana names no value, the input of the key it names. Null where that
 * cannot be told: never another input's.
 */
function fieldOf(message: string, names: NamedInputs, leaves: readonly Leaf[]): readonly string[] | null {
  const { values, isCertain } = namedValues(message);
  const named = leaves.filter(({ value }) => values.has(value));
  const byKey = inputOfKey(message, names);
  const underKey = named.filter(({ path }) => byKey !== null && path[1] === byKey.path[1]);
  const meant = underKey.length > 0 || byKey?.leads ? underKey : named;
  if (meant.length === 0) return isCertain || byKey === null ? null : byKey.path;
  const common = valueUnder(commonPath(meant), message, leaves);
  return common.length > 1 ? common : null;
}

/** A gid behind which a message goes on is a key of Asana's: what it is about is the value that is given beside it. */
function valueUnder(path: readonly string[], message: string, leaves: readonly Leaf[]): readonly string[] {
  const gid = path.at(-1) === 'gid' && leaves.find((leaf) => leaf.path === path)?.value;
  const isKey = gid && new RegExp(`(?<![\\w.-])${gid}["'\\]]?: `).test(message);
  return isKey ? [...path.slice(0, -1), 'value'] : path;
}

/** E-mail addresses, days and moments, and long numbers that are no part of something else. */
const TOKENS =
  /[^\s@"'`(),;]+@[^\s@"'`(),;:]+|\b\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?\b|(?<![\w.-])\d{3,32}(?![\w-]|\.\d)/g;

/**
 * The values a message names: what stands at its end behind a colon, in quotes, and tokens. Certain is that it is about
 * one when it ends with one, as in `user: Unknown object: 999`.
 */
function namedValues(message: string): { values: ReadonlySet<string>; isCertain: boolean } {
  const colon = message.lastIndexOf(': ');
  const last =
    colon < 0
      ? ''
      : message
          .slice(colon + 2)
          .replace(/\.$/, '')
          .trim();
  const quoted = [...message.matchAll(/(["'`])(.+?)\1/g)].map((match) => match[2] ?? '');
  const isCertain = /^(\d{1,32}|[^\s@]+@[^\s@]+)$/.test(last);
  return { values: new Set([last, ...quoted, ...(message.match(TOKENS) ?? [])]), isCertain };
}

/**
 * The input of the body key that a message begins with, quotes, or has a word for that is no word of English. The object
 * in the path has no key; it is called by its type.
 */
function inputOfKey(
  message: string,
  { target, input }: NamedInputs,
): { path: readonly string[]; leads: boolean } | null {
  const { field, bodyKey, type } = target;
  const targetKey = bodyKey ?? type?.replace(/\B[A-Z]/g, '_$&').toLowerCase();
  const keys = Object.entries(input).map(([name, { key }]) => ({ name, key }));
  const found = [...keys, ...(targetKey ? [{ name: field, key: targetKey }] : [])]
    .map(({ name, key }) => {
      const anywhere = key.includes('_') ? `|\\b${key}\\b` : '';
      const begins = `^${key}(?=[:.[]|\\s(?!or\\b|and\\b))`;
      return { name, at: message.search(new RegExp(`${begins}|["'\`]${key}["'\`]${anywhere}`)) };
    })
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  return found ? { path: ['input', found.name], leads: found.at === 0 } : null;
}

function leavesOf(value: unknown, path: readonly string[]): Leaf[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object') return [{ path, value: String(value) }];
  return Object.entries(value).flatMap(([key, each]) =>
    path.length === 1 && OWN_ARGUMENTS.has(key) ? [] : leavesOf(each, [...path, key]),
  );
}

function commonPath(leaves: readonly Leaf[]): readonly string[] {
  const [first, ...rest] = leaves;
  if (!first) return [];
  const end = first.path.findIndex((key, at) => rest.some(({ path }) => path[at] !== key));
  return end < 0 ? first.path : first.path.slice(0, end);
}
