/** What goes on beside a list while it runs: it tells how far it is, and holds on to its slots. Knows no items. */
import type { Clock } from '../../clock.ts';
import { pause } from '../run.ts';
import type { Pulse } from './pulse.ts';

/** Changes of many items are told together, this often at most. */
export const TELL_EVERY_MS = 250;
const HOLD_EVERY_MS = 5_000;

/** What telling takes. */
export interface Telling {
  /** Beats with each change. */
  readonly changes: Pulse;
  readonly tell: () => Promise<void>;
  readonly clock: Clock;
  /** Aborts when there is nothing more to tell. */
  readonly over: AbortSignal;
}

/** Tells of changes, those of a moment together. Rejects with what keeps it from telling. */
export async function tellChanges({ changes, tell, clock, over }: Telling): Promise<void> {
  over.addEventListener('abort', () => changes.beat());
  while (!over.aborted) {
    await changes.wait(null);
    if (over.aborted) return;
    await tell();
    await pause(TELL_EVERY_MS, clock, over).catch(() => {});
  }
}

/** What holding on takes. */
export interface Holding extends Pick<Telling, 'clock' | 'over'> {
  readonly hold: () => Promise<void>;
}

/** Holds on, again and again. */
export async function holdOn({ hold, clock, over }: Holding): Promise<void> {
  while (!over.aborted) {
    await hold();
    await pause(HOLD_EVERY_MS, clock, over).catch(() => {});
  }
}
