/**
 * From an action to its reply: finds the route, runs it, renders what it answers. Whether the action came
 * alone or in a batch makes no difference here; limits, faults and sockets are elsewhere.
 */
import { STARTS, type StartName } from '../../asana/api/starts.ts';
import type { WriteName } from '../../asana/api/writes.ts';
import type { JobTimes } from '../jobs/jobs.ts';
import type { View } from './access.ts';
import { type Action, Refusal, type Reply } from './action.ts';
import { parseFields, render, type Shape } from './fields.ts';
import { pageOf } from './paging.ts';
import { type Answer, GET_ROUTES } from './routes.ts';
import { runStart, START_ROUTES } from './starts.ts';
import { runWrite, WRITE_ROUTES } from './writes.ts';

/** Path of the API on the stand-in's host. */
export const API_PATH = '/api/1.0';

type Target =
  | { readonly get: keyof typeof GET_ROUTES }
  | { readonly start: StartName }
  | { readonly write: WriteName };

/** Announcements of changes to come, several at once as at Asana. Sent with every single project. */
const ASANA_CHANGE = [
  'name=new_project_roles;info=https://forum.asana.com/t/new-project-roles/1001;affected=true',
  'name=team_sharing;info=https://forum.asana.com/t/team-sharing/1002;affected=false',
];

/** Performs one action. Throws a `Refusal` where Asana answers an error. */
export function perform(action: Action, view: View, times: JobTimes): Reply {
  const found = matchRoute(action.method, action.path);
  if (!found) throw new Refusal(404, 'No matching route for request');
  const { target, gid } = found;
  if ('start' in target) return performStart(target.start, gid, action, view, times);
  if ('write' in target) return performWrite(target.write, gid, action, view);
  const route = GET_ROUTES[target.get];
  if (!route) throw new Refusal(404, 'No matching route for request');
  const headers = target.get === '/projects/{gid}' ? { 'asana-change': ASANA_CHANGE } : {};
  return {
    status: 200,
    headers,
    body: renderAnswer(route({ view, gid, query: action.query }), action, view),
  };
}

function performStart(kind: StartName, gid: string, action: Action, view: View, times: JobTimes): Reply {
  const row = runStart(kind, { view, gid, body: action.data, times });
  const start = STARTS[kind];
  const shape = start.acceptsFields ? shapeOf(action.fields, 'full') : EXPORT_SHAPES[start.fills];
  const location = `/${row.type}s/${row.gid}`;
  return { status: 201, headers: { location }, body: { data: render(view, row.type, row, shape) } };
}

function performWrite(write: WriteName, gid: string, action: Action, view: View): Reply {
  const written = runWrite(write, { view, gid, body: action.data });
  if (written === 'nothing') return { status: 200, headers: {}, body: { data: {} } };
  const { status, type, record } = written;
  const headers = status === 201 ? { location: `/${type}s/${String(record.gid)}` } : {};
  return { status, headers, body: { data: render(view, type, record, shapeOf(action.fields, 'full')) } };
}

/** The reply of an export's start shows its own `new_*` only. */
const EXPORT_SHAPES: Readonly<Record<'new_graph_export' | 'new_resource_export', Shape>> = {
  new_graph_export: exportShape('new_graph_export'),
  new_resource_export: exportShape('new_resource_export'),
};

function exportShape(key: string): Shape {
  return parseFields(
    `resource_type,resource_subtype,status,${key}.(resource_type|created_at|completed_at|download_url)`,
  );
}

function renderAnswer(answer: Answer, action: Action, view: View): unknown {
  if ('record' in answer) {
    const isAllOptIn = answer.type === 'task_counts' && action.fields === undefined;
    return {
      data: render(view, answer.type, answer.record, isAllOptIn ? new Map() : shapeOf(action.fields, 'full')),
    };
  }
  const shape = shapeOf(action.fields, 'compact');
  const { path, query, fields } = action;
  const ask = { path, query, fields, baseUrl: view.origin + API_PATH, now: view.store.now() };
  if (answer.paging === 'none')
    return { data: answer.rows.map((row) => render(view, answer.type, row, shape)) };
  const page = pageOf(answer.rows, ask, answer.paging === 'limit');
  const data = page.items.map((row) => render(view, answer.type, row, shape));
  return page.nextPage === undefined ? { data } : { data, next_page: page.nextPage };
}

function shapeOf(fields: string | undefined, otherwise: 'full' | 'compact'): Shape {
  return fields === undefined ? otherwise : parseFields(fields);
}

interface Pattern {
  readonly method: string;
  readonly segments: readonly string[];
  readonly target: Target;
}

const PATTERNS: readonly Pattern[] = [
  ...Object.keys(GET_ROUTES).map((path) => ({
    method: 'GET',
    segments: path.split('/'),
    target: { get: path },
  })),
  ...START_ROUTES.map(({ kind, path }) => ({
    method: 'POST',
    segments: path.split('/'),
    target: { start: kind },
  })),
  ...WRITE_ROUTES.map(({ write, method, path }) => ({
    method,
    segments: path.split('/'),
    target: { write },
  })),
];

function matchRoute(method: string, path: string): { target: Target; gid: string } | undefined {
  const segments = path.split('/');
  for (const pattern of PATTERNS) {
    if (pattern.method !== method || pattern.segments.length !== segments.length) continue;
    const fits = pattern.segments.every((word, index) => word === '{gid}' || word === segments[index]);
    if (!fits) continue;
    const at = pattern.segments.indexOf('{gid}');
    return { target: pattern.target, gid: at < 0 ? '' : decoded(segments[at] ?? '') };
  }
  return undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
