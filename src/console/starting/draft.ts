/** What is filled in so far: one shape for every start, and what becomes of it as input of a mutation. Pure. */
import type { Picked } from '../parts/picker.tsx';
import { type StartName, startKind } from './starts.ts';

/** A rule for tasks of what was made. */
export interface TaskRule {
  readonly id: string;
  readonly section: string;
  readonly name: string;
  readonly assignee: Picked | null;
  readonly dueOn: string;
}

/** A value for a custom field, by the type of the field; what is empty is left as it is. */
export type FieldValue =
  | { readonly text: string }
  | { readonly number: string }
  | { readonly date: string }
  | { readonly option: string }
  | { readonly options: readonly string[] }
  | { readonly people: readonly Picked[] };

/** A custom field that was filled in. */
export interface FilledField {
  readonly gid: string;
  readonly value: FieldValue;
  /** The project and the portfolios it was offered by: without any of them there is no such field. */
  readonly from: readonly string[];
}

/** What shall be changed of what was made. */
export interface SetUpDraft {
  readonly owner: Picked | null;
  readonly startOn: string;
  readonly dueOn: string;
  readonly notes: string;
  readonly members: readonly Picked[];
  readonly portfolios: readonly Picked[];
  readonly fields: readonly FilledField[];
  readonly tasks: readonly TaskRule[];
}

/** Everything a form may hold; which parts count is the start's. */
export interface Draft {
  readonly source: Picked | null;
  readonly name: string;
  readonly include: readonly string[];
  readonly move: 'not' | 'start' | 'due';
  readonly moveTo: string;
  readonly skipWeekends: boolean;
  readonly dates: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, Picked | null>>;
  readonly team: Picked | null;
  readonly isPublic: boolean;
  readonly unlessExists: boolean;
  /** Of exports: what kind of object, or which types. */
  readonly parentType: 'PROJECT' | 'PORTFOLIO' | 'TEAM';
  readonly types: readonly string[];
  readonly modifiedAfter: string;
  readonly taskTemplate: Picked | null;
  readonly setUp: SetUpDraft;
}

const NO_SET_UP: SetUpDraft = {
  owner: null,
  startOn: '',
  dueOn: '',
  notes: '',
  members: [],
  portfolios: [],
  fields: [],
  tasks: [],
};

/** An empty form. */
export function emptyDraft(start: StartName): Draft {
  const { include = {}, leftOut = [] } = startKind(start);
  return {
    source: null,
    name: '',
    include: Object.keys(include).filter((each) => !leftOut.includes(each)),
    move: 'not',
    moveTo: '',
    skipWeekends: true,
    dates: {},
    roles: {},
    team: null,
    isPublic: true,
    unlessExists: true,
    parentType: 'PROJECT',
    types: ['TASK'],
    modifiedAfter: '',
    taskTemplate: null,
    setUp: NO_SET_UP,
  };
}

/** The input of the mutation, as the form stands. */
export function inputOf(
  start: StartName,
  draft: Draft,
  workspace: { readonly gid: string; readonly isOrganization: boolean },
): Record<string, unknown> {
  const { source, include, unlessExists } = draft;
  const name = draft.name.trim();
  const gid = source?.gid ?? '';
  switch (start) {
    case 'instantiateProject':
      return {
        projectTemplateGid: gid,
        name,
        requestedDates: filled(draft.dates, (value) => value || undefined),
        requestedRoles: filled(draft.roles, (person) => person?.gid),
        ...(draft.team && { teamGid: draft.team.gid }),
        ...(unlessExists && { unlessExists }),
        ...setUpOf(draft.setUp, null),
      };
    case 'duplicateProject':
      return {
        projectGid: gid,
        name,
        include: draft.move === 'not' ? include : [...new Set([...include, 'TASK_DATES'])],
        ...(draft.move !== 'not' &&
          draft.moveTo && {
            scheduleDates: {
              [draft.move === 'start' ? 'startOn' : 'dueOn']: draft.moveTo,
              shouldSkipWeekends: draft.skipWeekends,
            },
          }),
        ...(unlessExists && { unlessExists }),
        ...setUpOf(draft.setUp, gid),
      };
    case 'duplicateTask':
      return { taskGid: gid, include, ...(name && { name }) };
    case 'instantiateTask':
      return { taskTemplateGid: draft.taskTemplate?.gid ?? '', ...(name && { name }) };
    case 'duplicatePortfolio':
      return { portfolioGid: gid, name, include };
    case 'saveProjectAsTemplate':
      return {
        projectGid: gid,
        name,
        public: draft.isPublic,
        ...(draft.team
          ? { teamGid: draft.team.gid }
          : workspace.isOrganization
            ? {}
            : { workspaceGid: workspace.gid }),
      };
    case 'createGraphExport':
      return { parentGid: gid };
    case 'createResourceExport':
      return {
        workspaceGid: workspace.gid,
        exportRequestParameters: draft.types.map((resourceType) => ({
          resourceType,
          // Asana takes no filters for teams: they come whole.
          ...(draft.modifiedAfter &&
            resourceType !== 'TEAM' && {
              filters: { modifiedAtAfter: new Date(`${draft.modifiedAfter}T00:00:00`).toISOString() },
            }),
        })),
      };
    case 'createOrganizationExport':
      return { organizationGid: workspace.gid };
  }
}

