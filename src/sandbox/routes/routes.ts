/**
 * Every GET route the stand-in has, as a table: which record or list it answers and which filters it takes.
 * Knows neither sockets nor `opt_fields`.
 */

import { gidsOf, type Row, text } from '../data/store.ts';
import { canSee, find, findUser, type View } from './access.ts';
import { Refusal } from './action.ts';
import { typeahead } from './typeahead.ts';

/** One matched call. */
export interface RouteCall {
  readonly view: View;
  /** The first gid of the path, or ''. */
  readonly gid: string;
  readonly query: Readonly<Record<string, string>>;
}

/** What a route answers: one record, or a list and how it is paged. */
export type Answer =
  | { readonly type: string; readonly record: Row | Record<string, unknown> }
  | { readonly type: string; readonly rows: readonly Row[]; readonly paging: 'limit' | 'offset' | 'none' };

type Route = (call: RouteCall) => Answer;

const single =
  (type: string): Route =>
  ({ view, gid }) => ({ type, record: find(view, type, gid) });

const paged = (type: string, rows: readonly Row[]): Answer => ({ type, rows, paging: 'limit' });

/** The GET routes by path; `{gid}` stands for any one segment. */
export const GET_ROUTES: Readonly<Record<string, Route>> = {
  '/jobs/{gid}': single('job'),
  '/organization_exports/{gid}': single('organization_export'),
  '/tasks/{gid}': single('task'),
  '/projects/{gid}': single('project'),
  '/project_templates/{gid}': single('project_template'),
  '/task_templates/{gid}': single('task_template'),
  '/portfolios/{gid}': single('portfolio'),
  '/sections/{gid}': single('section'),
  '/teams/{gid}': single('team'),
  '/workspaces/{gid}': single('workspace'),
  '/tags/{gid}': single('tag'),
  '/custom_fields/{gid}': single('custom_field'),
  '/status_updates/{gid}': single('status_update'),
  '/project_briefs/{gid}': single('project_brief'),
  '/users/{gid}': ({ view, gid }) => ({ type: 'user', record: findUser(view, gid) }),

  '/workspaces': ({ view }) => paged('workspace', seen(view, 'workspace')),
  '/users': ({ view, query }) => paged('user', users(view, query).sort(byGid)),
  '/users/{gid}/teams': ({ view, gid, query }) => {
    const organization = find(view, 'workspace', required(query, 'organization'));
    const user = findUser(view, gid);
    return paged(
      'team',
      teamsOf(view, organization).filter((team) => gidsOf(team, 'members').includes(user.gid)),
    );
  },
  '/workspaces/{gid}/users': ({ view, gid }) => alphabetical(users(view, { workspace: gid })),
  '/teams/{gid}/users': ({ view, gid }) => alphabetical(users(view, { team: gid })),
  '/workspaces/{gid}/teams': ({ view, gid }) => paged('team', teamsOf(view, find(view, 'workspace', gid))),
  '/workspaces/{gid}/tags': ({ view, gid }) => {
    const workspace = find(view, 'workspace', gid);
    return paged(
      'tag',
      seen(view, 'tag').filter((tag) => tag.home === workspace.gid),
    );
  },
  '/workspaces/{gid}/typeahead': ({ view, gid, query }) => {
    const { type, rows } = typeahead(view, find(view, 'workspace', gid), query);
    return { type, rows, paging: 'none' };
  },

  '/projects': ({ view, query }) => paged('project', projects(view, query)),
  '/workspaces/{gid}/projects': ({ view, gid, query }) =>
    paged('project', projects(view, { ...query, workspace: gid, team: undefined })),
  '/teams/{gid}/projects': ({ view, gid, query }) =>
    paged('project', projects(view, { ...query, team: gid, workspace: undefined })),
  '/tasks/{gid}/projects': ({ view, gid }) =>
    paged('project', related(view, find(view, 'task', gid), 'memberships')),
  '/projects/{gid}/sections': ({ view, gid }) =>
    paged('section', view.store.list('sections', find(view, 'project', gid).gid)),
  '/projects/{gid}/task_counts': ({ view, gid }) => ({
    type: 'task_counts',
    record: taskCounts(view.store.list('project-tasks', find(view, 'project', gid).gid)),
  }),

  '/tasks': ({ view, query }) => paged('task', since(tasks(view, query), query, view)),
  '/projects/{gid}/tasks': ({ view, gid, query }) =>
    paged('task', since(view.store.list('project-tasks', find(view, 'project', gid).gid), query, view)),
  '/sections/{gid}/tasks': ({ view, gid, query }) =>
    paged('task', since(view.store.list('section-tasks', find(view, 'section', gid).gid), query, view)),
  '/tasks/{gid}/subtasks': ({ view, gid }) =>
    paged('task', view.store.list('subtasks', find(view, 'task', gid).gid)),
  '/tasks/{gid}/dependencies': ({ view, gid }) =>
    paged('task', related(view, find(view, 'task', gid), 'dependencies')),
  '/tasks/{gid}/dependents': ({ view, gid }) =>
    paged('task', view.store.list('dependents', find(view, 'task', gid).gid)),
  '/tasks/{gid}/tags': ({ view, gid }) => paged('tag', related(view, find(view, 'task', gid), 'tags')),

  '/project_templates': ({ view, query }) => paged('project_template', templates(view, query)),
  '/teams/{gid}/project_templates': ({ view, gid }) =>
    paged('project_template', templates(view, { team: gid })),
  '/task_templates': ({ view, query }) => {
    const project = find(view, 'project', required(query, 'project'));
    return paged(
      'task_template',
      seen(view, 'task_template').filter((row) => row.data.project === project.gid),
    );
  },

  '/portfolios': ({ view, query }) => {
    const workspace = find(view, 'workspace', required(query, 'workspace'));
    const owner = findUser(view, query.owner ?? 'me', 'owner').gid;
    const own = seen(view, 'portfolio').filter(
      (row) => row.home === workspace.gid && row.data.owner === owner,
    );
    return paged('portfolio', own);
  },
  '/portfolios/{gid}/items': ({ view, gid }) => {
    const items = view.store.list('items', find(view, 'portfolio', gid).gid);
    return paged(
      'project',
      items.filter((item) => canSee(view, item)),
    );
  },
  '/status_updates': ({ view, query }) => {
    const gid = required(query, 'parent');
    const parent = view.store.get(gid);
    if (!parent || !canSee(view, parent)) throw new Refusal(404, `parent: Unknown object: ${gid}`);
    return paged('status_update', view.store.list('status-updates', gid));
  },
};

