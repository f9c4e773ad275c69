/**
 * One start on its way: in turn for a slot, sent once, and whatever comes of it noted. Is given the way to Asana; knows
 * neither it nor GraphQL.
 */
import { systemClock } from '../clock.ts';
import { type Attempt, attemptTo } from './attempt.ts';
import type { IdempotencyStore } from './idempotency.ts';
import { once } from './once.ts';
import { ownerOfToken } from './owner.ts';
import { isCrowded, type RunningJobs, runningJobs } from './running-jobs.ts';
import { RUNNING_JOBS_LIMIT } from './slot-store.ts';
import type { ReleaseSlot, StartSlots } from './slots.ts';
import type { Start, StartReply } from './start.ts';
import { type NoteParts, noteAttempt, noteLost } from './start-notes.ts';
import { tooManyRunningJobs, userErrorsOf } from './user-errors.ts';

/** The way to Asana for one start. */
export interface StartWay<Reply extends StartReply> {
  /** Sends it, once. Rejects with `OUTCOME_UNKNOWN` when nobody knows whether it happened. */
  send(): Promise<Reply>;
  /** Asks which user it is for. */
  ownerOf(): Promise<string>;
  /** Whether to start it after all; asked once its key is reserved, before it waits for anything. @default it is */
  isWanted?(): Promise<boolean>;
  /** See `RunningJobs`. */
  countRunning(gids: readonly string[], signal?: AbortSignal): Promise<number>;
  /** For so long Asana wants to hear nothing more, milliseconds. */
  pauseMs(): number;
}

/** What starts share. */
export interface StartParts extends NoteParts {
  readonly idempotency: IdempotencyStore;
  readonly slots: StartSlots;
  /** `ASANA_TIMEOUT`, milliseconds. */
  readonly timeoutMs: number;
}

/** Starts something. Never rejects. */
export function carryOut<Reply extends StartReply>(
  start: Start,
  way: StartWay<Reply>,
  parts: StartParts,
): Promise<Attempt<Reply>> {
  const { kind, input, by } = start;
  const { idempotency, telemetry } = parts;
  return once(
    { mutation: kind, input, nullIsNothing: true, owner: by.caller.owner, ownerOf: () => way.ownerOf() },
    (owner) => new StartRun(start, way, parts, owner).run(),
    {
      idempotency,
      telemetry,
      now: () => parts.now(),
      repeated: () => telemetry.count('starts', { kind, outcome: 'repeated' }),
      lost: (owner, sending) => noteLost(start, owner, parts, sending),
    },
  );
}

/** Between two tries while jobs this gateway did not start hold the slots. */
const ASK_ASANA_AGAIN_MS = 900;

class StartRun<Reply extends StartReply> {
  readonly #start: Start;
  readonly #way: StartWay<Reply>;
  readonly #parts: StartParts;
  readonly #owner: string;
  readonly #untilMs: number;
  readonly #arrivedAt: number;
  #slotUser: Promise<string> | null = null;
  /** The time of day when it was last about to be sent, epoch milliseconds. */
  #sentAt: number;
  /** Asana said a moment ago that all slots are taken, whatever the ledger knows. */
  #fullUntilMs = 0;

  constructor(start: Start, way: StartWay<Reply>, parts: StartParts, owner: string) {
    this.#start = start;
    this.#way = way;
    this.#parts = parts;
    this.#owner = owner;
    this.#untilMs = systemClock.now() + start.waitMs;
    this.#arrivedAt = parts.slots.arrive();
    this.#sentAt = parts.now();
  }

  async run(): Promise<Attempt<Reply>> {
    const spared = await this.#spared();
    if (spared) return this.#noted(spared);
    for (;;) {
      const slot = await this.#slot();
      if ('outcome' in slot) return this.#noted(slot);
      try {
        const attempt = await this.#send();
        if (attempt.outcome === 'crowded' && systemClock.now() < this.#untilMs) {
          this.#fullUntilMs = systemClock.now() + ASK_ASANA_AGAIN_MS;
          continue;
        }
        // The slot is held until the ledger counts the job.
        return await this.#noted(attempt);
      } finally {
        slot.release();
      }
    }
  }

