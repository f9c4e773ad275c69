/**
 * The arithmetic of one token's request rate: a bucket that never lets more than the limit through in any minute,
 * and the estimate of that limit where nobody told it. Pure but for the record it is given; knows no queue.
 */

/** What Asana allows on a paid plan, where `auto` starts. */
export const MOST_PER_MINUTE = 1_500;
/** No plan of Asana allows less: a refusal after fewer requests is about something else, and teaches nothing. */
const LEAST_PER_MINUTE = 100;
/** After a refusal, this part of what was answered in the last minute is thought to be safe. */
const SAFE_PART = 0.9;
/** The estimate grows by this factor, once a minute, while it is in the way. */
const GROWTH = 1.1;
/** Minutes the estimate stands still after a refusal; doubles with each further one. */
const STILL_MINUTES = 2;
const STILL_MAX_MINUTES = 32;
const MINUTE_MS = 60_000;
/** What rounding may cost a bucket. */
const TOLERANCE = 1e-9;

/** One token's rate. */
export interface Rate {
  /** Requests a minute. */
  limit: number;
  /** Whether the limit was told or learned, rather than assumed. */
  known: boolean;
  readonly auto: boolean;
  /** Requests that may go now. */
  level: number;
  levelAtMs: number;
  pausedUntilMs: number;
  refusedAtMs: number;
  refusals: number;
  /** The estimate after the last refusal. */
  lowered: number;
  growsAtMs: number;
  /** Requests by second, the last minute. */
  readonly seconds: Uint16Array;
  second: number;
}

/** A full bucket. */
export function newRate(requestsPerMinute: number | 'auto', nowMs: number): Rate {
  const auto = requestsPerMinute === 'auto';
  const limit = auto ? MOST_PER_MINUTE : requestsPerMinute;
  return {
    limit,
    known: !auto,
    auto,
    level: capacityOf(limit),
    levelAtMs: nowMs,
    pausedUntilMs: 0,
    refusedAtMs: Number.NEGATIVE_INFINITY,
    refusals: 0,
    lowered: 0,
    growsAtMs: 0,
    seconds: new Uint16Array(60),
    second: Math.floor(nowMs / 1000),
  };
}

/** How many requests may go at once: a sixth of the minute's. */
export function capacityOf(limit: number): number {
  return Math.max(1, Math.floor(limit / 6));
}

/** Requests per millisecond that come back. With the capacity they make up the limit, so any minute stays within. */
export function refillOf(limit: number): number {
  return Math.max(limit - capacityOf(limit), 0.9) / MINUTE_MS;
}

/** How many requests may go now, `reserve` of them being kept back. */
export function available(rate: Rate, nowMs: number, reserve = 0): number {
  settle(rate, nowMs);
  return nowMs < rate.pausedUntilMs ? 0 : Math.max(0, Math.floor(rate.level - reserve + TOLERANCE));
}

/** When so many requests will have come back, from now. */
export function waitMs(rate: Rate, points: number, nowMs: number): number {
  settle(rate, nowMs);
  const pauseMs = Math.max(0, rate.pausedUntilMs - nowMs);
  const refill = refillOf(rate.limit);
  const level = pauseMs > 0 ? Math.min(1, rate.level + pauseMs * refill) : rate.level;
  // The same tolerance as in `available`: a wait of nothing must not end in another.
  return pauseMs + Math.max(0, Math.ceil((points - level - TOLERANCE) / refill));
}

/** Notes requests as sent. */
export function take(rate: Rate, points: number, nowMs: number): void {
  settle(rate, nowMs);
  rate.level -= points;
  const slot = rate.second % 60;
  rate.seconds[slot] = (rate.seconds[slot] ?? 0) + points;
}

/** Takes back what was noted but never sent. */
export function giveBack(rate: Rate, points: number, nowMs: number): void {
  settle(rate, nowMs);
  rate.level = Math.min(capacityOf(rate.limit), rate.level + points);
  const slot = rate.second % 60;
  rate.seconds[slot] = Math.max(0, (rate.seconds[slot] ?? 0) - points);
}

/** No more is there than this: others have taken from it. */
export function lower(rate: Rate, left: number, nowMs: number): void {
  settle(rate, nowMs);
  rate.level = Math.min(rate.level, left);
}

