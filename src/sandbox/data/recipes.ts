/**
 * Templates at work: a project out of a project template, a task out of a task template.
 */

import { childAt, type JobPlan, targetTimes } from '../jobs/jobs.ts';
import { shiftDate } from './dates.ts';
import { makeProject, makeSection, makeTask } from './make.ts';
import { type Row, type SandboxStore, text } from './store.ts';

/** What a project template makes; private to the stand-in, Asana shows no such thing. */
export interface Recipe {
  readonly sections: readonly {
    readonly name: string;
    readonly tasks: readonly {
      readonly name: string;
      /** Days after the project's start. */
      readonly dueInDays: number | null;
      /** Position of the role that gets the task, among the template's roles. */
      readonly role?: number;
    }[];
  }[];
}

/** Everything a project template is instantiated with. */
export interface Instantiation {
  readonly name: string;
  readonly owner: string;
  readonly team: string | null;
  readonly privacy: string;
  /** Dates by gid of the variable: 1 is the start, 2 the due date. */
  readonly dates: ReadonlyMap<string, string>;
  /** Users by gid of the role. */
  readonly roles: ReadonlyMap<string, string>;
  readonly plan: JobPlan;
}

/** Makes a project; its sections and tasks follow as children. */
export function projectFromTemplate(store: SandboxStore, template: Row, ask: Instantiation): Row {
  const home = template.home === undefined ? {} : { home: template.home };
  const hasDates = ((template.data.requested_dates ?? []) as unknown[]).length > 0;
  const start = ask.dates.get('1') ?? store.timestamp().slice(0, 10);
  const users = [...ask.roles.values()];
  const project = makeProject(
    store,
    {
      name: ask.name,
      owner: ask.owner,
      team: ask.team,
      members: [...new Set([ask.owner, ...users])],
      followers: [ask.owner],
      color: template.data.color ?? 'light-teal',
      notes: text(template, 'description'),
      privacy_setting: ask.privacy,
      start_on: hasDates ? start : null,
      due_on: ask.dates.get('2') ?? null,
      created_from_template: template.gid,
    },
    { ...home, ...targetTimes(ask.plan) },
  );
  if (ask.plan.fails) return project;
  const place = { ...home, from: ask.plan.childrenAt };
  const roleGids = ((template.data.requested_roles ?? []) as { gid: string }[]).map(({ gid }) => gid);
  const sections = (template.data.recipe as Recipe | undefined)?.sections ?? [];
  const total = sections.reduce((sum, { tasks }) => sum + tasks.length, 0);
  let index = 0;
  for (const section of sections) {
    const made = makeSection(store, project.gid, section.name, place);
    for (const task of section.tasks) {
      const roleGid = task.role === undefined ? undefined : roleGids[task.role];
      const fields = {
        name: task.name,
        created_by: ask.owner,
        assignee: (roleGid && ask.roles.get(roleGid)) ?? null,
        due_on: hasDates && task.dueInDays !== null ? shiftDate(start, task.dueInDays) : null,
        memberships: [{ project: project.gid, section: made.gid }],
      };
      makeTask(store, fields, { ...place, from: childAt(ask.plan, index, total) });
      index += 1;
    }
  }
  return project;
}

/** Makes a task; its subtasks follow as children. */
export function taskFromTemplate(
  store: SandboxStore,
  template: Row,
  ask: { name: string; owner: string; plan: JobPlan },
): Row {
  const home = template.home === undefined ? {} : { home: template.home };
  const recipe = (template.data.template ?? {}) as Record<string, unknown>;
  const today = store.timestamp().slice(0, 10);
  const relativeDate = (days: unknown): string | null =>
    typeof days === 'number' ? shiftDate(today, days) : null;
  const projects = (recipe.memberships ?? []) as string[];
  const task = makeTask(
    store,
    {
      name: ask.name,
      created_by: ask.owner,
      notes: recipe.description ?? '',
      followers: recipe.followers ?? [],
      start_on: relativeDate(recipe.relative_start_on),
      due_on: relativeDate(recipe.relative_due_on),
      memberships: projects.map((project) => ({
        project,
        section: store.list('sections', project)[0]?.gid ?? null,
      })),
    },
    { ...home, ...targetTimes(ask.plan) },
  );
  const subtasks = (recipe.subtasks ?? []) as { name: string }[];
  for (const [index, { name }] of subtasks.entries()) {
    const from = childAt(ask.plan, index, subtasks.length);
    makeTask(store, { name, created_by: ask.owner, parent: task.gid }, { ...home, from });
  }
  return task;
}
