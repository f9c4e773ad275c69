/**
 * Where a start puts what it makes: the team of its source, or the one it names, else the workspace. Read from Asana
 * once; knows nothing of what is looked for there.
 */
import { fieldTree } from '../../asana/api/fields.ts';
import { checkGid, fillPath, isGid } from '../../asana/api/ids.ts';
import type { AsanaRecord, ListAction, Reader } from '../../asana/reader.ts';
import { isRecord } from '../../json.ts';
import type { LedgerSource } from '../../starts/ledger.ts';

/** A place, as far as Asana tells. */
export interface Place {
  readonly team: string | null;
  /** Asked only where it is needed; null where nobody knows. */
  workspace(): Promise<string | null>;
}

/** Where a start from this source puts what it makes. `teamGid`: where it was told to. */
export async function placeOf(source: LedgerSource, teamGid: string | null, reader: Reader): Promise<Place> {
  if (teamGid !== null) {
    const team = checkGid(teamGid, 'teamGid');
    return { team, workspace: () => organizationOf(team, reader) };
  }
  if (source.type === 'ProjectTemplate') {
    const { data } = await reader.record('ProjectTemplate', source.gid, TEAM, { fromCaller: true });
    const team = gidAt(data, 'team');
    // Without a team it is in a workspace that has none, of which it does not tell which.
    return {
      team,
      workspace: () => (team === null ? onlyPlainWorkspace(reader) : organizationOf(team, reader)),
    };
  }
  const { data } = await reader.record('Project', source.gid, TEAM_AND_WORKSPACE, { fromCaller: true });
  const workspace = gidAt(data, 'workspace');
  return { team: gidAt(data, 'team'), workspace: async () => workspace };
}

/** The list of a place's projects; null where nobody knows which. */
export async function projectList(
  { team, workspace }: Place,
  params: Readonly<Record<string, string>> = {},
): Promise<Pick<ListAction, 'route' | 'path' | 'params'> | null> {
  const gid = team ?? (await workspace());
  if (gid === null) return null;
  const route = team === null ? '/workspaces/{gid}/projects' : '/teams/{gid}/projects';
  return { route, path: fillPath(route, gid), params };
}

async function organizationOf(team: string, reader: Reader): Promise<string | null> {
  const { data } = await reader.record('Team', team, fieldTree(['organization.gid']), { fromCaller: true });
  return gidAt(data, 'organization');
}

async function onlyPlainWorkspace(reader: Reader): Promise<string | null> {
  const fields = fieldTree(['is_organization']);
  const { items } = await reader.list({ route: '/workspaces', path: '/workspaces', fields, limit: 100 });
  const plain = items.filter((item) => isRecord(item) && item.is_organization === false);
  const [only] = plain;
  return plain.length === 1 && isRecord(only) ? asGid(only.gid) : null;
}

/** The gid of an object within a record. */
export function gidAt(data: AsanaRecord, key: string): string | null {
  const value = data[key];
  return isRecord(value) ? asGid(value.gid) : null;
}

function asGid(value: unknown): string | null {
  return typeof value === 'string' && isGid(value) ? value : null;
}

const TEAM = fieldTree(['team.gid']);
const TEAM_AND_WORKSPACE = fieldTree(['team.gid', 'workspace.gid']);
