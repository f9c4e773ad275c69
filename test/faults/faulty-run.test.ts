/** Some seconds of faults in `npm test`; `FAULTS=10000` for long, `SEED=…` to see a run again. */
import { beforeAll, describe, expect, test } from 'vitest';
import { FAULTY_RUN_TIMEOUT_MS, faultyRun } from './faulty-run.ts';
import { isStart, type RunReport, sentByName } from './run-report.ts';

const faults = Number(process.env.FAULTS ?? 400);
const seed = Number(process.env.SEED ?? (process.env.FAULTS ? Date.now() % 100_000 : 1));

describe(`${faults} faults (SEED=${seed})`, () => {
  let report: RunReport;
  let sent: Map<string, number>;

  beforeAll(
    async () => {
      report = await faultyRun({ seed, faults, callers: 50, lanes: 4 });
      sent = sentByName(report.calls);
      const { watched, left, queries, starts, longestMs, stallMs } = report;
      console.info(
        `SEED=${seed}`,
        JSON.stringify({
          faults: report.faults,
          calls: report.calls.length,
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
    expect(report.faults).toBeGreaterThanOrEqual(faults);
    expect(report.watched).toBeGreaterThanOrEqual(200);
    expect(report.starts.unknown).toBeGreaterThan(0);
    expect(report.queries.answered).toBeGreaterThan(0);
  });

  test('cost no watcher its final event, nor gave it two', () => {
    expect(report.wrong).toEqual([]);
    expect(report.watched).toBe(report.starts.started);
  });

  test('made no start be sent twice', () => {
    expect([...sent].filter(([, times]) => times > 1)).toEqual([]);
    expect(report.unsent.filter((name) => sent.has(name))).toEqual([]);
    // Of those with an unknown outcome some never arrived.
    expect(sent.size).toBeGreaterThanOrEqual(report.starts.started);
    expect(sent.size).toBeLessThanOrEqual(report.starts.started + report.starts.unknown);
  });

  test('left a note of every start with an unknown outcome', () => {
    expect(report.unknown.listed.toSorted()).toEqual(report.unknown.told.toSorted());
  });

  test('made nothing hang', () => {
    // Twice the timeout is what a start or two reads in a row may take. The rest is for a busy machine, on which
    // everything stands in line for this one process: some twenty turns of it, of which none is longer than a stall.
    const mostMs = FAULTY_RUN_TIMEOUT_MS * 2 + 10_000 + 20 * report.stallMs;
    expect(report.longestMs.start).toBeLessThan(mostMs);
    expect(report.longestMs.query).toBeLessThan(mostMs);
  });

  test('never led to more in flight than Asana takes', () => {
    expect(report.refusals).toBeLessThanOrEqual(0);
    expect(report.calls.filter(isStart).length).toBeGreaterThan(0);
  });

  test('left nothing behind', () => {
    expect(report.remains).toEqual(Object.fromEntries(Object.keys(report.remains).map((key) => [key, 0])));
  });
});
