/**
 * A start as a mutation: its input checked, carried out by `starts/`, and answered with what came of it. Here the way
 * to Asana is put together; what a start is stands in `table.ts`.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { type FieldTree, listedFields } from '../../asana/api/fields.ts';
import { checkGid, fillPath } from '../../asana/api/ids.ts';
import { START_FIELDS } from '../../asana/api/start-fields.ts';
import { STARTS, type StartName } from '../../asana/api/starts.ts';
import type { StartAction } from '../../asana/client.ts';
import type { AsanaRecord } from '../../asana/reader.ts';
import { setUpProblems } from '../../errands/set-up/check.ts';
import type { SetUpInput } from '../../errands/set-up/set-up.ts';
import { badInput, isNotFound } from '../../errors.ts';
import { isFinal } from '../../job-state.ts';
import { type Answered, told } from '../../starts/attempt.ts';
import { ledgerEntryOf, newRow, type Start, type Starter } from '../../starts/start.ts';
import { carryOut, type StartWay } from '../../starts/start-run.ts';
import type { UserError } from '../../starts/user-errors.ts';
import type { Ref } from '../asana-plugin/ref.ts';
import { withCallback } from '../callbacks/callbacks.ts';
import { type CallbackInput, callbackProblems } from '../callbacks/input.ts';
import { type GatewayContext, newReader } from '../context.ts';
import { readJob } from '../jobs/job-record.ts';
import { onBehalfOf, starterOf } from '../operation.ts';
import { withSetUp } from '../set-ups/set-ups.ts';
import { checkGids } from './checks.ts';
import { jobKindName, requestBody } from './job-kind.ts';
import { answerWith, rememberedRef, type StartedType, startedRef } from './started.ts';
import { JOB_KINDS } from './table.ts';
import { lookFirst } from './unless-exists.ts';

/** A start waits no longer for a slot: browsers and proxies give up at a minute. */
export const LONGEST_SLOT_WAIT_SECONDS = 55;

/** The arguments every start takes, beside its own. */
export type StartInput = Start['input'] & {
  readonly waitForSlot?: number | null | undefined;
  readonly setUp?: unknown;
  readonly callback?: unknown;
};

/** What came of a start: the object Asana answered with, or the caller's mistakes. */
export interface StartResult {
  readonly started: Ref<StartedType> | null;
  readonly userErrors: readonly UserError[];
  /** What is there already, where that is why nothing was started. */
  readonly existing?: readonly Ref<'Project'>[] | null;
}

/** Starts something. Throws everything that is not the caller's mistake on the start itself. */
export async function start(
  name: StartName,
  input: StartInput,
  context: GatewayContext,
  fields: FieldTree,
  info: GraphQLResolveInfo,
): Promise<StartResult> {
  const names = JOB_KINDS[name];
  const { services } = context;
  const by = starterOf(context.operation);
  checkGid(String(input[names.target.field]), names.target.field);
  const waitMs = checkWait(input.waitForSlot ?? 0);
  const problem = checkGids(names, input) ?? names.check?.(input);
  if (problem) {
    const { message, field } = problem;
    return {
      started: null,
      userErrors: [{ code: 'BAD_USER_INPUT', message, field: ['input', ...field] }],
    };
  }
  // GraphQL has looked at its shape.
  const setUp = (input.setUp ?? null) as SetUpInput | null;
  const callback = (input.callback ?? null) as CallbackInput | null;
  const problems = [
    ...(setUp === null ? [] : setUpProblems(setUp, ['input', 'setUp'])),
    ...(callback === null ? [] : callbackProblems(['input', 'callback'], callback, services.deliveries)),
  ];
  if (problems.length > 0) return { started: null, userErrors: problems };
  const start = startOf(name, input, waitMs, by);
  const action = actionOf(name, input, fields);
  const look = lookFirst(name, input, context);
  const plain = wayOf(action, context);
  const followed = setUp === null ? plain : withSetUp(plain, setUp, context);
  const facts = { hasSetUp: setUp !== null, kind: jobKindName(name), ...namesIn(input) };
  const way = callback === null ? followed : withCallback(followed, callback, facts, context);
  const { made, userErrors } = told(
    await carryOut(start, look ? { ...way, isWanted: () => look.isWanted() } : way, services),
  );
  if (!made) return { started: null, userErrors, existing: look?.found() ?? null };
  const entry = ledgerEntryOf(start, made);
  // The operation that started it need not ask the ledger for what it knows itself.
  if (entry) context.ledgerRows.set(entry.gid, Promise.resolve(newRow(entry)));
  const started = refOf(name, action, made);
  await answerWith(started, fields, context, info);
  return { started, userErrors };
}

