import { describe, expect, test } from 'vitest';
import { memoryBus } from '../../src/watching/bus.ts';
import { hubBench, hubClock } from '../support/jobs.ts';
import { copying, follow, MADE } from './counting.ts';

const ready = { multiple: false, until: 'ready' } as const;

/** Two instances with one bus, one ledger, and one Asana. */
async function pair() {
  const clock = hubClock();
  const bus = memoryBus({ now: () => clock.now() });
  const a = await copying({ status: 'in_progress' }, { bus }, clock);
  const b = hubBench({ bus, ledger: a.ledger }, clock);
  a.jobs.set('100', 'succeeded', MADE);
  a.jobs.setCount('7', 3);
  return { clock, a: a.hub, b: b.hub, jobs: a.jobs };
}
const newest = (counts: readonly string[]) => counts.filter((line) => line.endsWith(' 7'));

describe('two instances', () => {
  test('count once for both', async () => {
    const { clock, a, b, jobs } = await pair();
    const atA = follow(a.watch(jobs.source(), ['100'], ready));
    await clock.advance(10);
    const atB = follow(b.watch(jobs.source(), ['100'], ready));
    await clock.advance(900);
    expect(newest(jobs.counts)).toHaveLength(2);
    jobs.setCount('7', 9);
    await clock.advance(1_000);
    expect(atA).toEqual({ events: ['succeeded arriving 3/9', 'succeeded complete 9/9'], ended: true });
    expect(atB).toEqual(atA);
    expect(newest(jobs.counts)).toHaveLength(3);
    expect(clock.pending()).toBe(0);
  });

  test('take over from each other', async () => {
    const { clock, a, b, jobs } = await pair();
    const atA = a.watch(jobs.source(), ['100'], ready);
    const first = atA.next();
    await clock.advance(10);
    await first;
    const atB = follow(b.watch(jobs.source(), ['100'], ready));
    await clock.advance(100);
    await atA.return?.();
    await clock.advance(1_000);
    jobs.setCount('7', 9);
    await clock.advance(2_000);
    expect(atB.events.at(-1)).toBe('succeeded complete 9/9');
    expect(atB.ended).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  test('count for whoever wants progress, whoever polls', async () => {
    const { clock, a, b, jobs } = await pair();
    jobs.set('100', 'in_progress', MADE);
    const poller = follow(a.watch(jobs.source(), ['100'], { multiple: false }));
    await clock.advance(10);
    const progress = follow(b.watch(jobs.source(), ['100'], { multiple: false, progress: true }));
    await clock.advance(1_000);
    expect(progress.events.at(-1)).toBe('in_progress arriving 3/9');
    expect(poller.events).toEqual(['in_progress ?']);
    await a.close();
    await b.close();
  });
});
