import { describe, expect, test } from 'vitest';
import { type ItemProgress, type ItemState, newItem } from '../../../src/errands/list/list.ts';
import { type ListView, nextSteps } from '../../../src/errands/list/next-steps.ts';

const PLAN = { kind: 'duplicateProject', input: { name: 'x' }, setUp: null };

/** Items that stand so, each in this round or in the one it names: `failed@1`. */
function view(states: readonly string[], more: Partial<ListView> = {}): ListView {
  const rows = states.map((word, index) => {
    const [state, round = '0'] = word.split('@');
    const item: ItemProgress = { ...newItem(PLAN, null), state: state as ItemState, round: Number(round) };
    return { index, item };
  });
  return {
    ...{ rows, plan: { onFailure: 'continue' }, round: 0, isStopped: false, isUnwanted: false },
    followed: new Set(),
    ...more,
  };
}
const stops = { plan: { onFailure: 'stop' } } as const;

describe('a list', () => {
  test('starts the first that waits, and follows what runs and is not followed', () => {
    const steps = nextSteps(
      view(['succeeded', 'running', 'running', 'waiting', 'waiting'], { followed: new Set([1]) }),
    );
    expect(steps).toEqual({
      ...{ isStopped: false, lost: [], cancelled: [] },
      ...{ toFollow: [2], toStart: 3, isUnderWay: true },
    });
  });

  test('loses what nobody is left to know of, and goes on', () => {
    expect(nextSteps(view(['starting', 'waiting']))).toMatchObject({
      lost: [0],
      toStart: 1,
      isUnderWay: true,
    });
  });

  test.each([['failed'], ['refused'], ['unknown'], ['starting']])(
    'that stops at a failure cancels what waits when one is %s',
    (state) => {
      const steps = nextSteps(view([state, 'waiting', 'running', 'waiting'], stops));
      expect(steps).toMatchObject({ isStopped: true, cancelled: [1, 3], toFollow: [2], toStart: null });
    },
  );

  test.each([['failed'], ['refused'], ['unknown']])('that goes on does so when one is %s', (state) => {
    expect(nextSteps(view([state, 'waiting']))).toMatchObject({
      isStopped: false,
      cancelled: [],
      toStart: 1,
    });
  });

  test('that nobody wants cancels what waits, and follows what runs', () => {
    const steps = nextSteps(view(['waiting', 'running'], { isUnwanted: true }));
    expect(steps).toMatchObject({ isStopped: false, cancelled: [0], toFollow: [1], isUnderWay: true });
  });

  test('that was tried again does not stop at the failures of the round before', () => {
    const steps = nextSteps(view(['failed@0', 'waiting@1'], { ...stops, round: 1 }));
    expect(steps).toMatchObject({ isStopped: false, cancelled: [], toStart: 1 });
  });

  test('that ends leaves what was tried again for the round that comes', () => {
    const steps = nextSteps(view(['waiting@1', 'waiting@0'], { isStopped: true }));
    expect(steps).toMatchObject({ cancelled: [1], toStart: null, isUnderWay: true });
  });

  test('of which nothing waits or runs is not under way', () => {
    const over = ['succeeded', 'failed', 'refused', 'unknown', 'cancelled', 'exists'];
    expect(nextSteps(view(over))).toMatchObject({ toStart: null, isUnderWay: false });
    expect(nextSteps(view(['waiting'], { isUnwanted: true }))).toMatchObject({ isUnderWay: false });
    expect(nextSteps(view(['succeeded'], { followed: new Set([0]) }))).toMatchObject({ isUnderWay: true });
  });
});
