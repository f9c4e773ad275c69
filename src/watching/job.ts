/**
 * The life of a watched job, as data: what it may be. What each thing that happens makes of it is `step.ts`, pure as
 * this; `group.ts` carries out what that says. Knows no subscriber, reader, lease or timer, only how things stand.
 *
 *     opening ───▶ asking ───▶ leading ◀───▶ reading
 *                   ▲  ▼         │              │
 *                 following      └─▶ asking ◀───┘            and from each of them ───▶ ended
 *
 * A job is watched from its first subscriber on this instance until nothing more can come of it: it has finished, it is
 * refused for good, everybody has left. It is *opening* until the first read is over, or was spared because other
 * instances saw the job a moment ago; so a finished or unknown job costs one read and no word to anybody. Then
 * the instances settle who polls: each is *asking* the bus for the job's lease, one gets it and is *leading*, the
 * others are *following* and hear what the leader publishes. A leader that goes gives the lease back, and the others
 * hear so; one that falls silent loses it when its time to live is over, which is when its followers ask again.
 * Who gets a lease that another one had polls at once, since something may have been missed; who lost one, even by
 * a stall it did not notice, steps back, learns what was published meanwhile and asks anew. An instance whose
 * Redis is away needs no state of its own: its bus grants every lease, so it leads alone.
 *
 * A leader waits for `dueAt` and is *reading* while any read is under way: a job is never polled twice at once. Whoever
 * joins brings a read with its own selection, unless an event or a read is fresh enough; such reads happen in
 * every state and are only counted (`reads.underWay`). A change is seen at most one gap late (`schedule.ts`: a quarter of
 * the job's age, within bounds), and a lease's time to live later when the leader has just died. Failures stretch
 * the gap and end the watch after the failure limit. A state older than the newest event is dropped, a final one never.
 *
 * What the job made is counted beside this, by `counter.ts` under a lease of its own: this watch ends with the job's
 * final state, and whoever wants to know more then (`until-ready.ts`) hears the counter alone.
 */
import type { JobState } from '../job-state.ts';
import { NO_READS, type Reads } from './reads.ts';
import { NEVER, slackMs } from './schedule.ts';

/** What is known of a job, whoever polls it. */
export interface Facts {
  /** The newest state, and when the read behind it began. `others`: others may have looked since, nobody knows when. */
  readonly newest: { readonly state: JobState; readonly readAt: number; readonly others?: true } | null;
  /** When it was started, by this instance's clock, and by which start; null while nobody knows. */
  readonly bornAt: number | null;
  readonly kind: string | null;
  readonly reads: Reads;
}

/** What a job may be while somebody watches it. */
export type LiveJob =
  /** Its first read is under way. */
  | { readonly is: 'opening'; readonly facts: Facts }
  /** The bus is asked for the lease. `followed`: somebody else had it; `freed`: it was given back meanwhile. */
  | { readonly is: 'asking'; readonly facts: Facts; readonly followed: boolean; readonly freed: boolean }
  /** This instance polls it, next at `dueAt`, a gap after the last read. */
  | { readonly is: 'leading'; readonly facts: Facts; readonly dueAt: number; readonly gapMs: number }
  /** This instance polls it, and a read is under way. */
  | { readonly is: 'reading'; readonly facts: Facts }
  /** Another instance polls it. Asks again at `askAt`; reads at `readAt` when somebody still waits for a first event. */
  | { readonly is: 'following'; readonly facts: Facts; readonly askAt: number; readonly readAt: number };

/** A watched job; the end keeps nothing. */
export type WatchedJob = LiveJob | { readonly is: 'ended' };

/** A job that nobody has joined yet. */
export function newJob(): WatchedJob {
  return { is: 'opening', facts: { newest: null, bornAt: null, kind: null, reads: NO_READS } };
}

/** When a job wants to be woken. */
export function wakesAt(job: WatchedJob): number {
  if (job.is === 'leading') return job.dueAt;
  return job.is === 'following' ? Math.min(job.askAt, job.readAt) : NEVER;
}

/** Whether a job is due, or so nearly that it rides along with one that is. */
export function isNearlyDue(job: WatchedJob, now: number): boolean {
  return wakesAt(job) - now <= (job.is === 'leading' ? slackMs(job.gapMs) : 0);
}
