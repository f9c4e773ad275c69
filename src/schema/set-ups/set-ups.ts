/**
 * Set-ups as callers meet them: looked at before anything is sent, begun with a start or on a project that is there,
 * found by their user, who hands a token over by looking. What is done, and how, stands in `errands/`.
 */
import type { AsanaToken } from '../../asana/api/token.ts';
import type { AsanaRecord } from '../../asana/reader.ts';
import { type Errand, isOver } from '../../errands/errand.ts';
import type { ErrandAsker } from '../../errands/set-up/run-set-up.ts';
import {
  retried,
  SET_UP,
  type SetUpInput,
  type SetUpPlan,
  type SetUpProgress,
  setUpProgressOf,
  stepsOf,
} from '../../errands/set-up/set-up.ts';
import type { StartWay } from '../../starts/start-run.ts';
import { callbackBack } from '../callbacks/callbacks.ts';
import type { GatewayContext, Services } from '../context.ts';
import { asItWas, noteAsItWas } from '../errands/as-it-was.ts';
import { beginWithStart } from '../errands/with-start.ts';
import { encodeGlobalId, ownIdOf } from '../global-id.ts';

/** A set-up in the schema. */
export interface SetUpObject {
  readonly type: 'SetUp';
  readonly errand: Errand;
}

/** The global id of a set-up. */
export function setUpId({ errand }: SetUpObject): string {
  return encodeGlobalId('SetUp', errand.id);
}

/** Whether it is one. */
export function isSetUpId(id: string): boolean {
  return ownIdOf('SetUp', id) !== null;
}

/** How far it is. */
export function progressOf({ errand }: SetUpObject): SetUpProgress {
  return setUpProgressOf(errand);
}

/** A start after whose job a project is set up: there is a place for that before anything is sent. */
export function withSetUp(
  way: StartWay<AsanaRecord>,
  input: SetUpInput,
  context: GatewayContext,
): StartWay<AsanaRecord> {
  const planFor = (job: string): SetUpPlan => ({ job, input });
  return beginWithStart(way, { ...newSetUp(input, null), planFor }, context);
}

/** Begins the set-up that follows a job, where that was not begun with it. */
export async function beginSetUpAfter(
  job: string,
  input: SetUpInput,
  { owner, token }: ErrandAsker,
  { errands }: Pick<Services, 'errands'>,
): Promise<Errand> {
  const plan: SetUpPlan = { job, input };
  const errand = await errands.reserve({ ...newSetUp(input, null), owner, plan, about: job }, token);
  await errands.begin(errand, {});
  return errand;
}

/** Begins to set up a project that is there. */
export async function beginSetUp(
  project: string,
  input: SetUpInput,
  context: GatewayContext,
): Promise<SetUpObject> {
  const { caller, services } = context;
  const owner = await services.identities.ownerOf(context);
  const errand = await services.errands.reserve(
    { ...newSetUp(input, project), owner, about: null },
    caller.token,
  );
  await services.errands.begin(errand, {});
  return { type: 'SetUp', errand };
}

function newSetUp(input: SetUpInput, project: string | null) {
  const plan: SetUpPlan = { job: null, input };
  const progress: SetUpProgress = { project, steps: stepsOf(input) };
  return { kind: SET_UP, plan, progress };
}

/** A set-up by its global id, for its user; what was interrupted goes on. Null for everybody else. */
export async function findSetUp(
  id: string,
  context: GatewayContext,
  { goesOn = true }: { readonly goesOn?: boolean } = {},
): Promise<SetUpObject | null> {
  const { services } = context;
  const errandId = ownIdOf('SetUp', id);
  if (errandId === null) return null;
  const owner = await services.identities.ownerOf(context);
  const errand = await services.errands.find(errandId, owner);
  if (errand?.kind !== SET_UP) return null;
  if (goesOn) await goOn(errand, context);
  return { type: 'SetUp', errand: goesOn ? asItWas(errand, context) : errand };
}

/** Somebody watches a job: the set-up that follows it, and who waits to tell of it, go on. Never rejects. */
export async function watchedBack(job: string, context: GatewayContext): Promise<void> {
  try {
    await setUpOfJob(job, context);
    await callbackBack(job, context);
  } catch (error) {
    context.services.telemetry.log.debug(
      { err: error, job },
      'could not look for what goes on after a watched job',
    );
  }
}

/** A user lists what is theirs: all that was interrupted of it goes on. Never rejects. */
export async function allBack(owner: string, context: GatewayContext): Promise<void> {
  const { caller, services } = context;
  try {
    await services.errands.allBack(owner, caller.token, (errand) => noteAsItWas(errand, context));
  } catch (error) {
    services.telemetry.log.debug({ err: error, owner }, 'could not look for what was interrupted');
  }
}

/** The errand that sets up what a job of this owner makes; null where there is none. */
export async function setUpErrandOf(
  job: string,
  owner: string,
  { errands }: Pick<Services, 'errands'>,
): Promise<Errand | null> {
  const found = await errands.findAbout(SET_UP, job);
  return found?.owner === owner ? found : null;
}

/** Does what failed or was skipped in a set-up that is over. */
export async function setUpAgain(
  errand: Errand,
  token: AsanaToken,
  { errands }: Pick<Services, 'errands'>,
): Promise<Errand | null> {
  return errands.restart(errand, token, (before) => ({ progress: retried(setUpProgressOf(before)) }));
}

/** The set-up that follows a job, for its user; what was interrupted goes on. */
export async function setUpOfJob(
  job: string,
  context: GatewayContext,
  { goesOn = true }: { readonly goesOn?: boolean } = {},
): Promise<SetUpObject | null> {
  const { services, ownErrands } = context;
  const found = await services.errands.findAbout(SET_UP, job);
  // Who it is is asked only where there is something to see.
  if (found?.kind !== SET_UP) return null;
  if (!ownErrands.has(found.id) && found.owner !== (await services.identities.ownerOf(context))) return null;
  if (!goesOn) return { type: 'SetUp', errand: found };
  await goOn(found, context);
  return { type: 'SetUp', errand: asItWas(found, context) };
}

/** The user of a set-up is back: it goes on, and so does who waits to tell of its end. */
async function goOn(errand: Errand, context: GatewayContext): Promise<void> {
  noteAsItWas(errand, context);
  await context.services.errands.back(errand, context.caller.token);
  if (errand.about !== null) await callbackBack(errand.about, context, errand.owner);
}

/** Tries again, or ends, a set-up of this user; null where there is none. */
export async function changeSetUp(
  how: 'retrySetUp' | 'cancelSetUp',
  id: string,
  context: GatewayContext,
): Promise<SetUpObject | null> {
  const { caller, services } = context;
  // What is cancelled must not be set going first.
  const found = await findSetUp(id, context, { goesOn: how === 'retrySetUp' });
  if (!found) return null;
  const { errands, timeoutMs } = services;
  const { errand } = found;
  if (how === 'cancelSetUp') {
    return isOver(errand) ? found : { type: 'SetUp', errand: await errands.cancel(errand, timeoutMs) };
  }
  if (!isOver(errand) || errand.state === 'done') return found;
  const again = await setUpAgain(errand, caller.token, services);
  // Somebody else was quicker: it is shown as it goes on.
  return { type: 'SetUp', errand: again ?? (await errands.find(errand.id, errand.owner)) ?? errand };
}
