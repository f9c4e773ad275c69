import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { busyAbort, listen, sharedAbort, unlisten } from '../src/shared-abort.ts';

describe.each([
  ['a busy signal', busyAbort],
  ['any signal', sharedAbort],
])('%s', (_name, make) => {
  test('tells whoever listens at its end, once, and nobody who listens no more', () => {
    const controller = make();
    const told: number[] = [];
    const listeners = [0, 1, 2, 3].map((number) => ({ handleEvent: () => void told.push(number) }));
    for (const listener of [...listeners, ...listeners]) listen(controller.signal, listener);
    for (const listener of listeners.slice(1, 3)) unlisten(controller.signal, listener);
    expect(told).toEqual([]);
    controller.abort();
    controller.abort();
    expect(told).toEqual([0, 3]);
  });
});

test('a busy signal has one listener for all of them', () => {
  const { signal } = busyAbort();
  for (let number = 0; number < 50; number += 1) listen(signal, { handleEvent() {} });
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
});
