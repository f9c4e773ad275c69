/** Counts that take longer than polls: what is said of the contents never takes back what was said of the job. */
import { expect, test } from 'vitest';
import type { WatchSource } from '../../src/watching/hub.ts';
import type { FakeReader } from '../support/jobs.ts';
import { copying, MADE, word } from './counting.ts';

test('a count that began before the success comes with the job as it is by then', async () => {
  const { clock, hub, jobs } = await copying();
  const primed = new Map<FakeReader, string>();
  const source: WatchSource<FakeReader> = {
    ...jobs.source(),
    prime: (reader, { status }) => void primed.set(reader, status),
  };
  jobs.set('100', 'in_progress', MADE);
  let answer = (_count: number): void => {};
  jobs.setCount('7', () => new Promise((resolve) => (answer = resolve)));
  const told: string[] = [];
  const ended = (async () => {
    const wishes = { multiple: false, until: 'ready', progress: true } as const;
    for await (const event of hub.watch(source, ['100'], wishes))
      told.push(`${word(event)}, read as ${primed.get(event.reader) ?? 'it was polled'}`);
  })();
  await clock.advance(100);
  jobs.set('100', 'succeeded', MADE);
  await clock.advance(1_000);
  jobs.setCount('7', 9);
  answer(4);
  await clock.advance(1_000);
  await ended;
  expect(told).toEqual([
    'in_progress arriving -/-, read as it was polled',
    'succeeded arriving -/-, read as it was polled',
    'succeeded arriving 4/9, read as succeeded',
    'succeeded complete 9/9, read as succeeded',
  ]);
  expect(clock.pending()).toBe(0);
});
