/** The budget that several instances share, within one process: what Redis does, on a clock turned by hand. */
import type { SharedBudget } from '../../src/asana/budget/shared-budget.ts';

/** What rounding may cost a bucket, as over Redis. */
const TOLERANCE = 1e-6;

/** A shared budget of one process. */
export function memorySharedBudget({ now }: { now(): number }): SharedBudget {
  const levels = new Map<string, { level: number; atMs: number }>();
  return {
    async consume(tokenHash, points, { capacity, refillPerMs }) {
      const nowMs = now();
      const known = levels.get(tokenHash) ?? { level: capacity, atMs: nowMs };
      const level = Math.min(capacity, known.level + (nowMs - known.atMs) * refillPerMs);
      const ok = level + TOLERANCE >= points;
      const left = ok ? level - points : level;
      levels.set(tokenHash, { level: left, atMs: nowMs });
      return { ok, left };
    },
  };
}
