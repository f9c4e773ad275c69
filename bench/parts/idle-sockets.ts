/**
 * Memory per idle subscription, and how quickly sockets come in.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, beside, type Row, type RunOptions, sizeFor } from '../support/benchmark.ts';
import type { Usage } from '../support/probe.mjs';
import { gids, tokens, WATCH_SELECTION } from '../support/queries.ts';
import { startGateway, startStub } from '../support/servers.ts';
import { type Crowd, openCrowd } from '../support/subscribers.ts';

const CALLERS = 10;
const JOBS = 100;
const WARM_UP = 200;

/** Opens crowds of several sizes, each at a fresh gateway. */
export async function watchIdle(
  options: RunOptions,
  limits: { readonly idleHeapKbQuick: number; readonly idleKb: number },
): Promise<Row[]> {
  const sizes = sizeFor(options, { full: [2_000, 10_000], quick: [500], smoke: [40] });
  const rows: Row[] = [];
  for (const count of sizes) {
    const { crowd, before, after } = await fill(count);
    options.say(`${count} idle sockets, ${crowd.seconds.toFixed(1)} s to open`);
    const rssKb = (after.rss - before.rss) / 1_024 / count;
    const heapKb = (after.heapUsed - before.heapUsed) / 1_024 / count;
    const many = `${count.toLocaleString('en')} idle subscriptions`;
    rows.push(
      ...(options.quick
        ? [atMost(`${many}: heap each`, heapKb, limits.idleHeapKbQuick, 'KB')]
        : [
            atMost(`${many}: memory (RSS) each`, rssKb, limits.idleKb, 'KB'),
            beside(`${many}: heap each`, heapKb, 'KB'),
            beside(`${many}: sockets opened a second`, crowd.opened / crowd.seconds, '/s'),
            beside(`${many}: memory (RSS) in all`, after.rss / 2 ** 20, 'MB'),
          ]),
    );
  }
  return rows;
}

async function fill(count: number): Promise<{ crowd: Crowd; before: Usage; after: Usage }> {
  const { stub, asanaUrl } = await startStub();
  try {
    await using gateway = await startGateway(asanaUrl);
    const callers = tokens(CALLERS);
    const watches = gids('93', JOBS).map((gid, index) => ({
      token: callers[index % CALLERS] ?? '',
      gids: [gid],
    }));
    const plan = { url: gateway.url, watches, selection: WATCH_SELECTION };
    // Code and caches that the first subscribers bring in are nobody's share.
    const warmUp = await openCrowd({ ...plan, count: Math.min(WARM_UP, count) });
    await warmUp[Symbol.asyncDispose]();
    await sleep(1_000);
    const before = await gateway.child.ask<Usage>('settled');
    await using crowd = await openCrowd({ ...plan, count });
    await sleep(1_000);
    const after = await gateway.child.ask<Usage>('settled');
    return { crowd, before, after };
  } finally {
    await stub.stop();
  }
}
