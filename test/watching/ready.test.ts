import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { hubBench } from '../support/jobs.ts';
import { copying, follow, IDLE, MADE, word } from './counting.ts';

const ready = { multiple: false, until: 'ready' } as const;

describe('a watch until a job is ready', () => {
  test('goes on after the success, counts, and ends when all is there', async () => {
    const { clock, hub, jobs } = await copying();
    jobs.set('100', 'in_progress', MADE);
    const watch = follow(hub.watch(jobs.source(), ['100'], ready));
    await clock.advance(1_000);
    expect(watch.events).toEqual(['in_progress arriving -/-']);
    expect(jobs.counts).toEqual([]);
    jobs.set('100', 'succeeded', MADE);
    jobs.setCount('7', 3);
    await clock.advance(500);
    expect(watch.events.slice(1)).toEqual(['succeeded arriving -/-', 'succeeded arriving 3/9']);
    await clock.advance(1_000);
    jobs.setCount('7', 9);
    await clock.advance(1_000);
    expect(watch).toEqual({ events: [...watch.events.slice(0, 3), 'succeeded complete 9/9'], ended: true });
    expect(jobs.counts).toEqual([
      expect.stringMatching(/ tasks 5$/),
      ...Array(4).fill(expect.stringMatching(/ tasks 7$/)),
    ]);
    expect(hub.stats()).toEqual(IDLE);
    expect(clock.pending()).toBe(0);
  });

  test('counts more and more seldom, and settles below what is expected', async () => {
    const { clock, hub, jobs } = await copying({ status: 'in_progress' });
    jobs.set('100', 'succeeded', MADE);
    jobs.setCount('7', 4);
    const watch = follow(hub.watch(jobs.source(), ['100'], ready));
    await clock.advance(60_000);
    expect(watch).toEqual({ events: ['succeeded arriving 4/9', 'succeeded settled 4/9'], ended: true });
    const at = jobs.counts.filter((line) => line.endsWith(' 7')).map(Number.parseFloat);
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(gaps[0]).toBeCloseTo(0.5);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(5.001);
    expect(at.at(-1)).toBeLessThan(50);
  });

  test('tells once of a job that is complete already, and for good without a count', async () => {
    const { clock, hub, jobs } = await copying({ status: 'in_progress' });
    jobs.set('100', 'succeeded', MADE);
    jobs.setCount('7', 9);
    const first = follow(hub.watch(jobs.source(), ['100'], ready));
    await clock.advance(0);
    expect(first).toEqual({ events: ['succeeded complete 9/9'], ended: true });
    expect(jobs.counts).toHaveLength(2);
    jobs.setCount('7', 2);
    const second = follow(hub.watch(jobs.source(), ['100'], ready));
    await clock.advance(0);
    expect(second).toEqual(first);
    expect(jobs.counts).toHaveLength(2);
  });

  test('looks once at a job that nobody saw running', async () => {
    const { clock, hub, jobs } = hubBench();
    jobs.set('100', 'succeeded', MADE);
    jobs.setCount('7', 2);
    const watch = follow(hub.watch(jobs.source(), ['100'], ready));
    await clock.advance(0);
    expect(watch).toEqual({ events: ['succeeded settled 2/-'], ended: true });
    expect(clock.pending()).toBe(0);
  });

  test('ends with a failure, and where nothing fills with the success', async () => {
    const { clock, hub, jobs } = await copying();
    jobs.set('100', 'failed', MADE);
    const failed = follow(hub.watch(jobs.source(), ['100'], ready));
    jobs.set('101', 'succeeded', { new_portfolio: '8' });
    const portfolio = follow(hub.watch(jobs.source(), ['101'], ready));
    await clock.advance(0);
    expect([failed, portfolio]).toEqual([
      { events: ['failed -'], ended: true },
      { events: ['succeeded -'], ended: true },
    ]);
    expect(jobs.counts).toEqual([]);
  });

  test('waits for the link of an export, ten minutes at most', async () => {
    const { clock, hub, jobs } = await copying({
      kind: 'createGraphExport',
      source: null,
      status: 'in_progress',
    });
    jobs.set('100', 'succeeded', { new_graph_export: '6' });
    jobs.setCount('100', 0);
    const watch = follow(hub.watch(jobs.source(), ['100'], ready));
    await clock.advance(20_000);
    expect(watch).toEqual({ events: ['succeeded -'], ended: false });
    jobs.setCount('100', 1);
    await clock.advance(5_000);
    expect(watch).toEqual({ events: ['succeeded -', 'succeeded -'], ended: true });
    expect(new Set(jobs.counts.map((line) => line.split(' ').slice(1).join(' ')))).toEqual(
      new Set(['download 100']),
    );
  });

  test('gives up an export whose link never comes', async () => {
    const { clock, hub, jobs } = await copying({
      kind: 'createGraphExport',
      source: null,
      status: 'in_progress',
    });
    jobs.set('100', 'succeeded', { new_graph_export: '6' });
    jobs.setCount('100', 0);
    const watch = follow(hub.watch(jobs.source(), ['100'], ready));
    await clock.advance(599_000);
    expect(watch.ended).toBe(false);
    await clock.advance(7_000);
    expect(watch).toEqual({ events: ['succeeded -', 'succeeded -'], ended: true });
    expect(clock.pending()).toBe(0);
  });

  test('is unknown once the count was refused twice', async () => {
    const { clock, hub, jobs } = await copying({ status: 'in_progress' });
    jobs.set('100', 'succeeded', MADE);
    jobs.setCount('7', new GatewayError('FORBIDDEN', 'no'));
    const watch = follow(hub.watch(jobs.source(), ['100'], ready));
    await clock.advance(5_000);
    expect(watch).toEqual({ events: ['succeeded arriving -/9', 'succeeded unknown -/9'], ended: true });
  });

  test('counts no sooner than Asana allows, and polls as ever', async () => {
    const { clock, hub, jobs } = await copying({ status: 'in_progress' });
    jobs.set('100', 'succeeded', MADE);
    jobs.setCount('7', new GatewayError('RATE_LIMITED', 'too many', { retryAfterMs: 20_000 }));
    jobs.set('101', 'in_progress');
    const other = follow(hub.watch(jobs.source(), ['101'], { multiple: false }));
    const watch = follow(hub.watch(jobs.source(), ['100'], ready));
    await clock.advance(19_000);
    expect(jobs.counts.filter((line) => line.endsWith(' 7'))).toHaveLength(1);
    expect(jobs.times('101').length).toBeGreaterThan(8);
    jobs.setCount('7', 9);
    await clock.advance(3_000);
    expect(watch.events.at(-1)).toBe('succeeded complete 9/9');
    expect(other.ended).toBe(false);
    await hub.close();
  });

  test('ends with the token', async () => {
    const { clock, hub, jobs } = await copying({ status: 'in_progress' });
    const dead: string[] = [];
    hub.onTokenDead((token) => dead.push(token));
    jobs.set('100', 'succeeded', MADE);
    jobs.setCount('7', 3);
    const watch = follow(hub.watch(jobs.source(), ['100'], ready));
    await clock.advance(1_000);
    jobs.setCount('7', new GatewayError('UNAUTHENTICATED', 'gone'));
    jobs.dead = true;
    await clock.advance(2_000);
    expect(watch).toEqual({ events: ['succeeded arriving 3/9', '!UNAUTHENTICATED'], ended: true });
    expect(dead).toEqual(['token-a']);
    expect(clock.pending()).toBe(0);
  });

  test('stops counting with the last who wants to know', async () => {
    const { clock, hub, jobs } = await copying({ status: 'in_progress' });
    jobs.set('100', 'succeeded', MADE);
    jobs.setCount('7', 3);
    const watches = [1, 2].map(() => hub.watch(jobs.source(), ['100'], ready));
    const firsts = watches.map((watch) => watch.next());
    await clock.advance(0);
    await Promise.all(firsts);
    const before = jobs.counts.length;
    expect(before).toBe(2);
    await watches[0]?.return?.();
    await clock.advance(600);
    expect(jobs.counts).toHaveLength(before + 1);
    await watches[1]?.return?.();
    await clock.advance(60_000);
    expect(jobs.counts).toHaveLength(before + 1);
    expect(hub.stats()).toEqual(IDLE);
    expect(clock.pending()).toBe(0);
  });

  test('ends without a word when the hub closes', async () => {
    const { clock, hub, jobs } = await copying({ status: 'in_progress' });
    jobs.set('100', 'succeeded', MADE);
    jobs.setCount('7', 3);
    const watch = follow(hub.watch(jobs.source(), ['100'], ready));
    await clock.advance(100);
    await hub.close();
    await clock.settle();
    expect(watch).toEqual({ events: ['succeeded arriving 3/9'], ended: true });
    expect(clock.pending()).toBe(0);
  });
});

