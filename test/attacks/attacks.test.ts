/**
 * Each attack against the built program with 512 MB of heap, while somebody who is not meant goes on asking. Each of
 * the four is a process of its own: Asana, gateway, bystander, attacker. The short form holds what no busy machine
 * changes: the process lives, its memory comes back, nothing unforeseen is answered. How long the bystander waits is
 * printed, and held to its bound in the long form. Its sleeps are how long the bystander is alone, and how often memory
 * is looked at, which has no event.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Child, startChild } from '../../bench/support/child.ts';
import type { Usage } from '../../bench/support/probe.mjs';
import type { Attack, Outcome, Target } from './attack.ts';
import { BYSTANDER_KEY } from './attacks/crowds.ts';
import { ATTACKS } from './attacks.ts';
import type { Seen } from './bystander.ts';

const isLong = process.env.ATTACKS === 'long';
const ALONE_SECONDS = isLong ? 10 : 1;
const ATTACK_SECONDS = isLong ? 60 : 3;
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
/** What a bystander may wait at least, however quick it was alone. */
const BYSTANDER_P99_MS = 250;
const BYSTANDER_FACTOR = 4;
/** Heap and buffers that may stay when all is over: caches that have filled up. */
const KEPT_MB = 48;
/** All memory of a process with 512 MB of heap. */
const PEAK_RSS_MB = 1_024;
const MEMORY_BACK_MS = 20_000;

const started = new Set<Child>();
function helper(name: string): Child {
  const args = ['--import', 'tsx', `test/attacks/${name}.ts`];
  return remembered(startChild({ name, args }));
}
function remembered(child: Child): Child {
  started.add(child);
  return child;
}

interface AttackedGateway extends AsyncDisposable {
  readonly target: Target;
  /** What a bystander sees, meanwhile. */
  watched<T>(meanwhile: () => Promise<T>): Promise<Seen & { result: T }>;
  attack(seconds: number): Promise<Outcome>;
  usage(settled?: boolean): Promise<Usage>;
  /** How late the event loop was since it was last asked, milliseconds: what the gateway itself adds to a wait. */
  loopLagMs(): Promise<number>;
}

async function startAttacked({ name, env = {}, asanaMs = 0 }: Attack): Promise<AttackedGateway> {
  const children = [helper('asana'), helper('bystander'), helper('attacker')] as const;
  const [asana, bystander, attacker] = children;
  const gateway = remembered(
    startChild({
      name: 'gateway',
      args: [
        '--max-old-space-size=512',
        '--expose-gc',
        '--import',
        './bench/support/probe.mjs',
        'dist/cli.js',
        'start',
      ],
      env: {
        PORT: '0',
        LOG_LEVEL: 'error',
        ASANA_BASE_URL: await asana.ask<string>('ready'),
        DRAIN_TIMEOUT: '0s',
        ...env,
      },
    }),
  );
  const [, url = ''] = await gateway.wrote(/ready at (https?:\/\/[^\s"]+)/);
  const { hostname: host, port } = new URL(url);
  const authorization = 'GATEWAY_KEYS' in env ? BYSTANDER_KEY : 'Bearer real-attacker';
  const target: Target = { url, host, port: Number(port), authorization, seed: SEED };
  await asana.ask('configure', { latencyMs: asanaMs });
  return {
    target,
    async watched(meanwhile) {
      const asWhom = 'GATEWAY_KEYS' in env ? BYSTANDER_KEY : 'Bearer real-bystander';
      await bystander.ask('begin', { url, authorization: asWhom });
      const result = await meanwhile();
      return { ...(await bystander.ask<Seen>('end')), result };
    },
    attack: (seconds) => attacker.ask<Outcome>('attack', { name, seconds, target }),
    async loopLagMs() {
      const metrics = await (await fetch(new URL('/metrics', url))).text();
      return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(metrics)?.[1]) * 1_000;
    },
    usage: (settled = false) => gateway.ask<Usage>(settled ? 'settled' : 'usage'),
    async [Symbol.asyncDispose]() {
      await Promise.all([gateway, ...children].map((child) => child.stop()));
    },
  };
}

const megabytes = ({ heapUsed, external }: Usage): number => (heapUsed + external) / 2 ** 20;

/** Looks at the most memory the attacked gateway takes while something goes on. */
async function peakWhile<T>(
  attacked: AttackedGateway,
  meanwhile: Promise<T>,
): Promise<{ result: T; peakMb: number }> {
  let peak = 0;
  let over = false;
  const result = meanwhile.finally(() => {
    over = true;
  });
  while (!over) {
    const look = attacked.usage().then(({ rss }) => {
      peak = Math.max(peak, rss);
    });
    await Promise.race([look, result]);
    await Promise.race([sleep(200), result]);
  }
  return { result: await result, peakMb: peak / 2 ** 20 };
}

/** Memory above what it was, once it no longer falls below the bound or the time is over. */
async function keptAfter(attacked: AttackedGateway, beforeMb: number): Promise<number> {
  const until = performance.now() + MEMORY_BACK_MS;
  let kept = Infinity;
  while (kept > KEPT_MB && performance.now() < until) {
    kept = megabytes(await attacked.usage(true)) - beforeMb;
    if (kept > KEPT_MB) await sleep(500);
  }
  return kept;
}

describe(`attacks, by chance of SEED=${SEED}`, () => {
  test.each(ATTACKS)('$name: it lives, and nobody else suffers', { timeout: 240_000 }, async (attack) => {
    await using attacked = await startAttacked(attack);
    const alone = await attacked.watched(() => sleep(ALONE_SECONDS * 1_000));
    await attacked.loopLagMs();
    const before = await attacked.usage(true);
    const beforeMb = megabytes(before);
    const beganMs = performance.now();
    const during = await attacked.watched(() => peakWhile(attacked, attacked.attack(ATTACK_SECONDS)));
    const { result: outcome, peakMb } = during.result;
    const busy = ((await attacked.usage()).cpuMs - before.cpuMs) / (performance.now() - beganMs);
    const lagMs = await attacked.loopLagMs();
    const bound = Math.max(BYSTANDER_P99_MS, BYSTANDER_FACTOR * alone.p99Ms);
    const kept = await keptAfter(attacked, beforeMb);
    console.log(
      `${attack.name}: ${outcome.sent} sent; p99 ${alone.p99Ms.toFixed(0)} ms alone, ` +
        `${during.p99Ms.toFixed(0)} ms beside; ${busy.toFixed(2)} cores, loop late by ${lagMs.toFixed(0)} ms; peak ${peakMb.toFixed(0)} MB, kept ${kept.toFixed(0)} MB`,
    );
    const bystander = {
      failures: [...alone.failures, ...during.failures].slice(0, 3),
      tooLate: during.p99Ms > bound ? `${during.p99Ms} ms, alone ${alone.p99Ms} ms` : null,
    };
    expect({
      ...(isLong && bystander),
      complaints: outcome.complaints.slice(0, 3),
      peak: peakMb > PEAK_RSS_MB ? `${peakMb} MB` : null,
      kept: kept > KEPT_MB ? `${kept} MB` : null,
      attacked: outcome.sent > 0,
    }).toEqual({
      ...(isLong && { failures: [], tooLate: null }),
      complaints: [],
      peak: null,
      kept: null,
      attacked: true,
    });
  });
});
