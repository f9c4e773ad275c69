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
/** While people ask for nothing beside, so are those of the five jobs that Asana runs for one user. */
const QUIET_FEW_JOBS = 5;
/** Then polls of more jobs may take so many at once: those of young ones come in bursts. */
const QUIET_BURST = 50;
/** People ask for something when so many of their requests are fresh; each counts less, the older it is. */
const NOT_QUIET = 6;
const FRESH_MS = 10_000;
/** What people take beyond the polls' part is made up for by polls, up to this part of their bucket. */
const DEBT = 0.25;
/** The polls' part grows by this factor, once a minute at most, when less than a part of it was left for half of one. */
const GROWTH = 2;
const USED_UP = 0.25;
const USED_UP_MS = 30_000;
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
  /** People's fresh requests, as of `peopleAtMs`. */
  people: number;
  peopleAtMs: number;
}

/** Nothing is known yet. */
export function newCaution(nowMs: number): Caution {
  return {
    rate: newRate(FIRST_PER_MINUTE, nowMs),
    most: 0,
    watched: 0,
    growsAtMs: nowMs + MINUTE_MS,
    second: 0,
    people: 0,
    peopleAtMs: nowMs,
  };
}

/** Polls that may go now. */
export function availableToPolls(caution: Caution, nowMs: number): number {
  if (watchesFew(caution, nowMs)) return Number.POSITIVE_INFINITY;
  learn(caution, nowMs);
  return available(caution.rate, nowMs, -burstOf(caution, nowMs));
}

/** When so many polls may go, from now. */
export function pollsWaitMs(caution: Caution, points: number, nowMs: number): number {
  if (watchesFew(caution, nowMs)) return 0;
  return waitMs(caution.rate, points - burstOf(caution, nowMs), nowMs);
}

/** Requests of one kind that may be in flight, `wanted` more of them included. */
export function mostInFlight(caution: Caution, wanted: number, nowMs: number): number {
  const sent = sentLastMinute(caution.rate, nowMs);
  caution.most = Math.max(caution.most, sent);
  if (caution.most >= PROBING_UNTIL) return Number.POSITIVE_INFINITY;
  return sent + wanted <= PROBING_FROM ? Number.POSITIVE_INFINITY : PROBES_IN_FLIGHT;
}

/** Notes requests as sent. */
export function noteSent(caution: Caution, points: number, by: 'people' | 'polls', nowMs: number): void {
  const { rate } = caution;
  if (by === 'people') {
    caution.people = freshOf(caution, nowMs) + points;
    caution.peopleAtMs = nowMs;
  }
  take(rate, points, nowMs);
  rate.level = Math.max(rate.level, -Math.max(burstOf(caution, nowMs), capacityOf(rate.limit) * DEBT));
  learn(caution, nowMs);
}

/** Takes back what was noted but never sent. */
export function noteUnsent(caution: Caution, points: number, nowMs: number): void {
  giveBack(caution.rate, points, nowMs);
}

/** 0 while half of the polls' part is there, 1 when nothing is. */
export function pollPressure(caution: Caution, nowMs: number): number {
  if (watchesFew(caution, nowMs)) return 0;
  const room = availableToPolls(caution, nowMs) / capacityOf(caution.rate.limit);
  return Math.min(1, Math.max(0, 1 - 2 * room));
}

/** Whether nothing is left to be careful about: no free plan would have allowed that. */
export function isOver({ most }: Caution): boolean {
  return most >= PROBING_UNTIL;
}

function watchesFew(caution: Caution, nowMs: number): boolean {
  return caution.watched <= (isQuiet(caution, nowMs) ? QUIET_FEW_JOBS : FEW_JOBS);
}

/** What polls may take beyond their bucket. */
function burstOf(caution: Caution, nowMs: number): number {
  return isQuiet(caution, nowMs) ? Math.max(0, QUIET_BURST - capacityOf(caution.rate.limit)) : 0;
}

function isQuiet(caution: Caution, nowMs: number): boolean {
  return freshOf(caution, nowMs) < NOT_QUIET;
}

function freshOf({ people, peopleAtMs }: Caution, nowMs: number): number {
  return people * Math.exp((peopleAtMs - nowMs) / FRESH_MS);
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
  const left = available(rate, nowMs, -burstOf(caution, nowMs));
  if (left > capacityOf(rate.limit) * USED_UP) {
    caution.growsAtMs = Math.max(caution.growsAtMs, nowMs + USED_UP_MS);
  }
  if (nowMs < caution.growsAtMs) return;
  caution.growsAtMs = nowMs + MINUTE_MS;
  rate.limit *= GROWTH;
}
