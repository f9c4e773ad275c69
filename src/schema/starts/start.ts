/**
 * Carries out a start: checks, idempotency, waiting for a slot, the one POST, and the notes for the ledger and the
 * audit log. What a start is stands in `job-kinds.ts`; how a POST is sent safely is the client's business.
 */
import { createHash } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';
import { type FieldTree, listedFields } from '../../asana/api/fields.ts';
import { checkGid, fillPath } from '../../asana/api/ids.ts';
import { START_FIELDS } from '../../asana/api/start-fields.ts';
import { STARTS, type StartName } from '../../asana/api/starts.ts';
import type { StartAction } from '../../asana/client.ts';
import type { AsanaRecord } from '../../asana/reader.ts';
import { systemClock } from '../../clock.ts';
import { badInput, isGatewayError } from '../../errors.ts';
import { isFinal } from '../../job-state.ts';
import type { LedgerSource } from '../../starts/ledger.ts';
import { RUNNING_JOBS_LIMIT } from '../../starts/slots.ts';
import type { GatewayContext } from '../context.ts';
import { JOB_KINDS, type JobKind, requestBody } from './job-kinds.ts';
import { noteOutcome, type Remembered, recall, type StartResult, startedType } from './remembered-start.ts';
import { countRunning, isAboutRunningJobs, slotUserOf } from './running-jobs.ts';
import { answerWith, startedRef } from './started.ts';
import { tooManyRunningJobs, type UserError, userErrorsOf } from './user-errors.ts';

/** The arguments every start takes, beside its own. */
export type StartInput = Readonly<Record<string, unknown>> & {
  readonly idempotencyKey?: string | null;
  readonly waitForSlot?: number | null;
};

/** Starts something. Throws everything that is not the caller's mistake on the start itself. */
export async function start(
  name: StartName,
  input: StartInput,
  context: GatewayContext,
  fields: FieldTree,
  info: GraphQLResolveInfo,
): Promise<StartResult> {
  const kind = JOB_KINDS[name];
  const { caller } = context;
  checkGid(input[kind.target.field] as string, kind.target.field);
  const waitMs = checkWait(input.waitForSlot ?? 0);
  const problem = kind.check?.(input);
  if (problem) {
    return {
      started: null,
      userErrors: [{ code: 'BAD_USER_INPUT', message: problem.message, field: ['input', ...problem.field] }],
    };
  }
  const result =
    input.idempotencyKey == null
      ? (await send(name, input, context, fields, { owner: caller.owner, waitMs })).result
      : await once(name, input, context, fields, waitMs);
  if (result.started) await answerWith(result.started, fields, context, info);
  return result;
}

interface Sent {
  readonly result: StartResult;
  /** What to remember; null when nothing was sent, so that the key is free again. */
  readonly remember: Remembered | null;
}

/** A start with an idempotency key: the key is reserved for the user before anything is sent. */
async function once(
  name: StartName,
  input: StartInput,
  context: GatewayContext,
  fields: FieldTree,
  waitMs: number,
): Promise<StartResult> {
  const { services } = context;
  const { idempotency, identities } = services;
  const { idempotencyKey, waitForSlot: _wait, ...rest } = input;
  if (!idempotencyKey || idempotencyKey.length > 255) {
    throw badInput('idempotencyKey must have 1 to 255 characters; leave it out if you need none.');
  }
  const owner = await identities.ownerOf(context);
  const key = hash([owner, name, idempotencyKey]);
  const reserved = await idempotency.begin(key, hash(rest), owner).catch((error: unknown) => {
    if (isGatewayError(error) && typeof error.details.limit === 'string')
      services.telemetry.count('refused', { limit: error.details.limit });
    throw error;
  });
  switch (reserved.state) {
    case 'mismatch':
      return { started: null, userErrors: [KEY_REUSED] };
    case 'done':
      services.telemetry.count('starts', { kind: name, outcome: 'repeated' });
      return recall(name, reserved.outcome as Remembered, services.now());
    case 'pending':
      services.telemetry.count('starts', { kind: name, outcome: 'repeated' });
      return recall(name, (await reserved.wait()) as Remembered, services.now());
    case 'new':
      break;
  }
  try {
    const sent = await send(name, input, context, fields, { owner, waitMs });
    // What came of the start is known, and is said whatever becomes of the note of it.
    await noteOutcome(reserved, sent.remember).catch((error: unknown) => {
      services.telemetry.log.error({ err: error, kind: name }, 'an idempotency key did not take its outcome');
    });
    return sent.result;
  } catch (error) {
    // What went wrong inside the gateway may have done so after the POST.
    const isUnsent = isGatewayError(error)
      ? error.code !== 'OUTCOME_UNKNOWN'
      : error !== undefined && error === context.signal?.reason;
    if (isUnsent) await reserved.forget();
    else await reserved.finish({ outcome: 'unknown' });
    throw error;
  }
}

