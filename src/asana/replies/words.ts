/**
 * Asana's own words in the body of a failure: found wherever servers put them, cut to a length that can be shown, and
 * read for the little that follows from them. Pure; decides nothing about the call.
 */
import { isRecord, parseJson } from '../../json.ts';

/** What a failure's body says. */
export interface Words {
  readonly messages: readonly string[];
  /** To quote to Asana's support. */
  readonly phrase?: string;
}

const NO_WORDS: Words = { messages: [] };
const MOST_MESSAGES = 10;
const LONGEST_MESSAGE = 500;
const LONGEST_PHRASE = 200;
/** So far into a body with something behind its JSON is looked for the JSON's end. */
const LONGEST_LEAD = 64 * 1024;

/** Whether a body is a failure as Asana writes it: an object with a list of errors. */
export function isInAsanasWords(json: unknown): boolean {
  return isRecord(json) && Array.isArray(json.errors);
}

/** The words of a body, given as JSON and as text: lists of errors first, then what OAuth servers and proxies write. */
export function wordsOf(json: unknown, body: string, redact: (text: string) => string): Words {
  const told = json === undefined ? leadingObject(body) : json;
  const said = Array.isArray(told) ? { errors: told } : told;
  if (!isRecord(said)) return NO_WORDS;
  const errors = (Array.isArray(said.errors) ? said.errors : [said.errors]).slice(0, MOST_MESSAGES);
  const listed = errors.map((error) => messageOf(error)).filter((message) => message !== null);
  const whole = listed.length > 0 ? null : messageOf(said);
  const phrase = errors.map((error) => (isRecord(error) ? error.phrase : null)).find(isText);
  return {
    messages: (whole === null ? listed : [whole]).map((message) => redact(message).slice(0, LONGEST_MESSAGE)),
    ...(phrase !== undefined && { phrase: redact(phrase).slice(0, LONGEST_PHRASE) }),
  };
}

/** The scope that Asana names as missing, such as `jobs:read`. */
export function scopeIn(messages: readonly string[]): string | undefined {
  for (const message of messages) {
    const scope = /\b[a-z_]+(?:\.[a-z_]+)*:(?:read|write|delete)\b/.exec(message)?.[0];
    if (scope) return scope;
  }
  return undefined;
}

/** Whether a message speaks of jobs that run at the same time. */
export function speaksOfRunningJobs(text: string): boolean {
  return (
    /\b(jobs?|duplications?|duplicating|instantiations?|exports?)\b/i.test(text) &&
    /\b(running|concurrent(ly)?|in progress|in parallel|simultaneous(ly)?|at once|active|at (a|the same) time)\b/i.test(
      text,
    )
  );
}

/** Where servers put what went wrong, best first. */
const MESSAGE_KEYS = ['message', 'error_description', 'detail', 'error'] as const;

/** The text of an error; of one wrapped in another as well, once. */
function messageOf(error: unknown, isWrapped = false): string | null {
  if (isText(error)) return error;
  if (!isRecord(error)) return null;
  const text = MESSAGE_KEYS.map((key) => error[key]).find(isText);
  return text ?? (isWrapped ? null : messageOf(error.error, true));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** The object at the beginning of a text that goes on after it; undefined where there is none. */
function leadingObject(text: string): unknown {
  const lead = text.slice(0, LONGEST_LEAD).trimStart();
  if (!lead.startsWith('{')) return undefined;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < lead.length; at += 1) {
    const char = lead[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return parseJson(lead.slice(0, at + 1));
    }
  }
  return undefined;
}
