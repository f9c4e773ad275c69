/**
 * Jobs in words, and as a bar: what a terminal and a log show. Pure. What Asana's people wrote comes out without control
 * characters, so that no name moves a cursor.
 */
import type { Job, SetUp } from './documents.ts';

/** One change, as a line. */
export function lineOf(job: Job): string {
  const { gid, status, contents, setUp } = job;
  const parts = [`${gid} ${status}`];
  if (contents) parts.push(`contents ${contents.state} ${contents.present ?? '?'}${ofExpected(contents)}`);
  if (setUp) parts.push(`set-up ${setUp.state} ${stepsDone(setUp)} of ${setUp.steps.length}`);
  return parts.join(', ');
}

/** What it made, as a line; null before it did. */
export function resultLine({ result }: Pick<Job, 'result'>): string | null {
  if (!result) return null;
  const { __typename, gid, name, permalinkUrl, downloadUrl } = result;
  const link = permalinkUrl ?? downloadUrl;
  const words = [
    __typename,
    gid,
    name == null ? null : `"${clean(String(name))}"`,
    link == null ? null : clean(String(link)),
  ];
  return words.filter((word) => word !== null).join(' ');
}

/** Without control characters. */
export function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}

/** When a bar is drawn, and how wide it may be. */
export interface BarView {
  readonly nowMs: number;
  readonly startedMs: number;
  readonly columns: number;
}

const CELLS = 24;

/** All jobs as one line: how far, for how long, what happens. */
export function barOf(jobs: readonly Job[], view: BarView): string {
  const shares = jobs.map((job) => shareOf(job, view.nowMs));
  const known = shares.filter((share) => share !== null);
  const share =
    known.length === shares.length && known.length > 0
      ? known.reduce((a, b) => a + b, 0) / known.length
      : null;
  const seconds = Math.floor((view.nowMs - view.startedMs) / 1_000);
  const percent = share === null ? '    ' : `${String(Math.floor(share * 100)).padStart(3)}%`;
  const line = `[${cells(share, seconds)}] ${percent} ${seconds}s  ${stageOf(jobs)}`;
  return line.slice(0, Math.max(10, view.columns - 1));
}

/** How far a job is within what it does now, 0 to 1; null when nobody can say. */
function shareOf({ status, contents, setUp, startedAt, typicalSeconds }: Job, nowMs: number): number | null {
  if (status === 'FAILED') return 1;
  if (status === 'SUCCEEDED' && setUp && setUp.state !== 'WAITING') {
    return setUp.steps.length === 0 ? 1 : stepsDone(setUp) / setUp.steps.length;
  }
  if (contents?.expected != null && contents.present !== null && contents.expected > 0) {
    return Math.min(1, contents.present / contents.expected);
  }
  if (status === 'SUCCEEDED') return contents?.state === 'ARRIVING' ? null : 1;
  if (typicalSeconds === null || startedAt === null || typicalSeconds <= 0) return null;
  // What takes longer than usual is not done.
  return Math.max(0, Math.min(0.95, (nowMs - Date.parse(startedAt)) / 1_000 / typicalSeconds));
}

function cells(share: number | null, seconds: number): string {
  if (share === null) {
    const at = Math.abs(((seconds * 3) % (2 * (CELLS - 3))) - (CELLS - 3));
    return `${' '.repeat(at)}<=>`.padEnd(CELLS);
  }
  const full = Math.floor(share * CELLS);
  return `${'='.repeat(full)}${full < CELLS ? '>' : ''}`.padEnd(CELLS);
}

function stageOf(jobs: readonly Job[]): string {
  const [job] = jobs;
  if (!job) return 'starting';
  if (jobs.length === 1) return lineOf(job);
  const over = jobs.filter(({ status }) => status === 'SUCCEEDED' || status === 'FAILED').length;
  return `${over} of ${jobs.length} jobs finished`;
}

function stepsDone({ steps }: SetUp): number {
  return steps.filter(({ state }) => state !== 'PENDING' && state !== 'RUNNING').length;
}

function ofExpected({ expected }: { readonly expected: number | null }): string {
  return expected === null ? '' : ` of ${expected}`;
}
