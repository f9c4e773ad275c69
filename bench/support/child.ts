/**
 * Child processes: started, asked over their IPC channel, ended by their own id and never outliving the runner.
 * Knows nothing of what they do.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** How a child is started. */
export interface ChildOptions {
  readonly name: string;
  /** @default this Node */
  readonly command?: string;
  readonly args: readonly string[];
  /** The whole environment but PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Whether it has an IPC channel. @default true */
  readonly ipc?: boolean;
}

/** A running child. */
export interface Child extends AsyncDisposable {
  readonly pid: number;
  /** Asks one of its methods. */
  ask<T>(method: string, args?: unknown): Promise<T>;
  /** Everything it has written. */
  output(): string;
  /** Resolves to the first match in what it writes. */
  wrote(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  /** Asks it to end, then makes it. */
  stop(): Promise<void>;
}

const STOP_MS = 4_000;
const running = new Set<ChildProcess>();

// The runner's own end, however it comes, is the end of its children.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

/** Starts a child. What it writes goes to a file, as it would in production, and costs the runner nothing. */
export function startChild(options: ChildOptions): Child {
  const { name, command = process.execPath, args, env = {}, cwd = ROOT, ipc = true } = options;
  const folder = mkdtempSync(path.join(tmpdir(), `bench-${name}-`));
  const file = path.join(folder, 'output');
  const descriptor = openSync(file, 'w');
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(command, args, {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', descriptor, descriptor, ...(ipc ? (['ipc'] as const) : [])],
    serialization: 'advanced',
  });
  closeSync(descriptor);
  running.add(child);

  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  let end: string | null = null;
  const output = (): string => readFileSync(file, 'utf8');
  const failure = (): Error => new Error(`${name} ${end}\n${output().slice(-4_000)}`);
  const ended = new Promise<void>((resolve) => {
    const conclude = (how: string): void => {
      if (end !== null) return;
      end = how;
      running.delete(child);
      for (const { reject } of waiting.values()) reject(failure());
      waiting.clear();
      resolve();
    };
    child.once('exit', (code, signal) => conclude(`ended with ${signal ?? code}`));
    child.once('error', (error) => conclude(`did not start: ${error.message}`));
  });
  child.on('message', (message) => {
    const { id, result, error } = message as { id: number; result?: unknown; error?: string };
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) waiter?.resolve(result);
    else waiter?.reject(new Error(`${name}: ${error}`));
  });

  const stop = async (): Promise<void> => {
    if (end === null) {
      child.kill('SIGTERM');
      const fuse = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(fuse);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    pid: child.pid ?? 0,
    output,
    ask: <T>(method: string, args?: unknown) =>
      new Promise<T>((resolve, reject) => {
        if (end !== null) return reject(failure());
        const id = ++asked;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        child.send({ id, method, args });
      }),
    async wrote(pattern, withinMs = 20_000) {
      for (const until = Date.now() + withinMs; Date.now() < until; await sleep(20)) {
        const match = pattern.exec(output());
        if (match) return match;
        if (end !== null) throw failure();
      }
      throw new Error(`${name} did not write ${pattern} within ${withinMs} ms\n${output().slice(-4_000)}`);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Starts one of the TypeScript programs of this folder. */
export function startHelper(name: string, file: string): Child {
  const script = path.join(ROOT, 'bench/support', file);
  return startChild({ name, args: ['--import', 'tsx', script] });
}
