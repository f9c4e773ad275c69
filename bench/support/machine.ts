/**
 * What a run ran on, so that its figures can be read later.
 */
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { ROOT } from './child.ts';

/** The conditions of a run. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly platform: string;
  readonly commit: string;
  readonly date: string;
  /** Of the last minute, before the run: above a tenth of the cores, others were at work. */
  readonly load: number;
}

/** Looks around. */
export function describeMachine(): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    platform: `${os.platform()} ${os.release()} ${os.arch()}`,
    commit: commit(),
    date: new Date().toISOString(),
    load: Math.round((os.loadavg()[0] ?? 0) * 100) / 100,
  };
}

/** As lines above the table. */
export function machineLines(machine: Machine): string[] {
  const { cpu, cores, memoryGb, node, platform, commit: at, date, load } = machine;
  const busy = load > cores / 4 ? '; others are at work here: ratios hold, absolute figures do not' : '';
  return [
    `${cpu}, ${cores} cores, ${memoryGb} GB, ${platform}`,
    `Node ${node}, commit ${at}, ${date}`,
    `load before the run ${load}${busy}`,
  ];
}

function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain') === '' ? '' : ' with changes';
    return git('rev-parse', '--short', 'HEAD') + changed;
  } catch {
    return 'unknown';
  }
}
