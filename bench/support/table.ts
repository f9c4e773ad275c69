/**
 * The one table of a run: reach beside measured.
 */
import type { Benchmark, Row } from './benchmark.ts';

/** What one benchmark found. */
export interface Finding {
  readonly benchmark: Pick<Benchmark, 'name' | 'question'>;
  readonly seconds: number;
  readonly rows: readonly Row[];
}

const MARKS = new Map<boolean | null, string>([
  [true, 'ok'],
  [false, 'BELOW'],
  [null, ''],
]);

/** The table as lines. */
export function tableLines(findings: readonly Finding[]): string[] {
  const rows = findings.flatMap((finding) => finding.rows);
  const wide = (pick: (row: Row) => string, least: number): number =>
    rows.reduce((most, row) => Math.max(most, pick(row).length), least);
  const what = wide((row) => row.what, 4);
  const measured = wide((row) => (row.ok === null && row.value === null ? '' : row.measured), 8);
  const reach = wide((row) => row.reach, 5);
  const line = (cells: readonly [string, string, string, string]): string =>
    `  ${cells[0].padEnd(what)}  ${cells[1].padStart(measured)}  ${cells[2].padStart(reach)}  ${cells[3]}`.trimEnd();
  return findings.flatMap(({ benchmark, seconds, rows: own }) => [
    '',
    `${benchmark.name}: ${benchmark.question} (${seconds.toFixed(0)} s)`,
    line(['what', 'measured', 'reach', '']),
    ...own.map((row) => line([row.what, row.measured, row.reach, MARKS.get(row.ok) ?? ''])),
  ]);
}

/** The same as Markdown, for the documents that quote it. */
export function markdownLines(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ benchmark, rows }) => [
    '',
    `### ${benchmark.name}`,
    '',
    '| what | measured | reach |',
    '|---|---:|---:|',
    ...rows.map((row) => `| ${row.what} | ${row.measured} | ${row.reach} |`),
  ]);
}
