/**
 * What is known of a job whose contents are counted, and what follows from it: whether there is anything to count, when
 * to count next, what is said. Pure: moments and what was heard in, answers out; counts nothing, asks nobody.
 */
import { sinceSuccessMs } from '../contents/countable.ts';
import { type Contents, type Counted, contentsOf } from '../contents/counted.ts';
import type { Tried } from '../contents/tried.ts';
import { isGatewayError } from '../errors.ts';
import { isFinal, isSlow, type JobState } from '../job-state.ts';
import { type Aim, afterTryFor, aimOf, begunWith, isCountable, isOver } from './aim.ts';
import { BREATH_MS, nextDelayMs, PACES } from './schedule.ts';
import type { JobNote } from './watch.ts';

/** A count as it begins. */
export interface CountAttempt {
  readonly begunAt: number;
  readonly aim: Aim;
  readonly state: JobState;
  readonly before: Counted;
  /** Since the success; null while the job runs. */
  readonly sinceMs: number | null;
}

/** A job whose contents are counted, as far as it is known here. */
export class CountedJob {
  /** Whether this token counts at all. */
  readonly #isCountable: boolean;
  /** What the ledger knows of it; undefined until that was asked. */
  #note: JobNote | null | undefined;
  #state: JobState | null = null;
  #aim: Aim | null = null;
  #counted: Counted | null = null;
  #bornAt: number;
  /** When the success was seen; one that nobody saw is taken for long ago. */
  #succeededAt: number | null = null;
  #sawItRun = false;
  #failures = 0;
  #retryAfterMs: number | undefined;

  constructor(isCountable: boolean, now: number) {
    this.#isCountable = isCountable;
    this.#bornAt = now;
  }

  get isKnown(): boolean {
    return this.#note !== undefined;
  }

  /** What the ledger said of it last. */
  get note(): JobNote | null {
    return this.#note ?? null;
  }

  get state(): JobState | null {
    return this.#state;
  }

  /** What is said of the contents; null where there are none. */
  get contents(): Contents | null {
    if (!this.#counted || !isCountable(this.#aim) || this.#state?.status === 'failed') return null;
    return contentsOf(this.#counted);
  }

  /** Whether nothing more will be said. */
  get isOver(): boolean {
    return isOver(this.#state, this.#isCountable ? this.#aim : null, this.#counted);
  }

  /** Whether there is a count to be made: of what is complete one day, and while the job runs for those who want that. */
  isToBeCounted(isProgressWanted: boolean): boolean {
    if (!this.#aim || this.isOver || !this.#isCountable) return false;
    return this.#succeededAt !== null || (isCountable(this.#aim) && isProgressWanted);
  }

  /** Whether nothing has been counted of it, as far as is known here. */
  get isUncounted(): boolean {
    return this.#counted === null || (this.#counted.present === null && this.#counted.final === null);
  }

  /** What the ledger knows of it, when it was asked last. True where its success is known by that. */
  learn(note: JobNote | null, now: number): boolean {
    this.#note = note;
    if (note?.ageMs != null) this.#bornAt = now - note.ageMs;
    if (note?.counted && this.isUncounted) this.#counted = note.counted;
    return this.#conclude(now);
  }

  /** A state of the job. True where its success is known by that. */
  see(state: JobState, now: number): boolean {
    if (this.#state && isFinal(this.#state.status)) return false;
    this.#state = state;
    this.#sawItRun ||= !isFinal(state.status);
    return this.#conclude(now);
  }

  /** The job, read again, may have named what it made. True where it has: that is counted from now on. */
  named(state: JobState): boolean {
    if (this.#aim?.what !== 'name') return false;
    const aim = aimOf(state, this.#note ?? null);
    if (!isCountable(aim)) return false;
    this.#state = state;
    this.#aim = aim;
    this.#counted = this.#note?.counted ?? begunWith(aim);
    return true;
  }

  #conclude(now: number): boolean {
    const [state, note] = [this.#state, this.#note];
    if (note === undefined || !state) return false;
    this.#aim ??= aimOf(state, note);
    if (this.#aim) this.#counted ??= note?.counted ?? begunWith(this.#aim);
    if (state.status !== 'succeeded' || this.#succeededAt !== null) return false;
    this.#succeededAt = now - (this.#sawItRun ? 0 : (sinceSuccessMs(state.status, note) ?? 0));
    return true;
  }

  /** A count that begins now; null where there is nothing to count. */
  attempt(now: number): CountAttempt | null {
    const [aim, before, state] = [this.#aim, this.#counted, this.#state];
    if (!aim || !before || !state) return null;
    const sinceMs = this.#succeededAt === null ? null : now - this.#succeededAt;
    return { begunAt: now, aim, state, before, sinceMs };
  }

  /** What is known after a try. It is not said before it is adopted. */
  tried({ aim, before, sinceMs }: CountAttempt, tried: Tried): Counted {
    const error = errorOf(tried);
    this.#failures = error === null ? 0 : this.#failures + 1;
    this.#retryAfterMs = isGatewayError(error) ? error.retryAfterMs : undefined;
    return afterTryFor(aim, before, tried, sinceMs);
  }

  /** When to count after this one; at once where the job was seen to succeed meanwhile. `random`: 0 ≤ random < 1 */
  nextAt({ begunAt, sinceMs }: CountAttempt, now: number, pressure: number, random: number): number {
    if (sinceMs === null && this.#succeededAt !== null) return now;
    const delayMs = nextDelayMs({
      ageMs: begunAt - (this.#succeededAt ?? this.#bornAt),
      slow: isSlow(this.#state, this.#note?.kind ?? null),
      ...(this.#succeededAt !== null && { pace: PACES.counts }),
      pressure,
      failures: this.#failures,
      random,
      retryAfterMs: this.#retryAfterMs,
    });
    const from = this.#failures > 0 ? now : begunAt;
    return Math.max(from + delayMs, now + Math.min(delayMs, BREATH_MS));
  }

  /** What was counted, here or elsewhere, is what is said from now on. True where something else is said by that. */
  adopt(counted: Counted): boolean {
    const before = this.contents;
    if (!isOlder(counted, this.#counted)) this.#counted = counted;
    const after = this.contents;
    return (
      before?.state !== after?.state ||
      before?.present !== after?.present ||
      before?.expected !== after?.expected
    );
  }
}

/** What a try failed with; null where it did not. */
export function errorOf({ present }: Tried): unknown {
  return 'error' in present ? present.error : null;
}

/** Whether who counts later has to know: then it goes on from there. An export's link is asked for anew. */
export function isWorthKeeping({ aim, before }: CountAttempt, counted: Counted): boolean {
  if (!isCountable(aim)) return false;
  return (
    before.countedMs === null ||
    counted.final !== null ||
    counted.present !== before.present ||
    counted.expected !== before.expected ||
    counted.refusedMs !== before.refusedMs
  );
}

/** What was final stays, and no instance that lags takes back what is known. */
function isOlder(counted: Counted, known: Counted | null): boolean {
  if (!known) return false;
  if (known.final !== null) return true;
  return counted.final === null && (counted.countedMs ?? -1) < (known.countedMs ?? -1);
}
