/**
 * Reads on their way together, and how their results find back to where they were asked for. Sends nothing, decides
 * nothing.
 */
import type { GatewayError } from '../../errors.ts';
import type { Envelope } from '../replies/replies.ts';
import type { TimedContext } from '../transport/wire.ts';
import { BATCH_SIZE, fitsBatch, type ReadAction } from './actions.ts';

/** A read's data, or why there is none. */
export type ReadResult = Envelope | GatewayError;

/** Told of each result as soon as it is there; of some twice. */
export type Tell = (action: ReadAction, result: ReadResult) => void;

/** Actions on their way together. */
export interface Turn {
  readonly actions: readonly ReadAction[];
  readonly context: TimedContext;
  readonly attempt: number;
  readonly tell: Tell | undefined;
  /** Since when it waits for budget, when a part of it has been sent. */
  readonly sinceMs: number | undefined;
  /** Goes as a GET, however long it is: a batch was refused. */
  readonly alone: boolean;
}

/** What goes for the first time. */
export function firstTurn(actions: readonly ReadAction[], context: TimedContext, tell?: Tell): Turn {
  return { actions, context, attempt: 1, tell, sinceMs: undefined, alone: false };
}

/** Tells of each result that is there. */
export function tellAll(
  tell: Tell | undefined,
  actions: readonly ReadAction[],
  results: readonly ReadResult[],
): void {
  if (!tell) return;
  for (const [at, action] of actions.entries()) {
    const result = results[at];
    if (result) tell(action, result);
  }
}

/** The same with a deadline that the wait for budget did not use up. */
export function later({ context, ...turn }: Turn, waitedMs: number): Turn {
  return { ...turn, context: { ...context, deadlineMs: context.deadlineMs + waitedMs } };
}

/** One error for each of its actions. */
export function everywhere({ actions }: Turn, error: GatewayError): ReadResult[] {
  return actions.map(() => error);
}

/** Puts the results of a part where they belong. */
export function place(results: ReadResult[], indexes: readonly number[], part: readonly ReadResult[]): void {
  for (const [at, index] of indexes.entries()) {
    const result = part[at];
    if (result) results[index] = result;
  }
}

/** Indexes in groups of ten; what a batch does not take stands alone. */
export function groupsOf(actions: readonly ReadAction[]): number[][] {
  const groups: number[][] = [];
  let open: number[] | null = null;
  for (const [index, action] of actions.entries()) {
    if (!fitsBatch(action)) {
      groups.push([index]);
    } else if (open && open.length < BATCH_SIZE) {
      open.push(index);
    } else {
      open = [index];
      groups.push(open);
    }
  }
  return groups;
}
