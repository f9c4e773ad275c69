/**
 * One write on its way: sent, at most once under its key where it makes something, and noted. Is given the way to
 * Asana; knows neither it nor GraphQL.
 */
import { isGatewayError } from '../errors.ts';
import type { Telemetry } from '../telemetry.ts';
import { type Answered, type Attempt, attemptTo, auditWord } from './attempt.ts';
import type { IdempotencyStore } from './idempotency.ts';
import { type Once, once } from './once.ts';
import type { Starter } from './start.ts';
import { type NamedInputs, USER_ERROR_CODES, type UserError, userErrorsOf } from './user-errors.ts';

/** What is written, and by whom. */
export interface WriteJob {
  /** Name of the mutation. */
  readonly write: string;
  readonly input: Once['input'];
  readonly names: NamedInputs;
  /** Comes to the same when it is sent twice: takes no key. */
  readonly isRepeated: boolean;
  readonly by: Starter;
}

/** The way to Asana for one write. */
export interface WriteWay<Reply extends { readonly gid: string }> {
  send(): Promise<Reply>;
  /** What follows once something was made; should it fail, that is a mistake at `secondAt`, and the first stands. */
  second?: ((gid: string) => Promise<void>) | undefined;
  readonly secondAt?: string;
  /** Asks which user it is for. */
  ownerOf(): Promise<string>;
}

/** What writes share. */
export interface WriteParts {
  readonly idempotency: IdempotencyStore;
  readonly telemetry: Telemetry;
  /** The time of day, epoch milliseconds. */
  now(): number;
}

/** Writes something. Never rejects. */
export function carryOutWrite<Reply extends { readonly gid: string }>(
  job: WriteJob,
  way: WriteWay<Reply>,
  parts: WriteParts,
): Promise<Attempt<Reply>> {
  const { write, input, isRepeated, by } = job;
  const { idempotency, telemetry } = parts;
  if (isRepeated) return run(job, way, parts);
  return once(
    { mutation: write, input, owner: by.caller.owner, ownerOf: () => way.ownerOf() },
    () => run(job, way, parts),
    {
      idempotency,
      telemetry,
      now: () => parts.now(),
      repeated: () => telemetry.count('writes', { write, outcome: 'repeated' }),
    },
  );
}

async function run<Reply extends { readonly gid: string }>(
  job: WriteJob,
  way: WriteWay<Reply>,
  parts: WriteParts,
): Promise<Attempt<Reply>> {
  const { names, input, by } = job;
  const attempt = await attemptTo(() => way.send(), {
    explain: (error) => userErrorsOf(error, names, input),
    signal: by.signal,
    now: () => parts.now(),
  });
  const done = attempt.outcome === 'answered' ? await followed(attempt, job, way) : attempt;
  audit(job, done, parts);
  return done;
}

/** The second step, where there is one. Whatever becomes of it, what was made is made. */
async function followed<Reply>(
  attempt: Answered<Reply>,
  { names, input }: WriteJob,
  { second, secondAt = '' }: Pick<WriteWay<never>, 'second' | 'secondAt'>,
): Promise<Answered<Reply>> {
  if (!second) return attempt;
  try {
    await second(attempt.gid);
    return attempt;
  } catch (error) {
    const field = ['input', secondAt];
    const explained = userErrorsOf(error, names, input);
    const userErrors = explained?.map((each) => ({ ...each, field })) ?? [secondFailed(error, field)];
    return { ...attempt, userErrors };
  }
}

function secondFailed(error: unknown, field: readonly string[]): UserError {
  if (!isGatewayError(error)) return { code: 'UPSTREAM_ERROR', message: 'This second step failed.', field };
  const code = Object.hasOwn(USER_ERROR_CODES, error.code) ? error.code : 'UPSTREAM_ERROR';
  return { code: code as UserError['code'], message: error.message, field };
}

function audit(
  { write, names, input, by }: WriteJob,
  attempt: Attempt<unknown>,
  { telemetry }: WriteParts,
): void {
  const isWhole = attempt.outcome !== 'answered' || attempt.userErrors.length === 0;
  const outcome = auditWord(attempt, isWhole ? 'written' : 'written_in_part', by.signal);
  telemetry.count('writes', { write, outcome });
  telemetry.log.info(
    {
      audit: 'write',
      write,
      who: by.caller.name ?? by.caller.token.hash,
      target: input[names.target.field] ?? null,
      gid: attempt.outcome === 'answered' ? attempt.gid : null,
      outcome,
      requestId: by.requestId,
    },
    'write',
  );
}
