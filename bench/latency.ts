/**
 * What the gateway adds to the time of one call: the job query through it, less the same read made directly, at
 * several speeds of the upstream. Fresh gateways, the order turned each round, medians.
 */
import { atMost, type Benchmark, beside, type Row, type RunOptions, sizeFor } from './support/benchmark.ts';
import { type Child, startHelper } from './support/child.ts';
import type { LoadPlan, LoadRequest, LoadResult } from './support/http-load.ts';
import { gids, tokens } from './support/queries.ts';
import { jobRequest, restRequest, startGateway, startStub } from './support/servers.ts';
import { alternating, median } from './support/statistics.ts';

const UPSTREAM_MS = [0, 20, 200] as const;

const LIMITS = { addedP50Ms: 5 };

/** Added latency. */
export const latency: Benchmark = {
  name: 'latency',
  question: 'milliseconds the gateway adds to a read, by latency of the upstream',
  hasQuickForm: false,
  thresholds: LIMITS,
  async run(options) {
    const rounds = sizeFor(options, { full: 3, quick: 1, smoke: 1 });
    const { stub, asanaUrl } = await startStub();
    try {
      const rows: Row[] = [];
      for (const upstreamMs of UPSTREAM_MS) {
        rows.push(...(await measureAt(upstreamMs, { stub, asanaUrl }, rounds, options)));
      }
      return rows;
    } finally {
      await stub.stop();
    }
  },
};

async function measureAt(
  upstreamMs: number,
  upstream: Upstream,
  rounds: number,
  options: RunOptions,
): Promise<Row[]> {
  const found = { direct: [] as LoadResult[], gateway: [] as LoadResult[] };
  for (const { item } of alternating(['direct', 'gateway'] as const, rounds)) {
    found[item].push(await (item === 'direct' ? direct : throughGateway)(upstream, upstreamMs, options));
  }
  const middle = (who: 'direct' | 'gateway', key: 'p50Ms' | 'p99Ms'): number =>
    median(found[who].map((result) => result[key]));
  const at = `at ${upstreamMs} ms`;
  options.say(`${at}: direct ${middle('direct', 'p50Ms').toFixed(2)} ms`);
  return [
    atMost(
      `added ${at}, p50`,
      middle('gateway', 'p50Ms') - middle('direct', 'p50Ms'),
      LIMITS.addedP50Ms,
      'ms',
    ),
    beside(`added ${at}, p99`, middle('gateway', 'p99Ms') - middle('direct', 'p99Ms'), 'ms'),
    beside(`direct read ${at}, p50`, middle('direct', 'p50Ms'), 'ms'),
  ];
}

interface Upstream {
  readonly stub: Child;
  readonly asanaUrl: string;
}

function direct(upstream: Upstream, upstreamMs: number, options: RunOptions): Promise<LoadResult> {
  const { asanaUrl } = upstream;
  const base = new URL(asanaUrl).pathname;
  return load(asanaUrl, (gid, token) => restRequest(gid, token, base), { upstream, upstreamMs, options });
}

async function throughGateway(
  upstream: Upstream,
  upstreamMs: number,
  options: RunOptions,
): Promise<LoadResult> {
  const gateway = await startGateway(upstream.asanaUrl);
  try {
    return await load(gateway.url, jobRequest, { upstream, upstreamMs, options });
  } finally {
    await gateway[Symbol.asyncDispose]();
  }
}

async function load(
  url: string,
  requestOf: (gid: string, token: string) => LoadRequest,
  { upstream, upstreamMs, options }: { upstream: Upstream; upstreamMs: number; options: RunOptions },
): Promise<LoadResult> {
  const client = startHelper('http-load', 'http-load.ts');
  try {
    const callers = tokens(16);
    const plan = {
      origin: new URL(url).origin,
      requests: gids('92', 64).map((gid, index) => requestOf(gid, callers[index % callers.length] ?? '')),
      // One at a time, so that nothing queues; with a slow upstream several, which then do not queue either.
      connections: upstreamMs === 0 ? 1 : 8,
      expects: '"Marketing"',
    };
    const [warmMs, measuredMs] = sizeFor(options, {
      full: [3_000, 4_000],
      quick: [500, 1_000],
      smoke: [300, 500],
    });
    // Warmed up without latency: what is measured is a server that has run for a while.
    await upstream.stub.ask('configure', { latencyMs: 0 });
    await client.ask<LoadResult>('run', { ...plan, durationMs: warmMs } satisfies LoadPlan);
    await upstream.stub.ask('configure', { latencyMs: upstreamMs });
    const result = await client.ask<LoadResult>('run', {
      ...plan,
      durationMs: measuredMs,
    } satisfies LoadPlan);
    if (result.wrong > 0) throw new Error(`${result.wrong} wrong answers, such as ${result.example}`);
    return result;
  } finally {
    await client.stop();
  }
}
