import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { type ReleaseSlot, StartSlots } from '../../src/starts/slots.ts';
import { hubClock } from '../support/jobs.ts';

/** Slots on a manual clock over a number of running jobs that the test sets; each answer becomes a word. */
function bench() {
  const clock = hubClock();
  const slots = new StartSlots({ clock });
  const jobs = { running: 0 as number | Error, asked: 0 };
  const answers: string[] = [];
  const releases = new Map<string, ReleaseSlot>();
  const acquire = (name: string, waitMs: number, options: { user?: string; signal?: AbortSignal } = {}) => {
    void slots
      .acquire(options.user ?? 'user:1', {
        waitMs,
        signal: options.signal,
        async running() {
          jobs.asked += 1;
          if (jobs.running instanceof Error) throw jobs.running;
          return jobs.running;
        },
      })
      .then(
        (release) => {
          answers.push(release ? name : `${name} none`);
          if (release) releases.set(name, release);
        },
        (error: GatewayError) => answers.push(`${name} ${error.code}`),
      );
  };
  return { clock, slots, jobs, answers, releases, acquire };
}

describe('a slot', () => {
  test('is there at once below five running jobs', async () => {
    const { clock, acquire, answers, jobs } = bench();
    jobs.running = 4;
    acquire('a', 0);
    await clock.settle();
    expect(answers).toEqual(['a']);
    expect(clock.pending()).toBe(0);
  });

  test('is not there without waiting at five', async () => {
    const { clock, acquire, answers, jobs, slots } = bench();
    jobs.running = 5;
    acquire('a', 0);
    await clock.settle();
    expect(answers).toEqual(['a none']);
    expect([slots.waiting, clock.pending()]).toEqual([0, 0]);
  });

  test('counts what was taken and is not running yet', async () => {
    const { clock, acquire, answers, jobs, releases } = bench();
    jobs.running = 3;
    for (const name of ['a', 'b', 'c']) acquire(name, 10_000);
    await clock.settle();
    expect(answers).toEqual(['a', 'b']);
    releases.get('a')?.();
    releases.get('a')?.();
    await clock.advance(1_000);
    expect(answers).toEqual(['a', 'b', 'c']);
  });

  test('goes to those who wait in the order they came', async () => {
    const { clock, acquire, answers, jobs, releases } = bench();
    jobs.running = 5;
    for (const name of ['a', 'b', 'c']) acquire(name, 30_000);
    await clock.advance(3_000);
    expect(answers).toEqual([]);
    expect(jobs.asked).toBe(4);
    jobs.running = 4;
    for (const name of ['a', 'b', 'c']) {
      await clock.advance(1_000);
      expect(answers.at(-1)).toBe(name);
      releases.get(name)?.();
    }
    expect(clock.pending()).toBe(0);
  });

  test('is not taken past those who wait', async () => {
    const { clock, acquire, answers, jobs } = bench();
    jobs.running = 5;
    acquire('patient', 30_000);
    await clock.settle();
    jobs.running = 4;
    acquire('hasty', 0);
    await clock.advance(1_000);
    expect(answers).toEqual(['hasty none', 'patient']);
  });

  test('of one user is no business of another', async () => {
    const { clock, acquire, answers, jobs } = bench();
    jobs.running = 5;
    acquire('a', 30_000);
    await clock.settle();
    jobs.running = 0;
    acquire('b', 0, { user: 'user:2' });
    await clock.settle();
    expect(answers).toEqual(['b']);
  });
});

describe('waiting for a slot', () => {
  test('ends with the time', async () => {
    const { clock, acquire, answers, jobs, slots } = bench();
    jobs.running = 5;
    acquire('a', 2_500);
    await clock.advance(2_499);
    expect(answers).toEqual([]);
    await clock.advance(1);
    expect(answers).toEqual(['a none']);
    expect([slots.waiting, clock.pending()]).toEqual([0, 0]);
  });

  test('ends when the caller leaves, and the next one moves up', async () => {
    const { clock, acquire, answers, jobs } = bench();
    jobs.running = 5;
    const abort = new AbortController();
    acquire('a', 30_000, { signal: abort.signal });
    acquire('b', 30_000);
    acquire('never', 30_000, { signal: AbortSignal.abort() });
    await clock.settle();
    abort.abort();
    jobs.running = 4;
    await clock.advance(1_000);
    expect(answers).toEqual(['never none', 'a none', 'b']);
  });

  test('goes on while running jobs cannot be counted', async () => {
    const { clock, acquire, answers, jobs } = bench();
    jobs.running = new GatewayError('UPSTREAM_TIMEOUT', 'too slow');
    acquire('a', 30_000);
    await clock.advance(5_000);
    expect(answers).toEqual([]);
    jobs.running = 0;
    await clock.advance(1_000);
    expect(answers).toEqual(['a']);
  });

  test('ends with the error when counting will never work', async () => {
    const { clock, acquire, answers, jobs } = bench();
    jobs.running = new GatewayError('UNAUTHENTICATED', 'refused');
    acquire('a', 30_000);
    acquire('b', 0);
    await clock.settle();
    expect(answers).toEqual(['b none', 'a UNAUTHENTICATED']);
    expect(clock.pending()).toBe(0);
  });

  test('ends for all when the gateway closes', async () => {
    const { clock, acquire, answers, jobs, slots } = bench();
    jobs.running = 5;
    acquire('a', 30_000);
    acquire('b', 30_000);
    await clock.settle();
    slots.close();
    await clock.settle();
    expect(answers).toEqual(['a none', 'b none']);
    expect(clock.pending()).toBe(0);
  });
});
