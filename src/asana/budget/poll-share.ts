/**
 * What polls may take while nobody knows a token's limit: they keep to what any plan allows, and leave people their
 * part of it. Knows nothing of what people may take, nor of refusals.
 */
import { AUTO, PROBING } from './auto.ts';
import { Bucket } from './bucket.ts';
import type { LastMinute } from './last-minute.ts';

const MINUTE_MS = 60_000;

/**
 * The share of polls.
 *
 * Nobody waits for a poll, and a poll can be the request that Asana refuses; the wait after that may be most of a
 * minute, and people wait through it as well. So polls keep to what the smallest plan allows, until it is known that
 * this is none. How they do depends on how many jobs are watched.
 *
 * Few jobs, as many as one user may have running, need about a hundred polls in their first minute, and fewer from
 * then on. They go as long as everything of the last minute stays below a free plan's limit: no rate is kept, since
 * their need is a burst at the beginning. Of what is left they leave people two thirds while people ask, for a burst
 * of theirs rarely comes alone; while people ask for nothing, polls may even find out whether it is a free plan.
 *
 * Many jobs would use up the minute at once by that rule, and nobody would get anything until its end. So their polls
 * go by a bucket, in which what people send counts too. What people take beyond it is made up for by polls, though not
 * all of it: after a burst of people jobs would not be looked at for half a minute.
 *
 * What went without a refusal is allowed from then on, and a share that was in the way for a minute is tried with
 * twice as much. A refusal ends all this (`limit.ts`): from then on one learned limit holds for everybody.
 */
export class PollShare {
  readonly #minute: LastMinute;
  /** For polls of many jobs; what people send counts in it as well. */
  readonly #bucket: Bucket;
  /** Jobs watched with this token. */
  #watched = 0;
  /** People's fresh requests, as of `peopleAtMs`. */
  #people = 0;
  #peopleAtMs: number;
  #growsAtMs: number;
  #second = 0;

  /** `minute` is what everything together came to. */
  constructor(minute: LastMinute, nowMs: number) {
    this.#minute = minute;
    this.#bucket = new Bucket(AUTO.manyJobs, nowMs);
    this.#peopleAtMs = nowMs;
    this.#growsAtMs = nowMs + MINUTE_MS;
  }

  /** So many jobs are watched. */
  watch(jobs: number): void {
    this.#watched = jobs;
  }

  /** Polls that may go now. */
  available(nowMs: number): number {
    this.#learn(nowMs);
    return this.#room(nowMs);
  }

  /** When so many polls may go, from now. */
  waitMs(polls: number, nowMs: number): number {
    const inBucketMs = this.#bucket.waitMs(polls - this.#burst(nowMs), nowMs);
    if (!this.#watchesFew()) return inBucketMs;
    return Math.max(inBucketMs, this.#minute.freeInMs(polls, this.#fewPerMinute(nowMs), nowMs));
  }

  /** Notes requests as sent; the minute has them already. */
  noteSent(requests: number, by: 'people' | 'polls', nowMs: number): void {
    if (by === 'people') {
      this.#people = this.#fresh(nowMs) + requests;
      this.#peopleAtMs = nowMs;
    }
    this.#bucket.take(requests, nowMs, -Math.max(this.#burst(nowMs), AUTO.notQuiet));
    this.#learn(nowMs);
  }

  /** Takes back what was noted and never sent. */
  giveBack(requests: number, nowMs: number): void {
    this.#bucket.giveBack(requests, nowMs);
  }

  /** 0 while polls have room, 1 when they have none. */
  pressure(nowMs: number): number {
    // Few jobs are polled as promised until nothing more may go.
    const enough = this.#watchesFew() ? AUTO.fewJobs : this.#bucket.capacity / 2;
    return Math.min(1, Math.max(0, 1 - this.available(nowMs) / enough));
  }

  #watchesFew(): boolean {
    return this.#watched <= AUTO.fewJobs;
  }

  /**
   * What everything together may come to within a minute for polls of few jobs to go. While people ask for nothing,
   * polls find out whether it is a free plan: a refusal holds up nobody but them.
   */
  #fewPerMinute(nowMs: number): number {
    return Math.max(this.#isQuiet(nowMs) ? PROBING.until : PROBING.from, this.#bucket.perMinute);
  }

  #room(nowMs: number): number {
    const inBucket = this.#bucket.available(nowMs, -this.#burst(nowMs));
    if (!this.#watchesFew()) return inBucket;
    const left = this.#fewPerMinute(nowMs) - this.#minute.sent(nowMs);
    const reserve = this.#isQuiet(nowMs) ? 0 : left * AUTO.peoplesPart;
    return Math.max(0, Math.floor(Math.min(left, Math.max(inBucket, left - reserve))));
  }

  /** What polls of many jobs may take beyond their bucket. */
  #burst(nowMs: number): number {
    if (!this.#isQuiet(nowMs)) return 0;
    return Math.max(0, AUTO.quietBurst - this.#bucket.capacity);
  }

  #isQuiet(nowMs: number): boolean {
    return this.#fresh(nowMs) < AUTO.notQuiet;
  }

  #fresh(nowMs: number): number {
    return this.#people * Math.exp((this.#peopleAtMs - nowMs) / AUTO.freshMs);
  }

  /** What went without a refusal is allowed; what was used up may be less than there is. */
  #learn(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    if (second === this.#second) return;
    this.#second = second;
    const sent = this.#minute.sent(nowMs);
    if (sent > this.#bucket.perMinute) this.#bucket.changeRate(sent, nowMs);
    if (nowMs < this.#growsAtMs) return;
    this.#growsAtMs = nowMs + MINUTE_MS;
    const share = this.#watchesFew() ? this.#fewPerMinute(nowMs) : this.#bucket.perMinute;
    if (sent < share * AUTO.inTheWay) return;
    this.#bucket.changeRate(this.#bucket.perMinute * AUTO.shareGrowth, nowMs);
  }
}
