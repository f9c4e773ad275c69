/**
 * Callbacks as callers meet them: begun with a start, and deliveries found by their user, who hands a token over by
 * looking. How a moment is waited for and how it is told stands in `errands/`.
 */
import type { AsanaRecord } from '../../asana/reader.ts';
import { CALLBACK, type CallbackPlan, type CallbackProgress } from '../../errands/callbacks/callback.ts';
import {
  DELIVERY,
  type DeliveryPlan,
  type DeliveryProgress,
  deliveryPlanOf,
  deliveryProgressOf,
  isDelivery,
} from '../../errands/callbacks/delivery.ts';
import { isOver, type SeenErrand } from '../../errands/errand.ts';
import { keptText } from '../../starts/ledger.ts';
import type { StartWay } from '../../starts/start-run.ts';
import type { GatewayContext } from '../context.ts';
import { noteAsItWas } from '../errands/as-it-was.ts';
import { beginWithStart } from '../errands/with-start.ts';
import { encodeGlobalId, ownIdOf } from '../global-id.ts';
import { type Changed, changed } from '../payload.ts';
import type { CallbackInput } from './input.ts';

/** A delivery in the schema. */
export interface DeliveryObject {
  readonly type: 'CallbackDelivery';
  readonly errand: SeenErrand;
}

/** What a callback tells beside what becomes of the job. */
export type CallbackFacts = Pick<CallbackPlan, 'hasSetUp' | 'kind' | 'name' | 'idempotencyKey'>;

/** A start of whose job is told: there is a place for that before anything is sent. */
export function withCallback(
  way: StartWay<AsanaRecord>,
  { to, on }: CallbackInput,
  facts: CallbackFacts,
  context: GatewayContext,
): StartWay<AsanaRecord> {
  const name = keptText(facts.name);
  const plan: CallbackPlan = { ...facts, name, job: null, to, on: on ?? 'finished' };
  const progress: CallbackProgress = { interruptions: 0 };
  const planFor = (job: string): CallbackPlan => ({ ...plan, job });
  return beginWithStart(way, { kind: CALLBACK, plan, progress, planFor }, context);
}

/** Somebody watches a job: what waits for its moment goes on. `owner` is who that is, where it is known. */
export async function callbackBack(
  job: string,
  context: GatewayContext,
  owner: string | null = null,
): Promise<void> {
  const { caller, services } = context;
  if (services.deliveries.kinds.length === 0) return;
  const found = await services.errands.findAbout(CALLBACK, job);
  // Who it is is asked only where there is something to go on with.
  if (!found || isOver(found)) return;
  if (found.owner !== (owner ?? (await services.identities.ownerOf(context)))) return;
  await services.errands.back(found, caller.token);
}

/** The global id of a delivery. */
export function deliveryGlobalId({ errand }: DeliveryObject): string {
  return encodeGlobalId('CallbackDelivery', errand.id);
}

/** Whether it is one. */
export function isDeliveryId(id: string): boolean {
  return ownIdOf('CallbackDelivery', id) !== null;
}

/** What is delivered. */
export function planOf({ errand }: DeliveryObject): DeliveryPlan {
  return deliveryPlanOf(errand);
}

/** How far it is. */
export function progressOf({ errand }: DeliveryObject): DeliveryProgress {
  return deliveryProgressOf(errand);
}

/** A delivery by its global id, for its user; null for everybody else. */
export async function findDelivery(id: string, context: GatewayContext): Promise<DeliveryObject | null> {
  const errandId = ownIdOf('CallbackDelivery', id);
  if (errandId === null) return null;
  const owner = await context.services.identities.ownerOf(context);
  const errand = await context.services.errands.find(errandId, owner);
  return errand && isDelivery(errand) ? { type: 'CallbackDelivery', errand } : null;
}

/** Stores tell what was made, ended or begun again last: of so many it is looked which are the newest. */
const LOOKED_AT = 100;

/** The newest deliveries of a user; what was interrupted before it could be told goes on. */
export async function deliveriesOf(first: number, context: GatewayContext): Promise<DeliveryObject[]> {
  const { caller, services } = context;
  const owner = await services.identities.ownerOf(context);
  await services.errands.allBack(owner, caller.token, (errand) => noteAsItWas(errand, context));
  // Those to endpoints that CALLBACKS has no more are the user's as well.
  const kinds = new Set([...services.deliveries.kinds, ...(await services.errands.kindsOf(DELIVERY, owner))]);
  const errands = await services.errands.newest([...kinds], owner, LOOKED_AT);
  const found = errands.map((errand): DeliveryObject => ({ type: 'CallbackDelivery', errand }));
  return found.sort((a, b) => planOf(b).madeAt - planOf(a).madeAt).slice(0, first);
}

/** Tries now what waits for its next try, and from the beginning what is over. */
export async function redeliver(id: string, context: GatewayContext): Promise<Changed<DeliveryObject>> {
  const found = await findDelivery(id, context);
  if (!found) return changed<DeliveryObject>(null, 'delivery');
  const { errands, deliveries } = context.services;
  const { errand } = found;
  if (!deliveries.knows(planOf(found).to)) {
    const message = 'This gateway has no callback of that name any more.';
    return { object: found, userErrors: [{ code: 'NOT_FOUND', message, field: ['input', 'id'] }] };
  }
  const again = isOver(errand)
    ? await errands.restart(errand, null, (before) => ({
        progress: { ...deliveryProgressOf(before), failures: 0, nextTryAt: null, isGone: false },
      }))
    : await errands.wake(errand);
  // Somebody else was quicker, or it is being tried: it is shown as it is by then.
  const shown = again ?? (await errands.find(errand.id, errand.owner));
  return changed<DeliveryObject>(shown ? { type: 'CallbackDelivery', errand: shown } : found, 'delivery');
}
