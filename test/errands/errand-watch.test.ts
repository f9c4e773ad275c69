/** One errand as a stream, for somebody who takes nothing for a while: what is told meanwhile does not pile up. */
import { expect, test } from 'vitest';
import type { Errand } from '../../src/errands/errand.ts';
import { ErrandWatch } from '../../src/errands/errand-watch.ts';
import { manualClock } from '../support/clock.ts';
import { newErrand } from './store-suite.ts';

const MOST_WAITING = 500;

function watching(errand: Errand) {
  const clock = manualClock();
  let open = 0;
  const watch = new ErrandWatch({
    clock,
    read: async () => errand,
    lookEveryMs: 1_000,
    opened: () => {
      open += 1;
    },
    closed: () => {
      open -= 1;
    },
  });
  return { watch, clock, open: () => open };
}

test(`of the changes that nobody takes the newest ${MOST_WAITING} wait, the end among them`, async () => {
  const errand = newErrand('user:1');
  const { watch, clock, open } = watching(errand);
  expect((await watch.next()).value).toMatchObject({ version: 0 });
  const last = 2 * MOST_WAITING;
  for (let version = 1; version <= last; version += 1)
    watch.tell({ ...errand, version, state: version < last ? 'running' : 'done' });
  const versions: number[] = [];
  for await (const { version } of watch) versions.push(version);
  expect(versions).toEqual(Array.from({ length: MOST_WAITING }, (_, at) => last - MOST_WAITING + 1 + at));
  expect([open(), clock.pending()]).toEqual([0, 0]);
});

test('whoever leaves is told nothing more, and nothing is kept for it', async () => {
  const errand = newErrand('user:1');
  const { watch, clock, open } = watching(errand);
  await watch.next();
  watch.tell({ ...errand, version: 1 });
  await watch.return();
  watch.tell({ ...errand, version: 2 });
  expect(await watch.next()).toEqual({ done: true, value: undefined });
  expect([open(), clock.pending()]).toEqual([0, 0]);
});
