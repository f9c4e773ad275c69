/**
 * The built program watching jobs that really take their time: how late each end arrives at its subscriber.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { PACES } from '../../src/watching/schedule.ts';
import { atMost, beside, type Row, type RunOptions, sizeFor } from '../support/benchmark.ts';
import { gids, STATUS_SELECTION, tokens } from '../support/queries.ts';
import { startGateway, startStub } from '../support/servers.ts';
import { median } from '../support/statistics.ts';
import type { EndOfJob, StubStats } from '../support/stub-asana.ts';
import { openCrowd } from '../support/subscribers.ts';

const SLACK_MS = 6_000;

/** Jobs of growing length, one subscriber each. */
export async function detectInRealTime(
  options: RunOptions,
  limits: { readonly realBeyondPromiseMs: number },
): Promise<Row[]> {
  const { jobs, longestMs } = sizeFor(options, {
    full: { jobs: 20, longestMs: 20_000 },
    quick: { jobs: 10, longestMs: 5_000 },
    smoke: { jobs: 3, longestMs: 1_500 },
  });
  const lengths = Array.from(
    { length: jobs },
    (_, index) => 1_000 + ((longestMs - 1_000) * index) / (jobs - 1),
  );
  const { stub, asanaUrl } = await startStub();
  try {
    await using gateway = await startGateway(asanaUrl);
    const [token = ''] = tokens(1);
    const all = gids('97', jobs);
    const watches = all.map((gid) => ({ token, gids: [gid] }));
    await using crowd = await openCrowd({
      url: gateway.url,
      count: jobs,
      watches,
      selection: STATUS_SELECTION,
      processes: 1,
    });
    await stub.ask(
      'end',
      all.map((gid, index) => ({ gid, inMs: lengths[index] ?? 0 })),
    );
    await sleep(longestMs + SLACK_MS);
    const finals = (await crowd.arrivals()).filter((arrival) => arrival.final);
    const endings = await stub.ask<(EndOfJob | null)[]>('endings', all);
    const { reads } = await stub.ask<StubStats>('stats');
    const { minMs, maxMs, ratio } = PACES.normal;
    const delays = all.map((gid, index) => {
      const arrival = finals.find((each) => each.gid === gid);
      const delay = (arrival?.at ?? Number.POSITIVE_INFINITY) - (endings[index]?.endedAt ?? 0);
      return { delay, promised: Math.min(maxMs, Math.max(minMs, ratio * (lengths[index] ?? 0))) };
    });
    const what = `${jobs} jobs of 1 to ${longestMs / 1_000} s in real time`;
    return [
      atMost(
        `${what}: latest, beyond what is promised`,
        Math.max(0, ...delays.map(({ delay, promised }) => delay - promised)),
        limits.realBeyondPromiseMs,
        'ms',
      ),
      beside(`${what}: delay, median`, median(delays.map(({ delay }) => delay)), 'ms'),
      beside(`${what}: polls`, reads),
    ];
  } finally {
    await stub.stop();
  }
}
