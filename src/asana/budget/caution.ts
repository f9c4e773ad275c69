/**
 * Caution with a token whose limit nobody knows yet: polls keep to what any plan allows until more was sent without
 * a refusal, and people find out step by step whether it is a free plan's. Pure but for the record it is given.
 */
import {
  available,
  capacityOf,
  freeInMs,
  giveBack,
  newRate,
  type Rate,
  sentLastMinute,
  take,
  waitMs,
} from './rate.ts';

/** What Asana allows on a free plan. */
const FREE_PER_MINUTE = 150;
/** A little below it probing begins: from here on so much is in flight at most, until it is clear that it is no free plan. */
const PROBES_IN_FLIGHT = 10;
const PROBING_FROM = FREE_PER_MINUTE - PROBES_IN_FLIGHT;
/** No free plan would have allowed so much. */
const PROBING_UNTIL = FREE_PER_MINUTE + 2 * PROBES_IN_FLIGHT;

/** The jobs Asana runs for one user at once. Their polls, some hundred in their first minute, fit into any plan. */
const FEW_JOBS = 5;

/**
 * Polls of more jobs would use up the minute at once, and leave people nothing of it: they go by a bucket, which what
 * people send counts in.
 */
const MANY = {
  /** A minute's: so much less than a free plan's that a burst of people still fits. */
  perMinute: 116,
  /** At once, while people ask for nothing beside: nobody else suffers from it. */
  quietBurst: 50,
  /** People ask for something when so many requests of theirs are fresh; each counts less, the older it is. */
  notQuiet: 6,
  freshMs: 10_000,
  /** What people take beyond it is made up for by polls, up to this part of the bucket. */
  debt: 0.25,
} as const;

/** What held polls up for half a minute may be too little: it grows, once a minute at most. */
const GROWTH = { factor: 2, usedUpPart: 0.25, usedUpMs: 30_000, everyMs: 60_000 } as const;

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
    rate: newRate(MANY.perMinute, nowMs),
    most: 0,
    watched: 0,
    growsAtMs: nowMs + GROWTH.everyMs,
    second: 0,
    people: 0,
    peopleAtMs: nowMs,
  };
}

/** Polls that may go now. */
export function availableToPolls(caution: Caution, nowMs: number): number {
  learn(caution, nowMs);
  return roomOf(caution, nowMs);
}

/** When so many polls may go, from now. */
export function pollsWaitMs(caution: Caution, points: number, nowMs: number): number {
  const { rate } = caution;
  const inBucketMs = waitMs(rate, points - burstOf(caution, nowMs), nowMs);
  return watchesFew(caution)
    ? Math.max(inBucketMs, freeInMs(rate, points, fewPerMinute(caution, nowMs), nowMs))
    : inBucketMs;
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
  rate.level = Math.max(rate.level, -Math.max(burstOf(caution, nowMs), capacityOf(rate.limit) * MANY.debt));
  learn(caution, nowMs);
}

/** Takes back what was noted but never sent. */
export function noteUnsent(caution: Caution, points: number, nowMs: number): void {
  giveBack(caution.rate, points, nowMs);
}

/** 0 while polls have room, 1 when they have none. */
export function pollPressure(caution: Caution, nowMs: number): number {
  const room = availableToPolls(caution, nowMs);
  // Few jobs are polled as promised until nothing more may go.
  const enough = watchesFew(caution) ? FEW_JOBS : capacityOf(caution.rate.limit) / 2;
  return Math.min(1, Math.max(0, 1 - room / enough));
}

/** Whether nothing is left to be careful about: no free plan would have allowed that. */
export function isOver({ most }: Caution): boolean {
  return most >= PROBING_UNTIL;
}

function watchesFew({ watched }: Caution): boolean {
  return watched <= FEW_JOBS;
}

/**
 * What everything together may come to within a minute for polls of few jobs to go. While people ask for nothing, polls
 * find out whether it is a free plan: a refusal holds up nobody but them.
 */
function fewPerMinute(caution: Caution, nowMs: number): number {
  return Math.max(isQuiet(caution, nowMs) ? PROBING_UNTIL : PROBING_FROM, caution.rate.limit);
}

function roomOf(caution: Caution, nowMs: number): number {
  const { rate } = caution;
  const inBucket = available(rate, nowMs, -burstOf(caution, nowMs));
  if (!watchesFew(caution)) return inBucket;
  const sent = sentLastMinute(rate, nowMs);
  const left = fewPerMinute(caution, nowMs) - sent;
  const reserve = Math.min((left * 2) / 3, reserveOf(caution, sent, nowMs));
  return Math.max(0, Math.floor(Math.min(left, Math.max(inBucket, left - reserve))));
}

/**
 * What people are going to ask before anything leaves the minute, if they go on as they do: half of it is kept for
 * them, as far as it is no more than two thirds of what is left, since a burst goes on for no minute.
 */
function reserveOf(caution: Caution, sent: number, nowMs: number): number {
  const perMs = freshOf(caution, nowMs) / MANY.freshMs;
  return Math.floor((perMs * freeInMs(caution.rate, 1, sent, nowMs)) / 2);
}

/** What polls of many jobs may take beyond their bucket. */
function burstOf(caution: Caution, nowMs: number): number {
  if (!isQuiet(caution, nowMs)) return 0;
  return Math.max(0, MANY.quietBurst - capacityOf(caution.rate.limit));
}

function isQuiet(caution: Caution, nowMs: number): boolean {
  return freshOf(caution, nowMs) < MANY.notQuiet;
}

function freshOf({ people, peopleAtMs }: Caution, nowMs: number): number {
  return people * Math.exp((peopleAtMs - nowMs) / MANY.freshMs);
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
  const usedUpAt = watchesFew(caution) ? FEW_JOBS : capacityOf(rate.limit) * GROWTH.usedUpPart;
  if (roomOf(caution, nowMs) > usedUpAt) {
    caution.growsAtMs = Math.max(caution.growsAtMs, nowMs + GROWTH.usedUpMs);
  }
  if (nowMs < caution.growsAtMs) return;
  caution.growsAtMs = nowMs + GROWTH.everyMs;
  rate.limit *= GROWTH.factor;
}
