/**
 * Reading Asana's replies: is it what was asked for, and if not, which error is it? Pure; every error names the
 * call, and none carries a body along.
 */
import { type ErrorCode, GatewayError, isGatewayError } from '../errors.ts';

/** A checked reply. */
export interface Envelope {
  /** An object, or for a list an array of objects with gids. */
  readonly data: unknown;
  /** Asana's opaque offset of the next page. */
  readonly nextOffset: string | null;
}

/** What a reply is held against. */
export interface Expected {
  /** For messages: `GET /tasks/1`. */
  readonly call: string;
  readonly shape: 'record' | 'list';
  /** The gid `data` must carry: this one, any (`true`), or none needed. */
  readonly gid: string | boolean;
}

/** An HTTP reply, or the result of one action of a batch. */
export interface Reply {
  readonly status: number;
  /** Parsed JSON; undefined where the body was none. */
  readonly json: unknown;
}

/** The envelope of a success, or a typed error saying in what way it is none. */
export function readEnvelope({ json }: Reply, expected: Expected): Envelope | GatewayError {
  if (!isObject(json)) return unreadable(expected.call, 'a body that is no JSON object');
  const { data, next_page: nextPage } = json;
  if (expected.shape === 'record') {
    if (!isObject(data)) return unreadable(expected.call, `${kindOf(data)} for a record in "data"`);
    if (expected.gid === false) return { data, nextOffset: null };
    if (typeof data.gid !== 'string') return unreadable(expected.call, 'a record without a gid');
    if (expected.gid !== true && data.gid !== expected.gid) {
      return unreadable(expected.call, 'another record than the one asked for');
    }
    return { data, nextOffset: null };
  }
  if (!Array.isArray(data)) return unreadable(expected.call, `${kindOf(data)} for a list in "data"`);
  if (!data.every((item) => isObject(item) && typeof item.gid === 'string')) {
    return unreadable(expected.call, 'a list with an item that is no record');
  }
  if (nextPage === undefined || nextPage === null) return { data, nextOffset: null };
  if (!isObject(nextPage) || typeof nextPage.offset !== 'string') {
    return unreadable(expected.call, 'a "next_page" without an offset');
  }
  return { data, nextOffset: nextPage.offset };
}

/** The results of a batch in the order of its actions, or an error that concerns them all. */
export function readBatch({ json }: Reply, call: string, actions: number): Reply[] | GatewayError {
  if (!isObject(json)) return unreadable(call, 'a body that is no JSON object');
  const { data } = json;
  if (!Array.isArray(data)) return unreadable(call, `${kindOf(data)} for the results of a batch`);
  if (data.length !== actions) return unreadable(call, `${data.length} results for ${actions} actions`);
  const replies: Reply[] = [];
  for (const result of data) {
    if (!isObject(result) || typeof result.status_code !== 'number') {
      return unreadable(call, 'a batch result without a status');
    }
    replies.push({ status: result.status_code, json: result.body });
  }
  return replies;
}

/** The error an HTTP status of Asana's means. */
export function statusError(
  reply: Reply,
  call: string,
  {
    retryAfterMs,
    redact = (text) => text,
  }: { retryAfterMs?: number; redact?: (text: string) => string } = {},
): GatewayError {
  const { messages, phrase } = explanationOf(reply.json, redact);
  const { status } = reply;
  const missingScope = status === 401 || status === 403 ? scopeIn(messages) : undefined;
  const code = missingScope ? 'FORBIDDEN' : codeOfStatus(status);
  const said = messages.length > 0 ? `: ${messages.join('; ')}` : '';
  const verb = code === 'UPSTREAM_ERROR' ? 'answered' : 'refused';
  return new GatewayError(
    code,
    `Asana ${verb} ${call} with ${status}${said}. ${adviceFor(code, status, missingScope)}`,
    {
      status,
      upstreamMessages: messages,
      details: { ...(missingScope && { missingScope }), ...(phrase && { phrase }) },
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(code === 'UPSTREAM_ERROR' && status < 500 && { retryable: false }),
    },
  );
}

/** A reply that is not what Asana promises. The body itself is never shown: it may hold anything. */
export function unreadable(call: string, what: string): GatewayError {
  return new GatewayError(
    'UPSTREAM_ERROR',
    `Asana answered ${call} with ${what}. Try again; if it stays so, something between here and Asana is broken.`,
  );
}

/** Whether a 429 is about jobs running at the same time, which no waiting of ours helps. */
export function speaksOfRunningJobs(error: unknown): boolean {
  return (
    isGatewayError(error) &&
    error.status === 429 &&
    error.upstreamMessages.some((text) => isAboutRunningJobs(text))
  );
}

/** Parses a body; undefined when it is no JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isAboutRunningJobs(text: string): boolean {
  return (
    /\b(jobs?|duplications?|duplicating|instantiations?|exports?)\b/i.test(text) &&
    /\b(running|concurrent(ly)?|in progress|in parallel|simultaneous(ly)?|at once|active|at (a|the same) time)\b/i.test(
      text,
    )
  );
}

function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 400:
    case 422:
      return 'BAD_USER_INPUT';
    case 401:
      return 'UNAUTHENTICATED';
    case 402:
      return 'PAYMENT_REQUIRED';
    case 403:
    case 451:
      return 'FORBIDDEN';
    case 404:
      return 'NOT_FOUND';
    case 429:
      return 'RATE_LIMITED';
    default:
      return 'UPSTREAM_ERROR';
  }
}

function adviceFor(code: ErrorCode, status: number, missingScope: string | undefined): string {
  if (missingScope) return `The token lacks the scope ${missingScope}: authorize the app again with it.`;
  switch (code) {
    case 'BAD_USER_INPUT':
      return 'Correct what was sent.';
    case 'UNAUTHENTICATED':
      return 'Send a valid Asana token.';
    case 'PAYMENT_REQUIRED':
      return 'The plan of this workspace does not include it.';
    case 'FORBIDDEN':
      return status === 451
        ? 'It is blocked for legal reasons.'
        : 'Ask for access, or use a token that has it.';
    case 'NOT_FOUND':
      return 'It does not exist, or is not visible to this token.';
    case 'RATE_LIMITED':
      return 'Slow down and try again later.';
    default:
      if (status >= 300 && status < 400) return 'Redirects are not followed: check ASANA_BASE_URL.';
      return status >= 500 ? 'Try again later.' : 'This is not among the answers Asana documents.';
  }
}

function explanationOf(
  json: unknown,
  redact: (text: string) => string,
): { messages: string[]; phrase?: string } {
  if (!isObject(json) || !Array.isArray(json.errors)) return { messages: [] };
  const errors = json.errors.filter(isObject).slice(0, 10);
  const texts = errors
    .map((error) => error.message)
    .filter((text): text is string => typeof text === 'string');
  const phrase = errors.map((error) => error.phrase).find((text): text is string => typeof text === 'string');
  return {
    messages: texts.map((text) => redact(text).slice(0, 500)),
    ...(phrase !== undefined && { phrase: redact(phrase).slice(0, 200) }),
  };
}

function scopeIn(messages: readonly string[]): string | undefined {
  for (const message of messages) {
    const scope = /\b[a-z_]+(?:\.[a-z_]+)*:(?:read|write|delete)\b/.exec(message)?.[0];
    if (scope) return scope;
  }
  return undefined;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
