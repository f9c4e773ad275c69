/**
 * Who is asking and what they may see. What a caller may not see does not exist for them (404), as at Asana.
 */

import { gidsOf, type Row, type SandboxStore, text } from '../data/store.ts';
import { Refusal } from './action.ts';

/** The world through the eyes of one caller. */
export interface View {
  readonly store: SandboxStore;
  /** gid of the calling user. */
  readonly caller: string;
  /** Where the stand-in listens, without path. */
  readonly origin: string;
}

/** Whether the caller may see a record. */
export function canSee(view: View, row: Row): boolean {
  if (row.home !== undefined && !isMember(view, row.home)) return false;
  switch (row.type) {
    case 'job':
    case 'organization_export':
      return row.data.owner === view.caller;
    case 'workspace':
      return isMember(view, row.gid);
    case 'user':
      return row.gid === view.caller || gidsOf(row, 'home_gids').some((home) => isMember(view, home));
    case 'team':
      return row.data.visibility !== 'secret' || gidsOf(row, 'members').includes(view.caller);
    case 'project':
      return row.data.privacy_setting !== 'private' || isInvolved(view, row);
    case 'portfolio':
      return row.data.public === true || isInvolved(view, row);
    case 'section':
      return seesParent(view, text(row, 'project'));
    case 'task':
      return canSeeTask(view, row);
    default:
      return true;
  }
}

/** The record behind a gid of a path; 404 in Asana's words otherwise. */
export function find(view: View, type: string, gid: string): Row {
  if (!/^[1-9]\d{0,31}$/.test(gid)) throw new Refusal(404, `${type}: Not a recognized ID: ${gid}`);
  const row = view.store.get(gid);
  if (!row || row.type !== type || !canSee(view, row)) {
    throw new Refusal(404, `${type}: Unknown object: ${gid}`);
  }
  return row;
}

/** A user by `me`, e-mail address or gid; `name` is the word the error uses. */
export function findUser(view: View, key: string, name = 'user'): Row {
  if (key === 'me') return find(view, 'user', view.caller);
  if (!key.includes('@')) {
    const row = view.store.get(key);
    if (row?.type === 'user' && canSee(view, row)) return row;
    throw new Refusal(
      404,
      `${name}: ${/^[1-9]\d*$/.test(key) ? 'Unknown object' : 'Not a recognized ID'}: ${key}`,
    );
  }
  const row = view.store.all('user').find((user) => user.data.email === key && canSee(view, user));
  if (!row) throw new Refusal(404, `${name}: Unknown object: ${key}`);
  return row;
}

function isMember(view: View, workspaceGid: string): boolean {
  const workspace = view.store.peek(workspaceGid);
  return workspace !== undefined && gidsOf(workspace, 'members').includes(view.caller);
}

function isInvolved(view: View, row: Row): boolean {
  return row.data.owner === view.caller || gidsOf(row, 'members').includes(view.caller);
}

function seesParent(view: View, gid: string): boolean {
  const parent = view.store.peek(gid);
  return parent !== undefined && canSee(view, parent);
}

function canSeeTask(view: View, row: Row): boolean {
  if (row.data.assignee === view.caller || gidsOf(row, 'followers').includes(view.caller)) return true;
  const memberships = membershipsOf(row);
  if (memberships.length > 0) return memberships.some(({ project }) => seesParent(view, project));
  const parent = row.data.parent;
  return typeof parent !== 'string' || seesParent(view, parent);
}

/** The projects and sections a task lies in. */
export function membershipsOf(task: Row): { project: string; section: string | null }[] {
  const value = task.data.memberships;
  return Array.isArray(value) ? value : [];
}
