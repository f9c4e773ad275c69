/**
 * Between Asana's job record and the watching layer: which fields a poll asks for, and how a record becomes a
 * `JobState`. The only place where both are known.
 */
import { type FieldTree, fieldTree, mergeFields } from '../../asana/api/fields.ts';
import { NEW_KEYS } from '../../asana/api/starts.ts';
import type { AsanaRecord, Reader } from '../../asana/reader.ts';
import { isNotFound } from '../../errors.ts';
import type { JobState } from '../../job-state.ts';
import { isRecord } from '../../json.ts';
import { isJustStarted, notThereYet } from '../../starts/just-started.ts';
import type { WatchWay } from '../../watching/hub.ts';
import type { Asker, Services } from '../context.ts';
import { newReader } from '../context.ts';
import { isRefusedToken } from '../identity.ts';
import { type Caller, operationOf } from '../operation.ts';
import { countOf, hasDownload } from './counts.ts';

/** What a poll asks for: enough to see a change, no more. */
export const POLL_FIELDS: FieldTree = fieldTree([
  'status',
  'resource_subtype',
  ...NEW_KEYS.map((key) => `${key}.gid`),
]);

/** What stands for a status that is no word. Never final. */
export const UNKNOWN_STATUS = 'unknown';

/** The watching layer's view of a job record. */
export function jobState(record: AsanaRecord, observedAt: number): JobState {
  const created: Record<string, string | null> = {};
  for (const key of NEW_KEYS) {
    const value = record[key];
    created[key] = isRecord(value) && typeof value.gid === 'string' ? value.gid : null;
  }
  return {
    gid: record.gid,
    status: statusOf(record.status),
    resourceSubtype: typeof record.resource_subtype === 'string' ? record.resource_subtype : null,
    created,
    observedAt,
  };
}

/** Asana's word for where a job stands. What is no word at all says nothing, least of all that it is over. */
export function statusOf(status: unknown): string {
  return typeof status === 'string' ? status : UNKNOWN_STATUS;
}

/** How a job is read. */
export interface JobReadOptions {
  /** @default the poll's */
  readonly fields?: FieldTree;
  /** @default 'read' */
  readonly priority?: 'read' | 'poll';
  /** Whether the caller gave the gid. @default true */
  readonly fromCaller?: boolean;
}

/** Reads a job with at least the poll's fields. One that was started a moment ago is never NOT_FOUND. */
export async function readJob(
  asker: Asker,
  reader: Reader,
  gid: string,
  { fields = POLL_FIELDS, priority = 'read', fromCaller = true }: JobReadOptions = {},
): Promise<JobState> {
  try {
    const wanted = mergeFields(POLL_FIELDS, fields);
    const { data } = await reader.record('Job', gid, wanted, { priority, fromCaller });
    return jobState(data, asker.services.now());
  } catch (error) {
    if (isNotFound(error) && (await isFresh(gid, asker))) throw notThereYet(gid);
    throw error;
  }
}

/** Whether the asker's user started this job a moment ago: Asana may not know it yet. Never rejects. */
export function isFresh(gid: string, asker: Asker): Promise<boolean> {
  const { caller, services } = asker;
  const who = { owner: caller.owner, ownerOf: () => services.identities.ownerOf(asker) };
  return isJustStarted(gid, who, services);
}

/**
 * Keys of service mode share the watching of their token, so it has a turn of its own beside theirs. No key has
 * such a name.
 */
const WATCHING = '(watching)';

/** How the hub reads jobs on behalf of a caller. One caller's reads never serve another token. */
export function watchWay(services: Services, caller: Caller): WatchWay<Reader> {
  const operation = operationOf(caller);
  const asker: Asker = { services, caller, operation };
  return {
    key: caller.token.hash,
    open: () => newReader(services, operation, caller.name === null ? {} : { flow: WATCHING }),
    read: (reader, gid) => readJob(asker, reader, gid, { priority: 'poll' }),
    confirmDead: () => isRefusedToken(caller, services),
    pressure: (watched) => services.client.pressure(caller.token, watched),
    count: async (reader, what, gid) =>
      what === 'download'
        ? Number(await hasDownload(reader, gid, { priority: 'poll' }))
        : countOf(reader, what, gid),
    prime: (reader, state) => reader.prime('Job', state.gid, recordOf(state), POLL_FIELDS),
  };
}

/** What another read, or another instance, saw of a job, as a poll would have read it. */
export function recordOf({ gid, status, resourceSubtype, created }: JobState): AsanaRecord {
  const made = NEW_KEYS.map((key) => [key, created[key] ? { gid: created[key] } : null]);
  return { gid, status, resource_subtype: resourceSubtype, ...Object.fromEntries(made) };
}
