/**
 * What happens to a watched job, and what is to be done about it: the words that go into `step.ts` and come out of
 * it. Decides nothing. "Event" is kept for what subscribers are sent.
 */
import type { JobState } from '../job-state.ts';
import type { Snapshot, ToldState } from './bus.ts';
import type { WatchedJob } from './job.ts';

/**
 * On whose behalf a job is read: for somebody who joins, with that one's selection; by who leads; or by a follower
 * whose subscriber's first read failed, so that nobody has told that one anything yet.
 */
export type ReadBy = 'joiner' | 'leader' | 'follower';

/** What happens to a watched job. `leads`: whether this instance's lease holds at this moment. */
export type Occurrence =
  /** Somebody begins to watch. `gathering`: the newest read has not been sent yet and takes more fields. */
  | { readonly what: 'joined'; readonly gathering: boolean }
  /** Somebody has left; so many still watch. */
  | { readonly what: 'left'; readonly remaining: number }
  /** What other instances saw, asked for before the first read. */
  | { readonly what: 'recalled'; readonly snapshot: Snapshot | null }
  /** A read came back. */
  | {
      readonly what: 'read';
      readonly by: ReadBy;
      readonly state: JobState;
      /** When it began. */
      readonly readAt: number;
      readonly leads: boolean;
    }
  /** A read failed. `remaining`: how many watch beside the one who joined with it. */
  | {
      readonly what: 'failed';
      readonly by: ReadBy;
      readonly error: unknown;
      readonly readAt: number;
      readonly leads: boolean;
      readonly remaining: number;
    }
  /** A read of the same token, made for another reason, saw the job. */
  | { readonly what: 'seen'; readonly state: JobState }
  /** Another instance saw this. */
  | { readonly what: 'heard'; readonly state: ToldState; readonly leads: boolean }
  /** The lease is this instance's. */
  | { readonly what: 'granted' }
  /** The lease is somebody else's, for so long if it is not renewed. */
  | { readonly what: 'busy'; readonly retryMs: number }
  /** The lease was given back by who had it. */
  | { readonly what: 'freed' }
  /** The lease went to somebody else. */
  | { readonly what: 'lost' }
  /** The time that the job waits for has come, or so nearly that it may ride along with another. */
  | { readonly what: 'due'; readonly leads: boolean }
  /** What the ledger knows. */
  | { readonly what: 'remembered'; readonly ageMs: number | null; readonly kind: string | null }
  /** The token is dead. */
  | { readonly what: 'barred'; readonly error: unknown }
  /** The hub closes. */
  | { readonly what: 'closed' };

/** One thing that is to be done. */
export type Effect =
  /** Hand the newest event to who has just joined. */
  | { readonly do: 'hand' }
  /** Look for what others saw, then read, with the selection of who has just joined. */
  | { readonly do: 'recall' }
  /** Read, with the selection of who has just joined. */
  | { readonly do: 'read' }
  /** Read what every poll reads, together with all that is due now. */
  | { readonly do: 'poll'; readonly by: ReadBy }
  /** Hear what other instances see. */
  | { readonly do: 'listen' }
  /** Try for the lease. */
  | { readonly do: 'ask' }
  /** Forget the lease, and learn what was published meanwhile. */
  | { readonly do: 'stepBack' }
  /** Tell the other instances. */
  | { readonly do: 'publish'; readonly state: JobState }
  /** Tell the ledger. `lateMs`: so long before, the job was still as it was; null when it was not seen before. */
  | { readonly do: 'record'; readonly state: JobState; readonly lateMs: number | null }
  /** Count how late, at most, a change was seen. `slow`: it is looked at more seldom than others. */
  | { readonly do: 'measure'; readonly delayMs: number; readonly slow: boolean }
  /** Make this state, and the reader that found it, the newest event. */
  | { readonly do: 'renew'; readonly state: JobState }
  /** Send the newest event: to all, or to those who have not had any. */
  | { readonly do: 'send'; readonly to: 'all' | 'expecting'; readonly last: boolean }
  /** End the watch of all, or of who joined with the read that failed. */
  | { readonly do: 'fail'; readonly whom: 'all' | 'joiner'; readonly error: unknown }
  /** End the watch of all without a word. */
  | { readonly do: 'shut' }
  /** Give the lease back once all is published, hear no more, forget the job. */
  | { readonly do: 'leave' };

/** The time, and what else a decision may hang on. */
export interface Moment {
  /** Milliseconds of this instance's clock. */
  readonly now: number;
  /** 0 ≤ random < 1 */
  readonly random: number;
  /** 0 = plenty of budget … 1 = nearly gone. */
  readonly pressure: number;
  readonly failureLimitMs: number;
  readonly leaseMs: number;
}

/** What has become of a job, and what is to be done about it. */
export interface Step {
  readonly job: WatchedJob;
  readonly effects: readonly Effect[];
}

/** The job as it is from now on, and what is to be done in this order. */
export function become(job: WatchedJob, ...effects: readonly Effect[]): Step {
  return { job, effects };
}
