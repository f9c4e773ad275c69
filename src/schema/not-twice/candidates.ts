/**
 * What a start whose reply was lost may have made: objects of its name and type that are young enough, looked for where
 * it would have put them. Knows where each kind puts what it makes; says nothing of which one it is.
 */
import { fieldTree } from '../../asana/api/fields.ts';
import type { StartName } from '../../asana/api/starts.ts';
import type { AsanaRecord, Reader } from '../../asana/reader.ts';
import { isRecord } from '../../json.ts';
import { keptText, type LedgerSource, type UnknownStart } from '../../starts/ledger.ts';
import { gidForPath, type Ref } from '../asana-plugin/ref.ts';
import { findNamed, type NamedSearch, type NamedType } from './named.ts';
import { gidAt, placeOf, projectList } from './place.ts';

/** A clock of ours and Asana's may differ by so much. */
const CLOCKS_DIFFER_MS = 60_000;
/** Of the projects a copied task was in, so many are looked through. */
const MOST_PROJECTS = 5;
/** Candidates that are told of at most. */
const MOST_CANDIDATES = 100;

/** What each start makes, where that has a name to look for. */
const MADE: Readonly<Partial<Record<StartName, NamedType>>> = {
  duplicateTask: 'Task',
  instantiateTask: 'Task',
  duplicateProject: 'Project',
  instantiateProject: 'Project',
  saveProjectAsTemplate: 'ProjectTemplate',
  duplicatePortfolio: 'Portfolio',
};

type Where = Pick<NamedSearch<NamedType>, 'list' | 'workspace'>;

/** What a start may have made; null where nothing can be looked for. */
export async function candidatesFor(start: UnknownStart, reader: Reader): Promise<Ref<NamedType>[] | null> {
  const { kind, source, name } = start;
  const type = Object.hasOwn(MADE, kind) ? MADE[kind as StartName] : undefined;
  if (!type || !source || name === null) return null;
  const since = start.sentAt - CLOCKS_DIFFER_MS;
  const searches = (await PLACES[type](source, start, reader)).map((where) =>
    findNamed(
      {
        ...where,
        type,
        name,
        // What is remembered of a long name is its beginning.
        isNamed: (each) => keptText(each) === name,
        // Asana does not tell how old a template is.
        fields: fieldTree(type === 'ProjectTemplate' ? ['name'] : ['name', 'created_at']),
        isMeant: (record) => type === 'ProjectTemplate' || isYoung(record, since),
      },
      reader,
    ),
  );
  const found = (await Promise.all(searches)).flat();
  return [...new Map(found.map((ref) => [gidForPath(ref), ref])).values()].slice(0, MOST_CANDIDATES);
}

function isYoung({ created_at }: AsanaRecord, since: number): boolean {
  return typeof created_at === 'string' && Date.parse(created_at) >= since;
}

/** Where the starts that make a type put it. */
const PLACES: Readonly<
  Record<NamedType, (source: LedgerSource, start: UnknownStart, reader: Reader) => Promise<Where[]>>
> = {
  Project: async (source, { team = null }, reader) => {
    const place = await placeOf(source, team, reader);
    return [{ list: await projectList(place), workspace: () => place.workspace() }];
  },
  ProjectTemplate: async (source, { team = null }, reader) => {
    const place = await placeOf(source, team, reader);
    const workspace = () => place.workspace();
    const gid = place.team ?? (await workspace());
    if (gid === null) return [];
    const route = '/project_templates';
    return [
      { list: { route, path: route, params: { [place.team ? 'team' : 'workspace']: gid } }, workspace },
    ];
  },
  Portfolio: async ({ gid }, _start, reader) => {
    const { data } = await reader.record('Portfolio', gid, fieldTree(['workspace.gid']));
    const workspace = gidAt(data, 'workspace');
    const route = '/portfolios';
    const params = { workspace: workspace ?? '', owner: 'me' };
    return [{ list: workspace ? { route, path: route, params } : null, workspace: async () => workspace }];
  },
  Task: async (source, { sentAt }, reader) => {
    const { projects, workspace } = await tasksPlace(source, reader);
    const since = new Date(sentAt - CLOCKS_DIFFER_MS).toISOString();
    const route = '/tasks';
    const lists = projects.map((project) => ({
      list: { route, path: route, params: { project, modified_since: since } },
      workspace,
    }));
    // A copy need not be in its source's projects.
    return [...lists, { list: null, workspace }];
  },
};

async function tasksPlace(
  { type, gid }: LedgerSource,
  reader: Reader,
): Promise<{ readonly projects: readonly string[]; workspace(): Promise<string | null> }> {
  if (type === 'Task') {
    const { data } = await reader.record('Task', gid, fieldTree(['projects.gid', 'workspace.gid']));
    const workspace = gidAt(data, 'workspace');
    const projects = (Array.isArray(data.projects) ? data.projects : [])
      .map((project) => (isRecord(project) ? gidAt({ gid, project }, 'project') : null))
      .filter((project) => project !== null);
    return { projects: projects.slice(0, MOST_PROJECTS), workspace: async () => workspace };
  }
  const { data } = await reader.record('TaskTemplate', gid, fieldTree(['project.gid']));
  const project = gidAt(data, 'project');
  if (project === null) return { projects: [], workspace: async () => null };
  const workspace = async () =>
    gidAt((await reader.record('Project', project, fieldTree(['workspace.gid']))).data, 'workspace');
  return { projects: [project], workspace };
}
