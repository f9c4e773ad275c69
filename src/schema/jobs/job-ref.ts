/**
 * Jobs as schema objects: read by gid, carried by an event, or remembered by the ledger. Feeds what it sees to the
 * hub, so that every read of a job helps those who watch it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { containsFields, type FieldTree, fieldTree, mergeFields } from '../../asana/api/fields.ts';
import type { LoadedRecord, Reader } from '../../asana/reader.ts';
import { systemClock } from '../../clock.ts';
import { isNotFound } from '../../errors.ts';
import { isFinal } from '../../job-state.ts';
import { notThereYet } from '../../starts/just-started.ts';
import type { LedgerRow, LedgerSource } from '../../starts/ledger.ts';
import type { JobEvent } from '../../watching/hub.ts';
import { gidOf, type Ref, refOfGid, refOfLoaded, refOfNested } from '../asana-plugin/ref.ts';
import type { GatewayContext } from '../context.ts';
import type { SourceType } from '../starts/job-kind.ts';
import { isFresh, jobState, POLL_FIELDS, recordOf } from './job-record.ts';
import { tellContents } from './said-contents.ts';

/** How a job is read for an answer. */
export interface ReadJobOptions {
  /** Whether the caller gave the gid. @default true */
  readonly fromCaller?: boolean;
  /** For how long one that was just started, and that Asana does not know yet, is asked for again. @default ASANA_TIMEOUT */
  readonly patienceMs?: number;
}

/**
 * Reads a job with the fields a selection needs; null for one that is unknown or somebody else's. One that was started
 * a moment ago is neither: it is asked for again, and is an error in the end.
 */
export async function readJobRef(
  gid: string,
  context: GatewayContext,
  fields: FieldTree,
  { fromCaller = true, patienceMs = context.services.timeoutMs }: ReadJobOptions = {},
): Promise<Ref<'Job'> | null> {
  const untilMs = systemClock.now() + patienceMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return observed(await context.reader.record('Job', gid, fields, { fromCaller }), context);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      if (!(await isFresh(gid, context))) return null;
      if (systemClock.now() + pauseMs >= untilMs) throw notThereYet(gid);
    }
    const { signal } = context;
    await sleep(pauseMs, undefined, signal && { signal }).catch(() => {});
    signal?.throwIfAborted();
  }
}

/** Between two tries to read a job that Asana does not know yet; jobs asked for together stay together. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 1_000;

/**
 * The job of an event. What the poll did not carry is read through the event's own reader, together with all other
 * subscribers of this change. When that read fails the event is delivered all the same: only the fields that could
 * not be read are null.
 */
export async function eventRef(
  event: JobEvent<Reader>,
  context: GatewayContext,
  fields: FieldTree,
): Promise<Ref<'Job'>> {
  context.reader = event.reader;
  let loaded = event.reader.peek('Job', event.gid);
  if (!loaded || !containsFields(loaded.asked, fields)) {
    try {
      loaded = await event.reader.record('Job', event.gid, fields, { fromCaller: true });
    } catch (error) {
      if (!loaded && event.state) {
        event.reader.prime('Job', event.gid, recordOf(event.state), POLL_FIELDS);
        loaded = event.reader.peek('Job', event.gid);
      }
      if (!loaded) throw error;
    }
  }
  const ref = refOfLoaded('Job', 'Job', loaded);
  ref.observedAt = event.state?.observedAt ?? context.services.now();
  if (event.contents !== undefined) tellContents(ref, event.contents);
  return ref;
}

/**
 * A job from the ledger: one that has finished is not read again for what the ledger knows. Null for one that Asana
 * knows no more.
 */
export async function recentJobRef(
  row: LedgerRow,
  context: GatewayContext,
  fields: FieldTree,
): Promise<Ref<'Job'> | null> {
  context.ledgerRows.set(row.gid, Promise.resolve(row));
  const needed = mergeFields(fields, STATUS);
  if (row.status !== null && isFinal(row.status)) {
    const remembered = {
      gid: row.gid,
      status: row.status,
      ...(row.subtype !== null && { resource_subtype: row.subtype }),
    };
    const asked = row.subtype === null ? STATUS : STATUS_AND_SUBTYPE;
    if (containsFields(asked, fields)) {
      const ref = refOfNested('Job', 'Job', remembered, asked, { call: `GET /jobs/${row.gid}` });
      if (row.finishedAt !== null) ref.observedAt = row.finishedAt;
      return ref;
    }
  }
  const before = row.status;
  const ref = await readJobRef(row.gid, context, needed, { fromCaller: false });
  // It may have finished just now, which the ledger has been told meanwhile.
  if (before === null || !isFinal(before)) context.ledgerRows.delete(row.gid);
  return ref;
}

/** What the ledger knows of a job, looked up once per operation. */
export function ledgerRow(ref: Ref, context: GatewayContext): Promise<LedgerRow | null> {
  const gid = gidOf(ref);
  const known = context.ledgerRows.get(gid);
  if (known) return known;
  const { ledger, telemetry } = context.services;
  const row = ledger.find([gid]).then(
    ([entry]) => entry ?? null,
    (error: unknown) => {
      // What it remembers is a courtesy; the job itself must not be missing for want of it.
      telemetry.log.warn({ err: error, job: gid }, 'the ledger could not be asked about a job');
      return null;
    },
  );
  context.ledgerRows.set(gid, row);
  return row;
}

/** What a job can have been started from. */
export const SOURCE_TYPES = [
  'Task',
  'Project',
  'ProjectTemplate',
  'TaskTemplate',
  'Portfolio',
  'Workspace',
] as const satisfies readonly SourceType[];

/** The object a job was started from, by the gid the ledger kept. */
export function sourceRef(source: LedgerSource | null | undefined): Ref<SourceType> | null {
  const type = SOURCE_TYPES.find((each) => each === source?.type);
  return source && type ? refOfGid(type, type, source.gid) : null;
}

function observed(loaded: LoadedRecord, context: GatewayContext): Ref<'Job'> {
  const ref = refOfLoaded('Job', 'Job', loaded);
  ref.observedAt = context.services.now();
  // Only a read that carries all a poll carries may speak for the job's state.
  if (containsFields(loaded.asked, POLL_FIELDS)) {
    context.services.hub.observe(context.caller.token.hash, jobState(loaded.data, ref.observedAt));
  } else if (typeof loaded.data.status === 'string' && isFinal(loaded.data.status)) {
    const state = jobState(loaded.data, ref.observedAt);
    context.services.ledger.observed(state).catch((error: unknown) => {
      context.services.telemetry.log.warn({ err: error }, 'the ledger did not take a finished job');
    });
  }
  return ref;
}

const STATUS = fieldTree(['status']);
const STATUS_AND_SUBTYPE = fieldTree(['status', 'resource_subtype']);
