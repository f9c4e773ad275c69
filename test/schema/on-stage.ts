/** One stage for the tests of a file: set up before them, taken down after. */
import { afterAll, beforeAll } from 'vitest';
import { createStage, type Executed, type Stage } from '../support/execute.ts';

/** A stage that is there while tests run. */
export interface OnStage {
  readonly stage: Stage;
  readonly gids: Stage['sandbox']['gids'];
  run(source: string, variables?: Record<string, unknown>, token?: string | null): Promise<Executed>;
}

/** Sets the stage for the file that calls it. */
export function onStage(options: Parameters<typeof createStage>[0] = {}): OnStage {
  let stage: Stage | undefined;
  const there = (): Stage => {
    if (!stage) throw new Error('the stage is set up before the tests, not while they are collected');
    return stage;
  };
  beforeAll(async () => {
    stage = await createStage({ jobDurationMs: 300, childrenDelayMs: 0, ...options });
    // Learns whose token it is, which would else be read in the background of the first start.
    await stage.run('{ recentJobs { gid } }');
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });
  return {
    get stage() {
      return there();
    },
    get gids() {
      return there().sandbox.gids;
    },
    run: (...args) => there().run(...args),
  };
}

/** The global id of an object. */
export function globalId(type: string, gid: string): string {
  return Buffer.from(`${type}:${gid}`).toString('base64');
}
