/**
 * Making the records that seed and jobs both make: defaults filled in, lists linked.
 */
import { membershipsOf } from '../routes/access.ts';
import { bringFields } from './custom-values.ts';
import { gidsOf, type Row, type RowPlace, type SandboxStore } from './store.ts';

type Fields = Record<string, unknown>;

/** Adds a task and hangs it into its projects, sections, parent and the tasks it depends on. */
export function makeTask(store: SandboxStore, fields: Fields & { name: string }, place: RowPlace): Row {
  const at = store.timestamp();
  const task = store.add(
    'task',
    {
      resource_subtype: 'default_task',
      notes: '',
      completed: false,
      completed_at: null,
      completed_by: null,
      created_at: at,
      modified_at: at,
      assignee: null,
      due_on: null,
      due_at: null,
      start_on: null,
      start_at: null,
      followers: [],
      tags: [],
      memberships: [],
      dependencies: [],
      parent: null,
      liked_by: [],
      actual_time_minutes: null,
      ...fields,
    },
    place,
  );
  for (const { project, section } of membershipsOf(task)) {
    store.link('project-tasks', project, task.gid);
    if (section) store.link('section-tasks', section, task.gid);
  }
  if (typeof fields.parent === 'string') store.link('subtasks', fields.parent, task.gid);
  for (const gid of (task.data.dependencies as string[]) ?? []) store.link('dependents', gid, task.gid);
  return task;
}

/** Adds a project. */
export function makeProject(store: SandboxStore, fields: Fields & { name: string }, place: RowPlace): Row {
  const at = store.timestamp();
  return store.add(
    'project',
    {
      archived: false,
      color: 'light-blue',
      icon: 'list',
      created_at: at,
      modified_at: at,
      current_status: null,
      current_status_update: null,
      default_view: 'list',
      due_on: null,
      start_on: null,
      notes: '',
      members: [],
      followers: [],
      privacy_setting: 'public_to_workspace',
      default_access_level: 'editor',
      minimum_access_level_for_customization: 'editor',
      minimum_access_level_for_sharing: 'editor',
      completed: false,
      completed_at: null,
      completed_by: null,
      owner: null,
      team: null,
      project_brief: null,
      created_from_template: null,
      custom_field_gids: [],
      custom_values: {},
      ...fields,
    },
    place,
  );
}

/** Adds a section at the end of a project. */
export function makeSection(store: SandboxStore, project: string, name: string, place: RowPlace): Row {
  const section = store.add('section', { name, project, created_at: store.timestamp() }, place);
  store.link('sections', project, section.gid);
  return section;
}

/** Adds a portfolio and its items. */
export function makePortfolio(
  store: SandboxStore,
  fields: Fields & { name: string },
  items: readonly string[],
  place: RowPlace,
): Row {
  const portfolio = store.add(
    'portfolio',
    {
      archived: false,
      color: 'light-green',
      start_on: null,
      due_on: null,
      default_access_level: 'viewer',
      created_at: store.timestamp(),
      current_status_update: null,
      members: [],
      public: true,
      project_templates: [],
      custom_field_gids: [],
      custom_values: {},
      ...fields,
    },
    place,
  );
  for (const item of items) {
    store.link('items', portfolio.gid, item);
    const row = store.peek(item);
    if (row) bringFields(store, row, gidsOf(portfolio, 'custom_field_gids'));
  }
  return portfolio;
}
