/**
 * The three exports. Two make jobs, with limits of their own; the third has a state of its own.
 */
import type { StartName } from '../../asana/api/starts.ts';
import { type Row, text } from '../data/store.ts';
import type { View } from '../routes/access.ts';
import { Refusal } from '../routes/action.ts';
import { type Body, bad, namedRecord } from '../routes/checks.ts';
import {
  addJob,
  type JobPlan,
  type JobTimes,
  planJob,
  refuseSixthJob,
  runningJobs,
  targetTimes,
} from './jobs.ts';

interface ExportCall {
  readonly view: View;
  readonly body: Body;
  readonly times: JobTimes;
}

const EXPORTED_TYPES = ['task', 'team', 'message'];
const LIST_FILTERS =
  'assigned_by.any assignee.any commented_on_by.any created_by.any followers.any liked_by.any'.split(' ');
const TIME_FILTERS = 'created_at.after created_at.before modified_at.after modified_at.before'.split(' ');

/** Exports a project, portfolio or team; the same running export is answered again. */
export function startGraphExport(call: ExportCall): Row {
  const { store, caller } = call.view;
  const parent = namedRecord(call.view, call.body, 'parent', ['project', 'portfolio', 'team']);
  const isSame = (job: Row): boolean =>
    job.data.owner === caller && exported(job, store.peek.bind(store)) === parent.gid;
  const running = runningJobs(store, isSame)[0];
  if (running) return running;
  return launchExport(call, 'createGraphExport', 'graph_export', parent, text(parent, 'name'));
}

/** Exports tasks, teams or messages of a workspace; one at a time. */
export function startResourceExport(call: ExportCall): Row {
  const { store } = call.view;
  const workspace = namedRecord(call.view, call.body, 'workspace', ['workspace']);
  checkParameters(call.body.export_request_parameters);
  const isRunning = (job: Row): boolean =>
    job.data.kind === 'createResourceExport' && exported(job, store.peek.bind(store)) === workspace.gid;
  if (runningJobs(store, isRunning).length > 0) {
    throw new Refusal(403, 'workspace: An export request is already in progress for this workspace');
  }
  return launchExport(call, 'createResourceExport', 'export_request', workspace, text(workspace, 'name'));
}

/** Exports an organization: no job, a record with a state. */
export function startOrganizationExport(call: ExportCall): Row {
  const { store, caller } = call.view;
  const organization = namedRecord(call.view, call.body, 'organization', ['workspace']);
  if (organization.data.is_organization !== true) bad('organization', 'Not an organization');
  const plan = planJob('createOrganizationExport', text(organization, 'name'), store.now(), call.times);
  return store.add('organization_export', {
    created_at: store.timestamp(),
    organization: organization.gid,
    owner: caller,
    plan,
  });
}

function launchExport(
  call: ExportCall,
  kind: StartName,
  type: 'graph_export' | 'export_request',
  parent: Row,
  name: string,
): Row {
  const { store, caller } = call.view;
  refuseSixthJob(store, caller);
  const plan = planJob(kind, name, store.now(), call.times);
  const data = { created_at: store.timestamp(), finished_at: finishedAt(plan), parent: parent.gid };
  const home = parent.type === 'workspace' ? parent.gid : parent.home;
  const target = store.add(type, data, { ...(home === undefined ? {} : { home }), ...targetTimes(plan) });
  return addJob(store, kind, caller, target, plan);
}

function finishedAt(plan: JobPlan): string | null {
  return Number.isFinite(plan.endsAt) ? new Date(plan.endsAt).toISOString() : null;
}

function exported(job: Row, peek: (gid: string) => Row | undefined): unknown {
  const target = peek(text(job, 'target'));
  const isExport = target?.type === 'graph_export' || target?.type === 'export_request';
  return isExport ? target.data.parent : undefined;
}

function checkParameters(parameters: unknown): void {
  if (parameters === undefined || parameters === null) bad('export_request_parameters', 'Missing input');
  const entries = Array.isArray(parameters) ? parameters : bad('export_request_parameters', 'Not an array');
  if (entries.length === 0) bad('export_request_parameters', 'Missing input');
  for (const parameter of entries as Record<string, unknown>[]) {
    const type = parameter?.resource_type;
    if (typeof type !== 'string' || !EXPORTED_TYPES.includes(type)) {
      bad('export_request_parameters.resource_type', `Not a valid option: ${String(type)}`);
    }
    const filters = Object.entries((parameter.filters ?? {}) as Record<string, unknown>);
    if (type === 'team' && filters.length > 0)
      bad('export_request_parameters.filters', 'Not allowed for teams');
    for (const [name, value] of filters) checkFilter(name, value);
    const fields = parameter.fields;
    if (fields !== undefined && !isTextList(fields))
      bad('export_request_parameters.fields', 'Not an array of strings');
  }
}

function checkFilter(name: string, value: unknown): void {
  const isRight = LIST_FILTERS.includes(name)
    ? isTextList(value)
    : TIME_FILTERS.includes(name) && typeof value === 'string' && !Number.isNaN(Date.parse(value));
  if (!isRight) bad('export_request_parameters.filters', `Not a valid filter: ${name}`);
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
