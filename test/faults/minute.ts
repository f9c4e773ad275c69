/**
 * A minute at Asana in no time: the hub, the schedule and the budget on one manual clock, before the sandbox's own
 * limiter. Ten watched jobs and a query each second, as one dashboard and one person are.
 */
import { Budget } from '../../src/asana/budget.ts';
import { GatewayError } from '../../src/errors.ts';
import { memoryBus } from '../../src/jobs/bus.ts';
import { JobHub, type WatchSource } from '../../src/jobs/hub.ts';
import { memoryLedger } from '../../src/jobs/ledger.ts';
import { createLimiter } from '../../src/sandbox/limits.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { manualClock } from '../support/clock.ts';
import { seeded } from './chance.ts';

export interface Minute {
  /** 429s by Asana. */
  readonly refusals: number;
  readonly requests: number;
  /** Seconds at which a query was not answered. */
  readonly unanswered: number[];
  readonly answered: number;
  /** How late each change was seen, and the job's age then. */
  readonly changes: { readonly lateMs: number; readonly ageMs: number }[];
}

const TIMEOUT_MS = 10_000;
/** So much longer polls may stand in line. */
const POLL_PATIENCE_MS = 15_000;

export async function spendMinute(options: {
  readonly limit: number;
  readonly configured: number | 'auto';
  readonly seed: number;
}): Promise<Minute> {
  const clock = manualClock();
  const random = seeded(options.seed);
  const limiter = createLimiter(clock);
  const budget = new Budget({ requestsPerMinute: options.configured, clock });
  const minute = {
    refusals: 0,
    requests: 0,
    unanswered: [] as number[],
    answered: 0,
    changes: [] as never[],
  };
  const changes: Minute['changes'][number][] = [];

  /** What one GET comes to. */
  async function ask(priority: 'read' | 'poll'): Promise<void> {
    const latestMs = clock.now() + TIMEOUT_MS + (priority === 'poll' ? POLL_PATIENCE_MS : 0);
    const permit = await budget.acquire({ hash: 'token', kind: 'read', priority, points: 1, latestMs });
    const sentAtMs = clock.now();
    minute.requests += 1;
    try {
      limiter.admit('token', 1, 0, options.limit)();
    } catch (refusal) {
      minute.refusals += 1;
      const { headers } = refusal as { headers: Record<string, string> };
      const retryAfterMs = Number(headers['retry-after']) * 1_000;
      budget.refused('token', { retryAfterMs, sentAtMs });
      throw new GatewayError('RATE_LIMITED', 'Asana refused it.', { status: 429, retryAfterMs });
    } finally {
      permit.release();
    }
  }

  const bornAt = clock.now();
  const jobs = new Map(
    Array.from({ length: 10 }, (_, job) => {
      const runsAt = bornAt + 1_000 + random() * 9_000;
      return [String(job), { runsAt, endsAt: runsAt + random() * 45_000 }] as const;
    }),
  );
  const statusOf = (gid: string, at: number): string => {
    const job = jobs.get(gid);
    if (!job || at < job.runsAt) return 'not_started';
    return at < job.endsAt ? 'in_progress' : 'succeeded';
  };
  const source: WatchSource<null> = {
    key: 'token',
    open: () => null,
    async read(_reader, gid) {
      await ask('poll');
      const observedAt = clock.now();
      return { gid, status: statusOf(gid, observedAt), resourceSubtype: null, created: {}, observedAt };
    },
    confirmDead: async () => false,
    pressure: () => budget.pressure('token'),
  };
  const hub = new JobHub({
    bus: memoryBus({ now: () => clock.now() }),
    ledger: memoryLedger({ now: () => clock.now() }),
    telemetry: silentTelemetry(),
    failureLimitMs: 300_000,
    clock,
    random,
  });
  const watching = [...jobs].map(async ([gid, { runsAt, endsAt }]) => {
    for await (const { state } of hub.watch(source, [gid], { multiple: false })) {
      if (!state || state.status === 'not_started') continue;
      const changedAt = state.status === 'in_progress' ? runsAt : endsAt;
      changes.push({ lateMs: clock.now() - changedAt, ageMs: changedAt - bornAt });
    }
  });
  for (let second = 0; second < 60; second += 1) {
    ask('read').then(
      () => {
        minute.answered += 1;
      },
      () => minute.unanswered.push(second),
    );
    await clock.advance(1_000);
  }
  await clock.advance(20_000);
  await hub.close();
  await Promise.all(watching);
  return { ...minute, changes };
}
