/**
 * Where progress is shown: a bar on a terminal, a line for each change elsewhere, nothing beside JSON but a bar on a
 * terminal's standard error. Decides nothing about jobs.
 */
import type { Job } from './documents.ts';
import { barOf, lineOf } from './told.ts';

/** Shows how it goes. */
export interface Display {
  /** A job as it is now. */
  job(job: Job): void;
  /** Something that is said once. */
  note(text: string): void;
  /** Takes away what was only for the moment. */
  end(): void;
}

const REDRAW_MS = 250;

/** The display for these streams. */
export function openDisplay(json: boolean, { stdout, stderr, env }: NodeJS.Process = process): Display {
  const stream = json ? stderr : stdout;
  if (stream.isTTY === true && env.TERM !== 'dumb') return barOn(stream);
  return json ? { job() {}, note() {}, end() {} } : linesOn(stdout);
}

function linesOn(stream: NodeJS.WriteStream): Display {
  const last = new Map<string, string>();
  return {
    job(job) {
      const line = lineOf(job);
      if (last.get(job.gid) === line) return;
      last.set(job.gid, line);
      stream.write(`${line}\n`);
    },
    note: (text) => void stream.write(`${text}\n`),
    end() {},
  };
}

function barOn(stream: NodeJS.WriteStream): Display {
  const jobs = new Map<string, Job>();
  const startedMs = Date.now();
  let shown = '';
  const wipe = (): void => {
    if (shown !== '') stream.write('\r\x1b[2K');
    shown = '';
  };
  const draw = (): void => {
    // A terminal that does not know its width says 0.
    const columns = stream.columns || 80;
    const bar = barOf([...jobs.values()], { nowMs: Date.now(), startedMs, columns });
    if (bar === shown) return;
    wipe();
    stream.write(bar);
    shown = bar;
  };
  const timer = setInterval(draw, REDRAW_MS);
  draw();
  return {
    job(job) {
      jobs.set(job.gid, job);
      draw();
    },
    note(text) {
      wipe();
      stream.write(`${text}\n`);
      draw();
    },
    end() {
      clearInterval(timer);
      wipe();
    },
  };
}
