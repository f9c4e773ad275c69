/**
 * Items of errands in the state file: a row each, so that a change of one writes that one only, and is on the disk when
 * it is answered. They go with their errand.
 */
import type { ErrandItem, ErrandItems } from '../errands/items.ts';
import { noRoom } from '../errands/store.ts';
import type { StateFile } from './state-file.ts';

interface ItemRow {
  readonly place: number;
  readonly plan: string | null;
  readonly progress: string;
  readonly version: number;
}

const ADD = 'INSERT INTO errand_items (errand, place, plan, progress, version) VALUES (?, ?, ?, ?, 0)';
const WITHOUT_PLAN = 'SELECT place, NULL AS plan, progress, version FROM errand_items WHERE errand = ?';
const WITH_PLAN = 'SELECT place, plan, progress, version FROM errand_items WHERE errand = ?';
const CHANGE = `UPDATE errand_items SET progress = ?, plan = iif(?, NULL, plan), version = version + 1
  WHERE errand = ? AND place = ? AND version = ?`;
const TOUCH = 'UPDATE errands SET touched_at = ? WHERE id = ?';

/** How the file is used, and what the items of all errands may hold. */
export interface SqliteItemsOptions {
  readonly now: () => number;
  readonly mostCharacters: number;
  /** @throws SERVICE_UNAVAILABLE where the file cannot be used */
  using<T>(body: () => T): T;
}

/** Items in the state file. */
export function sqliteItems(
  file: StateFile,
  { now, mostCharacters, using }: SqliteItemsOptions,
): ErrandItems {
  const find = (errand: string, index: number) =>
    file.get<ItemRow>(`${WITHOUT_PLAN} AND place = ?`, errand, index);

  return {
    async add(errand, items) {
      using(() =>
        file.change(() => {
          file.run('DELETE FROM errand_items WHERE errand = ?', errand);
          for (const [place, { plan, progress }] of items.entries())
            file.run(
              ADD,
              errand,
              place,
              plan === null ? null : JSON.stringify(plan),
              JSON.stringify(progress),
            );
          if (file.count('plans') > mostCharacters) throw noRoom(mostCharacters);
        }),
      );
    },
    async list(errand, { plans } = { plans: false }) {
      const sql = `${plans ? WITH_PLAN : WITHOUT_PLAN} ORDER BY place`;
      return using(() => file.all<ItemRow>(sql, errand).map(itemOf));
    },
    async find(errand, index) {
      const row = using(() => find(errand, index));
      return row ? itemOf(row) : null;
    },
    async change(errand, index, version, { progress, plan }) {
      const row = using(() =>
        file.change(() => {
          const isDone = Number(plan === null);
          if (file.run(CHANGE, JSON.stringify(progress), isDone, errand, index, version) === 0)
            return undefined;
          file.run(TOUCH, now(), errand);
          return find(errand, index);
        }),
      );
      return row ? itemOf(row) : null;
    },
  };
}

function itemOf({ place, plan, progress, version }: ItemRow): ErrandItem {
  return {
    index: place,
    plan: plan === null ? null : JSON.parse(plan),
    progress: JSON.parse(progress),
    version,
  };
}
