/**
 * How the items of a list are started and followed: as single starts are, on behalf of the user whose list it is. Knows
 * one item at a time, and no list.
 */
import type { StartName } from '../../asana/api/starts.ts';
import { isOver } from '../../errands/errand.ts';
import type { ItemOutcome, ItemPlan } from '../../errands/list/list.ts';
import type { ItemAsker, ListWork, StartedItem } from '../../errands/list/work.ts';
import { ErrandStopped } from '../../errands/run.ts';
import { setUpProgressOf } from '../../errands/set-up/set-up.ts';
import { GatewayError, isGatewayError, isUnauthenticated } from '../../errors.ts';
import { isFinal } from '../../job-state.ts';
import type { Attempt } from '../../starts/attempt.ts';
import { runningJobs } from '../../starts/running-jobs.ts';
import { carryOut } from '../../starts/start-run.ts';
import type { UserError, UserErrorCode } from '../../starts/user-errors.ts';
import { gidForPath } from '../asana-plugin/ref.ts';
import { createRequestContext, type GatewayContext, type Services } from '../context.ts';
import { callerOfErrand } from '../errands/caller.ts';
import { POLL_FIELDS, readJob, watchWay } from '../jobs/job-record.ts';
import { type Caller, operationOf, starterOf } from '../operation.ts';
import { beginSetUpAfter, setUpAgain, setUpErrandOf, withSetUp } from '../set-ups/set-ups.ts';
import { actionOf, countRunning, startOf, wayOf } from '../starts/run.ts';
import { lookFirst } from '../starts/unless-exists.ts';
import { EagerReads } from './eager-reads.ts';

/** The work, done through the services of a gateway. */
export function itemWork(services: Services): ListWork {
  const eager = new EagerReads({
    pressure: ({ token }, jobs) => services.client.pressure(token, jobs),
    look: (caller, gids) => lookAt(gids, caller, services),
  });
  return {
    slot: (user, by) => {
      const context = contextOf(services, by);
      const count = (gids: readonly string[], signal?: AbortSignal) => countRunning(gids, context, signal);
      const jobs = { owner: by.owner, ledger: services.ledger, countRunning: count };
      return services.slots.spare(user, () => runningJobs(jobs));
    },
    start: (item, it, by, intent) => startItem(item, it, contextOf(services, by), intent),
    async lost({ kind, source, name, sentAt, team }, id, { owner }) {
      const start = { id, kind, source, name, sentAt: sentAt ?? services.now(), ...(team && { team }) };
      await services.ledger.unknownStart(owner, start).catch((error: unknown) => {
        services.telemetry.log.error({ err: error, kind }, 'the ledger did not take an unknown start');
      });
    },
    async found(lostId, { owner }) {
      await services.ledger.dismissUnknownStart(owner, lostId).catch((error: unknown) => {
        services.telemetry.log.error({ err: error }, 'the ledger did not forget an unknown start');
      });
    },
    async ended(job, by, signal) {
      const caller = callerOfErrand(by);
      const rest = eager.follow(job, caller);
      try {
        const way = watchWay(services, caller);
        let last: string | null = null;
        for await (const { error, state } of services.hub.watch(way, [job], { multiple: false, signal })) {
          if (isGatewayError(error) && !isUnauthenticated(error)) return { userErrors: [mistakeOf(error)] };
          if (error) throw error;
          last = state?.status ?? null;
        }
        signal.throwIfAborted();
        // A hub that closes ends its streams wherever they are.
        if (last === null || !isFinal(last)) throw new ErrandStopped('closing');
        return last === 'succeeded' ? 'succeeded' : 'failed';
      } finally {
        rest();
      }
    },
    async setUp(item, { index, job, again }, by, signal) {
      const found = await setUpErrandOf(job, by.owner, services);
      const setUp = found ?? (await beginSetUpAfter(job, item.setUp ?? {}, by, services));
      if (again && isOver(setUp) && setUp.state !== 'done') await setUpAgain(setUp, by.token, services);
      const watch = services.errands.watch(setUp.id);
      const leave = (): void => void watch.return();
      signal.addEventListener('abort', leave, { once: true });
      try {
        for await (const errand of watch) {
          const isStuck = errand.state === 'interrupted' && !(await services.errands.back(errand, by.token));
          if (isStuck) throw refusedThere();
          if (errand.state === 'done') return 'done';
          if (!isOver(errand)) continue;
          const { steps } = setUpProgressOf(errand);
          const userErrors = steps.flatMap((step) => step.userErrors);
          return { userErrors: userErrors.map((each) => placed(each, index, item.kind, ['setUp'])) };
        }
        signal.throwIfAborted();
        throw new ErrandStopped('closing');
      } finally {
        signal.removeEventListener('abort', leave);
        leave();
      }
    },
  };
}