describe('progress', () => {
  test('is counted while the job runs, for who selects it', async () => {
    const { clock, hub, jobs } = await copying();
    jobs.set('100', 'not_started');
    jobs.setCount('7', 0);
    const watch = follow(hub.watch(jobs.source(), ['100'], { multiple: false, progress: true }));
    await clock.advance(1_000);
    expect(watch.events).toEqual(['not_started -']);
    jobs.set('100', 'in_progress', MADE);
    await clock.advance(1_000);
    jobs.setCount('7', 5);
    await clock.advance(3_000);
    expect(watch.events.slice(1)).toEqual([
      'in_progress arriving -/-',
      'in_progress arriving 0/9',
      'in_progress arriving 5/9',
    ]);
    const polls = jobs.times('100').length;
    expect(jobs.counts.filter((line) => line.endsWith(' 7')).length).toBeLessThanOrEqual(polls);
    jobs.set('100', 'succeeded', MADE);
    await clock.advance(2_000);
    // The answer to the last event counts for itself.
    expect(watch).toEqual({ events: [...watch.events.slice(0, 4), 'succeeded ?'], ended: true });
    expect(clock.pending()).toBe(0);
  });
});

describe('waiting until a job is ready', () => {
  test('answers with the event in which it is', async () => {
    const { clock, hub, jobs } = await copying({ status: 'in_progress' });
    jobs.set('100', 'succeeded', MADE);
    jobs.setCount('7', 3);
    const waiting = hub.wait(jobs.source(), '100', { ms: 25_000, until: 'ready' });
    await clock.advance(2_000);
    jobs.setCount('7', 9);
    await clock.advance(1_000);
    const event = await waiting;
    expect(event && word(event)).toBe('succeeded complete 9/9');
    expect(clock.pending()).toBe(0);
  });

  test('answers with what is to be counted anew when the time is over', async () => {
    const { clock, hub, jobs } = await copying({ status: 'in_progress' });
    jobs.set('100', 'succeeded', MADE);
    jobs.setCount('7', 3);
    const waiting = hub.wait(jobs.source(), '100', { ms: 2_000, until: 'ready' });
    await clock.advance(2_000);
    const event = await waiting;
    expect(event && word(event)).toBe('succeeded ?');
    expect(hub.stats()).toEqual(IDLE);
    expect(clock.pending()).toBe(0);
  });
});
