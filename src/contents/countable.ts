/**
 * What can be counted of what a job made, and how long ago it began to fill: the tasks of a project, the subtasks of a
 * task that was copied with them. Pure; sends nothing.
 */
import { isFinal, type JobState } from '../job-state.ts';
import { CONTENTS_LIMIT_MS } from './counted.ts';

/** Something that fills after the job has succeeded. */
export interface Countable {
  readonly what: 'tasks' | 'subtasks';
  /** The new object. */
  readonly gid: string;
  /** The object it is a copy of; null when there is none, or nobody knows. */
  readonly source: string | null;
}

/** What is remembered of the start of a job. */
export interface StartFacts {
  readonly kind: string | null;
  readonly source: { readonly gid: string } | null;
  /** Whether the subtasks were to be copied; absent when nobody knows. */
  readonly withSubtasks?: boolean | undefined;
}

/** What is remembered of the end of a job. */
export interface EndFacts {
  readonly startedAt: number | null;
  /** When it was last seen. */
  readonly status: string | null;
  readonly sinceEndMs: number | null;
}

/** What a job made that fills; null where nothing does, and before something was made. */
export function countableOf(
  { created }: Pick<JobState, 'created'>,
  start: StartFacts | null,
): Countable | null {
  const { new_project: project, new_task: task } = created;
  const sourceOf = (kind: string): string | null =>
    start?.kind === kind ? (start.source?.gid ?? null) : null;
  if (project) return { what: 'tasks', gid: project, source: sourceOf('duplicateProject') };
  if (task && start?.withSubtasks) return { what: 'subtasks', gid: task, source: sourceOf('duplicateTask') };
  return null;
}

/** What a start of this sort makes that fills, as Asana calls it; null where it makes nothing of the sort, or nobody knows. */
function fillsOf({ kind, withSubtasks }: StartFacts): 'new_project' | 'new_task' | null {
  if (kind === 'duplicateProject' || kind === 'instantiateProject') return 'new_project';
  return kind === 'duplicateTask' && withSubtasks ? 'new_task' : null;
}

/** Whether a job made something that fills, and has not said what: Asana may name it only after the success. */
export function isUnnamed({ created }: Pick<JobState, 'created'>, start: StartFacts | null): boolean {
  const key = start && fillsOf(start);
  return key != null && !created[key];
}

/**
 * How long ago a job was seen to succeed, null while it has not. One that nobody saw running may have done so long ago:
 * what it made is as complete as it will be.
 */
export function sinceSuccessMs(status: string, end: EndFacts | null): number | null {
  if (status !== 'succeeded') return null;
  if (end === null) return CONTENTS_LIMIT_MS;
  if (end.sinceEndMs !== null) return end.sinceEndMs;
  const wasSeenRunning = end.startedAt !== null || (end.status !== null && !isFinal(end.status));
  return wasSeenRunning ? 0 : CONTENTS_LIMIT_MS;
}
