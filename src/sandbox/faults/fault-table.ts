/**
 * The table of faults that need no code: endings of a token spoil its calls, tags in a name bend a job's fate. What
 * the sandbox does, what the documents list and what GraphiQL offers in the demo all come from here.
 */
import type { Action } from '../routes/action.ts';
import type { Fault } from './faults.ts';
import { isTaskCount } from './limits.ts';

/** What one ending of a token does. */
export interface TokenFault {
  /** The word after the dash. */
  readonly ending: string;
  /** In words, for the documents and the page. */
  readonly effect: string;
  /** The calls it spoils. @default all */
  readonly on?: (action: Pick<Action, 'method' | 'path'>) => boolean;
  /** What becomes of them; without it the ending counts elsewhere. */
  readonly fault?: Fault;
  /** Whether the calls take effect all the same. @default 'before-effect': they do not */
  readonly after?: 'before-effect' | 'after-effect';
}

/** What a tag in a name does. */
export interface NameTag {
  readonly tag: string;
  readonly effect: string;
  /** What the name is looked through for. */
  readonly pattern: RegExp;
}

/** Endings, the ones that win over others first. */
export const TOKEN_FAULTS = [
  { ending: 'free', effect: '150 requests a minute, as in a free workspace' },
  {
    ending: 'ratelimited',
    effect: 'every call is answered 429, try again in a second',
    fault: refusal(429, 'You have made too many requests.', { 'retry-after': '1' }),
  },
  {
    ending: 'nobatch',
    effect: 'batches are answered 403',
    on: ({ path }) => path === '/batch',
    fault: refusal(403, 'Forbidden: not allowed for this app'),
  },
  {
    ending: 'nojobs',
    effect: 'reading jobs is answered 403, the scope jobs:read is missing',
    on: ({ method, path }) => method === 'GET' && path.startsWith('/jobs/'),
    fault: refusal(403, 'Forbidden: the scope jobs:read is missing'),
  },
  {
    ending: 'readonly',
    effect: 'every start and every write is answered 403',
    on: ({ method, path }) => method !== 'GET' && path !== '/batch',
    fault: refusal(403, 'Forbidden'),
  },
  {
    ending: 'nocounts',
    effect: 'counts of tasks are answered 403',
    on: ({ path }) => isTaskCount(path),
    fault: refusal(403, 'Forbidden'),
  },
  {
    ending: '500',
    effect: 'every call is answered 500, with the phrase Asana asks for in reports',
    fault: {
      status: 500,
      body: { errors: [{ message: 'Server Error', phrase: '6 sad squid snuggle softly' }] },
    },
  },
  {
    ending: '503',
    effect: 'every call is answered 503 with a web page',
    fault: { kind: 'html', status: 503 },
  },
  { ending: 'slow', effect: 'every reply is two seconds late', fault: { kind: 'slow', ms: 2_000 } },
  { ending: 'hang', effect: 'no reply comes at all', fault: { kind: 'hang' } },
  { ending: 'reset', effect: 'the connection is cut', fault: { kind: 'reset' } },
  { ending: 'malformed', effect: 'every reply ends in the middle of its JSON', fault: { kind: 'malformed' } },
  { ending: 'empty', effect: 'every reply is 200 with nothing in it', fault: { kind: 'empty', status: 200 } },
  {
    ending: 'wrongshape',
    effect: 'every reply is JSON of another shape',
    fault: { kind: 'wrong-shape', status: 200 },
  },
  {
    ending: 'lost',
    effect: 'what is sent with POST happens, and its reply is lost: nobody knows whether a job was started',
    on: ({ method, path }) => method === 'POST' && path !== '/batch',
    fault: { kind: 'reset' },
    after: 'after-effect',
  },
] as const satisfies readonly TokenFault[];

/** The word after the dash. */
export type TokenEnding = (typeof TOKEN_FAULTS)[number]['ending'];

/** Tags in the name of what is copied, or in the name asked for. */
export const NAME_TAGS = {
  fail: { tag: '[fail]', effect: 'the job fails', pattern: /fail/i },
  slow: { tag: '[slow]', effect: 'the job takes a minute', pattern: /\[slow\]/ },
  stuck: { tag: '[stuck]', effect: 'the job never begins', pattern: /\[stuck\]/ },
  dangling: {
    tag: '[dangling]',
    effect: 'the job fails and names a new object that nobody can read',
    pattern: /\[dangling\]/,
  },
  slowTasks: {
    tag: '[slow tasks]',
    effect: 'its tasks arrive one a second, after the job has succeeded',
    pattern: /\[slow tasks\]/,
  },
  stalledTasks: {
    tag: '[stalled tasks]',
    effect: 'half of its tasks arrive together, the others twelve seconds later',
    pattern: /\[stalled tasks\]/,
  },
  missingTasks: {
    tag: '[missing tasks]',
    effect: 'half of its tasks arrive, the others never',
    pattern: /\[missing tasks\]/,
  },
} as const satisfies Readonly<Record<string, NameTag>>;

/** A row for people: what to write, and what comes of it. */
export interface FaultRow {
  readonly write: string;
  readonly effect: string;
}

/** The endings as rows. */
export const tokenFaultRows: readonly FaultRow[] = TOKEN_FAULTS.map(({ ending, effect }) => ({
  write: `-${ending}`,
  effect,
}));

/** The tags as rows. */
export const nameTagRows: readonly FaultRow[] = Object.values(NAME_TAGS).map(({ tag, effect }) => ({
  write: tag,
  effect,
}));

/** Both tables, as the documents show them. */
export function sandboxFaultsMarkdown(): string {
  const rows = (list: readonly FaultRow[]) => list.map(({ write, effect }) => `| \`${write}\` | ${effect} |`);
  return [
    '| end of the token | what it does |',
    '|---|---|',
    ...rows(tokenFaultRows),
    '',
    '| in a name | what it does |',
    '|---|---|',
    ...rows(nameTagRows),
  ].join('\n');
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): Fault {
  return { status, headers, body: { errors: [{ message }] } };
}
