/**
 * Lists run over a clock turned by hand: instances that may fall silent as a killed process does, over one store, and an
 * Asana that runs five jobs of a user at once, each as long as its name says.
 */
import { asanaToken } from '../../../src/asana/api/token.ts';
import { Errands } from '../../../src/errands/errands.ts';
import type { ErrandItems } from '../../../src/errands/items.ts';
import {
  type ItemPlan,
  type ItemProgress,
  type ListPlan,
  type ListProgress,
  newItem,
} from '../../../src/errands/list/list.ts';
import { Lists } from '../../../src/errands/list/lists.ts';
import { listKind } from '../../../src/errands/list/run-list.ts';
import type { ItemAsker, ListWork } from '../../../src/errands/list/work.ts';
import { memoryErrands } from '../../../src/errands/memory-store.ts';
import { ownToken } from '../../../src/errands/own-token.ts';
import { ErrandStopped } from '../../../src/errands/run.ts';
import type { ErrandStore } from '../../../src/errands/store.ts';
import { GatewayError } from '../../../src/errors.ts';
import { isFinal, type JobState } from '../../../src/job-state.ts';
import { EagerReads } from '../../../src/schema/lists/eager-reads.ts';
import { memoryListSlots } from '../../../src/starts/list-slots.ts';
import { memoryLedger } from '../../../src/starts/memory-ledger.ts';
import { StartSlots } from '../../../src/starts/slots.ts';
import { silentTelemetry } from '../../../src/telemetry.ts';
import { memoryBus } from '../../../src/watching/bus.ts';
import { JobHub, type WatchWay } from '../../../src/watching/hub.ts';
import { type ManualClock, manualClock } from '../../support/clock.ts';

export const OWNER = 'user:1';
export const TOKEN = asanaToken('token-of-somebody');

/** What Asana knows. */
export class Model {
  /** Names in the order in which they were started. */
  readonly started: string[] = [];
  /** Names that are answered with this instead, once each. */
  readonly refusals = new Map<string, GatewayError>();
  /** What its user finds among the unknown starts. */
  readonly lost = new Set<string>();
  reads = 0;
  readonly #endsAt = new Map<string, number>();
  readonly #clock: ManualClock;
  readonly #msOf: (name: string) => number;

  constructor(clock: ManualClock, msOf: (name: string) => number) {
    this.#clock = clock;
    this.#msOf = msOf;
  }

