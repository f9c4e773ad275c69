/**
 * When to look at a job again. Pure: age, kind, budget and failures in, milliseconds out. A change is seen at
 * most `max(min, ratio · age)` late, capped; exports take minutes to hours and are asked far less often.
 */

/** No time at all. */
export const NEVER = Number.POSITIVE_INFINITY;

/** How often jobs of one sort are asked. */
export interface Pace {
  /** The gap to the next poll as a share of the job's age. */
  readonly ratio: number;
  readonly minMs: number;
  readonly maxMs: number;
}

/** Jobs, exports, and counts of what a job made: of those the age is the time since its success. */
export const PACES = {
  normal: { ratio: 0.25, minMs: 500, maxMs: 15_000 },
  slow: { ratio: 0.25, minMs: 5_000, maxMs: 60_000 },
  counts: { ratio: 0.25, minMs: 500, maxMs: 5_000 },
} as const satisfies Record<string, Pace>;

/** A read follows the end of a slow one no sooner than this. */
export const BREATH_MS = 100;

/** After a lease runs out, its followers ask in random order within so many milliseconds. */
const TAKEOVER_SPREAD_MS = 50;

/** When a follower asks for a lease again that runs out after `retryMs`. `random`: 0 ≤ random < 1 */
export function takeoverAfterMs(retryMs: number, random: number): number {
  return retryMs + (0.1 + 0.9 * random) * TAKEOVER_SPREAD_MS;
}

/** The ratio polls stretch to while the token's budget is gone. */
const LOOSEST_RATIO = 1;

/** Jobs due a little later ride along: so much of their gap early, and never earlier than this. */
const SLACK_SHARE = 0.1;
const SLACK_MAX_MS = 250;

/** What the next delay depends on. */
export interface ScheduleFacts {
  /** Age of the job at its last read: since its start when known, else since the first read. */
  readonly ageMs: number;
  /** An export. */
  readonly slow: boolean;
  /** @default by `slow` */
  readonly pace?: Pace;
  /** 0 = plenty of budget … 1 = nearly gone. */
  readonly pressure: number;
  /** Reads that failed since the last good one. */
  readonly failures: number;
  /** 0 ≤ random < 1; spreads what comes back after failures. */
  readonly random: number;
  /** How long Asana asked to be left alone. */
  readonly retryAfterMs?: number | undefined;
}

/** Milliseconds from one read to the next. */
export function nextDelayMs(facts: ScheduleFacts): number {
  const pace = facts.pace ?? (facts.slow ? PACES.slow : PACES.normal);
  const ratio = pace.ratio + (LOOSEST_RATIO - pace.ratio) * clamp(facts.pressure, 0, 1);
  const gap = clamp(ratio * Math.max(0, facts.ageMs), pace.minMs, pace.maxMs);
  if (facts.failures <= 0) return gap;
  // Full jitter over a doubling ceiling: after an outage the watchers of a thousand tokens come back spread.
  const ceiling = Math.min(pace.maxMs, gap * 2 ** Math.min(facts.failures, 16));
  const spread = pace.minMs + facts.random * (Math.max(ceiling, pace.minMs * 2) - pace.minMs);
  const wanted = facts.retryAfterMs ?? 0;
  return wanted > 0 ? wanted + facts.random * gap : spread;
}

/** How early a job may be read to ride along with another of its token. */
export function slackMs(gapMs: number): number {
  return Math.min(gapMs * SLACK_SHARE, SLACK_MAX_MS);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
