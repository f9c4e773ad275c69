/**
 * How late the end of a job is seen, and for how many polls: our schedule beside the published ones of other
 * pollers, on a simulated clock; then the built program with real jobs.
 */

import { nextDelayMs, PACES } from '../src/watching/schedule.ts';
import { detectInRealTime } from './parts/real-detection.ts';
import { atMost, type Benchmark, beside, type Row } from './support/benchmark.ts';
import { median, percentile, seededRandom } from './support/statistics.ts';

/** Milliseconds until the next poll, from the job's age and the polls made so far. */
type Schedule = (ageMs: number, polls: number) => number;

/** How one schedule did over all jobs. */
interface Outcome {
  readonly polls: number;
  readonly delaysMs: readonly number[];
}

const JOBS = 200;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 600_000;

const fixed =
  (ms: number): Schedule =>
  () =>
    ms;

/** Where each is published: docs/performance.md. */
function schedules(random: () => number): Readonly<Record<string, Schedule>> {
  return {
    ours: (ageMs) => nextDelayMs({ ageMs, slow: false, pressure: 0, failures: 0, random: 0 }),
    'Google (5 s, growing by half, to 45 s)': (_age, polls) => Math.min(45_000, 5_000 * 1.5 ** polls),
    // Between the least and the doubled last ceiling, at random.
    'AWS (2 s, doubling with jitter, to 120 s)': (_age, polls) =>
      2_000 + random() * (Math.min(120_000, 2_000 * 2 ** polls) - 2_000),
    'Azure (2 s)': fixed(2_000),
    'every second': fixed(1_000),
    'every 2 s': fixed(2_000),
    'every 10 s': fixed(10_000),
  };
}

const LIMITS = { beyondPromise: 0, pollsOfEverySecond: 0.2, realBeyondPromiseMs: 500 };

/** Polls made and delay until seen. */
export const detection: Benchmark = {
  name: 'detection',
  question: `delay until the end of a job is seen, and polls for it, ${JOBS} jobs of 1 s to 10 min`,
  hasQuickForm: true,
  thresholds: LIMITS,
  async run(options) {
    const rows = simulate();
    return options.quick ? rows : [...rows, ...(await detectInRealTime(options, LIMITS))];
  },
};

/** Lengths spread evenly over the orders of magnitude: most jobs are short, some are not. */
function durations(): number[] {
  const random = seededRandom(20_260_801);
  return Array.from({ length: JOBS }, () => SHORTEST_MS * (LONGEST_MS / SHORTEST_MS) ** random());
}

function simulate(): Row[] {
  const lengths = durations();
  const outcomes = Object.entries(schedules(seededRandom(7))).map(
    ([name, schedule]) => [name, follow(schedule, lengths)] as const,
  );
  const of = (name: string): Outcome =>
    outcomes.find(([each]) => each === name)?.[1] ?? { polls: 0, delaysMs: [] };
  const { minMs, maxMs, ratio } = PACES.normal;
  const beyond = of('ours').delaysMs.filter((delay, index) => {
    const promised = Math.min(maxMs, Math.max(minMs, ratio * (lengths[index] ?? 0)));
    return delay > promised + 1;
  });
  return [
    atMost(
      'ours: jobs seen later than max(0.5 s, age / 4), 15 s at most',
      beyond.length,
      LIMITS.beyondPromise,
    ),
    atMost(
      'polls, ours to every second',
      of('ours').polls / of('every second').polls,
      LIMITS.pollsOfEverySecond,
      '×',
    ),
    ...outcomes.flatMap(([name, { polls, delaysMs }]) => [
      beside(`${name}: polls`, polls),
      beside(`${name}: delay, median`, median(delaysMs) / 1_000, 's'),
      beside(`${name}: delay, p95`, percentile(delaysMs, 0.95) / 1_000, 's'),
    ]),
  ];
}

/** The first read is made at once, as a subscription does. */
function follow(schedule: Schedule, lengths: readonly number[]): Outcome {
  let polls = 0;
  const delaysMs = lengths.map((length) => {
    let at = 0;
    let made = 1;
    while (at < length) {
      at += schedule(at, made - 1);
      made += 1;
    }
    polls += made;
    return at - length;
  });
  return { polls, delaysMs };
}