/** The list waits for its user then, as its set-up does. */
function refusedThere(): GatewayError {
  return new GatewayError('UNAUTHENTICATED', 'Asana refused the token for the set-up of an item.');
}

/** Reads jobs for whoever watches them; their watches say what is to be said of failures. */
function lookAt(gids: readonly string[], caller: Caller, services: Services): void {
  const asker = { services, caller, operation: operationOf(caller) };
  const reader = watchWay(services, caller).open();
  for (const gid of gids) {
    readJob(asker, reader, gid, { priority: 'poll', fromCaller: false }).then(
      (state) => services.hub.observe(caller.token.hash, state),
      () => {},
    );
  }
}

function contextOf(services: Services, by: ItemAsker): GatewayContext {
  return createRequestContext(services, operationOf(callerOfErrand(by), by.requestId));
}

async function startItem(
  { kind, input, setUp }: ItemPlan,
  { index, lostId }: StartedItem,
  context: GatewayContext,
  intent: () => Promise<void>,
): Promise<ItemOutcome> {
  const name = kind as StartName;
  let unkept: { readonly error: unknown } | null = null;
  const plain = wayOf(actionOf(name, input, POLL_FIELDS), context);
  const kept: typeof plain = {
    ...plain,
    async send() {
      await intent().catch((error: unknown) => {
        unkept = { error };
        throw new GatewayError(
          'SERVICE_UNAVAILABLE',
          'What was to be started could not be kept. Nothing was.',
          {
            cause: error,
          },
        );
      });
      return plain.send();
    },
  };
  const way = setUp === null ? kept : withSetUp(kept, setUp, context);
  const look = lookFirst(name, input, context);
  const start = { ...startOf(name, input, 0, starterOf(context.operation)), lostId };
  const attempt = await carryOut(
    start,
    look ? { ...way, isWanted: () => look.isWanted() } : way,
    context.services,
  );
  // It was set while the start was carried out, which the compiler does not see.
  const lost = unkept as { readonly error: unknown } | null;
  if (lost) return { is: 'unsent', error: lost.error, pauseMs: null };
  if (attempt.outcome === 'exists')
    return { is: 'exists', existing: (look?.found() ?? []).map((ref) => gidForPath(ref)) };
  return outcomeOf(attempt, index, kind);
}

function outcomeOf(attempt: Attempt<unknown>, index: number, kind: string): ItemOutcome {
  switch (attempt.outcome) {
    case 'answered':
      return { is: 'started', job: attempt.gid };
    case 'exists':
      return { is: 'exists', existing: [] };
    case 'refused': {
      const userErrors = attempt.userErrors.map((each) => placed(each, index, kind));
      return { is: 'refused', userErrors };
    }
    case 'crowded':
      return { is: 'unsent', error: new GatewayError('RATE_LIMITED', 'Five jobs run.'), pauseMs: null };
    case 'unknown':
      return { is: 'unknown' };
    case 'failed': {
      const { error } = attempt;
      const isAgain = isGatewayError(error) && (error.retryable || isUnauthenticated(error));
      if (isAgain) return { is: 'unsent', error, pauseMs: error.retryAfterMs ?? null };
      return { is: 'failed', userErrors: [mistakeOf(error)] };
    }
  }
}

/** A mistake in an item, with its path in the arguments of the list. */
export function placed(
  { code, message, field }: UserError,
  index: number,
  kind: string,
  below: readonly string[] = [],
): UserError {
  const rest = field?.[0] === 'input' ? field.slice(1) : field;
  const path = rest && ['input', 'items', `${index}`, kind, ...below, ...rest];
  return { code, message, field: path ?? null };
}

const MISTAKES: ReadonlySet<string> = new Set<UserErrorCode>([
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'NOT_FOUND',
  'PAYMENT_REQUIRED',
]);

function mistakeOf(error: unknown): UserError {
  const { code, message } = isGatewayError(error) ? error : { code: '', message: 'This failed.' };
  return { code: MISTAKES.has(code) ? (code as UserErrorCode) : 'UPSTREAM_ERROR', message, field: null };
}
