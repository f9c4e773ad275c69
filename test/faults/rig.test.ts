/** Some seconds of faults in `npm test`; `FAULTS=10000` for long, `SEED=…` to see a run again. */
import { beforeAll, describe, expect, test } from 'vitest';
import { RIG_TIMEOUT_MS, runRig } from './rig.ts';
import { isStart, sentByName, type Tale } from './tale.ts';

const faults = Number(process.env.FAULTS ?? 400);
const seed = Number(process.env.SEED ?? (process.env.FAULTS ? Date.now() % 100_000 : 1));

describe(`${faults} faults (SEED=${seed})`, () => {
  let tale: Tale;
  let sent: Map<string, number>;

  beforeAll(
    async () => {
      tale = await runRig({ seed, faults, callers: 50, lanes: 4 });
      sent = sentByName(tale.calls);
      const { watched, left, queries, starts, longestMs, stallMs } = tale;
      console.info(
        `SEED=${seed}`,
        JSON.stringify({
          faults: tale.faults,
          calls: tale.calls.length,
          watched,
          left,
          queries,
          starts,
          longestMs,
          stallMs,
        }),
      );
    },
    150_000 + faults * 200,
  );

  test('happened, in the midst of much that went well', () => {
    expect(tale.faults).toBeGreaterThanOrEqual(faults);
    expect(tale.watched).toBeGreaterThanOrEqual(200);
    expect(tale.starts.unknown).toBeGreaterThan(0);
    expect(tale.queries.answered).toBeGreaterThan(0);
  });

  test('cost no watcher its final event, nor gave it two', () => {
    expect(tale.wrong).toEqual([]);
    expect(tale.watched).toBe(tale.starts.started);
  });

  test('made no start be sent twice', () => {
    expect([...sent].filter(([, times]) => times > 1)).toEqual([]);
    expect(tale.unsent.filter((name) => sent.has(name))).toEqual([]);
    // Of those with an unknown outcome some never arrived.
    expect(sent.size).toBeGreaterThanOrEqual(tale.starts.started);
    expect(sent.size).toBeLessThanOrEqual(tale.starts.started + tale.starts.unknown);
  });

  test('left a note of every start with an unknown outcome', () => {
    expect(tale.unknown.listed.toSorted()).toEqual(tale.unknown.told.toSorted());
  });

  test('made nothing hang', () => {
    // Twice the timeout is what a start or two reads in a row may take. The rest is for a busy machine, on which
    // everything stands in line for this one process: some twenty turns of it, of which none is longer than a stall.
    const mostMs = RIG_TIMEOUT_MS * 2 + 10_000 + 20 * tale.stallMs;
    expect(tale.longestMs.start).toBeLessThan(mostMs);
    expect(tale.longestMs.query).toBeLessThan(mostMs);
  });

  test('never led to more in flight than Asana takes', () => {
    expect(tale.refusals).toBeLessThanOrEqual(0);
    expect(tale.calls.filter(isStart).length).toBeGreaterThan(0);
  });

  test('left nothing behind', () => {
    expect(tale.remains).toEqual(Object.fromEntries(Object.keys(tale.remains).map((key) => [key, 0])));
  });
});
