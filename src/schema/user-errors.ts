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

/** The refusals Asana explains on a start: 400, 402, 403, 404, 422. */
const EXPLAINED: ReadonlySet<number> = new Set([400, 402, 403, 404, 422]);

/** A failed start as the caller's mistakes; null when it is something else. */
export function userErrorsOf(error: GatewayError, kind: JobKind): UserError[] | null {
  if (error.status === undefined || !EXPLAINED.has(error.status)) return null;
  const code = error.code as UserErrorCode;
  const messages = error.upstreamMessages.length > 0 ? error.upstreamMessages : [error.message];
  return messages.map((message) => ({ code, message, field: fieldOf(message, code, kind) }));
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

/** Asana names the key it complains about, mostly at the beginning of its message. */
function fieldOf(message: string, code: UserErrorCode, kind: JobKind): string[] | null {
  const keys = Object.entries(kind.input).map(([name, { key }]) => ({ name, key }));
  const { field, bodyKey } = kind.target;
  const named = [...keys, ...(bodyKey ? [{ name: field, key: bodyKey }] : [])]
    .map(({ name, key }) => ({ name, at: message.search(new RegExp(`\\b${key}\\b`)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  if (named) return ['input', named.name];
  return code === 'NOT_FOUND' ? ['input', kind.target.field] : null;
}
