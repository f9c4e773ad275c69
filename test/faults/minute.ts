/**
 * A minute at Asana in no time: hub, schedule, reader and client on one manual clock, before the sandbox's own
 * limiter. Watched jobs and a query each second, as one dashboard and one person are.
 */
import { Dispatcher } from 'undici';
import { fieldTree } from '../../src/asana/api/fields.ts';
import { asanaToken } from '../../src/asana/api/token.ts';
import { createAsanaClient } from '../../src/asana/client.ts';
import { Reader } from '../../src/asana/reader.ts';
import type { JobState } from '../../src/job-state.ts';
import { createLimiter } from '../../src/sandbox/faults/limits.ts';
import { memoryLedger } from '../../src/starts/memory-ledger.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { memoryBus } from '../../src/watching/bus.ts';
import { JobHub, type WatchWay } from '../../src/watching/hub.ts';
import { manualClock } from '../support/clock.ts';
import { memorySharedBudget } from '../support/shared-budget.ts';
import { seeded } from './chance.ts';

export interface MinuteOptions {
  /** What Asana allows. */
  readonly limit: number;
  readonly configured: number | 'auto';
  readonly seed: number;
  /**
   * At once, started by somebody else; two times five started here; or one user's five of 5 to 30 s each, and five
   * more when these have ended, as often as there are `rounds`. @default at-once
   */
  readonly jobs?: 'at-once' | 'two-fives' | 'user';
  /** @default 1 */
  readonly rounds?: number;
  /** Queries, one a second. @default 60 */
  readonly queries?: number;
  /** How many of them in which second. @default one */
  readonly inSecond?: (second: number) => number;
  /** As if over the budget that several instances share. @default false */
  readonly shared?: boolean;
  /** How many jobs there are at once. @default 10 */
  readonly count?: number;
}

export interface Minute {
  /** 429s by Asana. */
  readonly refusals: number;
  readonly requests: number;
  /** Seconds at which a query was not answered. */
  readonly unanswered: readonly number[];
  readonly answered: number;
  /** How late each change was seen, and the job's age then. */
  readonly changes: readonly { readonly lateMs: number; readonly ageMs: number }[];
  /** The seconds at which Asana was asked by a poll. */
  readonly polls: readonly number[];
  /** The longest wait of a query. */
  readonly slowestMs: number;
}

interface Life {
  readonly bornAt: number;
  readonly runsAt: number;
  readonly endsAt: number;
}

const TIMEOUT_MS = 10_000;
const STATUS = fieldTree(['status']);

export async function spendMinute(options: MinuteOptions): Promise<Minute> {
  const clock = manualClock();
  const random = seeded(options.seed);
  const begunAt = clock.now();
  const asana = new PretendAsana(clock, options.limit);
  const client = createAsanaClient({
    baseUrl: 'http://asana.test',
    timeoutMs: TIMEOUT_MS,
    requestsPerMinute: options.configured,
    telemetry: silentTelemetry(),
    dispatcher: asana,
    clock,
    random,
    sharedBudget: options.shared ? memorySharedBudget({ now: clock.now }) : undefined,
  });
  const token = asanaToken('1/secret-of-ann');
  const read = async (reader: Reader, gid: string, priority: 'read' | 'poll'): Promise<JobState> => {
    const { data } = await reader.record('Job', gid, STATUS, { priority });
    const status = String(data.status);
    return { gid, status, resourceSubtype: null, created: {}, observedAt: clock.now() };
  };
  const source: WatchWay<Reader> = {
    key: token.hash,
    open: () => new Reader(client, token),
    read: (reader, gid) => read(reader, gid, 'poll'),
    confirmDead: async () => false,
    pressure: (watched) => client.pressure(token, watched),
  };
  const ledger = memoryLedger({ now: clock.now });
  const hub = new JobHub({
    bus: memoryBus({ now: clock.now }),
    ledger,
    telemetry: silentTelemetry(),
    failureLimitMs: 300_000,
    clock,
    random,
  });
  const changes: { lateMs: number; ageMs: number }[] = [];
  const watch = async (gid: string): Promise<void> => {
    const first = (reader: Reader) => read(reader, gid, 'read');
    for await (const { state } of hub.watch(source, [gid], { multiple: false, first })) {
      const { bornAt, runsAt, endsAt } = asana.lives.get(gid) as Life;
      if (!state || state.status === 'not_started') continue;
      const changedAt = state.status === 'in_progress' ? runsAt : endsAt;
      changes.push({ lateMs: clock.now() - changedAt, ageMs: changedAt - bornAt });
    }
  };
  const watching: Promise<void>[] = [];
  const startFive = async (durationMs: () => number): Promise<Promise<void>[]> => {
    // As starts that wait for a slot do when five are thought to run.
    const known = await ledger.list('ann', { first: 10, unfinishedOnly: true });
    const reader = new Reader(client, token);
    for (const state of await Promise.all(known.map(({ gid }) => read(reader, gid, 'read'))))
      hub.observe(token.hash, state);
    const begun: Promise<void>[] = [];
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        const action = {
          path: '/tasks/1/duplicate',
          route: '/tasks/{gid}/duplicate',
          body: {},
          fields: [],
        };
        const { data } = await client.start(action, { token, priority: 'start' });
        const { gid } = data as { gid: string };
        asana.live(gid, clock.now() + 200, clock.now() + durationMs());
        await ledger.started('ann', {
          gid,
          kind: 'duplicateTask',
          source: null,
          name: null,
          startedAt: clock.now(),
          finishedAt: null,
          status: 'not_started',
          subtype: null,
        });
        begun.push(watch(gid));
      }),
    );
    watching.push(...begun);
    return begun;
  };
  const beUser = async (rounds: number): Promise<void> => {
    for (let round = 0; round < rounds; round += 1)
      // Refused while nothing may be sent: this user gives up.
      await Promise.all(await startFive(() => 5_000 + random() * 25_000).catch(() => []));
  };

  const { inSecond = () => 1 } = options;
  const unanswered: number[] = [];
  let answered = 0;
  let slowestMs = 0;
  const query = async (second: number): Promise<void> => {
    const askedAt = clock.now();
    try {
      await new Reader(client, token).record('User', '7', STATUS);
      answered += 1;
      slowestMs = Math.max(slowestMs, clock.now() - askedAt);
    } catch {
      unanswered.push(second);
    }
  };
  const acting: Promise<unknown>[] = [];
  if (options.jobs === 'two-fives') acting.push(startFive(() => 24_000));
  else if (options.jobs === 'user') acting.push(beUser(options.rounds ?? 1));
  else {
    for (let job = 1; job <= (options.count ?? 10); job += 1) {
      const runsAt = begunAt + 1_000 + random() * 9_000;
      asana.live(String(job), runsAt, runsAt + random() * 45_000);
      watching.push(watch(String(job)));
    }
  }
  for (let second = 0; second < (options.queries ?? 60); second += 1) {
    if (options.jobs === 'two-fives' && second === 26) acting.push(startFive(() => 20_000));
    const pauseMs = random() * 900;
    await clock.advance(pauseMs);
    for (let each = 0; each < inSecond(second); each += 1) void query(second);
    await clock.advance(1_000 - pauseMs);
  }
  await clock.advance(120_000 - 1_000 * (options.queries ?? 60));
  await hub.close();
  await Promise.all(acting);
  await Promise.all(watching);
  await client[Symbol.asyncDispose]();
  const { refusals, requests, polls } = asana;
  return { refusals, requests, polls, unanswered, answered, changes, slowestMs };
}

