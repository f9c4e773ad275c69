/**
 * Between Asana's job record and the watching layer: which fields a poll asks for, and how a record becomes a
 * `JobState`. The only place where both are known.
 */
import { type FieldTree, fieldTree, mergeFields } from '../asana/fields.ts';
import type { AsanaRecord, Reader } from '../asana/reader.ts';
import { NEW_KEYS } from '../asana/starts.ts';
import type { WatchSource } from '../jobs/hub.ts';
import type { JobState } from '../jobs/state.ts';
import type { Caller, Services } from './context.ts';
import { newReader } from './context.ts';

/** What a poll asks for: enough to see a change, no more. */
export const POLL_FIELDS: FieldTree = fieldTree([
  'status',
  'resource_subtype',
  ...NEW_KEYS.map((key) => `${key}.gid`),
]);

/** The watching layer's view of a job record. */
export function jobState(record: AsanaRecord, observedAt: number): JobState {
  const created: Record<string, string | null> = {};
  for (const key of NEW_KEYS) {
    const value = record[key] as { gid?: unknown } | null | undefined;
    created[key] = typeof value?.gid === 'string' ? value.gid : null;
  }
  return {
    gid: record.gid,
    status: String(record.status),
    resourceSubtype: typeof record.resource_subtype === 'string' ? record.resource_subtype : null,
    created,
    observedAt,
  };
}

/** Reads a job with at least the poll's fields. */
export async function readJob(
  services: Services,
  reader: Reader,
  gid: string,
  fields: FieldTree = POLL_FIELDS,
  priority: 'read' | 'poll' = 'read',
): Promise<JobState> {
  const { data } = await reader.record('Job', gid, mergeFields(POLL_FIELDS, fields), priority);
  return jobState(data, services.now());
}

/**
 * Keys of service mode share the watching of their token, so it has a turn of its own beside theirs. No key has
 * such a name.
 */
const WATCHING = '(watching)';

/** How the hub reads jobs on behalf of a caller. One caller's reads never serve another token. */
export function watchSource(services: Services, caller: Caller): WatchSource<Reader> {
  return {
    key: caller.token.hash,
    open: () => newReader(services, caller, caller.name === null ? {} : { flow: WATCHING }),
    read: (reader, gid) => readJob(services, reader, gid, POLL_FIELDS, 'poll'),
    confirmDead: () => tokenIsDead(services, caller),
    pressure: (watched) => services.client.pressure(caller.token, watched),
    prime: (reader, state) => reader.prime('Job', state.gid, recordOf(state), POLL_FIELDS),
  };
}

/** What another read, or another instance, saw of a job, as a poll would have read it. */
function recordOf({ gid, status, resourceSubtype, created }: JobState): AsanaRecord {
  const made = NEW_KEYS.map((key) => [key, created[key] ? { gid: created[key] } : null]);
  return { gid, status, resource_subtype: resourceSubtype, ...Object.fromEntries(made) };
}

async function tokenIsDead(services: Services, caller: Caller): Promise<boolean> {
  try {
    await newReader(services, caller).record('User', 'me', fieldTree(['gid']));
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'UNAUTHENTICATED';
  }
}
