/** A job as the JSON of `run` and `watch` has it: the schema's words, and what it made by type and gid. Pure. */
import type { Job } from './documents.ts';

/** Everything known of a job but what it made. */
export function jobJson({ result: _, ...job }: Partial<Job> & { gid: string }): Record<string, unknown> {
  return job;
}

/** What it made; null before it did. */
export function resultJson({ result }: Partial<Job>): Record<string, unknown> | null {
  if (!result) return null;
  const { __typename, gid, ...rest } = result;
  return { type: __typename, gid, ...rest };
}
