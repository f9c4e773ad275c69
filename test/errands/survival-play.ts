/**
 * Plays errands that are begun, changed and ended, and restarts, on a store, and holds what is found to a model of what
 * the store is said to remember. Knows no store.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { changed, type Errand, type ErrandChange, isOver } from '../../src/errands/errand.ts';
import type { ErrandItem } from '../../src/errands/items.ts';
import type { ErrandStore } from '../../src/errands/store.ts';
import type { ErrandFates } from '../starts/survival.ts';
import { newErrand } from './store-suite.ts';

/** A store as one process has it. */
export interface StoreLife {
  readonly store: ErrandStore;
  /** Ends the process without a word. */
  end(): Promise<void>;
}

export interface ErrandWorld {
  readonly fates: ErrandFates;
  open(): Promise<StoreLife>;
  /** Ends Redis as a crash does, and starts it again. */
  restartRedis?(): Promise<void>;
}

const ERRANDS = 4;
const CHANGES: readonly ErrandChange[] = [
  { state: 'running', progress: { at: 1 } },
  { about: '77', plan: { more: 'é "' } },
  { isUnwanted: true },
  { state: 'interrupted' },
  { state: 'done', plan: null },
];

type Step =
  | { readonly do: 'change'; readonly errand: number; readonly to: number }
  | { readonly do: 'item'; readonly errand: number; readonly item: number; readonly isDone: boolean }
  | { readonly do: 'restart' | 'redis' | 'both' };

interface Known {
  errand: Errand;
  readonly items: ErrandItem[];
}

async function play({ fates, open, restartRedis }: ErrandWorld, steps: readonly Step[]): Promise<void> {
  let life = await open();
  let owner = newErrand('').id;
  const known = new Map<number, Known>();

  async function begin(number: number): Promise<Known> {
    const errand = newErrand(owner, { kind: `kind-${owner}` });
    await life.store.add(errand, 'here', 60_000);
    const items = [0, 1].map((index) => ({ index, plan: { index }, progress: 'waiting', version: 0 }));
    await life.store.items.add(errand.id, items);
    const made = { errand, items };
    known.set(number, made);
    return made;
  }

  async function change(number: number, to: ErrandChange): Promise<void> {
    const it = known.get(number) ?? (await begin(number));
    if (isOver(it.errand)) return;
    const kept = await life.store.change(it.errand.id, it.errand.version, to);
    expect(kept).toMatchObject({ version: it.errand.version + 1 });
    it.errand = changed(it.errand, to);
  }

  async function changeItem(number: number, index: number, isDone: boolean): Promise<void> {
    const { errand, items } = known.get(number) ?? (await begin(number));
    const before = items[index] as ErrandItem;
    const progress = `at ${before.version + 1}`;
    const kept = await life.store.items.change(errand.id, index, before.version, {
      progress,
      ...(isDone && { plan: null }),
    });
    expect(kept).toMatchObject({ progress, version: before.version + 1 });
    items[index] = { ...before, progress, version: before.version + 1, ...(isDone && { plan: null }) };
  }

  async function hold(): Promise<void> {
    for (const { errand, items } of known.values()) {
      expect(await life.store.find(errand.id)).toMatchObject(errand);
      expect(await life.store.items.list(errand.id, { plans: true })).toEqual(items);
    }
    const open = [...known.values()].map(({ errand }) => errand).filter((errand) => !isOver(errand));
    const found = await life.store.open(`kind-${owner}`, owner);
    expect(found.map(({ id }) => id).sort()).toEqual(open.map(({ id }) => id).sort());
  }

  async function restart(): Promise<void> {
    await life.end();
    life = await open();
    if (fates.gateway === 'forgotten') known.clear();
  }

  async function restartOfRedis(fate: ErrandFates['redis']): Promise<void> {
    await restartRedis?.();
    if (fate === 'kept') return;
    known.clear();
    owner = newErrand('').id;
  }

  for (const step of steps) {
    if (step.do === 'change') await change(step.errand, CHANGES[step.to] ?? {});
    if (step.do === 'item') await changeItem(step.errand, step.item, step.isDone);
    if (step.do === 'restart') await restart();
    if (step.do === 'redis' && fates.redis !== '–') await restartOfRedis(fates.redis);
    if (step.do === 'both' && fates.both !== '–') {
      await restart();
      await restartOfRedis(fates.both);
    }
    await hold();
  }
  await life.end();
}

const errand = fc.nat({ max: ERRANDS - 1 });
const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('change' as const),
        errand,
        to: fc.nat({ max: CHANGES.length - 1 }),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('item' as const),
        errand,
        item: fc.nat({ max: 1 }),
        isDone: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.constant<Step>({ do: 'restart' }) },
    { weight: 1, arbitrary: fc.constant<Step>({ do: 'redis' }) },
    { weight: 1, arbitrary: fc.constant<Step>({ do: 'both' }) },
  ),
  { minLength: 8, maxLength: 25 },
);

/** Random sequences of steps. */
export async function errandsHold(world: ErrandWorld, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(steps, (sequence) => play(world, sequence)),
    { numRuns, endOnFailure: true },
  );
}
