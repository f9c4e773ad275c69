/**
 * How many job queries a second, beside what does less (a bare proxy, the least GraphQL server) and what one would
 * write first (plain resolvers). Each contender in a fresh process, the order turned each round, medians of all rounds.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  atLeast,
  atMost,
  type Benchmark,
  beside,
  type Row,
  type RunOptions,
  sizeFor,
  skipped,
} from './support/benchmark.ts';
import { startHelper } from './support/child.ts';
import type { LoadPlan, LoadResult } from './support/http-load.ts';
import { gids, tokens } from './support/queries.ts';
import { CONTENDERS, type Contender, SEPARATE, startStub } from './support/servers.ts';
import { alternating, median } from './support/statistics.ts';

/** What one contender did in one round. */
interface Sample extends LoadResult {
  readonly cpuPerThousand: number;
  readonly rssMb: number;
}

const CONNECTIONS = 32;
const TOKENS = 64;

const LIMITS = { ofProxy: 0.7, timesNaive: 4, timesHive: 4, ofTailcall: 0.5, wrong: 0 };

/** The job query against the peers. */
export const throughput: Benchmark = {
  name: 'throughput',
  question: 'job queries a second, beside a bare proxy and plain resolvers',
  hasQuickForm: false,
  thresholds: LIMITS,
  async run(options) {
    const { contenders, missing } = chooseContenders(options);
    const rounds = sizeFor(options, { full: 5, quick: 3, smoke: 1 });
    const { stub, asanaUrl } = await startStub();
    const samples = new Map<string, Sample[]>();
    try {
      for (const { item, round } of alternating(contenders, rounds)) {
        const sample = await measure(item, asanaUrl, options);
        options.say(`round ${round + 1}: ${item.name} ${sample.perSecond.toFixed(0)}/s`);
        if (sample.example) options.say(`${item.name} answered wrongly: ${sample.example}`);
        samples.set(item.name, [...(samples.get(item.name) ?? []), sample]);
      }
    } finally {
      await stub.stop();
    }
    return [...judge(samples), ...missing];
  },
};

function chooseContenders({ peers }: RunOptions): { contenders: Contender[]; missing: Row[] } {
  const contenders: Contender[] = [CONTENDERS.proxy, CONTENDERS.gateway, CONTENDERS.least, CONTENDERS.naive];
  const missing: Row[] = [];
  for (const [name, find] of Object.entries(SEPARATE)) {
    const contender = peers ? find() : null;
    const why = peers ? 'not installed, see bench/peers/README.md' : 'only with --peers';
    if (contender) contenders.push(contender);
    else missing.push(skipped(`gateway beside ${name}`, why));
  }
  return { contenders, missing };
}

async function measure(contender: Contender, asanaUrl: string, options: RunOptions): Promise<Sample> {
  const [warmMs, measuredMs] = sizeFor(options, {
    full: [5_000, 5_000], // a program this size is compiled by then; a server runs for weeks
    quick: [3_000, 2_000],
    smoke: [300, 500],
  });
  const server = await contender.start(asanaUrl);
  const load = startHelper('http-load', 'http-load.ts');
  try {
    const callers = tokens(TOKENS);
    const requests = gids('91', 256).map((gid, index) =>
      contender.request(gid, callers[index % TOKENS] ?? ''),
    );
    const { expects } = contender;
    const plan = { origin: new URL(server.url).origin, requests, connections: CONNECTIONS, expects };
    await load.ask<LoadResult>('run', { ...plan, durationMs: warmMs } satisfies LoadPlan);
    await sleep(100);
    const before = await server.usage();
    const result = await load.ask<LoadResult>('run', { ...plan, durationMs: measuredMs } satisfies LoadPlan);
    const after = await server.usage();
    return {
      ...result,
      cpuPerThousand: (after.cpuMs - before.cpuMs) / result.requests,
      rssMb: after.rss / 2 ** 20,
    };
  } finally {
    await Promise.all([load.stop(), server[Symbol.asyncDispose]()]);
  }
}

function judgeRatio(what: string, measured: number, limit: number | null): Row {
  return limit === null ? beside(what, measured, '×') : atLeast(what, measured, limit, '×');
}

function judge(samples: ReadonlyMap<string, readonly Sample[]>): Row[] {
  const middle = (name: string, pick: (sample: Sample) => number): number =>
    median((samples.get(name) ?? []).map(pick));
  const rate = (name: string): number => middle(name, (sample) => sample.perSecond);
  const cpu = (name: string): number => middle(name, (sample) => sample.cpuPerThousand);
  const ratio = (peer: string, limit: number | null): Row[] =>
    samples.has(peer)
      ? [
          judgeRatio(`requests a second, gateway to ${peer}`, rate('gateway') / rate(peer), limit),
          beside(`CPU for a request, gateway to ${peer}`, cpu('gateway') / cpu(peer), '×'),
        ]
      : [];
  const wrong = [...samples.values()].flat().reduce((sum, sample) => sum + sample.wrong, 0);
  return [
    ...ratio('proxy', LIMITS.ofProxy),
    ...ratio('least', null),
    ...ratio('naive', LIMITS.timesNaive),
    ...ratio('hive', LIMITS.timesHive),
    ...ratio('tailcall', LIMITS.ofTailcall),
    atMost('wrong answers', wrong, LIMITS.wrong),
    ...[...samples.keys()].flatMap((name) => [
      beside(`${name}: requests a second`, rate(name), '/s'),
      beside(
        `${name}: p50`,
        middle(name, (sample) => sample.p50Ms),
        'ms',
      ),
      beside(
        `${name}: p99`,
        middle(name, (sample) => sample.p99Ms),
        'ms',
      ),
      beside(`${name}: CPU for 1,000 requests`, cpu(name), 's'),
      beside(
        `${name}: memory (RSS)`,
        middle(name, (sample) => sample.rssMb),
        'MB',
      ),
    ]),
  ];
}
