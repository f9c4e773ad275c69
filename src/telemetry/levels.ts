/**
 * The log levels, apart from the logger so that checking a setting does not load it.
 */

/** The log levels of pino, quietest last. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** One of pino's levels. */
export type LogLevel = (typeof LOG_LEVELS)[number];
