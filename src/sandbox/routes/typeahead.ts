/**
 * `GET /workspaces/{gid}/typeahead`: records of one type whose name contains the query.
 */

import { gidsOf, type Row, text } from '../data/store.ts';
import { canSee, type View } from './access.ts';
import { Refusal } from './action.ts';

const TYPES = 'actor agent custom_field goal portfolio project project_template tag task team user'.split(
  ' ',
);

/** Finds up to `count` records, those whose name begins with the query first. */
export function typeahead(
  view: View,
  workspace: Row,
  query: Readonly<Record<string, string>>,
): { type: string; rows: Row[] } {
  const type = query.resource_type ?? query.type;
  if (type === undefined) throw new Refusal(400, 'resource_type: Missing input');
  if (!TYPES.includes(type)) throw new Refusal(400, `resource_type: Not a valid option: ${type}`);
  const count = Number(query.count ?? 20);
  if (!Number.isInteger(count) || count < 1 || count > 100)
    throw new Refusal(400, 'count: Must be between 1 and 100');
  const wanted = (query.query ?? '').toLowerCase();
  const position = (row: Row): number => text(row, 'name').toLowerCase().indexOf(wanted);
  const isHere = (row: Row): boolean =>
    row.type === 'user' ? gidsOf(workspace, 'members').includes(row.gid) : row.home === workspace.gid;
  const rows = view.store
    .all(type)
    .filter((row) => isHere(row) && position(row) >= 0 && canSee(view, row))
    .sort((one, other) => Number(position(one) > 0) - Number(position(other) > 0));
  return { type, rows: rows.slice(0, count) };
}
