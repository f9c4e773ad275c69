/**
 * Carries out a start: checks, idempotency, waiting for a slot, the one POST, and the notes for the ledger and the
 * audit log. What a start is stands in `job-kinds.ts`; how a POST is sent safely is the client's business.
 */
import { createHash } from 'node:crypto';
import { type FieldTree, NO_FIELDS } from '../asana/fields.ts';
import { checkGid, fillPath } from '../asana/ids.ts';
import type { AsanaRecord } from '../asana/reader.ts';
import { STARTS, type StartName } from '../asana/starts.ts';
import { systemClock } from '../clock.ts';
import { badInput, GatewayError, isGatewayError } from '../errors.ts';
import type { LedgerSource } from '../jobs/ledger.ts';
import { RUNNING_JOBS_LIMIT } from '../jobs/slots.ts';
import { isFinal } from '../jobs/state.ts';
import type { GatewayContext } from './context.ts';
import { JOB_KINDS, type JobKind, requestBody } from './job-kinds.ts';
import { type Ref, refOfGid, refOfLoaded, refOfNested } from './ref.ts';
import { countRunning, isAboutRunningJobs, slotUserOf } from './running-jobs.ts';
import { tooManyRunningJobs, type UserError, userErrorsOf } from './user-errors.ts';

/** What came of a start: the object Asana answered with, or the caller's mistakes. */
export interface StartResult {
  readonly started: Ref | null;
  readonly userErrors: readonly UserError[];
}

/** The arguments every start takes, beside its own. */
export type StartInput = Readonly<Record<string, unknown>> & {
  readonly idempotencyKey?: string | null;
  readonly waitForSlot?: number | null;
};

/** What is remembered under an idempotency key. */
type Remembered =
  | { readonly outcome: 'started'; readonly gid: string }
  | { readonly outcome: 'refused'; readonly userErrors: readonly UserError[] }
  | { readonly outcome: 'unknown' };

/** Starts something. Throws everything that is not the caller's mistake on the start itself. */
export async function start(
  name: StartName,
  input: StartInput,
  context: GatewayContext,
  fields: FieldTree,
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
  if (input.idempotencyKey == null) {
    const remembered = await send(name, input, context, fields, { owner: caller.owner, waitMs });
    return remembered.result;
  }
  return once(name, input, context, fields, waitMs);
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
      return recall(name, reserved.outcome as Remembered);
    case 'pending':
      services.telemetry.count('starts', { kind: name, outcome: 'repeated' });
      return recall(name, (await reserved.wait()) as Remembered);
    case 'new':
      break;
  }
  try {
    const sent = await send(name, input, context, fields, { owner, waitMs });
    if (sent.remember?.outcome === 'refused') await reserved.refuse(sent.remember);
    else if (sent.remember) await reserved.finish(sent.remember);
    else await reserved.forget();
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

function recall(name: StartName, remembered: Remembered): StartResult {
  switch (remembered.outcome) {
    case 'started': {
      const type = 'fills' in STARTS[name] ? 'Job' : 'OrganizationExport';
      return { started: refOfGid(type, type, remembered.gid), userErrors: [] };
    }
    case 'refused':
      return { started: null, userErrors: remembered.userErrors };
    case 'unknown':
      throw new GatewayError(
        'OUTCOME_UNKNOWN',
        'The start with this idempotencyKey was sent and its reply was lost. It may have happened: look at Asana, and use a new key if it has not.',
      );
  }
}

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
      const record = await post(name, input, context, fields);
      await remember(name, input, context, owner, source, record);
      return {
        result: { started: refOfStart(name, record, fields, context), userErrors: [] },
        remember: { outcome: 'started', gid: record.gid },
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
      const userErrors = userErrorsOf(error, kind);
      if (userErrors)
        return refused(userErrors, error.code.toLowerCase(), { outcome: 'refused', userErrors });
      audit(name, input, context, null, error.code.toLowerCase());
      throw error;
    } finally {
      release?.();
    }
  }
}

// The signal ends a start that waits, for budget or for a connection. One that is on its way goes on: its outcome
// must reach the ledger.
async function post(
  name: StartName,
  input: StartInput,
  context: GatewayContext,
  fields: FieldTree,
): Promise<AsanaRecord> {
  const route = STARTS[name];
  const { target } = JOB_KINDS[name];
  const { caller, stats, requestId, signal } = context;
  const envelope = await context.services.client.start(
    {
      route: route.path,
      path: target.bodyKey ? route.path : fillPath(route.path, input[target.field] as string),
      body: requestBody(JOB_KINDS[name], input),
      fields: route.acceptsFields ? fields : null,
    },
    {
      token: caller.token,
      flow: caller.name ?? undefined,
      network: caller.network,
      priority: 'start',
      stats,
      requestId,
      signal,
    },
  );
  return envelope.data as AsanaRecord;
}

/** The reply of a start as far as it goes; what it lacks is read by gid. */
function refOfStart(name: StartName, record: AsanaRecord, fields: FieldTree, context: GatewayContext): Ref {
  const route = STARTS[name];
  const type = 'fills' in route ? 'Job' : 'OrganizationExport';
  // A reply without a status is no answer to what was asked: the rest may be missing as well.
  const isWhole = route.acceptsFields && (!('status' in fields) || record.status !== undefined);
  const ref = isWhole
    ? refOfLoaded(type, type, { data: record, asked: fields })
    : refOfNested(type, type, record, NO_FIELDS);
  ref.observedAt = context.services.now();
  return ref;
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
  };
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

function checkWait(seconds: number): number {
  if (seconds >= 0 && seconds <= 55) return seconds * 1_000;
  throw badInput(`waitForSlot is ${seconds}; it takes 0 to 55 seconds.`);
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
