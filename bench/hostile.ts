/**
 * What an attack costs before it is refused: CPU and memory for each document that is small to send and meant to be
 * large to answer. None may reach Asana.
 */
import { atMost, type Benchmark, beside, type Row, sizeFor } from './support/benchmark.ts';
import { ATTACKS, type Attack } from './support/hostile-documents.ts';
import type { Usage } from './support/probe.mjs';
import { type Server, startGateway, startStub } from './support/servers.ts';
import { median } from './support/statistics.ts';
import type { StubStats } from './support/stub-asana.ts';

const LIMITS = { cpuMs: 20, cpuMsQuick: 100, upstreamCalls: 0, accepted: 0, heapMb: 32, heapMbQuick: 64 };

/** CPU of a refusal. */
export const hostile: Benchmark = {
  name: 'hostile',
  question: 'CPU and memory for documents made to hurt',
  hasQuickForm: true,
  thresholds: LIMITS,
  async run(options) {
    const rounds = sizeFor(options, { full: 7, quick: 3, smoke: 1 });
    const perRound = sizeFor(options, { full: 10, quick: 5, smoke: 2 });
    const { stub, asanaUrl } = await startStub();
    try {
      await using gateway = await startGateway(asanaUrl);
      await warmUp(gateway);
      await stub.ask('reset');
      const before = await gateway.child.ask<Usage>('settled');
      const rows: Row[] = [];
      const accepted: string[] = [];
      const limit = options.quick ? LIMITS.cpuMsQuick : LIMITS.cpuMs;
      const heapMb = options.quick ? LIMITS.heapMbQuick : LIMITS.heapMb;
      for (const attack of ATTACKS) {
        const { cpuMs, wrong } = await suffer(gateway, attack, rounds, perRound);
        rows.push(atMost(`${attack.name}: CPU`, cpuMs, limit, 'ms'));
        if (wrong !== null) accepted.push(`${attack.name}: ${wrong}`);
      }
      for (const each of accepted) options.say(`not refused as expected: ${each}`);
      const after = await gateway.child.ask<Usage>('settled');
      const { calls } = await stub.ask<StubStats>('stats');
      return [
        ...rows,
        atMost('attacks that were not refused', accepted.length, LIMITS.accepted),
        atMost('calls to Asana they caused', calls, LIMITS.upstreamCalls),
        atMost('heap that stays behind', (after.heapUsed - before.heapUsed) / 2 ** 20, heapMb, 'MB'),
        beside('memory (RSS) afterwards', after.rss / 2 ** 20, 'MB'),
      ];
    } finally {
      await stub.stop();
    }
  },
};

/** Code that has run before costs what it costs in production. */
async function warmUp(gateway: Server): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    await post(
      gateway,
      JSON.stringify({ query: `query W${turn} { task(gid: "${turn + 1}") { gid name } }` }),
    );
  }
}

async function suffer(
  gateway: Server,
  { body, refusedWith }: Attack,
  rounds: number,
  perRound: number,
): Promise<{ cpuMs: number; wrong: string | null }> {
  const costs: number[] = [];
  let wrong: string | null = null;
  let turn = 0;
  for (let round = 0; round < rounds; round += 1) {
    const bodies = Array.from({ length: perRound }, () => body(turn++));
    const before = await gateway.usage();
    for (const each of bodies) {
      const answer = await post(gateway, each);
      if (!refusedWith.test(answer)) wrong ??= answer.slice(0, 300);
    }
    costs.push(((await gateway.usage()).cpuMs - before.cpuMs) / perRound);
  }
  return { cpuMs: median(costs), wrong };
}

async function post({ url }: Server, body: string): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    authorization: 'Bearer bench-attacker',
  };
  const reply = await fetch(url, { method: 'POST', headers, body });
  return reply.text();
}