  get running(): number {
    return [...this.#endsAt.values()].filter((at) => at > this.#clock.now()).length;
  }

  start(name: string): string {
    if (this.running >= 5) throw new GatewayError('RATE_LIMITED', 'five run', { isAboutRunningJobs: true });
    this.started.push(name);
    const gid = String(this.started.length);
    this.#endsAt.set(gid, this.#clock.now() + this.#msOf(name));
    return gid;
  }

  read(gid: string): JobState {
    this.reads += 1;
    const isOver = (this.#endsAt.get(gid) ?? 0) <= this.#clock.now();
    const failed = this.started[Number(gid) - 1]?.includes('[fail]');
    const status = isOver ? (failed ? 'failed' : 'succeeded') : 'in_progress';
    return { gid, status, resourceSubtype: null, created: {}, observedAt: this.#clock.now() };
  }
}

export interface ListInstance {
  readonly lists: Lists;
  readonly errands: Errands;
  readonly slots: StartSlots;
  kill(): void;
  /** Reaches no store until what is returned is called. */
  stall(): () => void;
}

export interface ListsByHand {
  readonly clock: ManualClock;
  readonly model: Model;
  readonly store: ErrandStore;
  open(): ListInstance;
  begin(on: ListInstance, names: readonly string[], onFailure?: ListPlan['onFailure']): Promise<string>;
  /** Where the items of a list stand. */
  states(on: ListInstance, id: string): Promise<string[]>;
  progress(on: ListInstance, id: string): Promise<ListProgress>;
  isOver(on: ListInstance, id: string): Promise<boolean>;
}

export interface ListsByHandOptions {
  readonly msOf?: (name: string) => number;
  /** What takes a while before an item is sent. */
  readonly look?: (name: string) => Promise<void>;
  /** What takes a while after an item was sent, before its answer is there. */
  readonly reply?: (name: string) => Promise<void>;
  /** How the set-ups of items go; with it, every item has one. */
  readonly setUp?: () => Promise<'done'>;
  /** Told of each thing that a kill may come before or after: changes of items, and starts. */
  readonly step?: () => void;
}

export function listsByHand({
  msOf = () => 1_000,
  look,
  reply,
  setUp,
  step = () => {},
}: ListsByHandOptions = {}): ListsByHand {
  const clock = manualClock();
  const model = new Model(clock, msOf);
  const store: ErrandStore = { ...memoryErrands({ now: clock.now }), isShared: true, size: 0 };
  const slotStore = memoryListSlots(clock.now);

  function open(): ListInstance {
    let isDead = false;
    let stalled: Promise<void> | null = null;
    const alive = <T extends (...parts: never[]) => Promise<unknown>>(method: T): T =>
      ((...parts: never[]) => {
        if (isDead) return NEVER;
        return stalled ? stalled.then(() => method(...parts)) : method(...parts);
      }) as T;
    const items: ErrandItems = {
      ...store.items,
      async change(...args) {
        if (isDead) return NEVER;
        if (stalled) await stalled;
        step();
        if (isDead) return NEVER;
        const kept = await store.items.change(...args);
        step();
        return isDead ? NEVER : kept;
      },
    };
    const mortal: ErrandStore = {
      ...store,
      items,
      change: alive(store.change),
      take: alive(store.take),
      release: alive(store.release),
      due: alive(store.due),
    };
    const telemetry = silentTelemetry();
    const slots = new StartSlots({ clock });
    const hub = new JobHub({
      ...{ bus: memoryBus(), ledger: memoryLedger({ now: clock.now }), telemetry, clock },
      failureLimitMs: 60_000,
      random: () => 0.5,
    });
    const source: WatchWay<null> = {
      key: TOKEN.hash,
      open: () => null,
      read: async (_reader, gid) => model.read(gid),
      confirmDead: async () => false,
      pressure: () => 0,
    };
    const eager = new EagerReads({
      clock,
      pressure: () => 0,
      look: (_caller, gids) => {
        for (const gid of gids) hub.observe(TOKEN.hash, model.read(gid));
      },
    });
    const caller = { token: TOKEN, owner: OWNER, name: null };
    const work: ListWork = {
      slot: (user) => slots.spare(user, async () => model.running),
      async start({ input }, _it, _by, intent) {
        try {
          await look?.(String(input.name));
          await intent();
        } catch (error) {
          return { is: 'unsent', error, pauseMs: null };
        }
        step();
        if (isDead) return NEVER;
        const name = String(input.name);
        const refusal = model.refusals.get(name);
        if (refusal) {
          model.refusals.delete(name);
          return { is: 'unsent', error: refusal, pauseMs: refusal.retryAfterMs ?? null };
        }
        if (name.includes('[refuse]'))
          return { is: 'refused', userErrors: [{ code: 'NOT_FOUND', message: 'none', field: null }] };
        try {
          const job = model.start(name);
          step();
          await reply?.(name);
          return isDead ? NEVER : { is: 'started', job };
        } catch (error) {
          return { is: 'unsent', error, pauseMs: null };
        }
      },
      async lost(_item, lostId) {
        step();
        if (isDead) return NEVER;
        model.lost.add(lostId);
        step();
        return isDead ? NEVER : undefined;
      },
      async found(lostId) {
        model.lost.delete(lostId);
      },
      async ended(job, _by: ItemAsker, signal) {
        const rest = eager.follow(job, caller);
        try {
          for await (const { state } of hub.watch(source, [job], { multiple: false, signal })) {
            if (state && isFinal(state.status)) return state.status === 'succeeded' ? 'succeeded' : 'failed';
          }
          signal.throwIfAborted();
          throw new ErrandStopped('closing');
        } finally {
          rest();
        }
      },
      setUp: setUp ?? (async () => 'done'),
    };
    const kind = listKind({
      ...{ items, work, clock, now: clock.now },
      slots: {
        take: alive(slotStore.take),
        hold: alive(slotStore.hold),
        leave: alive(slotStore.leave),
        quit: alive(slotStore.quit),
      },
      failureLimitMs: 60_000,
      telling: null,
      over: () => {},
    });
    const errands = new Errands({
      store: mortal,
      tokens: ownToken(() => TOKEN),
      kinds: [kind],
      telemetry,
      clock,
    });
    const lists = new Lists({
      errands: () => errands,
      items,
      now: clock.now,
    });
    const kill = (): void => {
      isDead = true;
    };
    const stall = () => {
      const { promise, resolve } = deferred();
      stalled = promise;
      return () => {
        stalled = null;
        resolve();
      };
    };
    return { lists, errands, slots, kill, stall };
  }

  const errandOf = async ({ lists }: ListInstance, id: string) => {
    const errand = await lists.find(id, OWNER);
    if (!errand) throw new Error('there is no such list');
    return errand;
  };
  return {
    ...{ clock, model, store, open },
    async begin({ lists }, names, onFailure = 'continue') {
      const items = names.map((name) => {
        const plan: ItemPlan = { kind: 'duplicateProject', input: { name }, setUp: setUp ? {} : null };
        return { plan, progress: newItem(plan, null) };
      });
      const plan = { onFailure, callback: null };
      return (await lists.begin({ owner: OWNER, token: TOKEN, plan, items })).id;
    },
    async states(_on, id) {
      const rows = await store.items.list(id);
      return rows.map(({ progress }) => (progress as ItemProgress).state);
    },
    progress: async (on, id) => (await errandOf(on, id)).progress as ListProgress,
    isOver: async (on, id) => ((await errandOf(on, id)).progress as ListProgress).finishedAt !== null,
  };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** What a killed process gets. */
const NEVER = new Promise<never>(() => {});
