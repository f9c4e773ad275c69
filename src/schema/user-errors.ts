/**
 * A caller's mistakes on a start, as data: which of Asana's refusals they are, and where in the input they point.
 * Pure; knows no resolver.
 */
import type { GatewayError } from '../errors.ts';
import { keptText } from '../jobs/ledger.ts';
import type { JobKind } from './job-kinds.ts';

/** The codes a `userError` can have. */
export const USER_ERROR_CODES = {
  BAD_USER_INPUT: 'An input that cannot be taken; see `field` and `message`.',
  PAYMENT_REQUIRED: 'The plan of the workspace does not include it.',
  FORBIDDEN: 'The token may not do this.',
  NOT_FOUND: 'What an input names does not exist, or is not visible to the token.',
  TOO_MANY_RUNNING_JOBS: 'Five jobs of this user run already; try again when one has finished.',
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

/** The refusals Asana explains on a start. Only in its own words do they have one of our codes. */
const EXPLAINED: ReadonlySet<number> = new Set([400, 402, 403, 404, 422]);

/** A failed start as the caller's mistakes; null when it is something else. */
export function userErrorsOf(
  error: GatewayError,
  kind: JobKind,
  input: Readonly<Record<string, unknown>>,
): UserError[] | null {
  if (error.status === undefined || !EXPLAINED.has(error.status)) return null;
  if (!Object.hasOwn(USER_ERROR_CODES, error.code)) return null;
  const code = error.code as UserErrorCode;
  const messages = error.upstreamMessages.length > 0 ? error.upstreamMessages : [error.message];
  const leaves = leavesOf(input, ['input']);
  return messages.map((message) => ({ code, message, field: fieldOf(message, kind, leaves) }));
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
const OWN_ARGUMENTS: ReadonlySet<string> = new Set(['idempotencyKey', 'waitForSlot']);

/**
 * The input whose value Asana names, also deep inside; where several have this value, the one under the key that Asana
 * begins with, else what they have in common. Where Asana names no value, the input of the key it names. Null where that
 * cannot be told: never another input's.
 */
function fieldOf(message: string, kind: JobKind, leaves: readonly Leaf[]): readonly string[] | null {
  const { values, isCertain } = namedValues(message);
  const named = leaves.filter(({ value }) => values.has(value));
  const byKey = inputOfKey(message, kind);
  if (named.length === 0) return isCertain ? null : byKey;
  const underKey = named.filter(({ path }) => byKey !== null && path[1] === byKey[1]);
  const common = commonPath(underKey.length > 0 ? underKey : named);
  return common.length > 1 ? common : null;
}

/**
 * The values a message names: what stands at its end behind a colon, in quotes, long numbers and e-mail addresses. Certain
 * is that it is about one when it ends with one, as in `user: Unknown object: 999`.
 */
function namedValues(message: string): { values: ReadonlySet<string>; isCertain: boolean } {
  const last = message
    .slice(message.lastIndexOf(': ') + 2)
    .replace(/\.$/, '')
    .trim();
  const quoted = [...message.matchAll(/(["'`])(.+?)\1/g)].map((match) => match[2] ?? '');
  const tokens = message.match(/[^\s@"'`(),;]+@[^\s@"'`(),;:]+|\b\d{3,32}\b/g) ?? [];
  const isCertain = message.includes(': ') && /^(\d{1,32}|[^\s@]+@[^\s@]+)$/.test(last);
  return { values: new Set([last, ...quoted, ...tokens]), isCertain };
}

/** The input of the body key that a message begins with, quotes, or has a word for that is no word of English. */
function inputOfKey(message: string, kind: JobKind): readonly string[] | null {
  const { field, bodyKey } = kind.target;
  const keys = Object.entries(kind.input).map(([name, { key }]) => ({ name, key }));
  const found = [...keys, ...(bodyKey ? [{ name: field, key: bodyKey }] : [])]
    .map(({ name, key }) => {
      const anywhere = key.includes('_') ? `|\\b${key}\\b` : '';
      return { name, at: message.search(new RegExp(`^${key}(?=[:.[\\s])|["'\`]${key}["'\`]${anywhere}`)) };
    })
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  return found ? ['input', found.name] : null;
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
