import { describe, expect, test } from 'vitest';
import { budgetOf, requestOf } from './budget-of.ts';

describe('the queue', () => {
  test('serves starts, then reads, then polls', async () => {
    const { clock, ask, granted, drain } = budgetOf(120);
    await drain();
    for (const priority of ['poll', 'read', 'start'] as const) {
      for (const nth of [1, 2])
        void ask(`${priority} ${nth}`, { priority, kind: priority === 'start' ? 'write' : 'read' });
    }
    await clock.advance(20_000);
    expect(granted).toEqual(['start 1', 'start 2', 'read 1', 'read 2', 'poll 1', 'poll 2']);
  });

  test('keeps the place of who was granted a part', async () => {
    const { clock, ask, granted, drain } = budgetOf(120);
    await drain();
    await clock.advance(600);
    const sinceMs = clock.now();
    expect((await ask('part', { points: 3 })).points).toBe(1);
    await clock.advance(300);
    void ask('later');
    void ask('rest', { points: 2, sinceMs });
    await clock.advance(2_000);
    expect(granted).toEqual(['part', 'rest', 'later']);
  });

  test('keeps a part of the bucket from polls', async () => {
    const { clock, ask, granted } = budgetOf(120);
    for (let each = 0; each < 16; each += 1) void ask('poll', { priority: 'poll' });
    await clock.advance(0);
    expect(granted).toHaveLength(15);
    await ask('read');
    expect(granted.at(-1)).toBe('read');
  });

  test('forgets a waiter that left', async () => {
    const { clock, ask, granted, drain } = budgetOf(120);
    await drain();
    const leaving = new AbortController();
    const left = ask('left', { signal: leaving.signal });
    void ask('stayed');
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await clock.advance(600);
    expect(granted).toEqual(['stayed']);
    expect(clock.pending()).toBe(0);
  });

  test('turns away a caller that has left already', () => {
    const { budget, clock } = budgetOf(120);
    const signal = AbortSignal.abort(new Error('gone'));
    expect(() => budget.acquire(requestOf(clock.now(), { signal }))).toThrow('gone');
  });
});

describe('the gates', () => {
  test.each([
    ['read', 50],
    ['write', 15],
  ] as const)('let %ss in flight up to %i', async (kind, most) => {
    const { clock, budget, ask, granted } = budgetOf(1500);
    const permits = await Promise.all(Array.from({ length: most }, () => ask('in', { kind })));
    void ask('waiting', { kind });
    await clock.advance(5_000);
    expect(granted).toHaveLength(most);
    permits[0]?.release();
    permits[0]?.release();
    await clock.advance(0);
    expect(granted).toHaveLength(most + 1);
    expect(budget.state('t')[kind === 'read' ? 'inFlightReads' : 'inFlightWrites']).toBe(most);
  });

  test('hold up nobody of the other kind', async () => {
    const { ask, granted } = budgetOf(1500);
    await Promise.all(Array.from({ length: 15 }, () => ask('start', { kind: 'write', priority: 'start' })));
    void ask('waiting start', { kind: 'write', priority: 'start', latestMs: Number.MAX_SAFE_INTEGER });
    const read = ask('read');
    await read;
    expect(granted.at(-1)).toBe('read');
  });

  test('count a batch by its actions and shrink it', async () => {
    const { budget, clock, ask } = budgetOf(1500);
    for (let each = 0; each < 47; each += 1) await ask('read');
    expect((await budget.acquire(requestOf(clock.now(), { points: 10 }))).points).toBe(3);
  });

  test('turn a waiter away when its time is up', async () => {
    const { clock, ask } = budgetOf(1500);
    for (let each = 0; each < 50; each += 1) await ask('read');
    const late = expect(ask('late', { latestMs: clock.now() + 3_000 })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: 1_000,
    });
    await clock.advance(3_000);
    await late;
    expect(clock.pending()).toBe(0);
  });
});
