/**
 * The error family every layer speaks: a stable code, a message for people, and what a caller may do next.
 * Must not know GraphQL or HTTP frameworks; `server/` turns these into answers.
 */

/** What each code means for a caller: may the same thing be tried again as it is? */
export const ERROR_CODES = {
  UNAUTHENTICATED: { retryable: false },
  FORBIDDEN: { retryable: false },
  NOT_FOUND: { retryable: false },
  BAD_USER_INPUT: { retryable: false },
  PAYMENT_REQUIRED: { retryable: false },
  RATE_LIMITED: { retryable: true },
  UPSTREAM_ERROR: { retryable: true },
  UPSTREAM_TIMEOUT: { retryable: true },
  UPSTREAM_UNREACHABLE: { retryable: true },
  OUTCOME_UNKNOWN: { retryable: false },
  QUERY_TOO_LARGE: { retryable: false },
  SERVICE_UNAVAILABLE: { retryable: true },
  INTERNAL_SERVER_ERROR: { retryable: false },
  GRAPHQL_PARSE_FAILED: { retryable: false },
  GRAPHQL_VALIDATION_FAILED: { retryable: false },
  BAD_REQUEST: { retryable: false },
  PERSISTED_QUERY_NOT_SUPPORTED: { retryable: false },
} as const satisfies Record<string, { retryable: boolean }>;

/** A stable error code, as it stands in `extensions.code`. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** What may accompany an error beside its code and message. */
export interface GatewayErrorOptions {
  /** HTTP status Asana answered with, when there was an answer. */
  readonly status?: number;
  /** How long to wait before trying again, milliseconds. Shown as `retryAfter` in whole seconds, rounded up. */
  readonly retryAfterMs?: number;
  /** Overrides the code's own `retryable`. */
  readonly retryable?: boolean;
  /** Further public extensions, such as `missingScope`, `phrase`, `gid`, `limit`. Never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Asana's own messages, where it gave any. */
  readonly upstreamMessages?: readonly string[];
  /** Asana refuses for the jobs that run at the same time, and not for the number of calls. @default false */
  readonly isAboutRunningJobs?: boolean | undefined;
  /** What went wrong underneath; logged, never shown to callers. */
  readonly cause?: unknown;
}

/** A failure the gateway can explain. Messages say what was attempted, what came back, what to do. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: ErrorCode;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;
  readonly upstreamMessages: readonly string[];
  readonly isAboutRunningJobs: boolean;

  constructor(code: ErrorCode, message: string, options: GatewayErrorOptions = {}) {
    const { stackTraceLimit } = Error;
    // What is explained needs no stack, and a crowd that is refused would make thousands of them a second.
    if (code !== 'INTERNAL_SERVER_ERROR') Error.stackTraceLimit = 0;
    super(shortened(message), options.cause === undefined ? undefined : { cause: options.cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.retryable = options.retryable ?? ERROR_CODES[code].retryable;
    this.details = options.details ?? {};
    this.upstreamMessages = (options.upstreamMessages ?? []).map(shortened);
    this.isAboutRunningJobs = options.isAboutRunningJobs ?? false;
  }

  /** The public extensions of this error, as GraphQL callers see them. */
  get extensions(): Record<string, unknown> {
    return {
      code: this.code,
      retryable: this.retryable,
      ...(this.retryAfterMs !== undefined && { retryAfter: Math.ceil(this.retryAfterMs / 1000) }),
      ...this.details,
    };
  }
}

/** Makes an error that nobody looks into: without its stack, which is most of the work. */
export function withoutStack<E extends Error>(make: () => E): E {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Whether a value is one of ours (by name, so that two copies of this module agree). */
export function isGatewayError(value: unknown): value is GatewayError {
  return value instanceof Error && value.name === 'GatewayError' && 'code' in value;
}

/** Whether Asana says that there is no such thing. */
export function isNotFound(value: unknown): boolean {
  return isGatewayError(value) && value.code === 'NOT_FOUND';
}

/** Whether Asana does not accept the token: it may be dead, or may not do just this. */
export function isUnauthenticated(value: unknown): boolean {
  return isGatewayError(value) && value.code === 'UNAUTHENTICATED';
}

/** A caller's mistake found before anything was sent. */
export function badInput(message: string, details?: Readonly<Record<string, unknown>>): GatewayError {
  return new GatewayError('BAD_USER_INPUT', message, details ? { details } : {});
}

/** Characters of a message at most: it may repeat what a caller sent, and that may be as long as a body. */
const LONGEST_MESSAGE = 600;
const KEPT_END = 150;

/** A message with its middle left out where it is too long to be read. */
export function shortened(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  const beginning = message.slice(0, LONGEST_MESSAGE - KEPT_END);
  const leftOut = message.length - LONGEST_MESSAGE;
  return `${beginning} … (${leftOut} characters left out) … ${message.slice(-KEPT_END)}`;
}