/** The custom fields that are filled in and still on offer, by the project that is copied or by a portfolio. */
export function filledFields({ fields, portfolios }: SetUpDraft, project: string | null): FilledField[] {
  const offering = new Set([project, ...portfolios.map(({ gid }) => gid)]);
  return fields.filter(({ value, from }) => contentOf(value) && from.some((each) => offering.has(each)));
}

/** A value as input; undefined for one that is empty. */
function contentOf(value: FieldValue): Record<string, unknown> | undefined {
  if ('text' in value) return value.text ? value : undefined;
  if ('date' in value) return value.date ? value : undefined;
  if ('number' in value) return value.number ? { number: Number(value.number) } : undefined;
  if ('option' in value) return value.option ? { enumOptionGid: value.option } : undefined;
  if ('options' in value)
    return value.options.length > 0 ? { multiEnumOptionGids: value.options } : undefined;
  return value.people.length > 0 ? { people: value.people.map(({ gid }) => gid) } : undefined;
}

/** What shall be changed, as input; nothing where nothing is filled in. */
function setUpOf(draft: SetUpDraft, copied: string | null): { setUp?: Record<string, unknown> } {
  const project = {
    ...(draft.owner && { owner: draft.owner.gid }),
    ...(draft.startOn && { startOn: draft.startOn }),
    ...(draft.dueOn && { dueOn: draft.dueOn }),
    ...(draft.notes && { notes: draft.notes }),
  };
  const tasks = draft.tasks
    .filter(({ section, name }) => section || name)
    .map(({ section, name, assignee, dueOn }) => ({
      where: { ...(section && { section }), ...(name && { name }) },
      set: { ...(assignee && { assignee: assignee.gid }), ...(dueOn && { dueOn }) },
    }));
  const fields = filledFields(draft, copied).map(({ gid, value }) => ({ gid, value: contentOf(value) }));
  const setUp = {
    ...(Object.keys(project).length > 0 && { project }),
    ...(draft.members.length > 0 && { members: draft.members.map(({ gid }) => gid) }),
    ...(draft.portfolios.length > 0 && { portfolioGids: draft.portfolios.map(({ gid }) => gid) }),
    ...(fields.length > 0 && { customFields: fields }),
    ...(tasks.length > 0 && { tasks }),
  };
  return Object.keys(setUp).length > 0 ? { setUp } : {};
}

function filled<T>(values: Readonly<Record<string, T>>, textOf: (value: T) => string | undefined) {
  return Object.entries(values).flatMap(([gid, value]) => {
    const text = textOf(value);
    return text === undefined ? [] : [{ gid, value: text }];
  });
}

/** A draft that was kept, with what forms may hold by now: a tab may be older than the page that is in it. */
export function completeDraft(draft: Draft): Draft {
  return { ...draft, setUp: { ...NO_SET_UP, ...draft.setUp } };
}

/** The same with another object to start from: what belongs to the one before goes with it. */
export function withSource(draft: Draft, source: Picked | null): Draft {
  if (draft.source?.gid === source?.gid) return draft;
  return { ...draft, source, taskTemplate: null, dates: {}, roles: {} };
}
