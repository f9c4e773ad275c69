/**
 * The promise of `minute.test.ts` again, over real sockets and in real time; for `npm run test:faults`. Its sleeps are the
 * pace of what is asked: nothing is waited for by them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PACES } from '../../src/watching/schedule.ts';
import { start } from './starting.ts';
import { watch } from './watch.ts';
import { type GatewayWithSandbox, startWithSandbox } from './with-sandbox.ts';

const SECONDS = 60;
const LIMIT = 120;
/** What the event takes to get here on a busy machine; while the limit is unknown a poll may wait its turn, too. */
const EVENT_MS = 2_000;
const TURN_MS = 4_000;
const durations = new Map([
  ['early', 24_000],
  ['late', 20_000],
]);

async function spendMinute(running: GatewayWithSandbox) {
  const client = running.connect();
  const late: number[] = [];
  const runs = async (name: string, number: number): Promise<void> => {
    const { gid, codes } = await start(running, { name: `${name} ${number}`, waitForSlot: 30 });
    if (!gid) throw new Error(`${name} ${number} was not started: ${codes}`);
    const endsAt = Date.now() + (durations.get(name) ?? 0);
    const watching = watch(client, 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status } }', { gid });
    await watching.done;
    expect(watching.events.at(-1)?.data).toEqual({ jobUpdated: { status: 'SUCCEEDED' } });
    late.push((watching.events.at(-1)?.at ?? 0) - endsAt);
  };
  const five = (name: string) => Promise.all([0, 1, 2, 3, 4].map((number) => runs(name, number)));
  const jobs = Promise.all([five('early'), sleep(26_000).then(() => five('late'))]);
  const codes: string[] = [];
  const queries: Promise<unknown>[] = [];
  for (let second = 0; second < SECONDS; second += 1) {
    const asked = running.ask('{ me { gid } }');
    queries.push(asked.then(({ errors }) => codes.push(errors[0]?.extensions.code ?? 'answered')));
    await sleep(1_000);
  }
  await Promise.all([jobs, ...queries]);
  const refusals = running.sandbox.calls.filter(({ status, batched }) => status === 429 && !batched).length;
  return { late, codes, refusals };
}

function runningAt(asanaRequestsPerMinute: number | 'auto'): Promise<GatewayWithSandbox> {
  return startWithSandbox({
    sandbox: {
      requestsPerMinute: LIMIT,
      jobDurationMs: (_kind, names) => [...durations].find(([name]) => names.includes(name))?.[1] ?? 1_000,
    },
    gateway: { asanaRequestsPerMinute },
  });
}

test.skipIf(!process.env.FAULTS).each([
  ['was told', LIMIT, 0, EVENT_MS],
  ['has to be learned', 'auto', 2, EVENT_MS + TURN_MS],
] as const)(
  'ten jobs and a query a second fit into 120 a minute, which %s',
  async (_how, configured, mostRefusals, waitMs) => {
    await using running = await runningAt(configured);
    const { late, codes, refusals } = await spendMinute(running);
    console.info(JSON.stringify({ configured, refusals, latest: Math.max(...late), codes: codes.length }));
    expect(refusals).toBeLessThanOrEqual(mostRefusals);
    expect(codes).toEqual(Array(SECONDS).fill('answered'));
    expect(late).toHaveLength(10);
    expect(Math.max(...late)).toBeLessThanOrEqual(PACES.normal.maxMs + waitMs);
  },
  200_000,
);
