/**
 * What is told of a list to whoever its user named: that it is over, and that nobody’s token is there to go on with. Told
 * once each, whatever becomes of this instance. Knows neither how a delivery travels nor what callers call a list.
 */
import { INTERRUPTIONS_TOLD, type Telling, tellInterruption, tellSurely } from '../callbacks/tell.ts';
import type { Errand } from '../errand.ts';
import { type ListProgress, listPlanOf, listProgressOf } from './list.ts';
import { listStateOf } from './seen.ts';

/** What telling takes. */
export interface ListTelling extends Telling {
  /** The id by which callers know a list. */
  idOf(errand: Pick<Errand, 'id'>): string;
}

/** It is over; called before that is kept. As long as it takes to make the delivery, or until the signal aborts. */
export async function tellEnd(
  errand: Errand,
  progress: ListProgress,
  telling: ListTelling,
  signal: AbortSignal,
): Promise<void> {
  const { callback } = listPlanOf(errand);
  if (!callback) return;
  const over = { ...errand, state: 'done', progress } as const;
  const told = { errand, what: `finished ${progress.round}`, type: 'bulk.finished' } as const;
  await tellSurely({ ...told, to: callback.to, subject: subjectOf(over, telling) }, telling, signal);
}

/** From now on it waits for its user. Its progress after that. */
export async function afterInterruption(errand: Errand, telling: ListTelling): Promise<ListProgress> {
  const { callback } = listPlanOf(errand);
  const progress = listProgressOf(errand);
  const { interruptions = 0 } = progress;
  if (!callback || interruptions >= INTERRUPTIONS_TOLD) return progress;
  const subject = subjectOf({ ...errand, state: 'interrupted' }, telling);
  await tellInterruption({ errand, to: callback.to, subject }, interruptions, telling);
  return { ...progress, interruptions: interruptions + 1 };
}

function subjectOf(errand: Errand, { idOf }: ListTelling) {
  const { callback } = listPlanOf(errand);
  return {
    bulkId: idOf(errand),
    status: listStateOf(errand).toUpperCase(),
    idempotencyKey: callback?.idempotencyKey ?? null,
  };
}
