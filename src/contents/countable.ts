/**
 * What can be counted of what a job made: the tasks of a project, the subtasks of a task that was copied with them. Pure;
 * sends nothing.
 */

/** Something that fills after the job has succeeded. */
export interface Countable {
  readonly what: 'tasks' | 'subtasks';
  /** The new object. */
  readonly gid: string;
  /** The object it is a copy of; null when there is none, or nobody knows. */
  readonly source: string | null;
}

/** What a job has made so far. */
export interface Made {
  /** `new_*` key → gid, null while it is not there. */
  readonly created: Readonly<Record<string, string | null>>;
}

/** What is remembered of the start of a job. */
export interface StartFacts {
  readonly kind: string | null;
  readonly source: { readonly gid: string } | null;
  /** Whether the subtasks were to be copied; null when nobody knows. */
  readonly withSubtasks: boolean | null;
}

/** What a job made that fills; null where nothing does, and before something was made. */
export function countableOf({ created }: Made, start: StartFacts | null): Countable | null {
  const { new_project: project, new_task: task } = created;
  const sourceOf = (kind: string): string | null =>
    start?.kind === kind ? (start.source?.gid ?? null) : null;
  if (project) return { what: 'tasks', gid: project, source: sourceOf('duplicateProject') };
  if (task && start?.withSubtasks) return { what: 'subtasks', gid: task, source: sourceOf('duplicateTask') };
  return null;
}
