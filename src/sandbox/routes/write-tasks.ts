/**
 * Writes to tasks: made, changed, deleted, put into projects and sections, followed and tagged.
 */
import { bringFields, fieldsOf, valuesOf, withValues } from '../data/custom-values.ts';
import { makeTask } from '../data/make.ts';
import { gidsOf as gidsIn, type Row, type SandboxStore, text } from '../data/store.ts';
import { find, membershipsOf, type View } from './access.ts';
import {
  ANY,
  DAY,
  FLAG,
  gidOf,
  gidsOf,
  HTML,
  MOMENT,
  needed,
  oneOf,
  orNull,
  readBody,
  TEXT,
  USER,
  USERS,
} from './body.ts';
import { bad } from './checks.ts';
import { changed, datesOf, notesOf, placeOf, type WriteCall, type Written } from './write-call.ts';
import { insideOnly } from './write-projects.ts';

type Values = Record<string, unknown>;

const APPROVALS = ['pending', 'approved', 'rejected', 'changes_requested'];

const TASK = {
  name: TEXT,
  resource_subtype: oneOf(['default_task', 'milestone', 'approval', 'custom']),
  notes: TEXT,
  html_notes: HTML,
  completed: FLAG,
  approval_status: oneOf(APPROVALS),
  due_on: orNull(DAY),
  due_at: orNull(MOMENT),
  start_on: orNull(DAY),
  start_at: orNull(MOMENT),
  assignee: orNull(USER),
  assignee_section: orNull(gidOf('section')),
  assignee_status: oneOf(['today', 'upcoming', 'later', 'new', 'inbox']),
  liked: FLAG,
  external: ANY,
  custom_fields: ANY,
  parent: orNull(gidOf('task')),
  custom_type: orNull(TEXT),
  custom_type_status_option: orNull(TEXT),
};

const NEW_TASK = {
  ...TASK,
  followers: USERS,
  projects: gidsOf('project'),
  tags: gidsOf('tag'),
  workspace: gidOf('workspace'),
};

/** `POST /tasks`: in a workspace, in projects of it, or below a task of it. */
export function createTask({ view, body }: WriteCall): Written {
  const { store, caller } = view;
  const values = readBody(view, body, NEW_TASK);
  const {
    followers = [],
    projects = [],
    tags = [],
    workspace,
    parent,
    ...own
  } = values as Values & {
    followers?: string[];
    projects?: string[];
    tags?: string[];
  };
  const places = [...projects, ...(typeof parent === 'string' ? [parent] : [])].map(
    (gid) => store.peek(gid)?.home,
  );
  const homes = new Set([...places, ...(typeof workspace === 'string' ? [workspace] : [])]);
  const [home] = homes;
  if (home === undefined) bad('workspace', 'You should specify one of workspace, parent, projects');
  if (homes.size > 1) bad('projects', 'All must be in one workspace');
  if (own.resource_subtype === 'approval') own.approval_status ??= 'pending';
  const memberships = projects.map((project) => ({
    project,
    section: store.list('sections', project)[0]?.gid ?? null,
  }));
  const draft = { home, data: { memberships } } as unknown as Row;
  const fields = fieldsOf(store, { ...draft, type: 'task' });
  const changes = changesOf(view, { ...draft, type: 'task' }, own, { fields, values: {} });
  const assignee = typeof own.assignee === 'string' ? [own.assignee] : [];
  const task = makeTask(
    store,
    {
      name: '',
      created_by: caller,
      ...changes,
      memberships,
      tags,
      parent: parent ?? null,
      followers: [...new Set([caller, ...assignee, ...followers])],
    },
    { home: home as string },
  );
  bringFields(store, task, [...fields]);
  return { status: 201, type: 'task', record: task };
}

/** `PUT /tasks/{gid}`. */
export function updateTask({ view, gid, body }: WriteCall): Written {
  const { store } = view;
  const task = find(view, 'task', gid);
  const { parent, ...values } = readBody(view, body, TASK);
  const has = { fields: fieldsOf(store, task), values: valuesOf(task) };
  const changes = changesOf(view, task, values, has);
  if (parent !== undefined) moveBelow(store, task, parent as string | null);
  return changed(store, task, changes);
}

/** `DELETE /tasks/{gid}`: into the trash, with its subtasks. */
export function deleteTask({ view, gid }: WriteCall): Written {
  removeAll(view.store, find(view, 'task', gid));
  return 'nothing';
}

const PROJECT = {
  project: needed(gidOf('project')),
  section: orNull(gidOf('section')),
  insert_before: orNull(gidOf('task')),
  insert_after: orNull(gidOf('task')),
};

/** `POST /tasks/{gid}/addProject`: at the end of the project, or of its section, unless it is said where. */
export function addProject({ view, gid, body }: WriteCall): Written {
  const { store } = view;
  const task = find(view, 'task', gid);
  const values = readBody(view, body, PROJECT);
  const project = store.get(values.project as string) as Row;
  const section = typeof values.section === 'string' ? values.section : null;
  if (section && text(store.peek(section) as Row, 'project') !== project.gid)
    bad('section', `Not a section of this project: ${section}`);
  return moveInto(store, task, project, section, values, 'end');
}

