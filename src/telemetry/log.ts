/**
 * The log as everybody sees it, here and in programs that embed the gateway: pino's methods, as far as they are used,
 * without its types. Knows no pino.
 */

/** Writes a line: facts and what happened, or only what happened. */
export interface LogLine {
  (facts: object, message?: string): void;
  (message: string): void;
}

/** Lines as JSON, each of a level. */
export interface Log {
  trace: LogLine;
  debug: LogLine;
  info: LogLine;
  warn: LogLine;
  error: LogLine;
  fatal: LogLine;
  /** Whether lines of a level are written. */
  isLevelEnabled(level: string): boolean;
  /** A log whose lines have more in them, or that writes other levels. */
  child(facts: Readonly<Record<string, unknown>>, options?: { readonly level?: string }): Log;
  /** Writes what was gathered, and says when it is written. */
  flush(done?: (error?: Error) => void): void;
}

/** Takes the lines. */
export interface LogDestination {
  write(line: string): void;
}