  /** Why it is not started at all; null where it is. */
  async #spared(): Promise<Attempt<never> | null> {
    const { names, input } = this.#start;
    try {
      return (await this.#way.isWanted?.()) === false ? { outcome: 'exists' } : null;
    } catch (error) {
      // What it was looked for by is the start's own input.
      const userErrors = userErrorsOf(error, names, input);
      return userErrors ? { outcome: 'refused', userErrors } : { outcome: 'failed', error };
    }
  }

  /** Waits for a slot, if that is wanted. */
  async #slot(): Promise<{ readonly release: ReleaseSlot } | Attempt<never>> {
    const { waitMs, by } = this.#start;
    if (waitMs === 0) return { release: () => {} };
    const { slots, telemetry } = this.#parts;
    const askedAtMs = systemClock.now();
    try {
      const release = await slots.acquire(await this.#slotUserOf(), {
        flow: by.caller.name ?? undefined,
        waitMs: Math.max(0, this.#untilMs - systemClock.now()),
        arrivedAt: this.#arrivedAt,
        signal: by.signal,
        running: () => this.#running(),
      });
      telemetry.observe('slot_wait_seconds', (systemClock.now() - askedAtMs) / 1_000);
      return release ? { release } : this.#crowded('no_slot');
    } catch (error) {
      return { outcome: 'failed', error };
    }
  }

  /** Asana counts running jobs by user: one queue for all tokens of one, and for all keys of a gateway's own token. */
  #slotUserOf(): Promise<string> {
    const { name, owner, token } = this.#start.by.caller;
    this.#slotUser ??=
      name === null ? this.#way.ownerOf().catch(() => owner) : Promise.resolve(ownerOfToken(token.hash));
    return this.#slotUser;
  }

  async #running(): Promise<number> {
    return systemClock.now() < this.#fullUntilMs ? RUNNING_JOBS_LIMIT : runningJobs(this.#jobs());
  }

  async #send(): Promise<Attempt<Reply>> {
    const { names, input, by } = this.#start;
    const { timeoutMs, now } = this.#parts;
    this.#sentAt = now();
    const attempt = await attemptTo(() => this.#way.send(), {
      explain: (error) => userErrorsOf(error, names, input),
      signal: by.signal,
      now,
    });
    if (attempt.outcome !== 'failed') return attempt;
    // The start was given half of the time to be accepted; the other half is for this.
    const look = { ms: timeoutMs / 2, pauseMs: this.#way.pauseMs() };
    const isFull = await isCrowded(attempt.error, this.#jobs(), look);
    return isFull ? this.#crowded('too_many_running_jobs') : attempt;
  }

  #jobs(): RunningJobs {
    return {
      owner: this.#owner,
      ledger: this.#parts.ledger,
      countRunning: (gids: readonly string[], signal?: AbortSignal) => this.#way.countRunning(gids, signal),
    };
  }

  #crowded(why: 'no_slot' | 'too_many_running_jobs'): Attempt<never> {
    return { outcome: 'crowded', why, userErrors: [tooManyRunningJobs(this.#start.waitMs)] };
  }

  /** Notes what came of it, and hands it on. */
  async #noted(attempt: Attempt<Reply>): Promise<Attempt<Reply>> {
    const { telemetry } = this.#parts;
    await noteAttempt(this.#start, attempt, this.#owner, this.#parts, this.#sentAt);
    if (attempt.outcome === 'answered' && this.#start.makesJob) {
      // Whose job it is becomes known in the background, so that a reloaded page finds it; no start waits for it.
      this.#way.ownerOf().catch((error: unknown) => {
        telemetry.log.debug({ err: error }, 'could not learn whose token this is');
      });
    }
    return attempt;
  }
}
