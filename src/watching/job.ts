/**
 * What one instance knows of one watched job: its subscribers, the newest event, how its reads went, and whether
 * this instance may poll it. Bookkeeping only; `watch-group.ts` does the reading.
 */
import { isGatewayError } from '../errors.ts';
import type { JobState } from '../job-state.ts';
import { isSlow } from '../job-state.ts';
import type { Lease, Snapshot } from './bus.ts';
import { nextDelayMs, PACES, slackMs } from './schedule.ts';
import { NEVER } from './wake-timer.ts';
import { isTerminal, type JobEvent, type Subscriber } from './watch.ts';

/** Between a refusal and the one that confirms it. */
const CONFIRM_MS = 1_000;
/** A poll follows the end of a slow read no sooner than this. */
const BREATH_MS = 100;

/** One job of one token, while somebody watches it. */
export class WatchedJob<R> {
  readonly gid: string;
  readonly subscribers = new Set<Subscriber<R>>();
  /** Those of them who have not had an event yet. */
  readonly expecting = new Set<Subscriber<R>>();
  closed = false;

  state: JobState | null = null;
  /** The newest event, and when the read behind it began. */
  newest: { readonly event: JobEvent<R>; readonly readAt: number } | null = null;

  /** What the ledger knows; when it was started, by this instance's clock. */
  bornAt: number | null = null;
  kind: string | null = null;

  /** Reads in flight; when, and with which reader, the newest of them began. */
  reading = 0;
  readingSince = 0;
  readingWith: R | null = null;
  firstReadAt: number | null = null;
  lastReadAt: number | null = null;
  failures = 0;
  failingSince: number | null = null;
  retryAfterMs: number | undefined;
  /** The refusal that waits for its confirmation. */
  doubt: { readonly code: string; readonly since: number } | null = null;

  /** Whether the bus has been asked for this job. */
  entered = false;
  /** The lease is being tried for; it became free meanwhile. */
  leasing = false;
  leaseAgain = false;
  lease: Lease | null = null;
  /** Somebody else held the lease last time: read at once after getting it. */
  follower = false;
  unsubscribe: (() => void) | null = null;
  /** What other instances saw, asked once before the first read. */
  snapshot: Promise<Snapshot | null> | null = null;

  /** When to poll, or to try for the lease. */
  dueAt = NEVER;
  gapMs = 0;

  constructor(gid: string) {
    this.gid = gid;
  }

  get slow(): boolean {
    return isSlow(this.state, this.kind);
  }

  /** An event this young needs no read; nobody is asked more often. */
  get freshMs(): number {
    return PACES.normal.minMs;
  }

  beginRead(now: number, reader: R): void {
    this.reading += 1;
    this.readingSince = now;
    this.readingWith = reader;
    this.dueAt = NEVER;
  }

  endRead(): void {
    this.reading -= 1;
    this.snapshot = null;
    if (this.reading === 0) this.readingWith = null;
  }

  /**
   * Whether a refusal of a job that was read before is believed: once the next read, a while later, was refused for the
   * same reason. Until then it is a read that failed.
   */
  isConfirmed(code: string, now: number): boolean {
    const { doubt } = this;
    if (doubt?.code === code) return now - doubt.since >= CONFIRM_MS;
    this.doubt = { code, since: now };
    return false;
  }

  readSucceeded(readAt: number): void {
    this.doubt = null;
    this.firstReadAt ??= readAt;
    this.lastReadAt = Math.max(this.lastReadAt ?? 0, readAt);
    this.failures = 0;
    this.failingSince = null;
    this.retryAfterMs = undefined;
  }

  readFailed(error: unknown): void {
    // Whatever else went wrong in between: what was refused before was not refused twice in a row.
    if (!isTerminal(error)) this.doubt = null;
    this.failures += 1;
    this.failingSince ??= this.readingSince;
    this.retryAfterMs = isGatewayError(error) ? error.retryAfterMs : undefined;
  }

  /** Decides when the holder of the lease reads next. */
  planPoll(facts: { now: number; pressure: number; random: number; failureLimitMs: number }): void {
    const { now, pressure, random, failureLimitMs } = facts;
    const readAt = this.lastReadAt ?? this.newest?.readAt ?? now;
    const bornAt = this.bornAt ?? this.firstReadAt ?? readAt;
    const ageMs = (this.failures > 0 ? now : readAt) - bornAt;
    this.gapMs = nextDelayMs({
      ageMs,
      slow: this.slow,
      pressure,
      failures: this.failures,
      random,
      retryAfterMs: this.retryAfterMs,
    });
    if (this.doubt !== null) {
      this.dueAt = Math.max(this.doubt.since + CONFIRM_MS, now + BREATH_MS);
    } else if (this.failingSince !== null) {
      this.dueAt = Math.min(now + this.gapMs, Math.max(this.failingSince + failureLimitMs, now + BREATH_MS));
    } else {
      this.dueAt = Math.max(readAt + this.gapMs, now + Math.min(this.gapMs, BREATH_MS));
    }
  }

  /** Whether it may be read now: due, or so nearly that it rides along. */
  isDue(now: number): boolean {
    return this.dueAt <= now || (this.lease !== null && this.dueAt - now <= slackMs(this.gapMs));
  }
}