/** A start as it travels. */
export function startOf(name: StartName, input: StartInput, waitMs: number, by: Starter): Start {
  const makesJob = 'fills' in STARTS[name];
  const withSubtasks = name === 'duplicateTask' ? copiesSubtasks(input) : undefined;
  return { kind: name, input, names: JOB_KINDS[name], makesJob, withSubtasks, waitMs, by };
}

/** What the caller called it. */
function namesIn({ name, idempotencyKey }: StartInput) {
  const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return { name: textOf(name), idempotencyKey: textOf(idempotencyKey) };
}

function copiesSubtasks({ include }: StartInput): boolean {
  return Array.isArray(include) && include.includes('subtasks');
}

/** What is sent. */
export function actionOf(name: StartName, input: StartInput, fields: FieldTree): StartAction {
  const { path: route, operationId } = STARTS[name];
  const { target } = JOB_KINDS[name];
  return {
    route,
    path: target.bodyKey ? route : fillPath(route, String(input[target.field])),
    body: requestBody(JOB_KINDS[name], input),
    fields: listedFields(fields, START_FIELDS[operationId] ?? []),
  };
}

function refOf(
  name: StartName,
  { path, fields }: StartAction,
  { gid, at, reply }: Answered<AsanaRecord>,
): Ref<StartedType> {
  const started = { type: 'fills' in STARTS[name] ? 'Job' : 'OrganizationExport', gid, at } as const;
  if (!reply) return rememberedRef(started);
  const asked = STARTS[name].acceptsFields ? fields : null;
  return startedRef(started, { record: reply, asked, call: `POST ${path}` });
}

/** The way to Asana for one operation's start. */
export function wayOf(action: StartAction, context: GatewayContext): StartWay<AsanaRecord> {
  const { operation, signal, services } = context;
  const on = onBehalfOf(operation);
  return {
    // The signal ends a start that waits, for budget or for a connection. One that is on its way goes on: its outcome
    // must reach the ledger.
    send: async () =>
      (await services.client.start(action, { ...on, priority: 'start', signal })).data as AsanaRecord,
    ownerOf: () => services.identities.ownerOf(context),
    countRunning: (gids, within) => countRunning(gids, context, within),
    pauseMs: () => services.client.rateLimit(on.token).retryAfterMs ?? 0,
  };
}

/** How many of these jobs run, read afresh. */
export async function countRunning(
  gids: readonly string[],
  context: GatewayContext,
  signal?: AbortSignal,
): Promise<number> {
  const { services, caller, operation } = context;
  const reader = newReader(services, operation, { signal });
  const reads = await Promise.allSettled(
    gids.map((gid) => readJob(context, reader, gid, { fromCaller: false })),
  );
  const isRunning = reads.map((read) => {
    if (read.status === 'rejected') return !isNotFound(read.reason);
    services.hub.observe(caller.token.hash, read.value);
    return !isFinal(read.value.status);
  });
  return isRunning.filter(Boolean).length;
}

function checkWait(seconds: number): number {
  if (seconds >= 0 && seconds <= LONGEST_SLOT_WAIT_SECONDS) return seconds * 1_000;
  throw badInput(`waitForSlot is ${seconds}; it takes 0 to ${LONGEST_SLOT_WAIT_SECONDS} seconds.`);
}
