/**
 * The log of calls, by which tests hold a client to what it should have asked.
 */
import type { Action } from '../routes/action.ts';

/** One call. A batch is an entry `/batch` followed by its actions with `batched`. */
export interface SandboxCall {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The names of `opt_fields` as sent; empty when none were. */
  readonly fields: readonly string[];
  readonly body?: unknown;
  readonly tokenLast4: string;
  /** Status answered; 0 while there is none, and for replies that never arrive. */
  status: number;
  readonly batched: boolean;
  /** Time of the sandbox's clock. */
  readonly at: number;
}

const CALLS_KEPT = 10_000;
const WITHOUT_BODY: readonly string[] = ['GET', 'DELETE'];

/** Adds an action to the log and returns its entry, whose status is filled in later. */
export function logCall(calls: SandboxCall[], action: Action, token: string, at: number): SandboxCall {
  const call: SandboxCall = {
    method: action.method,
    path: action.path,
    query: action.query,
    fields: action.fields?.split(',') ?? [],
    ...(WITHOUT_BODY.includes(action.method) || action.path === '/batch' ? {} : { body: action.data }),
    tokenLast4: token.slice(-4),
    status: 0,
    batched: action.batched,
    at,
  };
  calls.push(call);
  if (calls.length > CALLS_KEPT) calls.shift();
  return call;
}
