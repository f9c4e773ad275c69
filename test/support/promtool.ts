/** Prometheus' own checker of rules, where it is installed: says loudly when it is not; with CI set that is a failure. */
import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

/** What a run of it came to. */
export interface Checked {
  readonly passed: boolean;
  readonly output: string;
}

/** Runs it. */
export function promtool(...args: readonly string[]): Checked {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  return { passed: status === 0, output: stdout + stderr };
}

/** Like `describe`, for tests that need it. */
export function describePromtool(name: string, body: () => void): void {
  if (promtool('--version').passed) return void describe(name, body);
  const message = `promtool is not installed (Debian has it in the package prometheus): ${name}`;
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
  describe.skip(name, body);
}
