/**
 * A set-up: what a new project shall be, as steps each of which may be repeated without harm, and how far they are.
 * Pure; sends nothing.
 */
import type { InputValues } from '../../asana/api/write-body.ts';
import type { UserError } from '../../starts/user-errors.ts';

/** Which tasks are changed: all that have this name, and are in a section of this name. */
export interface TaskMatch {
  readonly name?: string | null;
  readonly section?: string | null;
}

/** What a caller wants of a project. */
export interface SetUpInput {
  readonly project?: InputValues | null;
  readonly members?: readonly string[] | null;
  readonly portfolioGids?: readonly string[] | null;
  readonly customFields?: readonly unknown[] | null;
  readonly tasks?: readonly { readonly where: TaskMatch; readonly set: InputValues }[] | null;
}

/** What is to be done. Stored: fields may be added, never changed. */
export interface SetUpPlan {
  /** The job that makes the project; null where the project was there. */
  readonly job: string | null;
  readonly input: SetUpInput;
}

/** Where a step stands. */
export type StepState = 'pending' | 'running' | 'done' | 'failed' | 'skipped';

/** One step. Stored: fields may be added, never changed. */
export interface SetUpStep {
  /** `project`, `members`, `portfolios`, `customFields`, `tasks.0` … */
  readonly name: string;
  readonly state: StepState;
  /** Of a step for tasks: those that matched, once that was looked for. */
  readonly matched: readonly string[] | null;
  /** `field` is a path within the set-up. */
  readonly userErrors: readonly UserError[];
}

/** How far a set-up is. Stored: fields may be added, never changed. */
export interface SetUpProgress {
  /** The project; null until the job has made it. */
  readonly project: string | null;
  readonly steps: readonly SetUpStep[];
}

/*
 * A row keeps plan and progress as JSON that only its kind understands. They are read by these, and nowhere else taken
 * for what they are: whoever has an errand of this kind knows that it is one, and nobody but this kind writes them.
 */

/** The plan of a set-up. */
export function setUpPlanOf({ plan }: { readonly plan: unknown }): SetUpPlan {
  return plan as SetUpPlan;
}

/** How far a set-up is. */
export function setUpProgressOf({ progress }: { readonly progress: unknown }): SetUpProgress {
  return progress as SetUpProgress;
}

/** How the kind of errand is called. */
export const SET_UP = 'setUp';

/** The steps of a set-up, in their order; none for what is not asked. */
export function stepsOf({ project, members, portfolioGids, customFields, tasks }: SetUpInput): SetUpStep[] {
  const isAny = (list: readonly unknown[] | null | undefined): boolean => (list?.length ?? 0) > 0;
  const names = [
    ...(project && Object.keys(project).length > 0 ? ['project'] : []),
    ...(isAny(members) ? ['members'] : []),
    ...(isAny(portfolioGids) ? ['portfolios'] : []),
    ...(isAny(customFields) ? ['customFields'] : []),
    ...(tasks ?? []).map((_entry, index) => `tasks.${index}`),
  ];
  return names.map((name) => ({ name, state: 'pending', matched: null, userErrors: [] }));
}

/** The entry of `tasks` that a step is for; null for the other steps. */
export function taskIndexOf(name: string): number | null {
  const [, index] = /^tasks\.(\d+)$/.exec(name) ?? [];
  return index === undefined ? null : Number(index);
}

/** The step to do next: the first that was begun or not yet. */
export function nextStep({ steps }: SetUpProgress): SetUpStep | null {
  return steps.find(({ state }) => state === 'running' || state === 'pending') ?? null;
}

/** One step after a change. */
export function withStep(
  progress: SetUpProgress,
  name: string,
  change: Partial<Omit<SetUpStep, 'name'>>,
): SetUpProgress {
  const steps = progress.steps.map((step) => (step.name === name ? { ...step, ...change } : step));
  return { ...progress, steps };
}

/** What is not over is not done any more. */
export function givenUp(progress: SetUpProgress): SetUpProgress {
  const steps = progress.steps.map((step) => {
    const isOpen = step.state === 'pending' || step.state === 'running';
    return isOpen ? { ...step, state: 'skipped' as const } : step;
  });
  return { ...progress, steps };
}

/** What failed or was skipped is to be done after all. What matched is not looked for again, what matched nothing is. */
export function retried(progress: SetUpProgress): SetUpProgress {
  const steps = progress.steps.map((step) => {
    const isOver = step.state === 'failed' || step.state === 'skipped';
    const matched = step.matched?.length === 0 ? null : step.matched;
    return isOver ? { ...step, state: 'pending' as const, matched, userErrors: [] } : step;
  });
  return { ...progress, steps };
}

/** How a set-up ends whose steps are all over. */
export function endOf({ steps }: SetUpProgress): 'done' | 'failed' {
  return steps.every(({ state }) => state === 'done') ? 'done' : 'failed';
}
