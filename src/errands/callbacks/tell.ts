/**
 * How an errand tells its user's endpoint of itself: of its end, however long a place for that takes; and that it is
 * interrupted, so many times and no more. Knows neither kinds of errand nor how a delivery travels.
 */
import type { Clock } from '../../clock.ts';
import { isGatewayError } from '../../errors.ts';
import type { Telemetry } from '../../telemetry.ts';
import type { Errand } from '../errand.ts';
import { pause } from '../run.ts';
import type { Deliveries, NewDelivery } from './deliveries.ts';

/** Of one errand so many interruptions are told. */
export const INTERRUPTIONS_TOLD = 10;
/** Between two tries to make a delivery for which there is no place, or whose store is away. */
const AGAIN_MS = 30_000;

/** What telling takes. */
export interface Telling {
  readonly deliveries: Deliveries;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
}

/** What is told, of which errand. `what` tells it from all else that this errand tells. */
export interface Told extends Pick<NewDelivery, 'to' | 'subject'> {
  readonly errand: Pick<Errand, 'id' | 'owner'>;
  readonly what: string;
}

/** Tells of an end, before that is kept. As long as that takes, or until the signal aborts. */
export async function tellSurely(
  told: Told & Pick<NewDelivery, 'type'>,
  { deliveries, clock }: Pick<Telling, 'deliveries' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      return await deliveries.make(deliveryOf(told));
    } catch (error) {
      if (!isGatewayError(error) || !error.retryable) throw error;
    }
    await pause(AGAIN_MS, clock, signal);
  }
}

/** Tells of the next interruption after so many; one for which there is no place is not told, and counts all the same. */
export async function tellInterruption(
  told: Omit<Told, 'what'>,
  before: number,
  { deliveries, telemetry }: Pick<Telling, 'deliveries' | 'telemetry'>,
): Promise<void> {
  const type = 'errand.interrupted';
  try {
    await deliveries.make(deliveryOf({ ...told, what: `interruption ${before}`, type }));
  } catch (error) {
    if (!isGatewayError(error) || error.details.limit === undefined) throw error;
    const facts = { errand: told.errand.id, limit: error.details.limit };
    telemetry.log.warn(facts, 'an interruption was not told');
  }
}

/** The same thing has the same key, whoever tells it again. */
function deliveryOf({ errand, what, to, type, subject }: Told & Pick<NewDelivery, 'type'>): NewDelivery {
  return { key: `${errand.id} ${what}`, owner: errand.owner, to, type, subject };
}
