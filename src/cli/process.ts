/**
 * The life of a serving process: signals stop it gracefully, a second one at once; an error nobody caught is
 * logged and ends it. Knows nothing of what is served.
 */
import { constants } from 'node:os';
import type { Telemetry } from '../telemetry.ts';

/** One Ctrl-C reaches a process started by npm twice, from the terminal and from npm. */
const SAME_SIGNAL_MS = 100;
/** How long a slow reader of the log may take for the last lines of a stop. */
const LAST_LINES_MS = 1_000;

/** Ends the process with 1 at the first error nobody caught: no limping. */
export function endOnUncaughtErrors(telemetry: Telemetry): void {
  const end = (error: unknown, origin: string) => {
    telemetry.log.fatal({ err: error, origin }, 'an error nobody caught ends the process');
    process.exit(1);
  };
  process.on('uncaughtException', end);
}

/**
 * On SIGTERM and SIGINT: stops, then exits with 0. SIGHUP means the same to what was started from a terminal to be looked
 * at; to what serves it means that its settings are read again.
 */
export function stopOnSignals(
  telemetry: Telemetry,
  stop: () => Promise<void>,
  reload?: (why: string) => Promise<void>,
): void {
  let stoppingSince: number | null = null;
  const onSignal = (signal: 'SIGTERM' | 'SIGINT' | 'SIGHUP') => {
    if (stoppingSince === null) {
      stoppingSince = performance.now();
      telemetry.log.info({ signal }, 'stopping; a second signal stops at once');
      stop().then(
        () => {
          telemetry.log.info('stopped');
          telemetry.log.flush(() => process.exit(0));
          setTimeout(() => process.exit(0), LAST_LINES_MS);
        },
        (error: unknown) => {
          telemetry.log.fatal({ err: error }, 'the stop failed');
          process.exit(1);
        },
      );
    } else if (performance.now() - stoppingSince > SAME_SIGNAL_MS) {
      telemetry.log.warn({ signal }, 'stopped at once');
      process.exit(128 + constants.signals[signal]);
    }
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  process.on('SIGHUP', reload ? () => void reload('SIGHUP') : onSignal);
}
