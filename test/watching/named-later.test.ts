/** Jobs that succeed before they name what they made: whoever waits for that waits on, and is told once it has a name. */
import { expect, test } from 'vitest';
import type { JobEvent } from '../../src/watching/hub.ts';
import type { FakeReader } from '../support/jobs.ts';
import { copying, follow, MADE, word } from './counting.ts';

const READY = { multiple: false, until: 'ready' } as const;

test('a project that is named after the success is counted then, and the last event has it', async () => {
  const { clock, hub, jobs } = await copying();
  jobs.set('100', 'in_progress');
  jobs.setCount('7', 9);
  const events: JobEvent<FakeReader>[] = [];
  const ended = (async () => {
    for await (const event of hub.watch(jobs.source(), ['100'], READY)) events.push(event);
  })();
  await clock.advance(100);
  jobs.set('100', 'succeeded');
  await clock.advance(5_000);
  expect(events.map(word)).toEqual(['in_progress -', 'succeeded -']);
  jobs.set('100', 'succeeded', MADE);
  await clock.advance(5_000);
  await ended;
  expect(events.slice(2).map(word)).toEqual(['succeeded arriving -/-', 'succeeded complete 9/9']);
  expect(events.at(-1)?.state?.created).toEqual(MADE);
  expect(clock.pending()).toBe(0);
});

test('who comes only then waits for the name as well', async () => {
  const { clock, hub, jobs } = await copying({ status: 'in_progress' });
  jobs.set('100', 'succeeded');
  jobs.setCount('7', 9);
  const late = follow(hub.watch(jobs.source(), ['100'], READY));
  await clock.advance(2_000);
  expect(late.events).toEqual(['succeeded -']);
  jobs.set('100', 'succeeded', MADE);
  await clock.advance(5_000);
  expect(late).toMatchObject({ ended: true });
  expect(late.events.at(-1)).toBe('succeeded complete 9/9');
});

test('what is never named is waited for half a minute', async () => {
  const { clock, hub, jobs } = await copying();
  jobs.set('100', 'in_progress');
  const watch = follow(hub.watch(jobs.source(), ['100'], READY));
  await clock.advance(100);
  jobs.set('100', 'succeeded');
  await clock.advance(29_000);
  expect(watch).toEqual({ events: ['in_progress -', 'succeeded -'], ended: false });
  await clock.advance(8_000);
  expect(watch).toEqual({ events: ['in_progress -', 'succeeded -', 'succeeded -'], ended: true });
});

test.each([
  ['a portfolio', { kind: 'duplicatePortfolio' }],
  ['a task without subtasks', { kind: 'duplicateTask' }],
  ['what nobody knows', { kind: null }],
])('nobody waits for the name of %s: it fills with nothing', async (_what, change) => {
  const { clock, hub, jobs } = await copying(change);
  jobs.set('100', 'in_progress');
  const watch = follow(hub.watch(jobs.source(), ['100'], READY));
  await clock.advance(100);
  jobs.set('100', 'succeeded');
  await clock.advance(3_000);
  expect(watch).toEqual({ events: ['in_progress -', 'succeeded -'], ended: true });
});