/** Answers at once, or refuses as the sandbox does. */
class PretendAsana extends Dispatcher {
  readonly lives = new Map<string, Life>();
  refusals = 0;
  requests = 0;
  readonly polls: number[] = [];
  readonly #clock: { now(): number };
  readonly #limit: number;
  readonly #limiter: ReturnType<typeof createLimiter>;
  readonly #begunAt: number;
  #started = 0;

  constructor(clock: { now(): number }, limit: number) {
    super();
    this.#clock = clock;
    this.#limit = limit;
    this.#limiter = createLimiter(clock);
    this.#begunAt = clock.now();
  }

  live(gid: string, runsAt: number, endsAt: number): void {
    this.lives.set(gid, { bornAt: this.#clock.now(), runsAt, endsAt });
  }

  override dispatch(
    { path, method, body }: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const controller = { abort() {}, resume() {}, pause() {} } as unknown as Dispatcher.DispatchController;
    const reply = (status: number, json: unknown, headers: Record<string, string> = {}): boolean => {
      handler.onRequestStart?.(controller, null);
      handler.onResponseStart?.(controller, status, headers, '');
      handler.onResponseData?.(controller, Buffer.from(JSON.stringify(json)));
      handler.onResponseEnd?.(controller, {});
      return true;
    };
    const actions: { relative_path: string }[] =
      path === '/batch' ? JSON.parse(String(body)).data.actions : [{ relative_path: path }];
    this.requests += actions.length;
    for (const { relative_path } of actions) {
      if (relative_path.startsWith('/jobs/')) this.polls.push((this.#clock.now() - this.#begunAt) / 1_000);
    }
    const isStart = method === 'POST' && path !== '/batch';
    try {
      const load = { reads: isStart ? 0 : actions.length, writes: isStart ? 1 : 0, counts: 0 };
      this.#limiter.admit('token', load, { requests: this.#limit, counts: this.#limit })();
    } catch (refusal) {
      this.refusals += 1;
      const { headers } = refusal as { headers: Record<string, string> };
      return reply(429, { errors: [{ message: 'Too many requests.' }] }, headers);
    }
    if (isStart) {
      this.#started += 1;
      return reply(201, { data: { gid: String(1_000 + this.#started), status: 'not_started' } });
    }
    const results = actions.map(({ relative_path }) => ({ data: this.#record(relative_path) }));
    if (path !== '/batch') return reply(200, results[0]);
    return reply(200, { data: results.map((each) => ({ status_code: 200, body: each })) });
  }

  #record(path: string): { gid: string; status: string } {
    const gid = /\d+/.exec(path)?.[0] ?? '';
    const life = this.lives.get(gid);
    const now = this.#clock.now();
    if (!life || now < life.runsAt) return { gid, status: 'not_started' };
    return { gid, status: now < life.endsAt ? 'in_progress' : 'succeeded' };
  }

  override async destroy(): Promise<void> {}
}
