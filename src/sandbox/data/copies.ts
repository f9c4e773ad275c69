/**
 * What jobs make of existing records: copies of tasks, projects and portfolios, and templates of projects.
 * Children carry a later time of appearance than the copy itself.
 */

import { childAt, type JobPlan, targetTimes } from '../jobs/jobs.ts';
import { membershipsOf } from '../routes/access.ts';
import { daysBetween, shiftDate } from './dates.ts';
import { makePortfolio, makeProject, makeSection, makeTask } from './make.ts';
import type { Recipe } from './recipes.ts';
import { gidsOf, type Row, type SandboxStore, text } from './store.ts';

type Include = ReadonlySet<string>;

/** Which fields of a task its copy takes over. */
function copiedFields(
  source: Row,
  include: Include,
  prefix: '' | 'task_',
  days: number,
): Record<string, unknown> {
  const has = (what: string): boolean => include.has(prefix + what);
  return {
    resource_subtype: source.data.resource_subtype,
    approval_status: source.data.approval_status,
    custom_values: source.data.custom_values,
    notes: has('notes') ? text(source, 'notes') : '',
    assignee: has('assignee') ? source.data.assignee : null,
    followers: has('followers') ? gidsOf(source, 'followers') : [],
    tags: has('tags') ? gidsOf(source, 'tags') : [],
    due_on: has('dates') ? shiftDate(source.data.due_on, days) : null,
    start_on: has('dates') ? shiftDate(source.data.start_on, days) : null,
  };
}

/** Copies one task; its subtasks follow as children. */
export function copyTask(
  store: SandboxStore,
  source: Row,
  options: { name: string; include: Include; owner: string; plan: JobPlan },
): Row {
  const { include, plan, owner } = options;
  const place = { ...homeOf(source), ...targetTimes(plan) };
  const task = makeTask(
    store,
    {
      ...copiedFields(source, include, '', 0),
      name: options.name,
      created_by: owner,
      followers: include.has('followers') ? gidsOf(source, 'followers') : [owner],
      memberships: include.has('projects') ? membershipsOf(source) : [],
      parent: include.has('parent') ? source.data.parent : null,
      dependencies: include.has('dependencies') ? gidsOf(source, 'dependencies') : [],
    },
    place,
  );
  if (include.has('subtasks')) {
    copySubtasks(store, source, task, {
      owner,
      from: (index, of) => childAt(plan, index, of),
      fields: (child) => copiedFields(child, include, '', 0),
    });
  }
  return task;
}

interface ChildCopy {
  readonly owner: string;
  /** When one of so many is to be seen; what is below it comes with it. */
  from(index: number, of: number): number;
  fields(child: Row): Record<string, unknown>;
}

function copySubtasks(store: SandboxStore, source: Row, parent: Row, copy: ChildCopy): void {
  const children = store.list('subtasks', source.gid);
  for (const [index, child] of children.entries()) {
    const from = copy.from(index, children.length);
    const fields = {
      ...copy.fields(child),
      name: text(child, 'name'),
      created_by: copy.owner,
      parent: parent.gid,
    };
    const made = makeTask(store, fields, { ...homeOf(source), from });
    copySubtasks(store, child, made, { ...copy, from: () => from });
  }
}

/** Copies a project; sections and tasks follow as children. */
export function copyProject(
  store: SandboxStore,
  source: Row,
  options: {
    name: string;
    include: Include;
    owner: string;
    plan: JobPlan;
    schedule?: { start_on?: string; due_on?: string } | null;
  },
): Row {
  const { include, owner, plan } = options;
  const days = shiftOf(source, options.schedule ?? null);
  const project = makeProject(
    store,
    {
      ...pick(source, ['color', 'icon', 'default_view', 'team', 'custom_field_gids', 'custom_values']),
      ...(include.has('permissions') ? pick(source, ['privacy_setting', 'default_access_level']) : {}),
      name: options.name,
      owner,
      notes: include.has('notes') ? text(source, 'notes') : '',
      members: include.has('members') ? [...new Set([owner, ...gidsOf(source, 'members')])] : [owner],
      followers: [owner],
      start_on: include.has('task_dates') ? shiftDate(source.data.start_on, days) : null,
      due_on: include.has('task_dates') ? shiftDate(source.data.due_on, days) : null,
    },
    { ...homeOf(source), ...targetTimes(plan) },
  );
  if (!plan.fails) copyContents(store, source, project, { include, owner, plan, days });
  return project;
}

