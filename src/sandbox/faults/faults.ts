/**
 * Faults on demand: rules that spoil matching calls, before the call takes effect or after it, so that a job
 * is started and its reply lost. Knows neither routes nor sockets.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Action, Reply } from '../routes/action.ts';

/** What can go wrong with a reply beside its status. */
export const FAULT_KINDS = ['reset', 'hang', 'malformed', 'html', 'empty', 'wrong-shape', 'slow'] as const;

/** What goes wrong. */
export type Fault =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | object;
    }
  | {
      readonly kind: (typeof FAULT_KINDS)[number];
      /** How late a slow reply is. @default 5000 */
      readonly ms?: number;
      /** Status of a spoilt reply. @default 502 for `html`, else the reply's own */
      readonly status?: number;
    };

/** Which calls to spoil, how often and how. */
export interface FaultRule {
  readonly match: {
    readonly method?: string;
    /** Path below the base URL: the exact text or a pattern. `/batch` is the wrapper of a batch. */
    readonly path?: string | RegExp;
    readonly batched?: boolean;
  };
  /** How many calls to spoil. @default all, until the rule is removed */
  readonly times?: number;
  readonly fault: Fault;
  /** Whether the call takes effect all the same. @default 'before-effect' */
  readonly after?: 'before-effect' | 'after-effect';
}

/** The rules in force. */
export interface Faults {
  /** Adds a rule; the result removes it. */
  add(rule: FaultRule): () => void;
  /** The first rule for a call, counted as used. */
  take(action: Pick<Action, 'method' | 'path' | 'batched'>): FaultRule | undefined;
}

/** Creates an empty set of rules. */
export function createFaults(): Faults {
  const rules = new Map<FaultRule, number>();
  return {
    add(rule) {
      const own = { ...rule };
      rules.set(own, rule.times ?? Infinity);
      return () => void rules.delete(own);
    },
    take(action) {
      for (const [rule, left] of rules) {
        if (!matches(rule, action)) continue;
        if (left <= 1) rules.delete(rule);
        else rules.set(rule, left - 1);
        return rule;
      }
      return undefined;
    },
  };
}

/** Runs an action through a fault: whether it takes effect, and what becomes of its reply. */
export async function spoil(
  fault: Fault,
  hasEffect: boolean,
  act: () => Promise<Reply>,
  signal: AbortSignal,
): Promise<Reply> {
  const isSlow = 'kind' in fault && fault.kind === 'slow';
  const reply = hasEffect ? await act() : undefined;
  if (isSlow) {
    await delay(fault.ms ?? 5_000, undefined, { signal });
    return reply ?? act();
  }
  if ('kind' in fault && fault.kind === 'hang') await untilGone(signal);
  return spoiltReply(fault, reply ?? { status: 200, headers: {} });
}

/** Resolves when the caller has hung up; until then the call is in flight. */
function untilGone(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function spoiltReply(fault: Fault, reply: Reply): Reply {
  if (!('kind' in fault)) {
    const { status, headers = {}, body } = fault;
    if (typeof body === 'string') return { status, headers, raw: { type: 'text/plain', content: body } };
    return { status, headers, body: body ?? { errors: [{ message: `Status ${status} on demand` }] } };
  }
  const status = fault.status ?? reply.status;
  switch (fault.kind) {
    case 'reset':
    case 'hang':
      return { status: 0, headers: {}, sink: fault.kind };
    case 'malformed':
      return { status, headers: {}, raw: { type: 'application/json', content: '{"data":{"gid":"12090' } };
    case 'html': {
      const content = '<!doctype html><title>Bad gateway</title><h1>We will be back soon</h1>';
      return { status: fault.status ?? 502, headers: {}, raw: { type: 'text/html', content } };
    }
    case 'empty':
      return { status, headers: {}, raw: { type: 'application/json', content: '' } };
    case 'wrong-shape':
      return { status, headers: {}, body: { result: ['not what was promised'] } };
    case 'slow':
      return reply;
  }
}

function matches({ match }: FaultRule, action: Pick<Action, 'method' | 'path' | 'batched'>): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== action.method) return false;
  if (match.batched !== undefined && match.batched !== action.batched) return false;
  if (match.path === undefined) return true;
  if (typeof match.path === 'string') return match.path === action.path;
  match.path.lastIndex = 0;
  return match.path.test(action.path);
}
