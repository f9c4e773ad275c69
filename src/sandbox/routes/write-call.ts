/**
 * What all writes have in common: the call, what comes of it, and the rules for days, descriptions and places.
 */
import type { ListName, Place, Row, SandboxStore } from '../data/store.ts';
import type { View } from './access.ts';
import { type Body, bad } from './checks.ts';

/** One call of a write. */
export interface WriteCall {
  readonly view: View;
  /** gid in the path, or ''. */
  readonly gid: string;
  readonly body: Body;
}

/** What it answers: an object, or that it is done. */
export type Written =
  | { readonly status: 200 | 201; readonly type: string; readonly record: Row | Record<string, unknown> }
  | 'nothing';

type Values = Readonly<Record<string, unknown>>;

/** A record that has changed, as the answer. */
export function changed(store: SandboxStore, row: Row, changes: Values): Written {
  store.update(row.gid, { ...changes, modified_at: store.timestamp() });
  return { status: 200, type: row.type, record: row };
}

/** Either form of a description is the other one as well. */
export function notesOf(
  values: Values,
  { plain, html }: { plain: string; html: string } = { plain: 'notes', html: 'html_notes' },
): Values {
  const formatted = values[html];
  if (typeof formatted === 'string') return { [plain]: plainOf(formatted), [html]: formatted };
  return values[plain] === undefined ? {} : { [html]: null };
}

/**
 * The days and moments of a record after a change, by the rules of Asana's document: a day or a moment, and whatever is
 * said of the start beside something said of the end.
 */
export function datesOf(row: Row | null, values: Values): Values {
  const isSaid = (key: string): boolean => key in values;
  for (const end of ['due', 'start']) {
    if (values[`${end}_on`] != null && values[`${end}_at`] != null)
      bad(`${end}_at`, `Should not be used together with ${end}_on`);
  }
  if (isSaid('start_on') && !isSaid('due_on') && !isSaid('due_at'))
    bad('start_on', 'due_on or due_at must be present in the request');
  if (isSaid('start_at') && !isSaid('due_at')) bad('start_at', 'due_at must be present in the request');
  const dates: Record<string, unknown> = {};
  for (const end of ['due', 'start']) {
    const [day, moment] = [values[`${end}_on`], values[`${end}_at`]];
    if (typeof moment === 'string')
      Object.assign(dates, { [`${end}_at`]: moment, [`${end}_on`]: moment.slice(0, 10) });
    else if (day !== undefined) Object.assign(dates, { [`${end}_on`]: day, [`${end}_at`]: null });
    else if (moment === null) dates[`${end}_at`] = null;
  }
  const { start_on: start, due_on: due = row?.data.due_on } = dates;
  if (typeof start === 'string' && typeof due === 'string' && start > due)
    bad('start_on', 'Must not be after due_on');
  return dates;
}

/** Where `insert_before` and `insert_after` put something in a list. */
export function placeOf(
  store: SandboxStore,
  values: Values,
  list: ListName,
  parent: string,
  otherwise: Place = 'end',
): Place {
  const { insert_before: before, insert_after: behind } = values;
  if (before != null && behind != null) bad('insert_after', 'Cannot be provided together with insert_before');
  for (const [key, beside] of Object.entries({ insert_before: before, insert_after: behind })) {
    if (typeof beside === 'string' && !store.isIn(list, parent, beside))
      bad(key, `Not in this list: ${beside}`);
  }
  if (typeof before === 'string') return { before };
  if (typeof behind === 'string') return { behind };
  if (behind === null) return 'beginning';
  return before === null ? 'end' : otherwise;
}

/** The text of HTML, without its tags. */
function plainOf(html: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|amp|#\d+);/g, (_all, name: string) =>
      name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : (entities[name] ?? ''),
    );
}