function required(query: Readonly<Record<string, string | undefined>>, name: string): string {
  return query[name] || fail(`${name}: Missing input`);
}

function fail(message: string): never {
  throw new Refusal(400, message);
}

function seen(view: View, type: string): Row[] {
  return view.store.all(type).filter((row) => canSee(view, row));
}

/** Records named by a record's own list of gids. */
function related(view: View, row: Row, field: 'memberships' | 'dependencies' | 'tags'): Row[] {
  const gids =
    field === 'memberships'
      ? ((row.data.memberships ?? []) as { project: string }[]).map(({ project }) => project)
      : gidsOf(row, field);
  return gids
    .map((gid) => view.store.get(gid))
    .filter((found) => found !== undefined && canSee(view, found)) as Row[];
}

function alphabetical(rows: Row[]): Answer {
  const sorted = rows.sort((one, other) => text(one, 'name').localeCompare(text(other, 'name')));
  return { type: 'user', rows: sorted, paging: 'offset' };
}

function byGid(one: Row, other: Row): number {
  return one.gid < other.gid ? -1 : 1;
}

function users(view: View, query: { workspace?: string; team?: string }): Row[] {
  const members = new Set<string>();
  if (query.team) for (const gid of gidsOf(find(view, 'team', query.team), 'members')) members.add(gid);
  else if (query.workspace) {
    for (const gid of gidsOf(find(view, 'workspace', query.workspace), 'members')) members.add(gid);
  } else return seen(view, 'user');
  return seen(view, 'user').filter((user) => members.has(user.gid));
}

function teamsOf(view: View, organization: Row): Row[] {
  return seen(view, 'team').filter((team) => team.home === organization.gid);
}

type Filters = Readonly<Record<string, string | undefined>>;

function projects(view: View, query: Filters): Row[] {
  const workspace = query.workspace && find(view, 'workspace', query.workspace).gid;
  const team = query.team && find(view, 'team', query.team).gid;
  const archived = query.archived;
  return seen(view, 'project').filter(
    (row) =>
      (!workspace || row.home === workspace) &&
      (!team || row.data.team === team) &&
      (archived === undefined || String(row.data.archived) === archived),
  );
}

function templates(view: View, query: Filters): Row[] {
  const workspace = query.workspace && find(view, 'workspace', query.workspace).gid;
  const team = query.team && find(view, 'team', query.team).gid;
  return seen(view, 'project_template').filter(
    (row) => (!workspace || row.home === workspace) && (!team || row.data.team === team),
  );
}

function tasks(view: View, query: Filters): Row[] {
  if (query.section) return view.store.list('section-tasks', find(view, 'section', query.section).gid);
  if (query.project) return view.store.list('project-tasks', find(view, 'project', query.project).gid);
  if (!query.assignee || !query.workspace) {
    fail('You should specify one of the following: project, section, or both assignee and workspace');
  }
  const assignee = findUser(view, query.assignee, 'assignee').gid;
  const workspace = find(view, 'workspace', query.workspace).gid;
  return seen(view, 'task').filter((row) => row.home === workspace && row.data.assignee === assignee);
}

/** `completed_since`: only open tasks and those completed since then; `modified_since` likewise. */
function since(rows: Row[], query: Filters, view: View): Row[] {
  const completed = timeOf('completed_since', query, view);
  const modified = timeOf('modified_since', query, view);
  return rows.filter(
    (row) =>
      (completed === undefined ||
        row.data.completed !== true ||
        Date.parse(text(row, 'completed_at')) >= completed) &&
      (modified === undefined || Date.parse(text(row, 'modified_at')) >= modified),
  );
}

function timeOf(name: string, query: Filters, view: View): number | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  const time = value === 'now' ? view.store.now() : Date.parse(value);
  return Number.isNaN(time) ? fail(`${name}: Not a valid datetime: ${value}`) : time;
}

function taskCounts(rows: readonly Row[]): Record<string, number> {
  const isDone = (row: Row): boolean => row.data.completed === true;
  const milestones = rows.filter((row) => row.data.resource_subtype === 'milestone');
  const done = rows.filter(isDone).length;
  const doneMilestones = milestones.filter(isDone).length;
  return {
    num_tasks: rows.length,
    num_incomplete_tasks: rows.length - done,
    num_completed_tasks: done,
    num_milestones: milestones.length,
    num_incomplete_milestones: milestones.length - doneMilestones,
    num_completed_milestones: doneMilestones,
  };
}