const KEY_REUSED: UserError = {
  code: 'BAD_USER_INPUT',
  message:
    'This idempotencyKey was used within 24 hours to start something else; use a new key for each thing you start.',
  field: ['input', 'idempotencyKey'],
};

async function send(
  name: StartName,
  input: StartInput,
  context: GatewayContext,
  fields: FieldTree,
  { owner, waitMs }: { owner: string; waitMs: number },
): Promise<Sent> {
  const { services, signal } = context;
  const kind = JOB_KINDS[name];
  const source = sourceOf(kind, input);
  const until = systemClock.now() + waitMs;
  const arrivedAt = services.slots.arrive();
  const slotUser = waitMs > 0 ? await slotUserOf(context) : owner;
  /** Asana said a moment ago that all slots are taken, whatever the ledger knows. */
  let fullUntil = 0;
  const refused = (userErrors: readonly UserError[], outcome: string, remember: Remembered | null): Sent => {
    audit(name, input, context, null, outcome);
    return { result: { started: null, userErrors }, remember };
  };

  for (;;) {
    let release: (() => void) | null = null;
    if (waitMs > 0) {
      const askedAt = systemClock.now();
      release = await services.slots.acquire(slotUser, {
        flow: context.caller.name ?? undefined,
        waitMs: Math.max(0, until - systemClock.now()),
        arrivedAt,
        signal,
        running: async () =>
          systemClock.now() < fullUntil ? RUNNING_JOBS_LIMIT : countRunning(context, owner),
      });
      services.telemetry.observe('slot_wait_seconds', (systemClock.now() - askedAt) / 1_000);
      if (!release) return refused([tooManyRunningJobs(waitMs)], 'no_slot', null);
    }
    try {
      const asked = listedFields(fields, START_FIELDS[STARTS[name].operationId] ?? []);
      const action = actionOf(name, input, asked);
      const record = await post(action, context);
      const at = services.now();
      await remember(name, input, context, owner, source, record);
      const { acceptsFields } = STARTS[name];
      const reply = { record, asked: acceptsFields ? asked : null, call: `POST ${action.path}` };
      return {
        result: {
          started: startedRef({ type: startedType(name), gid: record.gid, at }, reply),
          userErrors: [],
        },
        remember: { outcome: 'started', gid: record.gid, at },
      };
    } catch (error) {
      if (!isGatewayError(error)) {
        if (signal?.aborted) audit(name, input, context, null, 'cancelled');
        throw error;
      }
      if (error.code === 'OUTCOME_UNKNOWN') await noteUnknown(name, input, context, owner, source);
      if (await isAboutRunningJobs(error, context, owner)) {
        if (systemClock.now() < until) {
          fullUntil = systemClock.now() + ASK_ASANA_AGAIN_MS;
          continue;
        }
        return refused([tooManyRunningJobs(waitMs)], 'too_many_running_jobs', null);
      }
      const userErrors = userErrorsOf(error, kind, input);
      if (userErrors)
        return refused(userErrors, error.code.toLowerCase(), { outcome: 'refused', userErrors });
      audit(name, input, context, null, error.code.toLowerCase());
      throw error;
    } finally {
      release?.();
    }
  }
}

