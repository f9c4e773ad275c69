/**
 * The one place where Asana's replies are judged, by the table beside it: is it what was asked for, and if not, which
 * error is it? Pure; every error names the call, and none carries a body along.
 */

import { GatewayError, type GatewayErrorOptions, isGatewayError } from '../../errors.ts';
import { isRecord, parseJson } from '../../json.ts';
import { isGid } from '../api/ids.ts';
import type { HttpReply } from '../transport/exchange.ts';
import { isSuccess, ruleOf, type StatusRule } from './reply-table.ts';
import { isInAsanasWords, scopeIn, speaksOfRunningJobs, type Words, wordsOf } from './words.ts';

/** A checked reply. */
export interface Envelope {
  /** An object with a gid where one is due, or for a list an array of whatever Asana sent. */
  readonly data: unknown;
  /** Asana's opaque offset of the next page. */
  readonly nextOffset: string | null;
}

/** What a reply is held against. */
export interface Expected {
  /** For messages: `GET /tasks/1`. */
  readonly call: string;
  /** `none`: a batch, whose results are judged one by one. */
  readonly shape: 'record' | 'list' | 'none';
  /** The gid `data` must carry: this one, any (`true`), or none needed. */
  readonly gid: string | boolean;
  /** Items a list may have: as many as were asked for. */
  readonly most?: number | undefined;
  /** Starts something: may have happened whenever the reply does not deny it. @default false */
  readonly starts?: boolean;
  /** Something in it came from the caller, who can correct it. @default false */
  readonly fromCaller?: boolean | undefined;
}

/** An HTTP reply, or the result of one action of a batch. */
export interface Reply {
  readonly status: number;
  /** Parsed JSON; undefined where the body was none. */
  readonly json: unknown;
  /** The body as it came, for what may stand in it that is no JSON. @default nothing */
  readonly body?: string;
  /** Why there is no body. */
  readonly problem?: HttpReply['problem'];
}

/** What a judgement may use beside the reply. */
export interface JudgeOptions {
  /** How long the caller should wait. */
  readonly retryAfterMs?: number | undefined;
  /** Takes secrets out of texts. */
  readonly redact?: (text: string) => string;
}

/** An HTTP reply, its body read as JSON. */
export function parseReply({ status, body, problem }: HttpReply): Reply {
  return { status, json: parseJson(body), body, problem };
}

/** The envelope of a success, or the error that the reply is. */
export function judge(reply: Reply, expected: Expected, options: JudgeOptions = {}): Envelope | GatewayError {
  const { redact = (text) => text } = options;
  const said = () => wordsOf(reply.json, reply.body ?? '', redact);
  if (!isSuccess(reply.status)) return refusalOf(reply, said(), expected, options);
  const result = readEnvelope(reply, said, expected);
  if (!isGatewayError(result) || !expected.starts) return result;
  const words = said();
  const loss = words.messages.length > 0 ? `the reply held errors and no data` : 'the reply was unreadable';
  return outcomeUnknown(expected.call, loss, {
    status: reply.status,
    cause: result,
    upstreamMessages: words.messages,
  });
}

/** The results of a batch, or an error that concerns them all. */
export function readBatch(
  reply: Reply,
  call: string,
  actions: number,
  { redact = (text) => text }: JudgeOptions = {},
): (Reply | null)[] | GatewayError {
  if (reply.problem) return problemOf(call, reply.problem);
  const errors = errorsInstead(reply.json, () => wordsOf(reply.json, reply.body ?? '', redact));
  if (errors) return withErrors(call, reply.status, errors);
  if (!isRecord(reply.json)) return unreadable(call, 'a body that is no JSON object');
  const { data } = reply.json;
  if (!Array.isArray(data)) return unreadable(call, `${kindOf(data)} for the results of a batch`);
  if (data.length !== actions) return unreadable(call, `${data.length} results for ${actions} actions`);
  return data.map((result) => {
    if (!isRecord(result) || !Number.isInteger(result.status_code)) return null;
    return { status: result.status_code as number, json: result.body };
  });
}

/** A reply that is not what Asana promises. The body itself is never shown: it may hold anything. */
export function unreadable(call: string, what: string, options: GatewayErrorOptions = {}): GatewayError {
  return new GatewayError(
    'UPSTREAM_ERROR',
    `Asana answered ${call} with ${what}. Try again; if it stays so, something between here and Asana is broken.`,
    options,
  );
}

/** A start of which nobody knows whether it happened. */
export function outcomeUnknown(call: string, loss: string, options: GatewayErrorOptions): GatewayError {
  return new GatewayError(
    'OUTCOME_UNKNOWN',
    `${call} was sent to Asana, but ${loss}${quoted(options.upstreamMessages ?? [])}: it may have happened. It is not sent again; look at the target before you try again.`,
    options,
  );
}

function refusalOf(reply: Reply, words: Words, expected: Expected, options: JudgeOptions): GatewayError {
  const { status } = reply;
  const { call, starts = false } = expected;
  const rule = ruleOf(status);
  const { messages, phrase } = words;
  const missingScope = status === 401 || status === 403 ? scopeIn(messages) : undefined;
  const details = { ...(missingScope && { missingScope }), ...(phrase && { phrase }) };
  const isAboutRunningJobs = status === 429 && messages.some(speaksOfRunningJobs);
  const common = { status, upstreamMessages: messages, isAboutRunningJobs, details };
  if (starts && rule.start === 'unknown') return outcomeUnknown(call, `the reply was ${status}`, common);
  const { code, advice, retryable } = verdictOf(reply, rule, expected, missingScope);
  const verb = code === 'UPSTREAM_ERROR' ? 'answered' : 'refused';
  return new GatewayError(code, `Asana ${verb} ${call} with ${status}${quoted(messages)}. ${advice}`, {
    ...common,
    ...(options.retryAfterMs !== undefined && { retryAfterMs: options.retryAfterMs }),
    ...(retryable !== undefined && { retryable }),
  });
}

