/**
 * What is said of the contents of what a job made when somebody reads the job: counted once per answer, remembered in
 * the ledger, so that the next who reads it goes on from there. Knows no stream; those count for themselves.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { fieldTree, mergeFields } from '../../asana/api/fields.ts';
import { systemClock, type Timer } from '../../clock.ts';
import { countableOf, isUnnamed, sinceSuccessMs } from '../../contents/countable.ts';
import {
  type Contents,
  type Counted,
  contentsOf,
  isReadyContents,
  nothingCounted,
} from '../../contents/counted.ts';
import { afterTry, tryToCount } from '../../contents/tried.ts';
import { EXPORT_KEYS } from '../../job-state.ts';
import { isRecord } from '../../json.ts';
import type { LedgerRow } from '../../starts/ledger.ts';
import { gidOf, type Ref, readKey } from '../asana-plugin/ref.ts';
import type { GatewayContext } from '../context.ts';
import { countOf, hasDownload } from './counts.ts';
import { ledgerRow } from './job-ref.ts';
import { withStatus } from './job-status.ts';
import { saidContents } from './said-contents.ts';

/** What has to be read of a job before its contents can be counted. */
export const CONTENTS_NEEDED = {
  kind: 'value',
  needs: fieldTree(['status', 'new_project.gid', 'new_task.gid']),
} as const;

/** What has to be read of it to know whether it is ready; the link of an export is read when there is one. */
export const READY_NEEDED = {
  kind: 'value',
  needs: mergeFields(CONTENTS_NEEDED.needs, fieldTree(EXPORT_KEYS.map((key) => `${key}.gid`))),
} as const;

/** What is said of the contents; null where there are none. */
export function contentsOfJob(
  ref: Ref,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Contents | null> {
  return saidContents(ref, () => readContents(ref, context, info));
}

/** Whether a job has succeeded and what it made can be worked with. Never an error. */
export async function isJobReady(
  ref: Ref,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<boolean> {
  try {
    if ((await withStatus(ref, context, info, (status) => status)) !== 'succeeded') return false;
    const contents = await contentsOfJob(ref, context, info);
    if (contents) return isReadyContents(contents);
    // What it made fills, and nobody knows what that is.
    if (isUnnamed({ created: await createdBy(ref, context, info) }, await ledgerRow(ref, context)))
      return false;
    return await isDownloadThere(ref, context, info);
  } catch {
    return false;
  }
}

/** So long the event that says how a job ended waits for a count; then it says what was known before. */
const EVENT_WAITS_MS = 2_000;

/** What comes of it; null where that takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: Timer | null = null;
  const over = new Promise<null>((resolve) => {
    timer = systemClock.setTimeout(() => resolve(null), ms);
  });
  return Promise.race([work, over]).finally(() => timer !== null && systemClock.clearTimeout(timer));
}

const CREATED = ['new_project', 'new_task'] as const;

async function readContents(
  ref: Ref,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Contents | null> {
  const status = await withStatus(ref, context, info, (word) => word);
  if (status === 'failed') return null;
  const row = await ledgerRow(ref, context);
  // Whatever was deleted since.
  if (row?.counted?.final) return contentsOf(row.counted);
  const created = await createdBy(ref, context, info);
  const countable = countableOf({ created }, row);
  if (!countable) return null;
  const before = row?.counted ?? nothingCounted(countable.source !== null);
  const { reader } = context;
  const trying = tryToCount(before, countable, (gid) => countOf(reader, countable.what, gid));
  const tried = await (context.beforeEvent ? within(EVENT_WAITS_MS, trying) : trying);
  if (!tried) return contentsOf(before);
  const counted = afterTry(before, tried, sinceSuccessMs(status, row));
  if (row && counted !== before) await note(row, counted, context);
  return contentsOf(counted);
}

/** What fills of what it made, by gid. */
async function createdBy(
  ref: Ref,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Record<string, string | null>> {
  const created: Record<string, string | null> = {};
  for (const key of CREATED) created[key] = await gidOfKey(ref, key, context, info);
  return created;
}

async function note(row: LedgerRow, counted: Counted, { services }: GatewayContext): Promise<void> {
  await services.ledger.counted(row.gid, counted).catch((error: unknown) => {
    services.telemetry.log.warn({ err: error, job: row.gid }, 'the ledger did not take a count');
  });
}

async function gidOfKey(
  ref: Ref,
  key: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<string | null> {
  const { value } = await readKey(ref, key, context, info);
  return isRecord(value) && typeof value.gid === 'string' ? value.gid : null;
}

/** An export can be worked with once it can be fetched; whatever else has no contents is there as it is. */
async function isDownloadThere(
  ref: Ref,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<boolean> {
  for (const key of EXPORT_KEYS) {
    const { value } = await readKey(ref, key, context, info);
    if (isRecord(value)) return hasDownload(context.reader, gidOf(ref));
  }
  return true;
}
