/**
 * Which tasks of a project the entries of a set-up mean: looked for once, before the first task is changed, so that a
 * name that is changed by one entry is not what another one looks for. Pure.
 */
import { isRecord } from '../../json.ts';
import type { UserError } from '../../starts/user-errors.ts';
import { type SetUpPlan, type SetUpProgress, type TaskMatch, taskIndexOf } from './set-up.ts';

/** A task, as far as is needed to match it. */
export interface ListedTask {
  readonly gid: string;
  readonly name: string | null;
  /** Names of the sections of the project that it is in. */
  readonly sections: readonly string[];
}

/** Tasks of a project that are looked at. */
export const LISTED_TASKS_LIMIT = 10_000;
/** Gids that one set-up keeps in all. */
export const MATCHED_TASKS_LIMIT = 10_000;

/** What is asked of each task. */
export const MATCH_FIELDS = ['name', 'memberships.project.gid', 'memberships.section.name'] as const;

/** A task of Asana's list; null where it is none. */
export function listedTask(item: unknown, project: string): ListedTask | null {
  if (!isRecord(item) || typeof item.gid !== 'string') return null;
  const memberships = Array.isArray(item.memberships) ? item.memberships : [];
  const sections = memberships.flatMap((each: unknown) => {
    if (!isRecord(each) || !isRecord(each.project) || each.project.gid !== project) return [];
    return isRecord(each.section) && typeof each.section.name === 'string' ? [each.section.name] : [];
  });
  return { gid: item.gid, name: typeof item.name === 'string' ? item.name : null, sections };
}

/** Whether an entry means a task. */
export function isMeant({ name, sections }: ListedTask, { name: wanted, section }: TaskMatch): boolean {
  return (wanted == null || name === wanted) && (section == null || sections.includes(section));
}

/**
 * The progress once the tasks are listed. A step whose entry means nothing has failed, and so has one that means more
 * than is kept.
 */
export function matched(
  progress: SetUpProgress,
  { input }: SetUpPlan,
  tasks: readonly ListedTask[],
): SetUpProgress {
  let kept = progress.steps.reduce((sum, step) => sum + (step.matched?.length ?? 0), 0);
  const steps = progress.steps.map((step) => {
    const index = taskIndexOf(step.name);
    const where = index === null ? undefined : input.tasks?.[index]?.where;
    if (index === null || where === undefined || step.matched !== null) return step;
    const gids = tasks.filter((task) => isMeant(task, where)).map(({ gid }) => gid);
    if (gids.length === 0) return failed({ ...step, matched: [] }, noMatch(index, where));
    if (kept + gids.length > MATCHED_TASKS_LIMIT) return failed(step, tooMany(index));
    kept += gids.length;
    return { ...step, matched: gids };
  });
  return { ...progress, steps };
}

/** What is said of the entries when the project has more tasks than are looked at. */
export function tooManyListed(index: number): UserError {
  const limit = LISTED_TASKS_LIMIT.toLocaleString('en');
  return mistake(
    index,
    'BAD_USER_INPUT',
    `The project has more than ${limit} tasks; a set-up looks at no more.`,
  );
}

function failed<Step>(step: Step, error: UserError): Step & { state: 'failed'; userErrors: UserError[] } {
  return { ...step, state: 'failed', userErrors: [error] };
}

/** No task is meant. */
export function noMatch(index: number, { name, section }: TaskMatch): UserError {
  const named = name == null ? '' : ` called ${JSON.stringify(name)}`;
  const placed = section == null ? '' : ` in a section called ${JSON.stringify(section)}`;
  return mistake(index, 'NOT_FOUND', `The project had no task${named}${placed}. Names are matched exactly.`);
}

function tooMany(index: number): UserError {
  const limit = MATCHED_TASKS_LIMIT.toLocaleString('en');
  return mistake(
    index,
    'BAD_USER_INPUT',
    `With this, the set-up means more than ${limit} tasks; it changes no more.`,
  );
}

function mistake(index: number, code: UserError['code'], message: string): UserError {
  return { code, message, field: ['tasks', `${index}`, 'where'] };
}
