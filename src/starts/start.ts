/**
 * A start as it travels: what is started, by whom, and what the ledger keeps of it. Pure; knows neither Asana nor how
 * it is sent.
 */
import { isFinal } from '../job-state.ts';
import type { Answered } from './attempt.ts';
import type { LedgerEntry, LedgerRow, LedgerSource, LostStart } from './ledger.ts';
import type { Once } from './once.ts';
import type { NamedInputs } from './user-errors.ts';

/** Who starts something: an operation, as far as is needed here. */
export interface Starter {
  readonly requestId: string;
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal | undefined;
  readonly caller: {
    readonly owner: string;
    /** The gateway key's name, else null. */
    readonly name: string | null;
    readonly token: { readonly hash: string };
  };
}

/** What is started, and by whom. */
export interface Start {
  /** Name of the mutation. */
  readonly kind: string;
  readonly input: Once['input'];
  readonly names: NamedInputs;
  /** Whether a job is made; what is none is not in the ledger. */
  readonly makesJob: boolean;
  /** See `LedgerEntry`. */
  readonly withSubtasks?: boolean | undefined;
  /** Its id among the unknown starts, should it become one. @default a new one */
  readonly lostId?: string | undefined;
  /** How long it may wait for a slot, milliseconds. */
  readonly waitMs: number;
  readonly by: Starter;
}

/** What Asana answers a start with, as far as is needed here. */
export interface StartReply {
  readonly gid: string;
  readonly status?: unknown;
  readonly resource_subtype?: unknown;
}

/** What the ledger is told of a start that was answered; null where it made no job, or only the gid is remembered. */
export function ledgerEntryOf(
  start: Start,
  { gid, at, reply }: Pick<Answered<StartReply>, 'gid' | 'at' | 'reply'>,
): LedgerEntry | null {
  if (!start.makesJob || !reply) return null;
  const { kind, input, withSubtasks } = start;
  const status = typeof reply.status === 'string' ? reply.status : null;
  return {
    gid,
    kind,
    source: sourceOf(start),
    name: nameIn(input),
    startedAt: at,
    finishedAt: status !== null && isFinal(status) ? at : null,
    status,
    subtype: typeof reply.resource_subtype === 'string' ? reply.resource_subtype : null,
    ...(withSubtasks !== undefined && { withSubtasks }),
  };
}

/** The ledger's row of a job that was started just now. */
export function newRow(entry: LedgerEntry): LedgerRow {
  return {
    ...entry,
    ageMs: 0,
    sinceEndMs: entry.finishedAt === null ? null : 0,
    tookMs: null,
    counted: null,
  };
}

/** What the ledger keeps of one that nobody knows to have happened. */
export function unknownStartOf(start: Start, sentAt: number): LostStart {
  const { teamGid } = start.input;
  return {
    ...(start.lostId !== undefined && { id: start.lostId }),
    kind: start.kind,
    source: sourceOf(start),
    name: nameIn(start.input),
    sentAt,
    ...(typeof teamGid === 'string' && { team: teamGid }),
  };
}

function sourceOf({ names: { target }, input }: Start): LedgerSource | null {
  return target.type === null ? null : { type: target.type, gid: String(input[target.field]) };
}

function nameIn(input: Start['input']): string | null {
  return typeof input.name === 'string' ? input.name : null;
}
