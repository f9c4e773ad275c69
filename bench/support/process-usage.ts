/**
 * What a process that cannot be asked has used, as Linux tells it: itself and its children.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Usage } from './probe.mjs';

/** Clock ticks a second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;

/** CPU and memory of a process and of all below it. */
export function foreignUsage(pid: number): Usage {
  let cpuMs = 0;
  let rss = 0;
  for (const each of family(pid)) {
    const fields = statOf(each);
    // After pid and name: utime and stime are the 12th and 13th, the resident pages the 22nd.
    cpuMs += ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
    rss += Number(fields[21]) * PAGE_BYTES;
  }
  return { cpuMs, rss, heapUsed: 0, external: 0, resources: {} };
}

function family(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(statOf(Number(name))[1]));
    } catch {
      // Ended in between.
    }
  }
  const members = [root];
  for (const member of members) {
    for (const [pid, parent] of parents) if (parent === member) members.push(pid);
  }
  return members;
}

/** The fields behind the process' name, which may hold blanks. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
