/** Counts that take longer than polls: what is said of the contents never takes back what was said of the job. */
import { expect, test } from 'vitest';
import type { WatchWay } from '../../src/watching/hub.ts';
import type { FakeReader } from '../support/jobs.ts';
import { copying, follow, MADE, word } from './counting.ts';

test('a count that began before the success comes with the job as it is by then', async () => {
  const { clock, hub, jobs } = await copying();
  const primed = new Map<FakeReader, string>();
  const source: WatchWay<FakeReader> = {
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

test('who comes to a job that has succeeded is told so within a second, counted or not', async () => {
  const { clock, hub, jobs } = await copying({ status: 'in_progress' });
  jobs.set('100', 'succeeded', MADE);
  let answer = (_count: number): void => {};
  jobs.setCount('7', () => new Promise((resolve) => (answer = resolve)));
  const early = follow(hub.watch(jobs.source(), ['100'], { multiple: false, until: 'ready' }));
  await clock.advance(500);
  const late = follow(hub.watch(jobs.source(), ['100'], { multiple: false, until: 'ready' }));
  await clock.advance(400);
  expect([early.events, late.events]).toEqual([[], []]);
  await clock.advance(600);
  expect([early.events, late.events]).toEqual([['succeeded arriving -/-'], ['succeeded arriving -/-']]);
  const last = follow(hub.watch(jobs.source(), ['100'], { multiple: false, until: 'ready' }));
  await clock.advance(1_000);
  expect(last.events).toEqual(['succeeded arriving -/-']);
  answer(9);
  await clock.advance(0);
  for (const { events, ended } of [early, late, last]) {
    expect({ events, ended }).toEqual({
      events: ['succeeded arriving -/-', 'succeeded complete 9/9'],
      ended: true,
    });
  }
  expect(clock.pending()).toBe(0);
});
