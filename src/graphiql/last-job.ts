/**
 * Carries the job that was started last from one tab to the next: a mutation's answer is looked through for
 * it, and the variable value "LAST_JOB" stands for it. Knows neither the page nor the network.
 */
import type { Storage } from '@graphiql/toolkit';

/** The variable value that stands for the job started last from this page. */
export const LAST_JOB = 'LAST_JOB';

const KEY = 'last-job';

/** Remembers the job started last, in this tab. */
export interface LastJob {
  /** Looks through a mutation's answer; returns the job's gid when there is one. */
  learn(result: unknown): string | undefined;
  /** Puts the gid in place of "LAST_JOB", wherever it stands; `used` is set when it did. */
  fill(variables: unknown): { variables: unknown; used?: string };
}

/** Makes the memory of the job started last. */
export function createLastJob(tab: Storage): LastJob {
  return {
    learn(result) {
      const gid = findStartedJob(result);
      if (gid !== undefined) tab.setItem(KEY, gid);
      return gid;
    },
    fill(variables) {
      if (!mentionsLastJob(variables)) return { variables };
      const gid = tab.getItem(KEY);
      if (gid === null) {
        throw new Error(
          `"${LAST_JOB}" stands for the job you started last in this browser tab, and there is none yet. Run the StartTheJob tab first, or put the gid of a job in place of "${LAST_JOB}" in the variables.`,
        );
      }
      return { variables: replaceLastJob(variables, gid), used: gid };
    },
  };
}

/** The gid of the first `{ job { gid } }` among the root fields of an answer. */
export function findStartedJob(result: unknown): string | undefined {
  if (!isRecord(result) || !isRecord(result.data)) return undefined;
  for (const payload of Object.values(result.data)) {
    if (isRecord(payload) && isRecord(payload.job) && typeof payload.job.gid === 'string')
      return payload.job.gid;
  }
  return undefined;
}

function mentionsLastJob(value: unknown): boolean {
  if (value === LAST_JOB) return true;
  if (Array.isArray(value)) return value.some(mentionsLastJob);
  return isRecord(value) && Object.values(value).some(mentionsLastJob);
}

function replaceLastJob(value: unknown, gid: string): unknown {
  if (value === LAST_JOB) return gid;
  if (Array.isArray(value)) return value.map((item) => replaceLastJob(item, gid));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceLastJob(item, gid)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
