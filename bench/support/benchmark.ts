/**
 * What a benchmark is: a question, the thresholds that answer it, and a run that yields rows. Knows no particular
 * question and prints nothing.
 */

/** How a run is to be made. */
export interface RunOptions {
  /** Only what does not depend on the machine, in little time. */
  readonly quick: boolean;
  /** Tiny sizes that show that everything runs; the figures mean nothing and are not judged. */
  readonly smoke: boolean;
  /** Also measure the peers that are packages of their own. */
  readonly peers: boolean;
  /** Length of the long run. */
  readonly minutes: number;
  /** Tells a waiting person what is going on. */
  readonly say: (text: string) => void;
}

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** What is to be reached; empty where the figure only stands beside another. */
  readonly reach: string;
  /** Null where there is nothing to judge. */
  readonly ok: boolean | null;
  readonly value: number | null;
}

/** One question. */
export interface Benchmark {
  readonly name: string;
  readonly question: string;
  /** Whether some of it holds on any machine, and runs with `--quick`. */
  readonly hasQuickForm: boolean;
  readonly thresholds: Readonly<Record<string, number>>;
  run(options: RunOptions): Promise<Row[]>;
}

/** A size for each way to run. */
export function sizeFor<T>(options: RunOptions, sizes: { full: T; quick: T; smoke: T }): T {
  if (options.smoke) return sizes.smoke;
  return options.quick ? sizes.quick : sizes.full;
}

/** A row that must not exceed a threshold. */
export function atMost(what: string, value: number, limit: number, unit = ''): Row {
  return { what, measured: shown(value, unit), reach: `<= ${shown(limit, unit)}`, ok: value <= limit, value };
}

/** A row that must come up to a threshold. */
export function atLeast(what: string, value: number, limit: number, unit = ''): Row {
  return { what, measured: shown(value, unit), reach: `>= ${shown(limit, unit)}`, ok: value >= limit, value };
}

/** A row that stands beside others. */
export function beside(what: string, value: number, unit = ''): Row {
  return { what, measured: shown(value, unit), reach: '', ok: null, value };
}

/** A row for what was not measured, and why. */
export function skipped(what: string, why: string): Row {
  return { what, measured: `not measured: ${why}`, reach: '', ok: null, value: null };
}

function shown(value: number, unit: string): string {
  const text = Number.isFinite(value)
    ? value.toLocaleString('en', { maximumFractionDigits: digits(value) })
    : '–';
  return unit === '' ? text : unit === '×' ? `${text}×` : `${text} ${unit}`;
}

function digits(value: number): number {
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return 0;
  return size >= 10 ? 1 : 2;
}
