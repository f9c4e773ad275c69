/**
 * What is remembered of a start under an idempotency key, and what a repetition of it is told. Knows the reservation
 * of a key, not how one is made.
 */
import { STARTS, type StartName } from '../../asana/api/starts.ts';
import { GatewayError } from '../../errors.ts';
import type { OwnReservation } from '../../starts/idempotency.ts';
import type { Ref } from '../asana-plugin/ref.ts';
import { rememberedRef, type StartedType } from './started.ts';
import { keptUserErrors, type UserError } from './user-errors.ts';

/** What came of a start: the object Asana answered with, or the caller's mistakes. */
export interface StartResult {
  readonly started: Ref | null;
  readonly userErrors: readonly UserError[];
}

/** What is remembered under an idempotency key. */
export type Remembered =
  | { readonly outcome: 'started'; readonly gid: string; readonly at?: number }
  | { readonly outcome: 'refused'; readonly userErrors: readonly UserError[] }
  | { readonly outcome: 'unknown' };

/** Remembers under a key what came of its start. */
export async function noteOutcome(reserved: OwnReservation, outcome: Remembered | null): Promise<void> {
  if (outcome?.outcome === 'refused')
    await reserved.refuse({ ...outcome, userErrors: keptUserErrors(outcome.userErrors) });
  else if (outcome) await reserved.finish(outcome);
  else await reserved.forget();
}

/** What a start is told whose key was used before. */
export function recall(name: StartName, remembered: Remembered, now: number): StartResult {
  switch (remembered.outcome) {
    case 'started': {
      const { gid, at = now } = remembered;
      return { started: rememberedRef({ type: startedType(name), gid, at }), userErrors: [] };
    }
    case 'refused':
      return { started: null, userErrors: remembered.userErrors };
    case 'unknown':
      throw new GatewayError(
        'OUTCOME_UNKNOWN',
        'The start with this idempotencyKey was sent and its reply was lost. It may have happened: look at Asana, and use a new key if it has not.',
      );
  }
}

/** What a start makes at once. */
export function startedType(name: StartName): StartedType {
  return 'fills' in STARTS[name] ? 'Job' : 'OrganizationExport';
}
