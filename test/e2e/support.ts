/**
 * Runs the built command line as a child process: waits are for its output or its end, never for time.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const CLI = path.join(ROOT, 'dist/cli.js');

/** How a process ended and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running command line. Disposing kills it. */
export interface Running extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Everything written to standard output so far. */
  output(): string;
  /** The first match of a pattern on standard output; rejects when the process ends without one. */
  saw(pattern: RegExp): Promise<string>;
}

/** Settings of the shell must not reach the tests. */
const CLEAN_ENV = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_OPTIONS: process.env.NODE_OPTIONS };

/** Starts the command line. */
export function run(
  args: readonly string[],
  {
    env = {},
    cli = CLI,
    cwd = ROOT,
    node = process.execPath,
  }: { env?: Record<string, string>; cli?: string; cwd?: string; node?: string } = {},
): Running {
  if (!existsSync(cli)) throw new Error(`${cli} is not there. Run: npm run build`);
  const child = spawn(node, [cli, ...args], { env: { ...CLEAN_ENV, ...env }, cwd });
  let stdout = '';
  let stderr = '';
  const looking = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    for (const look of [...looking]) look();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return {
    child,
    ended,
    output: () => stdout,
    saw(pattern) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(stdout);
          if (!match) return;
          looking.delete(look);
          resolve(match[1] ?? match[0]);
        };
        looking.add(look);
        ended.then(
          ({ code }) => reject(new Error(`ended with ${code} before ${pattern}: ${stdout}${stderr}`)),
          reject,
        );
        look();
      });
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs a command to its end. */
export function finish(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return run(args, { env }).ended;
}

/** The URL of the API, from the log line that says so. */
export async function urlOf(running: Running): Promise<string> {
  return running.saw(/"url":"(http:\/\/127\.0\.0\.1:\d+\/graphql)"/);
}

/** One operation over HTTP. */
export async function post(
  url: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<{ data?: unknown; errors?: readonly { extensions: Record<string, unknown> }[] }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Awaited<ReturnType<typeof post>>;
}
