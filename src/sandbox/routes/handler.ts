/**
 * What happens to every call, in order: log, token, limits, faults, effect. A batch runs each of its actions
 * through the same faults and effect. Knows no sockets.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { SandboxStore } from '../data/store.ts';
import { logCall, type SandboxCall } from '../faults/calls.ts';
import { type Faults, spoil } from '../faults/faults.ts';
import { createLimiter, type PerMinute } from '../faults/limits.ts';
import { type Bearer, bearerOf, faultOfToken, requestsPerMinuteOf } from '../faults/tokens.ts';
import type { JobTimes } from '../jobs/jobs.ts';
import type { View } from './access.ts';
import { type Action, errorReply, type Reply, replyToThrown } from './action.ts';
import { joinReplies, readBatch, weightOf } from './batch.ts';
import { perform } from './perform.ts';
import type { Request } from './request.ts';

/** What a handler works with. */
export interface HandlerParts {
  readonly store: SandboxStore;
  readonly faults: Faults;
  /** Where calls are logged; undefined for nowhere. */
  readonly calls: SandboxCall[] | undefined;
  readonly clock: { now(): number };
  readonly requestsPerMinute: number;
  /** Of these, counts of tasks. */
  readonly taskCountsPerMinute: number;
  readonly times: JobTimes;
  /** Real time every reply is late, still counting as in flight. */
  readonly latencyMs: number;
}

/** Where a call came from. */
export interface Caller {
  readonly authorization: string | undefined;
  /** Scheme and host the caller used. */
  readonly origin: string;
  /** Aborts when the caller hangs up. */
  readonly signal: AbortSignal;
}

/** Answers one call. */
export type Handler = (request: Request, caller: Caller) => Promise<Reply>;

/** One caller whose token is good. */
interface Session {
  readonly bearer: Bearer;
  readonly view: View;
  readonly signal: AbortSignal;
}

/** Creates the handler of one sandbox. */
export function createHandler(parts: HandlerParts): Handler {
  const { store, clock, calls } = parts;
  const limiter = createLimiter(clock);

  const perMinuteOf = (bearer: Bearer): PerMinute => ({
    requests: requestsPerMinuteOf(bearer, parts.requestsPerMinute),
    counts: parts.taskCountsPerMinute,
  });

  async function logged(
    action: Action,
    token: string,
    signal: AbortSignal,
    act: () => Promise<Reply>,
  ): Promise<Reply> {
    const call = calls && logCall(calls, action, token, clock.now());
    const reply = await act().catch(replyToThrown);
    if (call && !signal.aborted) call.status = reply.status;
    return reply;
  }

  /** Runs an action through the token's own fault, then a rule's, then to its effect. */
  async function spoilt(action: Action, session: Session, act: () => Promise<Reply>): Promise<Reply> {
    const rule = parts.faults.take(action);
    const withRule = rule ? () => spoil(rule.fault, rule.after === 'after-effect', act, session.signal) : act;
    const found = faultOfToken(session.bearer, action);
    return found ? spoil(found.fault, found.after === 'after-effect', withRule, session.signal) : withRule();
  }

  async function runBatch(action: Action, session: Session): Promise<Reply> {
    const items = readBatch(action.data);
    const { bearer, view } = session;
    const load = weightOf(items.map(({ action: each }) => each));
    const release = limiter.admit(bearer.token, load, perMinuteOf(bearer));
    try {
      const replies = items.map((item) =>
        logged(item.action, bearer.token, session.signal, async () => {
          if ('refused' in item) return item.refused;
          return spoilt(item.action, session, async () => effect(item.action, view));
        }),
      );
      return await late(joinReplies(await Promise.all(replies)), session);
    } finally {
      release();
    }
  }

  async function runSingle(action: Action, session: Session): Promise<Reply> {
    const { bearer, view } = session;
    const release = limiter.admit(bearer.token, weightOf([action]), perMinuteOf(bearer));
    try {
      return await late(await spoilt(action, session, async () => effect(action, view)), session);
    } finally {
      release();
    }
  }

  async function late(reply: Reply, session: Session): Promise<Reply> {
    if (parts.latencyMs > 0) await delay(parts.latencyMs, undefined, { signal: session.signal });
    return reply;
  }

  function effect(action: Action, view: View): Reply {
    try {
      return perform(action, view, parts.times);
    } catch (thrown) {
      return replyToThrown(thrown);
    }
  }

  return ({ action, refusal }, { authorization, origin, signal }) => {
    const bearer = bearerOf(authorization, store);
    const token = bearer?.token ?? authorization?.split(' ').at(-1) ?? '';
    return logged(action, token, signal, async () => {
      if (!bearer) return errorReply(401, 'Not Authorized');
      if (refusal) throw refusal;
      const session = { bearer, signal, view: { store, caller: bearer.user, origin } };
      if (action.path !== '/batch') return runSingle(action, session);
      if (action.method !== 'POST') return errorReply(404, 'No matching route for request');
      return spoilt(action, session, () => runBatch(action, session));
    });
  };
}
