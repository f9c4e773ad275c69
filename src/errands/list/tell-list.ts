/**
 * What is told of a list to whoever its user named: that it is over, and that nobody’s token is there to go on with. Told
 * once each, whatever becomes of this instance. Knows neither how a delivery travels nor what callers call a list.
 */
import type { Clock } from '../../clock.ts';
import { isGatewayError } from '../../errors.ts';
import type { Telemetry } from '../../telemetry.ts';
import type { Deliveries } from '../callbacks/deliveries.ts';
import type { Errand } from '../errand.ts';
import { pause } from '../run.ts';
import type { ListPlan, ListProgress } from './list.ts';
import { listStateOf } from './seen.ts';

/** What telling takes. */
export interface ListTelling {
  readonly deliveries: Deliveries;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  /** The id by which callers know a list. */
  idOf(errand: Pick<Errand, 'id'>): string;
}

/** Of one list so many interruptions are told. */
export const INTERRUPTIONS_TOLD = 10;
/** Between two tries to make a delivery for which there is no place yet. */
const AGAIN_MS = 30_000;

/** It is over; called before that is kept. As long as it takes to make the delivery, or until the signal aborts. */
export async function tellEnd(
  errand: Errand,
  progress: ListProgress,
  telling: ListTelling,
  signal: AbortSignal,
): Promise<void> {
  const { callback } = errand.plan as ListPlan;
  if (!callback) return;
  const { deliveries, clock } = telling;
  const over = { ...errand, state: 'done', progress } as const;
  const key = `${errand.id} finished ${progress.round}`;
  const subject = subjectOf(over, telling);
  for (;;) {
    try {
      return await deliveries.make({
        key,
        owner: errand.owner,
        to: callback.to,
        type: 'bulk.finished',
        subject,
      });
    } catch (error) {
      if (!isGatewayError(error) || !error.retryable) throw error;
    }
    await pause(AGAIN_MS, clock, signal);
  }
}

/** From now on it waits for its user. Its progress after that. */
export async function tellInterruption(errand: Errand, telling: ListTelling): Promise<ListProgress> {
  const { callback } = errand.plan as ListPlan;
  const progress = errand.progress as ListProgress;
  const { interruptions = 0 } = progress;
  if (!callback || interruptions >= INTERRUPTIONS_TOLD) return progress;
  const key = `${errand.id} interruption ${interruptions}`;
  const subject = subjectOf({ ...errand, state: 'interrupted' }, telling);
  try {
    await telling.deliveries.make({
      ...{ key, subject, owner: errand.owner, to: callback.to },
      type: 'errand.interrupted',
    });
  } catch (error) {
    if (!isGatewayError(error) || error.details.limit === undefined) throw error;
    const facts = { errand: errand.id, limit: error.details.limit };
    telling.telemetry.log.warn(facts, 'an interruption was not told');
  }
  return { ...progress, interruptions: interruptions + 1 };
}

function subjectOf(errand: Errand, { idOf }: ListTelling) {
  const { callback } = errand.plan as ListPlan;
  return {
    bulkId: idOf(errand),
    status: listStateOf(errand).toUpperCase(),
    idempotencyKey: callback?.idempotencyKey ?? null,
  };
}
