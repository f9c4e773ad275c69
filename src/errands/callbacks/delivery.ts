/** A delivery of one message to one endpoint: what is kept of it, and how it stands. Pure. */
import { createHash } from 'node:crypto';
import { familyOf } from '../bounds.ts';
import type { Errand } from '../errand.ts';
import type { CallbackType } from './message.ts';

/** What is delivered. Stored: fields may be added, never changed. Kept when it is over: it may be delivered again. */
export interface DeliveryPlan {
  /** The name of the endpoint. */
  readonly to: string;
  readonly type: CallbackType;
  readonly jobGid: string | null;
  readonly bulkId: string | null;
  readonly body: string;
  /** When it was made, epoch milliseconds: to order by. */
  readonly madeAt: number;
}

/** How far it is. Stored: fields may be added, never changed. */
export interface DeliveryProgress {
  /** Tries whose outcome was noted. */
  readonly attempts: number;
  /** Of these, since it was begun or begun again. */
  readonly failures: number;
  /** Of the last reply; null where there was none. */
  readonly lastStatus: number | null;
  /** Epoch milliseconds; null where it is over, or is being tried. */
  readonly nextTryAt: number | null;
  /** The receiver wants no more of it. */
  readonly isGone: boolean;
}

/*
 * A row keeps plan and progress as JSON that only its kind understands. They are read by these, and nowhere else taken
 * for what they are: whoever has an errand of this kind knows that it is one, and nobody but this kind writes them.
 */

/** The plan of a delivery. */
export function deliveryPlanOf({ plan }: { readonly plan: unknown }): DeliveryPlan {
  return plan as DeliveryPlan;
}

/** How far a delivery is. */
export function deliveryProgressOf({ progress }: { readonly progress: unknown }): DeliveryProgress {
  return progress as DeliveryProgress;
}

/** How it stands. */
export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'gone';

/** Before the first try. */
export const UNTRIED: DeliveryProgress = {
  attempts: 0,
  failures: 0,
  lastStatus: null,
  nextTryAt: null,
  isGone: false,
};

/** The family of all kinds that are deliveries. */
export const DELIVERY = 'delivery';

/** Each endpoint is a kind of its own: one that hangs takes no place from another. */
export function deliveryKindName(to: string): string {
  return `${DELIVERY}:${to}`;
}

/** Whether an errand is one. */
export function isDelivery({ kind }: Pick<Errand, 'kind'>): boolean {
  return familyOf(kind) === DELIVERY;
}

/** Where it stands. */
export function deliveryState(errand: Pick<Errand, 'state' | 'progress'>): DeliveryState {
  const { state } = errand;
  if (state === 'done') return 'delivered';
  if (state !== 'failed' && state !== 'cancelled') return 'pending';
  return deliveryProgressOf(errand).isGone ? 'gone' : 'failed';
}

/** The id of what is told under a key: the same key, the same delivery. */
export function deliveryId(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
