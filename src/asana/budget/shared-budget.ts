/**
 * The part of a token's rate that several instances share. The interface an engine such as Redis fills in, and
 * the one in memory, which makes several budgets of one process behave as one.
 */
import { systemClock } from '../../clock.ts';

/** A bucket of requests: so many at once, and so many come back. */
export interface BucketShape {
  readonly capacity: number;
  readonly refillPerMs: number;
}

/** What became of a wish. */
export interface SharedAnswer {
  readonly ok: boolean;
  /** What is left in the bucket; the instance's own holds no more than that. */
  readonly left: number;
}

/** Asked before each call, after the instance's own budget has agreed. */
export interface SharedBudget {
  /**
   * Takes `points` requests from what the token has left across all instances. The bucket is as the asking instance
   * believes the limit to be. Nothing is taken when not `ok`.
   */
  consume(tokenHash: string, points: number, bucket: BucketShape): Promise<SharedAnswer>;
}

/** What rounding may cost a bucket; more than an instance allows its own, so that what is there by its count is there. */
const TOLERANCE = 1e-6;

/** A shared budget within one process. */
export function memorySharedBudget({ now = systemClock.now }: { now?: () => number } = {}): SharedBudget {
  const levels = new Map<string, { level: number; atMs: number }>();
  return {
    async consume(tokenHash, points, { capacity, refillPerMs }) {
      const nowMs = now();
      const known = levels.get(tokenHash) ?? { level: capacity, atMs: nowMs };
      const level = Math.min(capacity, known.level + (nowMs - known.atMs) * refillPerMs);
      const ok = level + TOLERANCE >= points;
      const left = ok ? level - points : level;
      levels.delete(tokenHash);
      levels.set(tokenHash, { level: left, atMs: nowMs });
      if (levels.size > 10_000) levels.delete(levels.keys().next().value ?? '');
      return { ok, left };
    },
  };
}
