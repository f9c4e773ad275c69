/**
 * Fields that are computed when they are read: inverses, links, what depends on the caller or the clock.
 */

import { jobStatus, organizationExportState, targetOf } from '../jobs/jobs.ts';
import { canSee, membershipsOf, type View } from '../routes/access.ts';
import { downloadUrl } from '../routes/downloads.ts';
import { gidsOf, type Row, text } from './store.ts';

type Derive = (row: Row, view: View) => unknown;

/** What was written with formatting, else the plain text. */
const htmlOf =
  (field: string): Derive =>
  (row) =>
    text(row, `html_${field}`) ||
    `<body>${text(row, field).replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`)}</body>`;

const linkOf =
  (kind: string, tail = ''): Derive =>
  (row) =>
    `https://app.asana.com/1/${row.home}/${kind}/${row.gid}${tail}`;

const likesOf: Derive = (row) =>
  gidsOf(row, 'liked_by').map((user, index) => ({ gid: `${row.gid.slice(0, 13)}${900 + index}`, user }));
const likedOf: Derive = (row, view) => gidsOf(row, 'liked_by').includes(view.caller);
const likeCountOf: Derive = (row) => gidsOf(row, 'liked_by').length;

const LIKES: Record<string, Derive> = {
  liked: likedOf,
  likes: likesOf,
  num_likes: likeCountOf,
  hearted: likedOf,
  hearts: likesOf,
  num_hearts: likeCountOf,
};

/** Settings of custom fields stand on a record as gids; each becomes a settings object. */
const settingsOf: Derive = (row) =>
  gidsOf(row, 'custom_field_gids').map((field, index) => ({
    gid: `${row.gid.slice(0, 13)}${100 + index}`,
    custom_field: field,
    is_important: index === 0 || gidsOf(row, 'important_field_gids').includes(field),
    parent: row.gid,
    project: row.type === 'project' ? row.gid : null,
  }));

/** A custom field on a record: its definition with this record's value in it. */
const valuesOf: Derive = (row, view) => {
  const values = (row.data.custom_values ?? {}) as Record<string, Record<string, unknown>>;
  return Object.entries(values).map(([gid, value]) => {
    const definition = view.store.peek(gid);
    return { ...definition?.data, gid, ...value };
  });
};

const permalinkOfTask: Derive = (row) => {
  const project = membershipsOf(row)[0]?.project;
  return `https://app.asana.com/1/${row.home}${project ? `/project/${project}` : ''}/task/${row.gid}`;
};

const EXPORT: Record<string, Derive> = {
  download_url: (row, view) => (isFinished(row, view) ? downloadUrl(view, row) : null),
  completed_at: (row, view) => (isFinished(row, view) ? row.data.finished_at : null),
};

function isFinished(row: Row, view: View): boolean {
  return Date.parse(text(row, 'finished_at')) <= view.store.now();
}

const targetFor =
  (key: string): Derive =>
  (row, view) =>
    row.data.key === key ? targetOf(row, view.store) : null;

/** How to compute a field, by record type and name. */
export const DERIVED: Readonly<Record<string, Readonly<Record<string, Derive>>>> = {
  job: {
    status: (row, view) => jobStatus(row, view.store.now()),
    new_task: targetFor('new_task'),
    new_project: targetFor('new_project'),
    new_project_template: targetFor('new_project_template'),
    new_portfolio: targetFor('new_portfolio'),
    new_graph_export: targetFor('new_graph_export'),
    new_resource_export: targetFor('new_resource_export'),
  },
  graph_export: EXPORT,
  export_request: EXPORT,
  organization_export: {
    state: (row, view) => organizationExportState(row, view.store.now()),
    download_url: (row, view) =>
      organizationExportState(row, view.store.now()) === 'finished' ? downloadUrl(view, row) : null,
  },
  user: {
    workspaces: (row, view) =>
      gidsOf(row, 'home_gids').filter((gid) => {
        const workspace = view.store.get(gid);
        return workspace !== undefined && canSee(view, workspace);
      }),
  },
  team: {
    html_description: htmlOf('description'),
    permalink_url: linkOf('team'),
    custom_field_settings: settingsOf,
  },
  project: {
    html_notes: htmlOf('notes'),
    due_date: (row) => row.data.due_on,
    public: (row) => row.data.privacy_setting !== 'private',
    permalink_url: linkOf('project'),
    custom_fields: valuesOf,
    custom_field_settings: settingsOf,
    workspace: (row) => row.home,
  },
  project_brief: { html_text: htmlOf('text'), permalink_url: linkOf('project_brief') },
  project_status: { html_text: htmlOf('text') },
  status_update: { ...LIKES, html_text: htmlOf('text') },
  story: { ...LIKES, html_text: htmlOf('text') },
  section: { projects: (row) => [row.data.project] },
  task: {
    ...LIKES,
    html_notes: htmlOf('notes'),
    assignee_status: () => 'upcoming',
    assignee_section: (row, view) => (row.data.assignee === view.caller ? row.data.assignee_section : null),
    projects: (row) => membershipsOf(row).map(({ project }) => project),
    memberships: (row, view) =>
      membershipsOf(row).filter(({ project }) => {
        const found = view.store.get(project);
        return found !== undefined && canSee(view, found);
      }),
    num_subtasks: (row, view) => view.store.list('subtasks', row.gid).length,
    dependents: (row, view) => view.store.list('dependents', row.gid).map(({ gid }) => gid),
    is_rendered_as_separator: () => false,
    custom_fields: valuesOf,
    workspace: (row) => row.home,
    permalink_url: permalinkOfTask,
  },
  tag: { workspace: (row) => row.home, permalink_url: linkOf('tag', '/list') },
  project_template: { html_description: htmlOf('description') },
  portfolio: {
    permalink_url: linkOf('portfolio'),
    privacy_setting: (row) => (row.data.public === true ? 'public_to_domain' : 'members_only'),
    custom_fields: valuesOf,
    custom_field_settings: settingsOf,
    workspace: (row) => row.home,
  },
};
