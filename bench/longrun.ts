/**
 * Minutes of mixed load with an unreliable Asana: queries and starts all the time, subscribers that come, watch a job to its
 * end and go. What is in use after a fifth of the time must be what is in use at the end.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, type Benchmark, beside, type RunOptions, sizeFor } from './support/benchmark.ts';
import { type Child, startHelper } from './support/child.ts';
import type { LoadPlan, LoadResult } from './support/http-load.ts';
import type { Usage } from './support/probe.mjs';
import { gids, STATUS_SELECTION, tokens } from './support/queries.ts';
import { jobRequest, startGateway, startStub } from './support/servers.ts';
import type { ChurnPlan, ChurnResult } from './support/socket-load.ts';
import type { StubStats } from './support/stub-asana.ts';

const FAULT_SHARE = 0.05;
const JOB_LIFE_MS = 4_000;
const PATIENCE_MS = 90_000;
const MB = 2 ** 20;

const LIMITS = { heapGrowth: 1.25, socketGrowth: 1.25, lost: 0, endedInError: 0 };

/** Leaks. */
export const longrun: Benchmark = {
  name: 'longrun',
  question: 'what is in use after a fifth of a long run with faults, and at its end',
  hasQuickForm: false,
  thresholds: LIMITS,
  async run(options) {
    const totalMs = sizeFor(options, {
      full: options.minutes * 60_000,
      quick: 30_000,
      smoke: 8_000,
    });
    const { stub, asanaUrl } = await startStub();
    const load = startHelper('http-load', 'http-load.ts');
    const sockets = startHelper('sockets', 'socket-load.ts');
    try {
      await using gateway = await startGateway(asanaUrl);
      await stub.ask('configure', { jobLifeMs: JOB_LIFE_MS, faultShare: FAULT_SHARE });
      const queries = load.ask<LoadResult>('run', queryPlan(gateway.url, totalMs));
      const watches = watch(sockets, gateway.url, totalMs, options);
      queries.catch(() => {});
      watches.catch(() => {});
      await sleep(totalMs * 0.2);
      const early = await gateway.child.ask<Usage>('settled');
      options.say(`after a fifth: heap ${(early.heapUsed / MB).toFixed(1)} MB`);
      await sleep(totalMs * 0.78);
      const late = await gateway.child.ask<Usage>('settled');
      const [asked, watched] = await Promise.all([queries, watches]);
      const { faults } = await stub.ask<StubStats>('stats');
      if (watched.example) options.say(`one that did not end well: ${watched.example}`);
      const what = `${(totalMs / 60_000).toLocaleString('en', { maximumFractionDigits: 1 })} min`;
      return [
        atMost(
          `heap at the end of ${what}, to a fifth`,
          late.heapUsed / early.heapUsed,
          LIMITS.heapGrowth,
          '×',
        ),
        atMost(`open sockets, to a fifth`, socketsOf(late) / socketsOf(early), LIMITS.socketGrowth, '×'),
        atMost('watches whose end was never told', watched.lost, LIMITS.lost),
        atMost('watches that ended in an error', watched.errors, LIMITS.endedInError),
        beside('watches told the end of their job', watched.finals),
        beside('queries', asked.requests),
        beside('queries that failed, by those faults', asked.wrong),
        beside('faults injected', faults),
        beside('heap after a fifth', early.heapUsed / MB, 'MB'),
        beside('heap at the end', late.heapUsed / MB, 'MB'),
        beside('memory (RSS) at the end', late.rss / MB, 'MB'),
      ];
    } finally {
      await Promise.all([load.stop(), sockets.stop(), stub.stop()]);
    }
  },
};

/** Few callers, so that the ledger, which keeps a thousand jobs of each, is full early. */
const CALLERS = tokens(2);

/** One request in fifty starts a job. */
const START = `mutation Copy($gid: ID!) {
  duplicateProject(input: { projectGid: $gid, name: "Copy" }) { job { gid newProject { name } } userErrors { code } }
}`;

function queryPlan(url: string, durationMs: number): LoadPlan {
  return {
    origin: new URL(url).origin,
    requests: gids('981', 50).map((gid, index) => {
      const token = CALLERS[index % CALLERS.length] ?? '';
      return index === 0 ? jobRequest(gid, token, START) : jobRequest(gid, token);
    }),
    connections: 4,
    durationMs,
    pauseMs: 50,
    expects: '"newProject"',
  };
}

function watch(sockets: Child, url: string, durationMs: number, options: RunOptions): Promise<ChurnResult> {
  return sockets.ask<ChurnResult>('churn', {
    url: url.replace(/^http/, 'ws'),
    count: sizeFor(options, { full: 100, quick: 20, smoke: 5 }),
    selection: STATUS_SELECTION,
    localAddress: '127.0.0.2',
    tokens: CALLERS,
    prefix: '982',
    durationMs,
    patienceMs: PATIENCE_MS,
  } satisfies ChurnPlan);
}

function socketsOf({ resources }: Usage): number {
  return resources.TCPSocketWrap ?? 0;
}
