/**
 * At most once under an idempotency key, whatever is sent: the key is reserved for its user before anything is, what
 * came of it is kept, and told again to whoever brings the key again. Knows neither starts nor Asana.
 */
import { createHash } from 'node:crypto';
import { badInput, GatewayError, isGatewayError } from '../errors.ts';
import type { Telemetry } from '../telemetry.ts';
import { asMeant } from './as-meant.ts';
import { type Attempt, failureOf } from './attempt.ts';
import type { IdempotencyStore, Outcome, OwnReservation } from './idempotency.ts';
import { keptUserErrors, type UserError } from './user-errors.ts';

/** What is to be sent at most once. */
export interface Once {
  /** Name of the mutation. */
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>> & { readonly idempotencyKey?: string | null | undefined };
  /** Null says no more in it than leaving out, but where it clears. @default null is told apart */
  readonly nullIsNothing?: boolean;
  /** Whose it is as far as is known without asking. */
  readonly owner: string;
  /** Asks whose it is: a key belongs to a person, whichever token. */
  ownerOf(): Promise<string>;
}

/** What that takes. */
export interface OnceParts {
  readonly idempotency: IdempotencyStore;
  readonly telemetry: Telemetry;
  /** The time of day, epoch milliseconds. */
  now(): number;
  /** Told when the key had been used for the same before. */
  repeated(): void;
  /** Told when whoever sent it was lost before saying what came of it: whose it was, and since when. */
  lost?(owner: string, sending: LostSending): Promise<void>;
}

/** What was on its way when its sender was lost. */
export interface LostSending {
  /** Of the key: the same whenever it is found. */
  readonly id: string;
  /** When it was about to be sent, epoch milliseconds. */
  readonly sentAt: number;
}

/** What is remembered under a key. Stored: fields may be added, never changed. */
type Remembered =
  | {
      readonly outcome: 'started';
      readonly gid: string;
      readonly at?: number;
      readonly userErrors?: readonly UserError[];
    }
  | { readonly outcome: 'refused'; readonly userErrors: readonly UserError[] }
  | { readonly outcome: 'unknown' };

const LONGEST_KEY = 255;

/**
 * Sends it, unless its key says what came of it before; without a key it is just sent. `send` is told whose it is.
 * Never rejects.
 */
export async function once<Reply>(
  { mutation, input, nullIsNothing = false, owner, ownerOf }: Once,
  send: (owner: string) => Promise<Attempt<Reply>>,
  { idempotency, telemetry, now, repeated, lost }: OnceParts,
): Promise<Attempt<Reply>> {
  // How long one would wait for a slot, and whether one looks first, makes no other start of it.
  const { idempotencyKey, waitForSlot: _wait, unlessExists: _unless, ...written } = input;
  try {
    if (idempotencyKey == null) return await surely(send(owner));
    if (idempotencyKey === '' || idempotencyKey.length > LONGEST_KEY) throw wrongKey();
    const person = await ownerOf();
    const key = hash([person, mutation, idempotencyKey]);
    const begin = (hashed: string) =>
      idempotency.begin(key, hashed, person).catch((error: unknown) => {
        if (isGatewayError(error) && typeof error.details.limit === 'string')
          telemetry.count('refused', { limit: error.details.limit });
        throw error;
      });
    let reserved = await begin(hash(nullIsNothing ? asMeant(written) : written));
    // Earlier versions kept it as it was written.
    if (reserved.state === 'mismatch' && nullIsNothing) reserved = await begin(hash(written));
    if (reserved.state === 'mismatch') return { outcome: 'refused', userErrors: [KEY_REUSED] };
    if (reserved.state !== 'new') {
      repeated();
      if (reserved.state === 'done') return recalled(reserved.outcome, now());
      const outcome = await reserved.wait().catch(async (error: unknown) => {
        const sending = { id: key.slice(0, 36), sentAt: reserved.since ?? now() };
        if (isGatewayError(error) && error.code === 'OUTCOME_UNKNOWN') await lost?.(person, sending);
        throw error;
      });
      return recalled(outcome, now());
    }
    const attempt = await surely(send(person));
    // What came of it is known, and is said whatever becomes of the note of it.
    await keep(reserved, attempt).catch((error: unknown) => {
      telemetry.log.error({ err: error, kind: mutation }, 'an idempotency key did not take its outcome');
    });
    return attempt;
  } catch (error) {
    // Nothing of this was sent; another may have been, under the same key.
    const isUnknown = isGatewayError(error) && error.code === 'OUTCOME_UNKNOWN';
    return { outcome: isUnknown ? 'unknown' : 'failed', error };
  }
}

/** Attempts do not reject; should one, that says nothing about whether it was sent. */
function surely<Reply>(attempt: Promise<Attempt<Reply>>): Promise<Attempt<Reply>> {
  return attempt.catch((error: unknown) => failureOf(error));
}

function keep(reserved: OwnReservation, attempt: Attempt<unknown>): Promise<void> {
  const remembered = rememberedOf(attempt);
  switch (remembered?.outcome) {
    case 'started':
    case 'unknown':
      return reserved.finish(remembered);
    case 'refused':
      return reserved.refuse(remembered);
    case undefined:
      return reserved.forget();
  }
}

/** What is remembered; null where the key is free again. */
function rememberedOf(attempt: Attempt<unknown>): Remembered | null {
  switch (attempt.outcome) {
    case 'answered': {
      const { gid, at, userErrors } = attempt;
      const kept = keptUserErrors(userErrors);
      return { outcome: 'started', gid, at, ...(kept.length > 0 && { userErrors: kept }) };
    }
    case 'refused':
      return { outcome: 'refused', userErrors: keptUserErrors(attempt.userErrors) };
    case 'unknown':
      return { outcome: 'unknown' };
    case 'crowded':
    case 'exists':
    case 'failed':
      return null;
  }
}

function recalled(outcome: Outcome, now: number): Attempt<never> {
  const remembered = outcome as Remembered;
  switch (remembered.outcome) {
    case 'started': {
      const { gid, at = now, userErrors = [] } = remembered;
      return { outcome: 'answered', gid, at, reply: null, userErrors };
    }
    case 'refused':
      return remembered;
    case 'unknown':
      return { outcome: 'unknown', error: lostBefore() };
  }
}

function wrongKey(): GatewayError {
  return badInput(`idempotencyKey must have 1 to ${LONGEST_KEY} characters; leave it out if you need none.`);
}

function lostBefore(): GatewayError {
  return new GatewayError(
    'OUTCOME_UNKNOWN',
    'What this idempotencyKey was used for was sent and its reply was lost. It may have happened: look at Asana, and use a new key if it has not.',
  );
}

const KEY_REUSED: UserError = {
  code: 'BAD_USER_INPUT',
  message: 'This idempotencyKey was used within 24 hours for something else; use a new key for each thing.',
  field: ['input', 'idempotencyKey'],
};

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