const TASK_IN_SECTION = {
  task: needed(gidOf('task')),
  insert_before: gidOf('task'),
  insert_after: gidOf('task'),
};

/** `POST /sections/{gid}/addTask`: at its top, out of the project's other sections, unless it is said where. */
export function addTask({ view, gid, body }: WriteCall): Written {
  const { store } = view;
  const section = find(view, 'section', gid);
  const values = readBody(view, body, TASK_IN_SECTION);
  const task = store.get(values.task as string) as Row;
  const project = store.get(text(section, 'project')) as Row;
  return moveInto(store, task, project, section.gid, values, 'beginning');
}

/** `POST /tasks/{gid}/addFollowers`. */
export function addFollowers({ view, gid, body }: WriteCall): Written {
  const task = find(view, 'task', gid);
  const followers = readBody(view, body, { followers: needed(USERS) }).followers as string[];
  for (const follower of followers) insideOnly(view.store, task, follower, 'followers');
  return changed(view.store, task, { followers: [...new Set([...gidsIn(task, 'followers'), ...followers])] });
}

/** `POST /tasks/{gid}/addTag`. */
export function addTag({ view, gid, body }: WriteCall): Written {
  const { store } = view;
  const task = find(view, 'task', gid);
  const tag = readBody(view, body, { tag: needed(gidOf('tag')) }).tag as string;
  if (store.peek(tag)?.home !== task.home) bad('tag', `Not in the workspace of the task: ${tag}`);
  store.update(task.gid, { tags: [...new Set([...gidsIn(task, 'tags'), tag])] });
  return 'nothing';
}

/** What of a body becomes what of a task. */
function changesOf(view: View, task: Row, values: Values, has: Parameters<typeof withValues>[1]): Values {
  const { store, caller } = view;
  const { custom_fields: map, liked, ...own } = values;
  if (typeof own.assignee === 'string') insideOnly(store, task, own.assignee, 'assignee');
  if (own.resource_subtype === 'custom' && own.custom_type == null) bad('custom_type', 'Missing input');
  if (
    own.approval_status !== undefined &&
    (own.resource_subtype ?? task.data.resource_subtype) !== 'approval'
  )
    bad('approval_status', 'Not an approval');
  const isDone = own.approval_status === undefined ? own.completed : own.approval_status !== 'pending';
  const completion =
    isDone === undefined
      ? {}
      : {
          completed: isDone,
          completed_at: isDone ? store.timestamp() : null,
          completed_by: isDone ? caller : null,
        };
  const isApproval = (own.resource_subtype ?? task.data.resource_subtype) === 'approval';
  const approval = isApproval && own.approval_status === undefined && isDone !== undefined;
  const likes = gidsIn(task, 'liked_by').filter((user) => user !== caller);
  return {
    ...own,
    ...notesOf(own),
    ...datesOf(task, own),
    ...completion,
    ...(approval && { approval_status: isDone ? 'approved' : 'pending' }),
    ...(own.assignee !== undefined && { assigned_by: own.assignee === null ? null : caller }),
    ...(liked !== undefined && { liked_by: liked ? [...likes, caller] : likes }),
    ...(map !== undefined && { custom_values: withValues(view, has, map) }),
  };
}

function moveInto(
  store: SandboxStore,
  task: Row,
  project: Row,
  section: string | null,
  values: Values,
  otherwise: 'beginning' | 'end',
): Written {
  if (project.home !== task.home) bad('project', `Not in the workspace of the task: ${project.gid}`);
  const memberships = membershipsOf(task);
  const before = memberships.find((each) => each.project === project.gid);
  const target = section ?? before?.section ?? store.list('sections', project.gid)[0]?.gid ?? null;
  const [list, parent] = target
    ? (['section-tasks', target] as const)
    : (['project-tasks', project.gid] as const);
  const where = placeOf(store, values, list, parent, otherwise);
  if (before?.section) store.unlink('section-tasks', before.section, task.gid);
  store.place(list, parent, task.gid, where);
  if (!store.isIn('project-tasks', project.gid, task.gid)) store.link('project-tasks', project.gid, task.gid);
  const now = { project: project.gid, section: target };
  const others = memberships.map((each) => (each === before ? now : each));
  store.update(task.gid, { memberships: before ? others : [...others, now] });
  bringFields(store, task, gidsIn(project, 'custom_field_gids'));
  return 'nothing';
}

function moveBelow(store: SandboxStore, task: Row, parent: string | null): void {
  for (let above = parent; above !== null; above = text(store.peek(above) as Row, 'parent') || null) {
    if (above === task.gid) bad('parent', `It is below the task itself: ${parent}`);
  }
  store.unlink('subtasks', text(task, 'parent'), task.gid);
  if (parent !== null) store.link('subtasks', parent, task.gid);
  store.update(task.gid, { parent });
}

function removeAll(store: SandboxStore, task: Row): void {
  for (const subtask of store.list('subtasks', task.gid)) removeAll(store, subtask);
  store.remove(task.gid);
}
