/**
 * One caller of a faulty run: lanes that start a job and watch it to its end, passers-by, and one who asks all the time.
 * Its sleeps are the pace of the load: nothing is waited for by them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'graphql-ws';
import type { RunReport } from './run-report.ts';
import { watch } from './watch.ts';
import type { GatewayWithSandbox } from './with-sandbox.ts';

/** A stream that takes longer than this hangs. */
const PATIENCE_MS = 120_000;

const START = `mutation ($input: DuplicateTaskInput!) {
  duplicateTask(input: $input) { job { gid } userErrors { code } }
}`;
const WATCH = 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { gid status finished newTask { gid } } }';
const QUERIES = [
  '{ me { gid name } }',
  'query ($gid: ID!) { job(gid: $gid) { status newTask { gid name } } }',
];
/** Codes a read may fail with while Asana is in trouble. */
const TROUBLE = ['UPSTREAM_ERROR', 'UPSTREAM_TIMEOUT', 'UPSTREAM_UNREACHABLE', 'RATE_LIMITED'];

export interface Calling {
  readonly running: GatewayWithSandbox;
  readonly report: RunReport;
  readonly random: () => number;
  readonly isOver: () => boolean;
  /** Also the token: any token works at the sandbox, and is a user of its own. */
  readonly caller: string;
  readonly lanes: number;
}

export async function callOn(calling: Calling): Promise<void> {
  // Not all at once: the first second would be slower than any that follows.
  await sleep(calling.random() * 1_000);
  const client = calling.running.connect({ token: calling.caller });
  const gids: string[] = [];
  await Promise.all([
    ...Array.from({ length: calling.lanes }, (_, lane) => runLane(calling, client, lane, gids)),
    query(calling, gids),
  ]);
  await client.dispose();
}

async function runLane(calling: Calling, client: Client, lane: number, gids: string[]): Promise<void> {
  const { isOver, random, running, caller, report } = calling;
  for (let turn = 0; !isOver(); turn += 1) {
    const name = `${caller} ${lane}.${turn}`;
    const gid = await startOne(calling, name);
    if (gid === null) {
      await sleep(20 + random() * 80);
      continue;
    }
    gids[lane] = gid;
    // Some come and go: a second socket that does not stay for the end.
    const passer = random() < 0.1 ? running.connect({ token: caller }) : null;
    const passing = passer && watch(passer, WATCH, { gid });
    const leaving = passing && sleep(random() * 200).then(() => passing.leave());
    await watchOne(report, client, gid);
    await leaving;
    await passer?.dispose();
    if (passer) report.left += 1;
  }
}

async function startOne({ running, report, caller }: Calling, name: string): Promise<string | null> {
  const { starts, unknown, wrong } = report;
  const begun = Date.now();
  const input = { taskGid: running.sandbox.gids.tasks.shared, name };
  const { data, errors } = await running.ask(START, { input }, { token: caller });
  report.longestMs.start = Math.max(report.longestMs.start, Date.now() - begun);
  const gid = data?.duplicateTask?.job?.gid ?? null;
  const userErrors: { code: string }[] = data?.duplicateTask?.userErrors ?? [];
  const codes = [...errors.map(({ extensions }) => extensions.code), ...userErrors.map(({ code }) => code)];
  if (gid) starts.started += 1;
  else if (codes.includes('OUTCOME_UNKNOWN')) {
    starts.unknown += 1;
    unknown.told.push(name);
  } else if (codes.includes('TOO_MANY_RUNNING_JOBS')) starts.refused += 1;
  else if (codes.some((code) => TROUBLE.includes(code))) {
    starts.unsent += 1;
    report.unsent.push(name);
  } else wrong.push(`${name}: ${JSON.stringify({ data, errors })}`);
  return gid;
}

async function watchOne(report: RunReport, client: Client, gid: string): Promise<void> {
  const begun = Date.now();
  const watching = watch(client, WATCH, { gid });
  const patience = new AbortController();
  const tooLong = sleep(PATIENCE_MS, 'hangs', { signal: patience.signal }).catch(() => null);
  const ended = await Promise.race([watching.done.then(() => null), tooLong]).catch(String);
  patience.abort();
  report.longestMs.watch = Math.max(report.longestMs.watch, Date.now() - begun);
  const { events } = watching;
  const finals = events.filter(({ data }) => data?.jobUpdated?.finished === true);
  const last = events.at(-1)?.data?.jobUpdated;
  report.watched += 1;
  if (ended !== null) report.wrong.push(`watch of ${gid}: ${ended}`);
  else if (finals.length !== 1 || last?.status !== 'SUCCEEDED')
    report.wrong.push(`watch of ${gid}: ${JSON.stringify(events)}`);
}

/** One who asks all the time. Every question is answered, or refused with a reason. */
async function query({ running, report, random, isOver, caller }: Calling, gids: string[]): Promise<void> {
  for (let turn = 0; !isOver(); turn += 1) {
    const gid = gids[turn % Math.max(1, gids.length)];
    const begun = Date.now();
    const { errors } = await running.ask(QUERIES[gid ? turn % 2 : 0] ?? '', gid ? { gid } : {}, {
      token: caller,
    });
    report.longestMs.query = Math.max(report.longestMs.query, Date.now() - begun);
    if (errors.length === 0) report.queries.answered += 1;
    else if (errors.every(({ extensions }) => TROUBLE.includes(extensions.code))) report.queries.failed += 1;
    else report.wrong.push(`query: ${JSON.stringify(errors)}`);
    await sleep(100 + random() * 200);
  }
}
