import { describe, expect, test } from 'vitest';
import {
  afterCount,
  afterFailure,
  afterRefusal,
  afterSource,
  CONTENTS_LIMIT_MS,
  contentsOf,
  isReadyContents,
  nothingCounted,
} from '../../src/contents/counted.ts';
import {
  allAtOnce,
  behind,
  countThrough,
  refreshedEvery,
  type Shown,
  steadily,
  withStall,
} from './arrivals.ts';

/** A curve, the source's count, and how it ends: the verdict, what is present then, and between which seconds. */
type Row = readonly [
  name: string,
  shown: Shown,
  expected: number | 'refused' | undefined,
  state: string,
  present: number | null,
  seconds: readonly [from: number, to: number],
];

const CURVES: readonly Row[] = [
  ['all there at the success', allAtOnce(25, 0), 25, 'complete', 25, [0, 0]],
  ['all there at the success, without a source', allAtOnce(25, 0), undefined, 'settled', 25, [10, 13]],
  ['all after 0.8 s', allAtOnce(250, 800), 250, 'complete', 250, [0.8, 1.3]],
  ['all after 8 s, without a source', allAtOnce(250, 8_000), undefined, 'settled', 250, [18, 24]],
  ['ten a second', steadily(250, 100), 250, 'complete', 250, [25, 30]],
  ['ten a second, without a source', steadily(250, 100), undefined, 'settled', 250, [35, 45]],
  ['one in 4 s', steadily(20, 4_000), 20, 'complete', 20, [80, 85]],
  ['one in 4 s, without a source', steadily(20, 4_000), undefined, 'settled', 20, [120, 132]],
  ['a stall of 5 s', withStall(200, 100, 5_000), 200, 'complete', 200, [25, 30]],
  ['a stall of 10 s', withStall(200, 100, 10_000), 200, 'complete', 200, [30, 35]],
  ['a stall of 20 s', withStall(200, 100, 20_000), 200, 'complete', 200, [40, 45]],
  ['a stall of 40 s', withStall(200, 100, 40_000), 200, 'complete', 200, [60, 65]],
  ['a stall of 5 s, without a source', withStall(200, 100, 5_000), undefined, 'settled', 200, [35, 45]],
  ['a stall of 10 s, without a source', withStall(200, 100, 10_000), undefined, 'settled', 200, [45, 55]],
  // Longer than without a source anybody would wait: settled promises no more than that nothing changed.
  ['a stall of 40 s, without a source', withStall(200, 100, 40_000), undefined, 'settled', 100, [20, 25]],
  ['a stall of 40 s in a slow one', withStall(800, 400, 40_000), 800, 'complete', 800, [120, 126]],
  ['nothing ever arrives', () => 0, 5, 'settled', 0, [45, 50]],
  ['nothing ever arrives, without a source', () => 0, undefined, 'settled', 0, [30, 35]],
  ['an empty source', () => 0, 0, 'complete', 0, [0, 0]],
  ['fewer than the source has', allAtOnce(20, 2_000), 25, 'settled', 20, [47, 54]],
  ['more than the source has', allAtOnce(30, 2_000), 25, 'complete', 30, [2, 3]],
  ['backwards', (ms) => (ms < 3_000 ? 10 : 4), 25, 'settled', 4, [48, 54]],
  ['backwards, without a source', (ms) => (ms < 3_000 ? 10 : 4), undefined, 'settled', 4, [13, 17]],
  ['replicas 3 s behind', behind(steadily(100, 100), 3_000), 100, 'complete', 100, [10, 17]],
  [
    'replicas 3 s behind, without a source',
    behind(steadily(100, 100), 3_000),
    undefined,
    'settled',
    100,
    [20, 32],
  ],
  ['counts made anew every 10 s', refreshedEvery(steadily(100, 200), 10_000), 100, 'complete', 100, [20, 25]],
  [
    'the same, without a source',
    refreshedEvery(steadily(100, 200), 10_000),
    undefined,
    'settled',
    100,
    [30, 40],
  ],
  ['a source that cannot be counted', steadily(100, 100), 'refused', 'settled', 100, [20, 27]],
  ['refused counts', () => 'refused', 4, 'unknown', null, [1, 3]],
  ['a single refusal', (ms) => (ms < 400 ? 'refused' : 4), 4, 'complete', 4, [0.4, 1.5]],
  ['counts that fail for 30 s', (ms) => (ms < 30_000 ? 'failed' : 4), 4, 'complete', 4, [30, 37]],
  ['counts that always fail', () => 'failed', 4, 'unknown', null, [600, 606]],
  ['it never ends', (ms) => Math.floor(ms / 3_000), undefined, 'unknown', 201, [600, 606]],
];