function copyContents(
  store: SandboxStore,
  source: Row,
  project: Row,
  copy: { include: Include; owner: string; plan: JobPlan; days: number },
): void {
  const place = { ...homeOf(source), from: copy.plan.childrenAt };
  const sections = new Map<string | null, string>();
  for (const section of store.list('sections', source.gid)) {
    sections.set(section.gid, makeSection(store, project.gid, text(section, 'name'), place).gid);
  }
  const copied = new Map<string, string>();
  const fields = (task: Row): Record<string, unknown> => copiedFields(task, copy.include, 'task_', copy.days);
  const tasks = store.list('project-tasks', source.gid);
  for (const [index, task] of tasks.entries()) {
    const from = childAt(copy.plan, index, tasks.length);
    const memberships = membershipsOf(task);
    const here = memberships.find((membership) => membership.project === source.gid);
    const others = copy.include.has('task_projects') ? memberships.filter((other) => other !== here) : [];
    const dependencies = copy.include.has('task_dependencies')
      ? gidsOf(task, 'dependencies').map((gid) => copied.get(gid) ?? gid)
      : [];
    const made = makeTask(
      store,
      {
        ...fields(task),
        name: text(task, 'name'),
        created_by: copy.owner,
        memberships: [
          { project: project.gid, section: sections.get(here?.section ?? null) ?? null },
          ...others,
        ],
        dependencies,
      },
      { ...place, from },
    );
    copied.set(task.gid, made.gid);
    if (copy.include.has('task_subtasks'))
      copySubtasks(store, task, made, { owner: copy.owner, from: () => from, fields });
  }
}

/** Copies a portfolio; with `child_projects` and `child_portfolios` its items are copied too. */
export function copyPortfolio(
  store: SandboxStore,
  source: Row,
  options: { name: string; include: Include; owner: string; plan: JobPlan },
): Row {
  const { include, owner, plan } = options;
  const portfolio = makePortfolio(
    store,
    {
      ...pick(source, ['color', 'custom_field_gids', 'start_on', 'due_on']),
      ...(include.has('permissions') ? pick(source, ['public', 'default_access_level']) : {}),
      name: options.name,
      owner,
      created_by: owner,
      members: include.has('members') ? [...new Set([owner, ...gidsOf(source, 'members')])] : [owner],
      project_templates: include.has('templates') ? gidsOf(source, 'project_templates') : [],
    },
    [],
    { ...homeOf(source), ...targetTimes(plan) },
  );
  if (plan.fails) return portfolio;
  const children = { ...plan, startsAt: plan.childrenAt };
  for (const item of store.list('items', source.gid)) {
    const child = { name: text(item, 'name'), owner, plan: children };
    if (item.type === 'project' && include.has('child_projects')) {
      const copy = copyProject(store, item, { ...child, include: new Set(['notes']) });
      store.link('items', portfolio.gid, copy.gid);
    } else if (item.type === 'portfolio' && include.has('child_portfolios')) {
      store.link('items', portfolio.gid, copyPortfolio(store, item, { ...child, include }).gid);
    }
  }
  return portfolio;
}

/** Makes the recipe of a project template out of a project's sections and tasks. */
export function recipeOfProject(store: SandboxStore, project: Row): Recipe {
  const start = text(project, 'start_on') || store.timestamp().slice(0, 10);
  return {
    sections: store.list('sections', project.gid).map((section) => ({
      name: text(section, 'name'),
      tasks: store.list('section-tasks', section.gid).map((task) => ({
        name: text(task, 'name'),
        dueInDays: text(task, 'due_on') ? daysBetween(start, text(task, 'due_on')) : null,
      })),
    })),
  };
}

/** How many days the dates of a copy move. */
function shiftOf(source: Row, schedule: { start_on?: string; due_on?: string } | null): number {
  if (schedule?.start_on && source.data.start_on)
    return daysBetween(text(source, 'start_on'), schedule.start_on);
  if (schedule?.due_on && source.data.due_on) return daysBetween(text(source, 'due_on'), schedule.due_on);
  return 0;
}

function pick(row: Row, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, row.data[name]]));
}

function homeOf(row: Row): { home?: string } {
  return row.home === undefined ? {} : { home: row.home };
}
