/** The schema with a sandbox behind it, for the tests of a file: there before them, gone after. */
import { afterAll, beforeAll } from 'vitest';
import { type ExecutorOptions, type ExecutorWithSandbox, executorWithSandbox } from '../support/execute.ts';

/** A gateway's schema that is there while tests run. */
export interface WithSandbox extends Omit<ExecutorWithSandbox, keyof AsyncDisposable> {
  readonly gids: ExecutorWithSandbox['sandbox']['gids'];
}

/** Makes them for the file that calls it, with options that may be known no sooner than its tests run. */
export function withSandbox(options: ExecutorOptions | (() => ExecutorOptions) = {}): WithSandbox {
  let made: ExecutorWithSandbox | undefined;
  const gateway = (): ExecutorWithSandbox => {
    if (!made) throw new Error('the sandbox is there while tests run, not while they are collected');
    return made;
  };
  beforeAll(async () => {
    const chosen = typeof options === 'function' ? options() : options;
    made = await executorWithSandbox({ jobDurationMs: 300, childrenDelayMs: 0, ...chosen });
    // Learns whose token it is, which would else be read in the background of the first start.
    await made.run('{ recentJobs { gid } }');
  });
  afterAll(async () => {
    await made?.[Symbol.asyncDispose]();
  });
  return {
    get sandbox() {
      return gateway().sandbox;
    },
    get services() {
      return gateway().services;
    },
    get gids() {
      return gateway().sandbox.gids;
    },
    run: (...args) => gateway().run(...args),
    watch: (...args) => gateway().watch(...args),
  };
}

/** The global id of an object. */
export function globalId(type: string, gid: string): string {
  return Buffer.from(`${type}:${gid}`).toString('base64');
}
