/**
 * Plays starts, crashes, restarts and upgrades on stores of idempotency keys, and holds every answer to a model of what
 * the stores are said to remember. Knows no store.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Reservation } from '../../src/starts/idempotency.ts';
import type { Survival } from './survival.ts';

export const CALLER = 'user:1';
const KEYS = 4;

type Ending = 'started' | 'unknown' | 'refused' | 'unsent' | 'crash';

type Step =
  | { readonly do: 'start'; readonly instance: number; readonly key: number; readonly ending: Ending }
  | { readonly do: 'restart'; readonly instance: number }
  | { readonly do: 'upgrade'; readonly instance: number }
  | { readonly do: 'redis' }
  | { readonly do: 'both' };

/** A gateway as far as keys go, of this version or of the one before. */
export interface Instance {
  readonly version: 'now' | 'before';
  begin(key: string): Promise<Reservation>;
  end(): Promise<void>;
  healthy(): boolean;
}

export type Open = (version: Instance['version']) => Promise<Instance>;

/** What is known of a key: may it start something, and what does it answer. */
type Known = 'free' | 'refused' | 'perhaps' | { readonly outcome: string };

export interface World {
  readonly survival: Survival;
  readonly open: Open;
  readonly versions: readonly Instance['version'][];
  /** Ends Redis as a crash does, and starts it again. */
  restartRedis?(instances: readonly Instance[]): Promise<void>;
  /** Waits until Redis has these keys. */
  hasKeys?(keys: readonly string[]): Promise<void>;
}

/** Plays the steps on a fresh world, and holds every answer to the model. */
async function play(world: World, round: string, steps: readonly Step[]): Promise<void> {
  const { survival } = world;
  const instances = await Promise.all(world.versions.map(world.open));
  const remembers = instances.map(() => new Set<string>());
  /** Keys of which an instance remembers no more than that a start was refused. */
  const remembersRefused = instances.map(() => new Set<string>());
  const known = new Map<string, Known>();
  const refused = new Set<string>();
  const of = (key: string): Known => known.get(key) ?? 'free';

  async function replace(at: number, version = instances[at]?.version ?? 'now'): Promise<void> {
    await instances[at]?.end();
    instances[at] = await world.open(version);
    remembers[at] = new Set();
    remembersRefused[at] = new Set();
    if (survival.gateway === 'forgotten') known.clear();
  }

  async function start(at: number, key: string, ending: Ending): Promise<void> {
    const instance = instances[at];
    if (!instance) return;
    const reserved = await instance.begin(key);
    const before = of(key);
    switch (reserved.state) {
      case 'mismatch':
        throw new Error('the input is always the same');
      case 'pending':
        expect(before, `${key} is told to be under way`).toBe('perhaps');
        await expect(reserved.wait()).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', retryable: false });
        remembers[at]?.add(key);
        return;
      case 'done':
        // Whoever was refused a moment ago says so, even where Redis has forgotten it: nothing is sent.
        if (reserved.outcome === 'refused') expect(refused).toContain(key);
        else expect(before, `${key} is told to be done`).toEqual({ outcome: reserved.outcome });
        if (reserved.outcome === 'refused' && before === 'refused') remembersRefused[at]?.add(key);
        if (!remembersRefused[at]?.has(key)) remembers[at]?.add(key);
        return;
      case 'new':
        break;
    }
    expect(['free', 'refused'], `${key} is ${JSON.stringify(before)} and starts again`).toContain(before);
    for (const each of remembers) each.delete(key);
    remembers[at]?.add(key);
    if (ending === 'crash') {
      known.set(key, 'perhaps');
      await replace(at);
    } else if (ending === 'unsent') {
      known.set(key, 'free');
      await reserved.forget();
    } else if (ending === 'refused') {
      refused.add(key);
      if (instance.version === 'now') remembersRefused[at]?.add(key);
      // The version before kept a refusal as long as anything else.
      known.set(key, instance.version === 'now' ? 'refused' : { outcome: 'refused' });
      await reserved.refuse('refused');
    } else {
      known.set(key, { outcome: ending });
      await reserved.finish(ending);
    }
  }

  async function restartRedis(fate: Survival['redis']): Promise<void> {
    await world.restartRedis?.(instances);
    if (fate === 'kept') return;
    const kept = new Set<string>();
    for (const [at, instance] of instances.entries())
      if (instance.version === 'now') for (const key of remembers[at] ?? []) kept.add(key);
    for (const [key, what] of [...known])
      if (what !== 'refused' && (!kept.has(key) || what === 'free')) known.delete(key);
    await world.hasKeys?.([...known].flatMap(([key, what]) => (what === 'refused' ? [] : [key])));
  }

  for (const step of steps) {
    if (step.do === 'start')
      await start(step.instance % instances.length, `${round}-${step.key}`, step.ending);
    if (step.do === 'restart') await replace(step.instance % instances.length);
    if (step.do === 'upgrade') await replace(step.instance % instances.length, 'now');
    if (step.do === 'redis' && survival.redis !== '–') await restartRedis(survival.redis);
    if (step.do === 'both' && survival.both !== '–') {
      for (const at of instances.keys()) await replace(at);
      await restartRedis(survival.both);
    }
  }
  for (const instance of instances) await instance.end();
}

const instanceNumber = fc.nat({ max: 2 });
const starting = fc.record({
  do: fc.constant('start' as const),
  instance: instanceNumber,
  key: fc.nat({ max: KEYS - 1 }),
  ending: fc.constantFrom<Ending>('started', 'unknown', 'refused', 'unsent', 'crash'),
});
const steps = fc.array(
  fc.oneof(
    { weight: 14, arbitrary: starting },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), instance: instanceNumber }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('upgrade' as const), instance: instanceNumber }) },
    { weight: 1, arbitrary: fc.constant<Step>({ do: 'redis' }) },
    { weight: 1, arbitrary: fc.constant<Step>({ do: 'both' }) },
  ),
  { minLength: 8, maxLength: 30 },
);

/** Random sequences of steps on fresh keys. */
export async function holds(world: World, numRuns: number): Promise<void> {
  let rounds = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      rounds += 1;
      await play(world, `${world.survival.gateway}-${rounds}`, sequence);
    }),
    { numRuns, endOnFailure: true },
  );
}
