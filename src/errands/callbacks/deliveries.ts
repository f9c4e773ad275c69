/**
 * Makes deliveries: whoever has something to tell, tells it here once, and it is delivered at least once, whatever
 * becomes of this instance. Knows neither what is told nor how it travels.
 */
import type { CallbackEndpoint } from '../../config/callback-endpoints.ts';
import type { Telemetry } from '../../telemetry.ts';
import type { Errands } from '../errands.ts';
import { type DeliveryPlan, deliveryId, deliveryKindName, UNTRIED } from './delivery.ts';
import { type CallbackSubject, type CallbackType, messageBody } from './message.ts';

/** Something to be told. */
export interface NewDelivery {
  /** The same for the same thing: told under it a second time, it makes no second delivery. */
  readonly key: string;
  /** Whose it is: the errand's that has something to tell. */
  readonly owner: string;
  /** The name of the endpoint. */
  readonly to: string;
  readonly type: CallbackType;
  readonly subject: CallbackSubject;
}

/** What making them takes. */
export interface DeliveriesOptions {
  readonly endpoints: readonly CallbackEndpoint[];
  /** Asked when something is made, not before. */
  readonly errands: () => Errands;
  readonly telemetry: Telemetry;
  /** The time of day, epoch milliseconds. */
  readonly now: () => number;
}

/** Deliveries to the endpoints of this gateway. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  /** The kinds of errand that they are, endpoint by endpoint. */
  readonly kinds: readonly string[];
  readonly #names: ReadonlySet<string>;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
    this.#names = new Set(options.endpoints.map(({ name }) => name));
    this.kinds = [...this.#names].map(deliveryKindName);
  }

  /** Whether there is an endpoint of this name. */
  knows(name: string): boolean {
    return this.#names.has(name);
  }

  /**
   * Makes one, and begins it. Once this has resolved it is kept; an errand that tells something calls it before it keeps
   * its own end, with the same key whenever it is run again.
   * @throws RATE_LIMITED, SERVICE_UNAVAILABLE: to be called again a little later
   */
  async make({ key, owner, to, type, subject }: NewDelivery): Promise<void> {
    const { telemetry, now } = this.#options;
    if (!this.knows(to)) {
      telemetry.log.warn({ to, type }, 'a callback goes nowhere: CALLBACKS has no such name any more');
      return;
    }
    const errands = this.#options.errands();
    const id = deliveryId(key);
    if (await errands.find(id, owner)) return;
    const { jobGid = null, bulkId = null } = subject;
    const madeAt = now();
    const body = messageBody(type, subject, madeAt);
    const plan: DeliveryPlan = { to, type, jobGid, bulkId, body, madeAt };
    const made = { id, kind: deliveryKindName(to), owner, about: null, plan, progress: UNTRIED };
    await errands.begin(await errands.reserve(made, null), {});
  }
}
