/**
 * Says when what has been logged so far is written, for whoever must not go on before. Those who ask at the same time
 * share an answer. Knows nothing of what is logged.
 */
import type { Log } from './log.ts';

/** So long a slow reader of the log is waited for, milliseconds. */
const LONGEST_WAIT_MS = 100;

/** What waits until the log is written, but not for ever. */
export function whenWritten(
  log: Pick<Log, 'flush'>,
  longestWaitMs: number = LONGEST_WAIT_MS,
): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  return () => {
    next ??= last.then(async () => {
      next = null;
      // What is being written as a flush begins is not all there is: that takes another.
      await flushed(log, longestWaitMs / 2);
      await flushed(log, longestWaitMs / 2);
    });
    last = next;
    return next;
  };
}

function flushed(log: Pick<Log, 'flush'>, longestWaitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, longestWaitMs);
    log.flush(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