/** Requests noted within the last minute. */
export function sentLastMinute(rate: Rate, nowMs: number): number {
  settle(rate, nowMs);
  let sum = 0;
  for (const count of rate.seconds) sum += count;
  return sum;
}

/** When so many more will leave the last minute at no more than `most`, from now. */
export function freeInMs(rate: Rate, points: number, most: number, nowMs: number): number {
  let over = sentLastMinute(rate, nowMs) + points - most;
  for (let ago = 59; over > 0 && ago >= 0; ago -= 1) {
    const second = rate.second - ago;
    over -= rate.seconds[((second % 60) + 60) % 60] ?? 0;
    if (over <= 0) return (second + 60) * 1000 - nowMs;
  }
  return over > 0 ? MINUTE_MS : 0;
}

/** Nothing goes before this moment; until then the bucket fills no further than one request. */
export function pause(rate: Rate, untilMs: number, nowMs: number): void {
  settle(rate, nowMs);
  if (untilMs <= rate.pausedUntilMs) return;
  rate.pausedUntilMs = untilMs;
  rate.level = Math.min(rate.level, 1);
}

/** A refusal by Asana. */
export interface RateRefusal {
  readonly retryAfterMs: number;
  readonly sentAtMs: number;
  readonly nowMs: number;
  /** Requests on their way: whether they are within the limit is not known. @default 0 */
  readonly unanswered?: number;
}

/** Asana refused a request: stop, and with `auto` think smaller. Returns whether the limit is known by now. */
export function refuse(rate: Rate, { retryAfterMs, sentAtMs, nowMs, unanswered = 0 }: RateRefusal): boolean {
  const answered = Math.max(0, sentLastMinute(rate, nowMs) - unanswered);
  pause(rate, nowMs + retryAfterMs, nowMs);
  // What was in flight at the last refusal is no news.
  if (!rate.auto || sentAtMs <= rate.refusedAtMs) return rate.known;
  rate.refusedAtMs = nowMs;
  if (answered < LEAST_PER_MINUTE) return rate.known;
  rate.refusals += 1;
  rate.known = true;
  rate.limit = Math.min(rate.limit, Math.floor(answered * SAFE_PART));
  rate.lowered = rate.limit;
  rate.level = Math.min(rate.level, 1);
  const stillMinutes = Math.min(STILL_MAX_MINUTES, STILL_MINUTES * 2 ** (rate.refusals - 1));
  rate.growsAtMs = rate.pausedUntilMs + stillMinutes * MINUTE_MS;
  return true;
}

/** Brings a rate up to the present: forgets old seconds, fills the bucket, lets the estimate grow. */
function settle(rate: Rate, nowMs: number): void {
  const second = Math.floor(nowMs / 1000);
  if (second !== rate.second) forget(rate, second);
  if (rate.levelAtMs < rate.pausedUntilMs) refill(rate, Math.min(nowMs, rate.pausedUntilMs), 1);
  refill(rate, nowMs, capacityOf(rate.limit));
  if (rate.auto && rate.known && nowMs >= rate.growsAtMs) grow(rate, nowMs);
}

function refill(rate: Rate, untilMs: number, most: number): void {
  if (untilMs <= rate.levelAtMs) return;
  rate.level = Math.min(most, rate.level + (untilMs - rate.levelAtMs) * refillOf(rate.limit));
  rate.levelAtMs = untilMs;
}

function forget(rate: Rate, second: number): void {
  if (second < rate.second || second - rate.second >= 60) rate.seconds.fill(0);
  else for (let each = rate.second + 1; each <= second; each += 1) rate.seconds[each % 60] = 0;
  rate.second = second;
}

function grow(rate: Rate, nowMs: number): void {
  rate.growsAtMs = nowMs + MINUTE_MS;
  let sent = 0;
  for (const count of rate.seconds) sent += count;
  // A limit that nobody reaches teaches nothing by growing.
  if (sent < rate.limit / 2) return;
  rate.limit = Math.min(MOST_PER_MINUTE, Math.ceil(rate.limit * GROWTH));
  if (rate.limit >= rate.lowered * 2) rate.refusals = 0;
  if (rate.limit === MOST_PER_MINUTE) rate.known = false;
}
