/**
 * What becomes of an idempotency key whose start was sent, and of an errand that was begun: the tables of
 * docs/scaling.md, and what `survival*.test.ts` here and in `test/sqlite` hold the stores to. Kept means that the key starts nothing again: its outcome is told,
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
  keys: 'in memory (neither `STATE_FILE` nor `REDIS_URL`)',
  gateway: 'forgotten',
  redis: '–',
  both: '–',
  versions: '–',
};

export const IN_A_FILE: Survival = {
  keys: 'in a file (`STATE_FILE`)',
  gateway: 'kept',
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

export const SURVIVALS = [IN_MEMORY, IN_A_FILE, IN_FORGETFUL_REDIS, IN_COMPOSED_REDIS] as const;

/** Of errands: kept means as it was answered last, with every item of it, and that somebody goes on with it. */
export type ErrandFates = Pick<Survival, 'gateway' | 'redis' | 'both'>;

/** By the place where they are, which is where the keys are. */
export const ERRAND_SURVIVALS: ReadonlyMap<Survival, ErrandFates> = new Map([
  [IN_MEMORY, { gateway: 'forgotten', redis: '–', both: '–' }],
  [IN_A_FILE, { gateway: 'kept', redis: '–', both: '–' }],
  [IN_FORGETFUL_REDIS, { gateway: 'kept', redis: 'forgotten', both: 'forgotten' }],
  [IN_COMPOSED_REDIS, { gateway: 'kept', redis: 'kept', both: 'kept' }],
]);
