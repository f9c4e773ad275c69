/**
 * The POSTs that start something long: each checks its body, makes what the job will show, records the job.
 * Routes and `new_*` keys come from the shared table of starts.
 */
import { START_NAMES, STARTS, type StartName } from '../../asana/api/starts.ts';
import { copyPortfolio, copyProject, copyTask, recipeOfProject } from '../data/copies.ts';
import { projectFromTemplate, taskFromTemplate } from '../data/recipes.ts';
import { type Row, text } from '../data/store.ts';
import { startGraphExport, startOrganizationExport, startResourceExport } from '../jobs/exports.ts';
import { addJob, type JobPlan, type JobTimes, planJob, refuseSixthJob, targetTimes } from '../jobs/jobs.ts';
import { find, type View } from './access.ts';
import { Refusal } from './action.ts';
import {
  type Body,
  bad,
  includeOf,
  type NamedVariable,
  namedRecord,
  optionalBoolean,
  optionalText,
  requestedDatesOf,
  requestedRolesOf,
  requiredText,
  scheduleOf,
} from './checks.ts';

/** One call of a start. */
export interface StartCall {
  readonly view: View;
  /** gid in the path, or ''. */
  readonly gid: string;
  readonly body: Body;
  readonly times: JobTimes;
}

type Start = (call: StartCall) => Row;

const PRIVACY = ['public_to_workspace', 'private_to_team', 'private'];

/** Runs a start and returns its job (or its organization export). */
export function runStart(kind: StartName, call: StartCall): Row {
  return RUN[kind](call);
}

const RUN: Readonly<Record<StartName, Start>> = {
  duplicateTask(call) {
    const source = find(call.view, 'task', call.gid);
    const name = optionalText(call.body, 'name') ?? text(source, 'name');
    const include = includeOf(call.body, 'duplicateTask');
    return launch(call, 'duplicateTask', [name, text(source, 'name')], (plan, owner) =>
      copyTask(call.view.store, source, { name, include, owner, plan }),
    );
  },

  duplicateProject(call) {
    const source = find(call.view, 'project', call.gid);
    const name = requiredText(call.body, 'name');
    const include = includeOf(call.body, 'duplicateProject');
    const schedule = scheduleOf(call.body, include);
    return launch(call, 'duplicateProject', [name, text(source, 'name')], (plan, owner) =>
      copyProject(call.view.store, source, { name, include, owner, plan, schedule }),
    );
  },

  duplicatePortfolio(call) {
    const source = find(call.view, 'portfolio', call.gid);
    const name = requiredText(call.body, 'name');
    const include = includeOf(call.body, 'duplicatePortfolio');
    return launch(call, 'duplicatePortfolio', [name, text(source, 'name')], (plan, owner) =>
      copyPortfolio(call.view.store, source, { name, include, owner, plan }),
    );
  },

  instantiateProject(call) {
    const template = find(call.view, 'project_template', call.gid);
    const name = requiredText(call.body, 'name');
    const privacy = privacyOf(call.body);
    optionalBoolean(call.body, 'public');
    optionalBoolean(call.body, 'is_strict');
    const team =
      'team' in call.body ? namedRecord(call.view, call.body, 'team', ['team']).gid : teamOf(template);
    const dates = requestedDatesOf(call.body, variablesOf(template, 'requested_dates'));
    const roles = requestedRolesOf(call.view, call.body, variablesOf(template, 'requested_roles'));
    return launch(call, 'instantiateProject', [name, text(template, 'name')], (plan, owner) =>
      projectFromTemplate(call.view.store, template, { name, owner, team, privacy, dates, roles, plan }),
    );
  },

  instantiateTask(call) {
    const template = find(call.view, 'task_template', call.gid);
    const name = optionalText(call.body, 'name') ?? text(template, 'name');
    return launch(call, 'instantiateTask', [name, text(template, 'name')], (plan, owner) =>
      taskFromTemplate(call.view.store, template, { name, owner, plan }),
    );
  },

  saveProjectAsTemplate(call) {
    const source = find(call.view, 'project', call.gid);
    const name = requiredText(call.body, 'name');
    const isPublic = optionalBoolean(call.body, 'public') ?? bad('public', 'Missing input');
    const team = templateTeam(call, source);
    return launch(call, 'saveProjectAsTemplate', [name, text(source, 'name')], (plan, owner) =>
      saveAsTemplate(call, source, { name, isPublic, team, owner, plan }),
    );
  },

  createGraphExport: startGraphExport,
  createResourceExport: startResourceExport,
  createOrganizationExport: startOrganizationExport,
};

/** Every check has passed: the job begins, unless five of the caller's are running. */
function launch(
  call: StartCall,
  kind: StartName,
  names: readonly string[],
  make: (plan: JobPlan, owner: string) => Row,
): Row {
  const { store, caller } = call.view;
  refuseSixthJob(store, caller);
  const plan = planJob(kind, names.join(' '), store.now(), call.times);
  return addJob(store, kind, caller, make(plan, caller), plan);
}

function saveAsTemplate(
  call: StartCall,
  source: Row,
  ask: { name: string; isPublic: boolean; team: string | null; owner: string; plan: JobPlan },
): Row {
  const { store } = call.view;
  const hasDates = typeof source.data.start_on === 'string';
  return store.add(
    'project_template',
    {
      name: ask.name,
      description: text(source, 'notes'),
      public: ask.isPublic,
      owner: ask.owner,
      team: ask.team,
      color: source.data.color,
      requested_dates: hasDates ? START_AND_DUE : [],
      requested_roles: [],
      recipe: recipeOfProject(store, source),
    },
    { ...(source.home === undefined ? {} : { home: source.home }), ...targetTimes(ask.plan) },
  );
}

/** The two date variables every dated template has at Asana. */
export const START_AND_DUE = [
  { gid: '1', name: 'Start Date', description: 'Choose a start date for your project.' },
  { gid: '2', name: 'Due Date', description: 'Choose a due date for your project.' },
] as const;

/** In an organization the template needs a team, elsewhere a workspace. */
function templateTeam(call: StartCall, source: Row): string | null {
  const home = call.view.store.get(source.home ?? '');
  if (home?.data.is_organization === true) return namedRecord(call.view, call.body, 'team', ['team']).gid;
  if ('team' in call.body) bad('team', 'Not allowed in a workspace that is no organization');
  namedRecord(call.view, call.body, 'workspace', ['workspace']);
  return null;
}

function privacyOf(body: Body): string {
  const privacy = optionalText(body, 'privacy_setting') ?? 'public_to_workspace';
  if (!PRIVACY.includes(privacy)) throw new Refusal(400, `privacy_setting: Not a valid option: ${privacy}`);
  return privacy;
}

function teamOf(row: Row): string | null {
  return text(row, 'team') || null;
}

function variablesOf(template: Row, field: string): readonly NamedVariable[] {
  return (template.data[field] ?? []) as NamedVariable[];
}

/** POST path of each start, split for the router. */
export const START_ROUTES = START_NAMES.map((kind) => ({
  kind,
  path: STARTS[kind].path,
}));
