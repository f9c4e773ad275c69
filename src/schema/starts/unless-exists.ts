/**
 * `unlessExists`: whether there is a project of this name before another one is started. Best effort and no lock: what
 * is started at the same moment, or what Asana's lists do not show yet, is not seen.
 */
import { fieldTree } from '../../asana/api/fields.ts';
import type { StartName } from '../../asana/api/starts.ts';
import type { AsanaRecord } from '../../asana/reader.ts';
import { isGatewayError } from '../../errors.ts';
import { keptText, type LedgerRow } from '../../starts/ledger.ts';
import type { Start } from '../../starts/start.ts';
import { gidForPath, known, type Ref, refOfLoaded } from '../asana-plugin/ref.ts';
import type { GatewayContext } from '../context.ts';
import { findNamed } from '../not-twice/named.ts';
import { gidAt, type Place, placeOf, projectList } from '../not-twice/place.ts';
import { JOB_KINDS } from './table.ts';

/** The starts that can look first: those that make a project. */
const MAKES_PROJECT: ReadonlySet<string> = new Set<StartName>(['duplicateProject', 'instantiateProject']);
/** How far back one's own starts are looked at. */
const OWN_STARTS_MS = 24 * 3_600_000;
/** Newest rows of a user's that are looked at, and of those with the name, so many jobs are read. */
const MOST_ROWS = 1_000;
const MOST_OWN_JOBS = 20;
/** Projects that are told of at most. */
const MOST_EXISTING = 100;

/** Whether a start can be asked to look first. */
export function canLookFirst(name: StartName): boolean {
  return MAKES_PROJECT.has(name);
}

/** A look at what is there. */
export interface Look {
  /** Looks. Rejects with what kept it from looking. */
  isWanted(): Promise<boolean>;
  /** What was found; null when nothing was. */
  found(): readonly Ref<'Project'>[] | null;
}

/** What a start does first that is to happen `unlessExists`; null where it is not asked to. */
export function lookFirst(name: StartName, input: Start['input'], context: GatewayContext): Look | null {
  const wanted = input.name;
  if (!canLookFirst(name) || input.unlessExists !== true || typeof wanted !== 'string') return null;
  let found: readonly Ref<'Project'>[] = [];
  return {
    isWanted: async () => {
      const [own, there] = await Promise.all([
        ownProjects(wanted, context),
        projectsThere(name, wanted, input, context),
      ]);
      const byGid = new Map([...own, ...there].map((ref) => [gidForPath(ref), ref]));
      found = [...byGid.values()].slice(0, MOST_EXISTING);
      return found.length === 0;
    },
    found: () => (found.length > 0 ? found : null),
  };
}

/** Projects of the name that this user's own starts of the last day have made. */
async function ownProjects(name: string, context: GatewayContext): Promise<Ref<'Project'>[]> {
  const { ledger, identities, telemetry } = context.services;
  const owner = await identities.ownerOf(context);
  const rows = await ledger.list(owner, { first: MOST_ROWS }).catch((error: unknown) => {
    telemetry.log.warn({ err: error }, 'the ledger could not be asked for starts of a name');
    return [];
  });
  const jobs = rows.filter((row) => isOfTheDay(row, keptText(name))).slice(0, MOST_OWN_JOBS);
  const made = await Promise.all(jobs.map(({ gid }) => projectOfJob(gid, context)));
  return made.filter((ref) => ref !== null).filter((ref) => isThere(ref, name));
}

function isOfTheDay({ kind, name, ageMs }: LedgerRow, wanted: string): boolean {
  return (
    kind !== null && MAKES_PROJECT.has(kind) && name === wanted && ageMs !== null && ageMs < OWN_STARTS_MS
  );
}

/** What a job has made so far, as it is now; null where nothing is there, or Asana no longer shows it. */
async function projectOfJob(job: string, { reader }: GatewayContext): Promise<Ref<'Project'> | null> {
  try {
    const gid = gidAt((await reader.record('Job', job, NEW_PROJECT)).data, 'new_project');
    if (gid === null) return null;
    return refOfLoaded('Project', 'Project', await reader.record('Project', gid, LOOKED_AT));
  } catch (error) {
    if (isGatewayError(error) && (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN')) return null;
    throw error;
  }
}

/** Unarchived, and still of this name. */
function isThere(ref: Ref<'Project'>, name: string): boolean {
  return known(ref, 'name')?.value === name && known(ref, 'archived')?.value !== true;
}

/** Projects of the name where the new one would be. */
async function projectsThere(
  start: StartName,
  name: string,
  input: Start['input'],
  { reader }: GatewayContext,
): Promise<Ref<'Project'>[]> {
  const { field, type } = JOB_KINDS[start].target;
  const source = { type: String(type), gid: String(input[field]) };
  const place = await placeOf(source, input.teamGid == null ? null : String(input.teamGid), reader);
  return findNamed(
    {
      type: 'Project',
      name,
      list: await projectList(place, { archived: 'false' }),
      fields: place.team === null ? LOOKED_AT : LOOKED_AT_IN_TEAM,
      workspace: () => place.workspace(),
      isMeant: (project) => project.archived !== true && isIn(place, project),
    },
    reader,
  );
}

/** Asana's search knows no teams, and finds archived projects as well. */
function isIn({ team }: Place, project: AsanaRecord): boolean {
  const of = gidAt(project, 'team');
  return team === null || of === null || of === team;
}

const NEW_PROJECT = fieldTree(['new_project.gid']);
const LOOKED_AT = fieldTree(['name', 'archived']);
const LOOKED_AT_IN_TEAM = fieldTree(['name', 'archived', 'team.gid']);
