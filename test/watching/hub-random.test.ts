import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { isFinal } from '../../src/job-state.ts';
import { memoryBus } from '../../src/watching/bus.ts';
import { type FakeReader, hubBench, hubClock, type Watch } from '../support/jobs.ts';

const FAULTS = ['UPSTREAM_ERROR', 'UPSTREAM_TIMEOUT', 'UPSTREAM_UNREACHABLE', 'RATE_LIMITED'] as const;
const SEEDS = [1, 2, 3, 4, 5, Date.now() % 100_000];

/** Seeded, so that a failing run can be repeated. */
function dice(seed: number): () => number {
  let value = (seed % 2_147_483_646) + 1;
  return () => {
    value = (value * 16_807) % 2_147_483_647;
    return value / 2_147_483_647;
  };
}

interface Reading {
  readonly told: Map<string, string[]>;
  readonly watch: Watch;
  leaves: boolean;
  ended: boolean;
}

function read(watch: Watch, random: () => number, pause: () => Promise<void>): Reading {
  const reading: Reading = { told: new Map(), watch, leaves: random() < 0.3, ended: false };
  const slow = random() < 0.2;
  void (async () => {
    for await (const event of watch) {
      const list = reading.told.get(event.gid) ?? [];
      list.push(event.state?.status ?? '!');
      reading.told.set(event.gid, list);
      if (slow) await pause();
    }
    reading.ended = true;
  })();
  return reading;
}

describe.each(SEEDS)('with seed %i', (seed) => {
  test('two instances under random faults lose no final event and leave nothing behind', async () => {
    const random = dice(seed);
    const clock = hubClock();
    const bus = memoryBus({ now: () => clock.now() });
    const benches = [hubBench({ bus, random }, clock), hubBench({ bus, random }, clock)] as const;
    const gids = Array.from({ length: 40 }, (_, number) => String(number));
    const truth = new Map(gids.map((gid) => [gid, 'not_started']));
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    for (const { jobs } of benches) {
      for (const gid of gids) {
        jobs.set(gid, async () => {
          if (random() < 0.1)
            await new Promise((resolve) => clock.setTimeout(() => resolve(null), random() * 8_000));
          if (random() < 0.3) {
            const code = pick(FAULTS);
            throw new GatewayError(
              code,
              'a fault',
              code === 'RATE_LIMITED' ? { retryAfterMs: random() * 5_000 } : {},
            );
          }
          return truth.get(gid) ?? 'not_started';
        });
      }
    }
    const pause = () => new Promise<void>((resolve) => clock.setTimeout(resolve, random() * 9_000));
    const open = (): Reading => {
      const { hub, jobs } = pick(benches);
      const source = jobs.source(pick(['token-a', 'token-b', 'token-c']));
      const primes = { ...source, prime: (_reader: FakeReader) => {} };
      const wanted = random() < 0.5 ? [pick(gids)] : [pick(gids), pick(gids), pick(gids)];
      return read(
        hub.watch(random() < 0.5 ? source : primes, wanted, { multiple: wanted.length > 1 }),
        random,
        pause,
      );
    };

    const readings: Reading[] = [];
    for (let second = 0; second < 60; second += 1) {
      for (let count = 0; count < 3; count += 1) readings.push(open());
      for (const gid of gids) {
        const status = truth.get(gid) ?? '';
        if (!isFinal(status) && random() < 0.05) {
          truth.set(gid, status === 'not_started' ? 'in_progress' : pick(['succeeded', 'failed']));
        }
      }
      for (const reading of readings) if (reading.leaves && random() < 0.1) await reading.watch.return?.();
      await clock.advance(1_000);
    }
    for (const gid of gids) if (!isFinal(truth.get(gid) ?? '')) truth.set(gid, 'succeeded');
    await clock.advance(120_000);

    for (const { told, leaves, ended } of readings) {
      if (!leaves) expect(ended).toBe(true);
      for (const [gid, statuses] of told) {
        expect(statuses.filter(isFinal).length).toBeLessThanOrEqual(1);
        expect(statuses.every((status, index) => status !== statuses[index - 1])).toBe(true);
        if (!leaves) expect(statuses.at(-1)).toBe(truth.get(gid));
      }
    }
    for (const { hub } of benches) {
      expect(hub.stats()).toEqual({ tokens: 0, jobs: 0, pollers: 0, subscribers: 0, waits: 0 });
    }
    expect(clock.pending()).toBe(0);
  });
});
