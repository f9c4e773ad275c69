import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BoundedMap } from '../src/bounded-map.ts';
import { manualClock } from './support/clock.ts';

describe('a bounded map', () => {
  test('gives up the oldest for the newest', () => {
    const map = new BoundedMap<string, number>({ most: 2 });
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([3, undefined, 4, 2]);
  });

  test('keeps what is used longer than what is only looked at', () => {
    const map = new BoundedMap<string, number>({ most: 2 });
    map.set('a', 1);
    map.set('b', 2);
    expect([map.get('a'), map.use('a'), map.has('b')]).toEqual([1, 1, true]);
    map.set('c', 3);
    expect([map.has('a'), map.has('b')]).toEqual([true, false]);
  });

  test('forgets what was set too long ago, used or not', async () => {
    const clock = manualClock();
    const map = new BoundedMap<string, number>({ most: 10, ttlMs: 1_000, now: clock.now });
    map.set('a', 1);
    await clock.advance(999);
    expect(map.use('a')).toBe(1);
    await clock.advance(1);
    expect([map.has('a'), map.size]).toEqual([false, 0]);
  });

  test('gives up what is too old without being asked for it', async () => {
    const clock = manualClock();
    const map = new BoundedMap<string, number>({ most: 10, ttlMs: 1_000, now: clock.now });
    map.set('a', 1);
    await clock.advance(1_000);
    map.set('b', 2);
    expect([...map.keys()]).toEqual(['b']);
  });

  test('holds no more than so much weight', () => {
    const map = new BoundedMap<string, true>({ most: 10, mostWeight: 5, weigh: (key) => key.length });
    for (const key of ['aa', 'bb', 'ccc']) map.set(key, true);
    expect([...map.keys()]).toEqual(['bb', 'ccc']);
    map.set('ccc', true);
    expect(map.size).toBe(2);
    map.set('dddddd', true);
    expect(map.size).toBe(0);
  });

  test('is a map whose newest so many entries remain', () => {
    const step = fc.record({
      do: fc.constantFrom('set', 'use', 'get', 'delete'),
      key: fc.integer({ min: 0, max: 8 }),
      value: fc.integer(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), fc.integer({ min: 1, max: 6 }), (steps, most) => {
        const map = new BoundedMap<number, number>({ most });
        let model: [number, number][] = [];
        for (const { do: what, key, value } of steps) {
          const known = model.find(([each]) => each === key);
          const others = model.filter(([each]) => each !== key);
          if (what === 'set') {
            map.set(key, value);
            model = [...others, [key, value] as [number, number]].slice(-most);
          } else if (what === 'use') {
            expect(map.use(key)).toBe(known?.[1]);
            if (known) model = [...others, known];
          } else if (what === 'delete') {
            expect(map.delete(key)).toBe(known !== undefined);
            model = others;
          } else expect(map.get(key)).toBe(known?.[1]);
          expect(new Set(map.keys())).toEqual(new Set(model.map(([each]) => each)));
        }
      }),
    );
  });
});
