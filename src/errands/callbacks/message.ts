/**
 * What a callback tells: ids and states, never fields of Asana's objects, never a token. The body is made once and is
 * the same in every try. Pure.
 */

/** What happened. */
export type CallbackType =
  | 'job.finished'
  | 'job.ready'
  | 'job.set_up'
  | 'bulk.finished'
  | 'errand.interrupted';

/** What it happened to. Words as the schema has them. */
export interface CallbackSubject {
  /** The job; or else the list, by its global id. */
  readonly jobGid?: string;
  readonly bulkId?: string;
  /** Which start it was, such as `DUPLICATE_PROJECT`. */
  readonly kind?: string | null;
  /** `JobStatus`, or `BulkState`. */
  readonly status: string | null;
  /** The name the start asked for. */
  readonly name?: string | null;
  readonly result?: { readonly type: string; readonly gid: string } | null;
  readonly contents?: {
    readonly state: string;
    readonly present: number | null;
    readonly expected: number | null;
  } | null;
  /** `SetUpState`. */
  readonly setUp?: string | null;
  readonly idempotencyKey?: string | null;
}

/** The body of a message. */
export function messageBody(type: CallbackType, subject: CallbackSubject, atMs: number): string {
  const { jobGid, bulkId, kind, status, name, result, contents, setUp, idempotencyKey } = subject;
  const data = {
    ...(jobGid !== undefined && { jobGid }),
    ...(bulkId !== undefined && { bulkId }),
    kind: kind ?? null,
    status,
    name: name ?? null,
    result: result ?? null,
    contents: contents ?? null,
    setUp: setUp ?? null,
    idempotencyKey: idempotencyKey ?? null,
  };
  return JSON.stringify({ type, timestamp: new Date(atMs).toISOString(), data });
}
