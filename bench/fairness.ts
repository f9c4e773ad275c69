/**
 * What a known caller notices of a flood: the job query with a token that Asana has accepted, alone and beside 2,000
 * made-up tokens of another address, at an Asana that takes 200 ms.
 */
import { atMost, type Benchmark, beside, type RunOptions, sizeFor } from './support/benchmark.ts';
import { startHelper } from './support/child.ts';
import type { LoadPlan, LoadResult } from './support/http-load.ts';
import { gids, tokens } from './support/queries.ts';
import { jobRequest, type Server, startGateway, startStub } from './support/servers.ts';

const ASANA_MS = 200;
const MADE_UP = 'made-up-';
/** The flood is stopped before. */
const FLOOD_MS = 120_000;

const LIMITS = { timesAlone: 1.5 };

/** A victim beside a flood. */
export const fairness: Benchmark = {
  name: 'fairness',
  question: 'how much later a known caller is answered beside 2,000 made-up tokens',
  hasQuickForm: false,
  thresholds: LIMITS,
  async run(options) {
    const { stub, asanaUrl } = await startStub();
    try {
      await stub.ask('configure', { latencyMs: ASANA_MS, refuses: MADE_UP });
      await using gateway = await startGateway(asanaUrl);
      const alone = await victim(gateway, options);
      const crowded = await besideFlood(gateway, options);
      return [
        atMost('median beside the flood, to alone', crowded.p50Ms / alone.p50Ms, LIMITS.timesAlone, '×'),
        beside('median alone', alone.p50Ms, 'ms'),
        beside('median beside the flood', crowded.p50Ms, 'ms'),
        beside('p99 beside the flood', crowded.p99Ms, 'ms'),
      ];
    } finally {
      await stub.stop();
    }
  },
};

async function besideFlood(gateway: Server, options: RunOptions): Promise<LoadResult> {
  const flood = startHelper('http-load', 'http-load.ts');
  try {
    const size = sizeFor(options, { full: 2_000, quick: 2_000, smoke: 50 });
    const requests = Array.from({ length: size }, (_, number) => jobRequest('92', `${MADE_UP}${number}`));
    const flooding = flood.ask<LoadResult>('run', {
      origin: new URL(gateway.url).origin,
      requests,
      connections: size,
      expects: '',
      durationMs: FLOOD_MS,
      localAddress: '127.0.0.2',
    } satisfies LoadPlan);
    // Until each of them has been answered once, much of what goes on is connecting.
    await Promise.race([flood.ask('settled'), flooding]);
    const result = await victim(gateway, options);
    await flood.ask('stop');
    const { seconds } = await flooding;
    if (seconds * 1_000 >= FLOOD_MS) throw new Error('the flood was over before its victim was measured');
    return result;
  } finally {
    await flood.stop();
  }
}

/** One request after the other; the first of them is how its token comes to be accepted. */
async function victim(gateway: Server, options: RunOptions): Promise<LoadResult> {
  const client = startHelper('http-load', 'http-load.ts');
  try {
    const requests = gids('92', 16).map((gid) => jobRequest(gid, tokens(1)[0] ?? ''));
    const durationMs = sizeFor(options, { full: 8_000, quick: 8_000, smoke: 600 });
    const origin = new URL(gateway.url).origin;
    const plan = { origin, requests, connections: 1, expects: '"Marketing"', durationMs };
    const result = await client.ask<LoadResult>('run', plan satisfies LoadPlan);
    if (result.wrong > 0) throw new Error(`${result.wrong} wrong answers, such as ${result.example}`);
    return result;
  } finally {
    await client.stop();
  }
}
