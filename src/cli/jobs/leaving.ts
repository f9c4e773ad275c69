/**
 * Why one leaves before the end: the time is over, or somebody interrupts. What was sent may be answered first; an
 * interrupt after that ends the process. Knows nothing of jobs.
 */
import { formatDuration } from '../../config/values.ts';
import { EXITS, Failed } from './exits.ts';

/** Says when to leave. */
export interface Leaving extends Disposable {
  readonly signal: AbortSignal;
  /** Whether somebody interrupts; else it is the time that is over. */
  isInterrupted(): boolean;
  /** What leaving comes to, when the work has ended with an error; null where the error has nothing to do with it. */
  failure(goesOn: string, error: unknown): Failed | null;
}

/** One Ctrl-C reaches a process started by npm twice, from the terminal and from npm. */
const SAME_SIGNAL_MS = 100;

/** Listens for signals, and for the end of the time. `atOnce` is what to do before one leaves without an answer. */
export function listenForLeaving(timeoutMs: number, atOnce: () => void): Leaving {
  const leave = new AbortController();
  let why: 'late' | 'interrupted' | null = null;
  let interruptedAt = 0;
  const timer = setTimeout(() => {
    why ??= 'late';
    leave.abort();
  }, timeoutMs);
  const onSignal = (signal: NodeJS.Signals): void => {
    const isAnother = why === 'late' || performance.now() - interruptedAt > SAME_SIGNAL_MS;
    // A terminal that closes tells it several times, and insists on nothing.
    if (why !== null && isAnother && signal !== 'SIGHUP') {
      atOnce();
      process.exit(EXITS.interrupted.code);
    }
    if (why !== 'interrupted') interruptedAt = performance.now();
    why = 'interrupted';
    leave.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: leave.signal,
    isInterrupted: () => why === 'interrupted',
    failure(goesOn, error) {
      if (why === 'interrupted') return interrupted(goesOn);
      // What came of it before one could leave counts.
      if (why === null || (error as Error).name !== 'AbortError') return null;
      const message = `Not over within ${formatDuration(timeoutMs)}. ${goesOn}`.trim();
      return new Failed('late', { code: 'TIME_OVER', message });
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}

/** Somebody interrupted. */
export function interrupted(goesOn: string): Failed {
  return new Failed('interrupted', { code: 'INTERRUPTED', message: `Interrupted. ${goesOn}`.trim() });
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
