/**
 * Caution with a token whose limit nobody knows yet: polls keep to what any plan allows until more was sent without
 * a refusal, and people find out step by step whether it is a free plan's. Pure but for the record it is given.
 */
import { available, capacityOf, giveBack, newRate, type Rate, sentLastMinute, take, waitMs } from './rate.ts';

/** What Asana allows on a free plan. */
const FREE_PER_MINUTE = 150;
/** What polls begin with: three quarters of it, everybody's requests counted. */
const FIRST_PER_MINUTE = 116;
/** Polls of so few jobs are a small part of what any plan allows. */
const FEW_JOBS = 4;
/** What people take beyond the polls' part is made up for by polls, up to this part of their bucket. */
const DEBT = 0.25;
/** The polls' part grows by this factor after a minute in which it was used up. */
const GROWTH = 2;
const USED_UP = 0.8;
/** From here on a free plan is about to refuse: so much is in flight at most, until it is clear that it is none. */
const PROBING_FROM = FREE_PER_MINUTE - 10;
const PROBES_IN_FLIGHT = 10;
const PROBING_UNTIL = FREE_PER_MINUTE + 2 * PROBES_IN_FLIGHT;
const MINUTE_MS = 60_000;

/** What is believed of one token. */
export interface Caution {
  /** For polls; people's requests count in it as well. */
  readonly rate: Rate;
  /** The most that went within a minute and was not refused. */
  most: number;
  /** Jobs watched with this token. */
  watched: number;
  growsAtMs: number;
  second: number;
}

/** Nothing is known yet. */
export function newCaution(nowMs: number): Caution {
  return {
    rate: newRate(FIRST_PER_MINUTE, nowMs),
    most: 0,
    watched: 0,
    growsAtMs: nowMs + MINUTE_MS,
    second: 0,
  };
}

/** Polls that may go now. */
export function availableToPolls(caution: Caution, nowMs: number): number {
  if (caution.watched <= FEW_JOBS) return Number.POSITIVE_INFINITY;
  learn(caution, nowMs);
  return available(caution.rate, nowMs);
}

/** When so many polls may go, from now. */
export function pollsWaitMs(caution: Caution, points: number, nowMs: number): number {
  return caution.watched <= FEW_JOBS ? 0 : waitMs(caution.rate, points, nowMs);
}

/** Requests of one kind that may be in flight, `wanted` more of them included. */
export function mostInFlight(caution: Caution, wanted: number, nowMs: number): number {
  const sent = sentLastMinute(caution.rate, nowMs);
  caution.most = Math.max(caution.most, sent);
  if (caution.most >= PROBING_UNTIL) return Number.POSITIVE_INFINITY;
  return sent + wanted <= PROBING_FROM ? Number.POSITIVE_INFINITY : PROBES_IN_FLIGHT;
}

/** Notes requests of anybody as sent. */
export function noteSent(caution: Caution, points: number, nowMs: number): void {
  const { rate } = caution;
  take(rate, points, nowMs);
  rate.level = Math.max(rate.level, -capacityOf(rate.limit) * DEBT);
  learn(caution, nowMs);
}

/** Takes back what was noted but never sent. */
export function noteUnsent(caution: Caution, points: number, nowMs: number): void {
  giveBack(caution.rate, points, nowMs);
}

/** 0 while half of the polls' part is there, 1 when nothing is. */
export function pollPressure(caution: Caution, nowMs: number): number {
  if (caution.watched <= FEW_JOBS) return 0;
  const room = available(caution.rate, nowMs) / capacityOf(caution.rate.limit);
  return Math.min(1, Math.max(0, 1 - 2 * room));
}

/** Whether nothing is left to be careful about: no free plan would have allowed that. */
export function isOver({ most }: Caution): boolean {
  return most >= PROBING_UNTIL;
}

/** What went without a refusal is allowed; what was used up may be more than that. */
function learn(caution: Caution, nowMs: number): void {
  const second = Math.floor(nowMs / 1000);
  if (second === caution.second) return;
  caution.second = second;
  const { rate } = caution;
  const sent = sentLastMinute(rate, nowMs);
  caution.most = Math.max(caution.most, sent);
  rate.limit = Math.max(rate.limit, caution.most);
  if (nowMs < caution.growsAtMs || sent < rate.limit * USED_UP) return;
  caution.growsAtMs = nowMs + MINUTE_MS;
  rate.limit *= GROWTH;
}
