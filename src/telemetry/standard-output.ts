/**
 * Standard output for log lines: those of a moment leave in one write, and a slow reader holds up nobody. What is
 * left at a sudden exit is written then, in order, as far as the reader takes it. Knows nothing of what lines say.
 */
import { isClosed, isFull, openOutput, type Written } from './output-descriptor.ts';

/** A line waits at most this long, milliseconds. A write for each would cost more than the line itself. */
const GATHER_MS = 100;
/** Bytes that are worth a write of their own: it is a call to the system, and wakes whoever reads. */
const WRITE_BYTES = 48_000;
/** Of one write: as much as a pipe takes at once. */
const LONGEST_WRITE = 64 << 10;
/** Lines that a reader of standard output has not taken yet, in bytes; beyond, lines are lost rather than memory. */
const LONGEST_BACKLOG = 16_000_000;
/** How soon a full pipe is tried again, milliseconds; twice as late each time that nothing was taken. */
const FIRST_RETRY_MS = 1;
const LONGEST_RETRY_MS = 100;
/** Who waits until lines are written; beyond, the first are told although they are not. */
const MOST_FLUSHES = 1_000;
/** So long an exit waits for a reader that takes nothing, milliseconds. */
const LONGEST_HOLD_MS = 2_000;

/** Takes lines. */
export interface StandardOutput {
  /** False where a line is lost, as too much waits for the reader. */
  write(line: string): boolean;
  /** Writes at once what nobody should miss if the process is killed, and says when what was there then is written. */
  flush(done?: () => void): void;
}

let shared: StandardOutput | null = null;

/** The one of the process: whoever logs to it shares its order. */
export function standardOutput(): StandardOutput {
  shared ??= createStandardOutput();
  return shared;
}

/**
 * All is written from here, so that lines neither overtake nor tear each other: where a write would wait for the reader,
 * the rest is kept and tried again. Left to another thread, an exit could not know what of it is written.
 */
function createStandardOutput(): StandardOutput {
  const output = openOutput();
  const waiting: Buffer[] = [];
  const flushes: { readonly upTo: number; readonly done: () => void }[] = [];
  /** Bytes since the beginning. */
  let takenIn = 0;
  let left = 0;
  let behind = false;
  let retryMs = FIRST_RETRY_MS;
  let timer: NodeJS.Timeout | null = null;

  /** The next bytes to write, gone from what waits. */
  const next = (): Buffer => {
    let bytes = 0;
    let count = 0;
    for (const line of waiting) {
      if (count > 0 && bytes + line.length > LONGEST_WRITE) break;
      bytes += line.length;
      count += 1;
    }
    return Buffer.concat(waiting.splice(0, count), bytes);
  };

  /** Notes what became of a write. True if the next may follow at once. */
  const settle = (chunk: Buffer, { error, bytes }: Written): boolean => {
    if (isClosed(error)) {
      waiting.length = 0;
      left = takenIn;
    } else {
      if (bytes < chunk.length) waiting.unshift(chunk.subarray(bytes));
      left += bytes;
    }
    if (bytes > 0) retryMs = FIRST_RETRY_MS;
    tellFlushes();
    return error === null;
  };

  const tellFlushes = (): void => {
    while (flushes[0] && (flushes[0].upTo <= left || flushes.length > MOST_FLUSHES)) {
      output.sync(flushes.shift()?.done);
    }
  };

  const writeOut = (): void => {
    while (waiting.length > 0 && !behind) {
      const chunk = next();
      behind = !settle(chunk, output.write(chunk)) && waiting.length > 0;
    }
    if (!behind) return;
    writeIn(retryMs);
    retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
  };

  const writeIn = (ms: number): void => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      behind = false;
      writeOut();
    }, ms).unref();
  };

  process.on('exit', () => {
    let lastTaken = performance.now();
    while (waiting.length > 0) {
      const chunk = next();
      const written = output.write(chunk);
      settle(chunk, written);
      if (written.bytes > 0) lastTaken = performance.now();
      else if (!isFull(written.error) || performance.now() - lastTaken > LONGEST_HOLD_MS) return;
      else pause();
    }
  });

  return {
    write(line) {
      const bytes = Buffer.from(line);
      if (takenIn - left + bytes.length > LONGEST_BACKLOG) return false;
      takenIn += bytes.length;
      waiting.push(bytes);
      if (!behind && takenIn - left >= WRITE_BYTES) writeOut();
      // Not at each interval, which would wake a process that logs nothing.
      if (timer === null) writeIn(GATHER_MS);
      return true;
    },
    flush(done) {
      if (done) flushes.push({ upTo: takenIn, done });
      if (!behind) writeOut();
      tellFlushes();
    },
  };
}

/** Nothing else runs meanwhile: the process is about to end. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}