describe('the contents of a new object', () => {
  test.each(CURVES)('%s', (_name, shown, expected, state, present, [from, to]) => {
    const said = countThrough(shown, { expected });
    const last = said.at(-1);
    expect(last).toMatchObject({
      state,
      present,
      expected: typeof expected === 'number' ? expected : null,
    });
    expect(last?.atMs).toBeGreaterThanOrEqual(from * 1_000);
    expect(last?.atMs).toBeLessThanOrEqual(to * 1_000);
    expect(said.slice(0, -1).every((each) => each.state === 'arriving')).toBe(true);
  });

  test('are final at the first look after ten minutes', () => {
    const fromMs = CONTENTS_LIMIT_MS;
    expect(countThrough(() => 7, { fromMs })).toMatchObject([{ state: 'settled', present: 7 }]);
    expect(countThrough(() => 7, { fromMs, expected: 7 })).toMatchObject([{ state: 'complete' }]);
    expect(countThrough(() => 7, { fromMs, expected: 9 })).toMatchObject([{ state: 'settled', expected: 9 }]);
    expect(countThrough(() => 'refused', { fromMs })).toMatchObject([{ state: 'unknown', present: null }]);
  });

  test('counts that only fail in passing are tried for ten minutes, whenever that begins', () => {
    const said = countThrough(() => 'failed', { fromMs: 3 * CONTENTS_LIMIT_MS });
    expect(said.at(-1)).toMatchObject({ state: 'unknown' });
    expect((said.at(-1)?.atMs ?? 0) - 3 * CONTENTS_LIMIT_MS).toBeGreaterThanOrEqual(CONTENTS_LIMIT_MS);
  });

  test('who looked once and comes back after ten minutes looks anew', () => {
    let counted = afterCount(nothingCounted(false), 3, 1_000);
    expect(contentsOf(counted).state).toBe('arriving');
    counted = afterCount(counted, 250, CONTENTS_LIMIT_MS + 5_000);
    expect(contentsOf(counted)).toEqual({ state: 'settled', present: 250, expected: null });
  });

  test('arrive while the job runs, however many are there', () => {
    let counted = afterSource(nothingCounted(true), 4);
    for (const present of [1, 4, 9]) {
      counted = afterCount(counted, present, null);
      expect(contentsOf(counted)).toEqual({ state: 'arriving', present, expected: 4 });
    }
    for (let times = 0; times < 9; times += 1) counted = afterRefusal(counted, null);
    expect(contentsOf(afterFailure(counted, null)).state).toBe('arriving');
    expect(contentsOf(afterCount(counted, 4, 0)).state).toBe('complete');
  });

  test('do not settle early while the source is still to be counted', () => {
    let counted = nothingCounted(true);
    for (const sinceMs of [0, 10_000, 20_000, 44_000]) counted = afterCount(counted, 5, sinceMs);
    expect(contentsOf(counted).state).toBe('arriving');
    expect(contentsOf(afterCount(afterSource(counted, 5), 5, 44_100)).state).toBe('complete');
    expect(contentsOf(afterCount(afterSource(counted, null), 5, 44_100)).state).toBe('settled');
    expect(contentsOf(afterCount(counted, 5, 45_000)).state).toBe('settled');
  });

  test('two refusals within a second are one mistake', () => {
    let counted = afterRefusal(nothingCounted(false), 500);
    counted = afterRefusal(counted, 1_400);
    expect(contentsOf(counted).state).toBe('arriving');
    expect(contentsOf(afterRefusal(counted, 1_500)).state).toBe('unknown');
    expect(contentsOf(afterRefusal(afterCount(counted, 1, 1_450), 1_500)).state).toBe('arriving');
  });

  test('can be worked with once complete or settled', () => {
    const of = (state: 'arriving' | 'complete' | 'settled' | 'unknown') => ({
      state,
      present: 1,
      expected: 1,
    });
    const states = ['arriving', 'complete', 'settled', 'unknown'] as const;
    expect(states.map((state) => isReadyContents(of(state)))).toEqual([false, true, true, false]);
  });
});