/** What the rule comes to for this reply: who said it, and who wrote what was refused. */
function verdictOf(
  { status, json }: Reply,
  { code, inAsanasWords, advice }: StatusRule,
  { starts = false, fromCaller = false }: Expected,
  missingScope: string | undefined,
): { code: StatusRule['code']; advice: string; retryable?: boolean } {
  if (inAsanasWords && !isInAsanasWords(json)) {
    const who = 'These are not the words of Asana, but of something between here and there.';
    return starts
      ? {
          code: 'UPSTREAM_ERROR',
          advice: `${who} Look at the target before you try again.`,
          retryable: false,
        }
      : { code: 'UPSTREAM_ERROR', advice: `${who} Try again later.`, retryable: true };
  }
  if (missingScope) {
    const scoped = `The token lacks the scope ${missingScope}: authorize the app again with it.`;
    return { code: 'FORBIDDEN', advice: scoped };
  }
  if (code === 'BAD_USER_INPUT' && !starts && !fromCaller) {
    const own = 'The gateway composed this call itself: nothing that you sent is at fault.';
    return { code: 'UPSTREAM_ERROR', advice: own, retryable: false };
  }
  const isFault = code === 'UPSTREAM_ERROR' && ruleOf(status).repeated === 'no';
  return { code, advice, ...(isFault && { retryable: false }) };
}

type Problem = NonNullable<HttpReply['problem']>;

const PROBLEMS: Readonly<Record<Exclude<Problem, 'no room'>, string>> = {
  'too large': 'more than 20 MiB',
  'an unknown coding': 'a content coding it was not asked for',
  broken: 'a body that does not unpack',
};

function readEnvelope(
  { json, problem, status }: Reply,
  said: () => Words,
  expected: Expected,
): Envelope | GatewayError {
  const { call, shape, gid, most } = expected;
  if (problem === 'too large') return tooLarge(call);
  if (problem) return problemOf(call, problem);
  const errors = errorsInstead(json, said);
  if (errors) return withErrors(call, status, errors);
  if (!isRecord(json)) return unreadable(call, 'a body that is no JSON object');
  const { data, next_page: nextPage } = json;
  if (shape === 'record') {
    if (!isRecord(data)) return unreadable(call, `${kindOf(data)} for a record in "data"`);
    if (gid === false) return { data, nextOffset: null };
    if (typeof data.gid !== 'string' || data.gid === '') return unreadable(call, 'a record without a gid');
    // Of a job it is all there is to go on with, and what the log has of it.
    if (expected.starts && !isGid(data.gid)) return unreadable(call, 'a job whose gid is none');
    if (gid !== true && data.gid !== gid) return unreadable(call, 'another record than the one asked for');
    return { data, nextOffset: null };
  }
  if (!Array.isArray(data)) return unreadable(call, `${kindOf(data)} for a list in "data"`);
  // The offset of the next page lies behind all that came: what was cut off could never be asked for.
  if (most !== undefined && data.length > most) {
    return unreadable(call, `${data.length} items where at most ${most} were asked for`);
  }
  if (nextPage === undefined || nextPage === null) return { data, nextOffset: null };
  if (!isRecord(nextPage) || typeof nextPage.offset !== 'string') {
    return unreadable(call, 'a "next_page" without an offset');
  }
  return { data, nextOffset: nextPage.offset === '' ? null : nextPage.offset };
}

/** The words of a success that has errors where data was due; looked for only where there is no data. */
function errorsInstead(json: unknown, said: () => Words): Words | null {
  if (isRecord(json) && json.data !== undefined && json.data !== null) return null;
  const words = said();
  return words.messages.length > 0 ? words : null;
}

function withErrors(call: string, status: number, { messages }: Words): GatewayError {
  const what = `${status} and errors instead of data${quoted(messages)}`;
  return unreadable(call, what, { upstreamMessages: messages });
}

function problemOf(call: string, problem: Problem): GatewayError {
  return problem === 'no room' ? noRoom(call) : unreadable(call, PROBLEMS[problem]);
}

/** Not Asana's doing: everybody asks for much at once, and this is the most. */
function noRoom(call: string): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    `Too much comes from Asana at once, and its answer to ${call} is the longest. Try again later, or ask for less at once.`,
    { details: { limit: 'upstreamBytesInAll' } },
  );
}

function tooLarge(call: string): GatewayError {
  return new GatewayError(
    'UPSTREAM_ERROR',
    `Asana answered ${call} with more than 20 MiB, which is not taken. Ask for less at once: a smaller first, fewer fields.`,
    { retryable: false },
  );
}

function quoted(messages: readonly string[]): string {
  // Where a message is a sentence of its own, ours brings the full stop.
  const texts = messages.map((message) => message.replace(/\s*\.\s*$/, ''));
  return texts.length > 0 ? `: ${texts.join('; ')}` : '';
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
