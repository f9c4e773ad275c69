/**
 * One job, very many subscribers, and its end: how long until the last has heard, and what it cost.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, beside, type Row, type RunOptions, sizeFor } from '../support/benchmark.ts';
import type { Child } from '../support/child.ts';
import { tokens, WATCH_SELECTION } from '../support/queries.ts';
import { type Server, startGateway, startStub } from '../support/servers.ts';
import { median, percentile } from '../support/statistics.ts';
import type { EndOfJob } from '../support/stub-asana.ts';
import { openCrowd } from '../support/subscribers.ts';

interface Delivery {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly lastMs: number;
  readonly readsBeyondPoll: number;
  readonly notReached: number;
  readonly cpuMicros: number;
}

const PATIENCE_MS = 20_000;

/** Ends one job after the other, each watched by a crowd of its own. The first warms the gateway up: it runs for weeks. */
export async function changeOne(
  options: RunOptions,
  limits: { readonly deliveryP99Ms: number; readonly notReached: number; readonly readsBeyondPoll: number },
): Promise<Row[]> {
  const count = sizeFor(options, { full: 5_000, quick: 200, smoke: 20 });
  const rounds = sizeFor(options, { full: 3, quick: 1, smoke: 1 });
  const { stub, asanaUrl } = await startStub();
  const all: Delivery[] = [];
  try {
    await using gateway = await startGateway(asanaUrl);
    for (let round = 0; round <= rounds; round += 1) {
      const delivery = await deliver(gateway, stub, count, `9400000${round}`);
      options.say(
        `one change to ${count}: p99 ${delivery.p99Ms.toFixed(0)} ms${round === 0 ? ', cold' : ''}`,
      );
      if (round > 0) all.push(delivery);
    }
  } finally {
    await stub.stop();
  }
  const middle = (pick: (delivery: Delivery) => number): number => median(all.map(pick));
  const worst = (pick: (delivery: Delivery) => number): number => Math.max(...all.map(pick));
  const what = `one change to ${count.toLocaleString('en')} subscribers`;
  const p99Ms = middle((delivery) => delivery.p99Ms);
  return [
    atMost(
      `${what}: reads beyond the poll`,
      worst((delivery) => delivery.readsBeyondPoll),
      limits.readsBeyondPoll,
    ),
    atMost(
      `${what}: not reached`,
      worst((delivery) => delivery.notReached),
      limits.notReached,
    ),
    ...(options.quick
      ? []
      : [
          atMost(`${what}: p99`, p99Ms, limits.deliveryP99Ms, 'ms'),
          beside(
            `${what}: p50`,
            middle((delivery) => delivery.p50Ms),
            'ms',
          ),
          beside(
            `${what}: the last`,
            middle((delivery) => delivery.lastMs),
            'ms',
          ),
          beside(
            `${what}: CPU per delivery`,
            middle((delivery) => delivery.cpuMicros),
            'µs',
          ),
        ]),
  ];
}

async function deliver(gateway: Server, stub: Child, count: number, job: string): Promise<Delivery> {
  const [token = ''] = tokens(1);
  const watches = [{ token, gids: [job] }];
  await using crowd = await openCrowd({ url: gateway.url, count, watches, selection: WATCH_SELECTION });
  await sleep(1_000);
  await crowd.arrivals();
  const before = await gateway.usage();
  await stub.ask('end', [{ gid: job, inMs: 0 }]);
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(200)) {
    if ((await crowd.arrived()) >= count) break;
  }
  const after = await gateway.usage();
  const arrivals = (await crowd.arrivals()).filter((arrival) => arrival.final);
  const [ending] = await stub.ask<(EndOfJob | null)[]>('endings', [job]);
  // From the moment Asana's reply with the news left, until the news was in a client's hands.
  const times = arrivals.map(({ at }) => at - (ending?.firstToldAt ?? Number.NaN));
  return {
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    lastMs: percentile(times, 1),
    readsBeyondPoll: (ending?.told ?? 0) - 1,
    notReached: count - arrivals.length,
    cpuMicros: ((after.cpuMs - before.cpuMs) * 1_000) / count,
  };
}
