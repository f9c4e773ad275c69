/**
 * What becomes of an idempotency key whose start was sent: the table of docs/scaling.md, and what
 * `survival.property.test.ts` holds the stores to. Kept means that the key starts nothing again: its outcome is told,
 * or, where nobody knows it, OUTCOME_UNKNOWN.
 */
export type Fate = 'kept' | 'forgotten' | 'kept by the instances that know it' | '–';

export interface Survival {
  readonly keys: string;
  readonly gateway: Fate;
  readonly redis: Fate;
  readonly both: Fate;
  readonly versions: Fate;
}

export const IN_MEMORY: Survival = {
  keys: 'in memory (no `REDIS_URL`)',
  gateway: 'forgotten',
  redis: '–',
  both: '–',
  versions: '–',
};

export const IN_FORGETFUL_REDIS: Survival = {
  keys: 'in a Redis that keeps nothing on a disk',
  gateway: 'kept',
  redis: 'kept by the instances that know it',
  both: 'forgotten',
  versions: 'kept',
};

export const IN_COMPOSED_REDIS: Survival = {
  keys: 'in Redis as `compose.yaml` runs it',
  gateway: 'kept',
  redis: 'kept',
  both: 'kept',
  versions: 'kept',
};

export const SURVIVALS = [IN_MEMORY, IN_FORGETFUL_REDIS, IN_COMPOSED_REDIS] as const;
