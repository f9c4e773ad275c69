/**
 * What `run` and `watch` share from a read command line to an exit code: a way to a gateway, a display, reasons to leave,
 * and what is printed at the end, whatever happens. Knows neither of them.
 */
import { isConfigError } from '../../config.ts';
import { isGatewayError } from '../../errors.ts';
import { outliveReaders, say } from '../output.ts';
import type { Display } from './display.ts';
import { openDisplay } from './display.ts';
import { openEmbedded } from './embedded.ts';
import { EXITS, type Exit, Failed, type Trouble } from './exits.ts';
import { interrupted, type Leaving, listenForLeaving } from './leaving.ts';
import type { Options } from './options.ts';
import { openWay, type Way } from './way.ts';

/** What the work is given. */
export interface Session {
  readonly way: Way;
  readonly display: Display;
  readonly leaving: Leaving;
}

/** One command's work, and what is known of it at any moment. */
export interface Work {
  /** @throws Failed for every end but a good one */
  do(session: Session): Promise<void>;
  /** What stays behind when one leaves now. */
  goesOn(): string;
  /** What is known, for `--json`. */
  known(): Readonly<Record<string, unknown>>;
  /** What is known, in lines for people. */
  lines(): readonly string[];
  /** What is said on standard error at the end, beside what is wrong. */
  remarks(): readonly string[];
}

/** Does the work and exits. */
export async function inSession(options: Options, work: Work): Promise<void> {
  // Whoever reads us may stop reading; the job goes on.
  outliveReaders();
  const display = openDisplay(options.json);
  const leaving = listenForLeaving(options.timeoutMs, () => {
    display.end();
    void print(options, work, 'interrupted', interrupted(work.goesOn()).trouble);
  });
  let failed: Failed | null = null;
  try {
    await withWay(options, (way) => work.do({ way, display, leaving }));
  } catch (error) {
    failed = leaving.failure(work.goesOn(), error) ?? asFailed(error);
  }
  leaving[Symbol.dispose]();
  display.end();
  const exit = failed?.exit ?? 'done';
  const isTold = await print(options, work, exit, failed?.trouble ?? null);
  process.exit(EXITS[isTold || exit !== 'done' ? exit : 'failure'].code);
}

async function withWay(options: Options, run: (way: Way) => Promise<void>): Promise<void> {
  const { gateway, token } = options;
  if (gateway instanceof URL) {
    await using way = openWay(gateway, token);
    return await run(way);
  }
  await using own = await openEmbedded(gateway, token ?? '');
  await using way = openWay(new URL(own.url), token);
  await run(way);
}

/** False where it could not be written: a script that reads nothing must not take it for done. */
async function print({ json }: Options, work: Work, exit: Exit, trouble: Trouble | null): Promise<boolean> {
  for (const remark of work.remarks()) process.stderr.write(`asana-jobs-gateway: ${remark}\n`);
  if (trouble) process.stderr.write(`asana-jobs-gateway: ${trouble.message}\n`);
  // A wrong argument is told in one line, as everywhere.
  if (exit === 'wrong') return true;
  const text = json
    ? `${JSON.stringify({ ...work.known(), ...(trouble && { error: trouble }) })}\n`
    : work
        .lines()
        .map((line) => `${line}\n`)
        .join('');
  try {
    await say(text);
    return true;
  } catch (error) {
    process.stderr.write(`asana-jobs-gateway: ${(error as Error).message}\n`);
    return false;
  }
}

function asFailed(error: unknown): Failed {
  if (error instanceof Failed) return error;
  if (isConfigError(error)) {
    return new Failed('wrong', { code: 'BAD_USER_INPUT', message: error.message });
  }
  if (isGatewayError(error)) return new Failed('failure', { code: error.code, message: error.message });
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Failed('failure', { code: 'INTERNAL_SERVER_ERROR', message });
}