/** What is sent. */
function actionOf(name: StartName, input: StartInput, fields: readonly string[]): StartAction {
  const { path: route } = STARTS[name];
  const { target } = JOB_KINDS[name];
  return {
    route,
    path: target.bodyKey ? route : fillPath(route, input[target.field] as string),
    body: requestBody(JOB_KINDS[name], input),
    fields,
  };
}

// The signal ends a start that waits, for budget or for a connection. One that is on its way goes on: its outcome
// must reach the ledger.
async function post(action: StartAction, context: GatewayContext): Promise<AsanaRecord> {
  const { caller, stats, requestId, signal, services } = context;
  const { token, network } = caller;
  const flow = caller.name ?? undefined;
  const on = { token, flow, network, priority: 'start', stats, requestId, signal } as const;
  return (await services.client.start(action, on)).data as AsanaRecord;
}

async function remember(
  name: StartName,
  input: StartInput,
  context: GatewayContext,
  owner: string,
  source: LedgerSource | null,
  record: AsanaRecord,
): Promise<void> {
  const { services } = context;
  audit(name, input, context, record.gid, 'started');
  if (!('fills' in STARTS[name])) return;
  const now = services.now();
  const status = typeof record.status === 'string' ? record.status : null;
  const entry = {
    gid: record.gid,
    kind: name,
    source,
    name: typeof input.name === 'string' ? input.name : null,
    startedAt: now,
    finishedAt: status !== null && isFinal(status) ? now : null,
    status,
    subtype: typeof record.resource_subtype === 'string' ? record.resource_subtype : null,
    ...(name === 'duplicateTask' && { withSubtasks: copiesSubtasks(input) }),
  };
  services.freshStarts.note(record.gid, owner);
  // The operation that started it need not ask the ledger for what it knows itself.
  const sinceEndMs = entry.finishedAt === null ? null : 0;
  const row = { ...entry, ageMs: 0, sinceEndMs, tookMs: null, counted: null };
  context.ledgerRows.set(record.gid, Promise.resolve(row));
  // The job runs whatever becomes of the note: losing it must not look like a start that failed.
  await services.ledger.started(owner, entry).catch((error: unknown) => {
    services.telemetry.log.error({ err: error, job: record.gid }, 'the ledger did not take a start');
  });
  // Whose job it is becomes known in the background, so that a reloaded page finds it; no start waits for it.
  services.identities.ownerOf(context).catch((error: unknown) => {
    services.telemetry.log.debug({ err: error }, 'could not learn whose token this is');
  });
}

async function noteUnknown(
  name: StartName,
  input: StartInput,
  context: GatewayContext,
  owner: string,
  source: LedgerSource | null,
): Promise<void> {
  const { ledger, telemetry, now } = context.services;
  const note = {
    kind: name,
    source,
    name: typeof input.name === 'string' ? input.name : null,
    sentAt: now(),
  };
  // A note that is lost must not hide that the outcome is unknown, least of all from an idempotency key.
  await ledger.unknownStart(owner, note).catch((error: unknown) => {
    telemetry.log.error({ err: error, kind: name }, 'the ledger did not take an unknown start');
  });
}

/** Between two tries while jobs this gateway did not start hold the slots. */
const ASK_ASANA_AGAIN_MS = 900;

function audit(
  name: StartName,
  input: StartInput,
  context: GatewayContext,
  jobGid: string | null,
  outcome: string,
): void {
  const { caller, requestId, services } = context;
  services.telemetry.count('starts', { kind: name, outcome });
  services.telemetry.log.info(
    {
      audit: 'start',
      kind: name,
      who: caller.name ?? caller.token.hash,
      source: input[JOB_KINDS[name].target.field],
      job: jobGid,
      outcome,
      requestId,
    },
    'start',
  );
}

function sourceOf(kind: JobKind, input: StartInput): LedgerSource | null {
  return kind.target.type === null
    ? null
    : { type: kind.target.type, gid: input[kind.target.field] as string };
}

function copiesSubtasks({ include }: StartInput): boolean {
  return Array.isArray(include) && include.includes('subtasks');
}

function checkWait(seconds: number): number {
  if (seconds >= 0 && seconds <= 55) return seconds * 1_000;
  throw badInput(`waitForSlot is ${seconds}; it takes 0 to 55 seconds.`);
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
