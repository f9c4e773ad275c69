/** Counts that a query made and the ledger keeps: who watches the job goes on from there, and counts no source again. */
import { expect, test } from 'vitest';
import { nothingCounted } from '../../src/contents/counted.ts';
import { copying, follow, MADE } from './counting.ts';

async function countedByAQuery() {
  const bench = await copying();
  let sources = 0;
  bench.jobs.setCount('5', async () => {
    sources += 1;
    return 9;
  });
  bench.jobs.setCount('7', 4);
  bench.jobs.set('100', 'in_progress', MADE);
  const watch = (progress: boolean) =>
    follow(bench.hub.watch(bench.jobs.source(), ['100'], { multiple: false, until: 'ready', progress }));
  const first = watch(false);
  await bench.clock.advance(1_000);
  const counted = { ...nothingCounted(true), isExpectedPending: false, expected: 9, present: 4 };
  await bench.ledger.counted('100', counted);
  return { ...bench, watch, first, sources: () => sources };
}

test('who comes then sees no less than the query did', async () => {
  const { clock, watch, sources } = await countedByAQuery();
  const { events } = watch(true);
  await clock.advance(0);
  expect(events[0]).toBe('in_progress arriving 4/9');
  expect(sources()).toBe(0);
});

test('who was there before does once it counts', async () => {
  const { clock, jobs, first, sources } = await countedByAQuery();
  jobs.setCount('7', 9);
  jobs.set('100', 'succeeded', MADE);
  await clock.advance(3_000);
  expect(first).toMatchObject({ ended: true });
  expect(first.events.at(-1)).toBe('succeeded complete 9/9');
  expect(sources()).toBe(0);
});
