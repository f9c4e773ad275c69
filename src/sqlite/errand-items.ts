/**
 * Items of errands in the state file: a row each, so that a change of one writes that one only, and is on the disk when
 * it is answered. They go with their errand.
 */
import type { ErrandItem, ErrandItems } from '../errands/items.ts';
import { hasRoom, partsOf } from '../errands/shares.ts';
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
const OVER = `SELECT e.number, e.owner, sum(octet_length(i.plan)) AS bytes
  FROM errands e JOIN errand_items i ON i.errand = e.id
  WHERE e.fate = 'over' GROUP BY e.number HAVING bytes > 0 ORDER BY e.entered_at, e.number`;
const OPEN = `SELECT coalesce(sum(length(i.plan)), 0) AS everybodys,
    coalesce(sum(length(i.plan)) FILTER (WHERE e.owner = (SELECT owner FROM errands WHERE id = ?)), 0) AS own
  FROM errands e JOIN errand_items i ON i.errand = e.id WHERE e.fate = 'open'`;
const DROP = 'DELETE FROM errands WHERE number = ?';
const TOUCH = 'UPDATE errands SET touched_at = ? WHERE id = ?';

/** Characters of what is not over. */
interface OpenCharacters {
  readonly everybodys: number;
  readonly own: number;
}

interface OverRow {
  readonly number: number;
  readonly owner: string;
  readonly bytes: number;
}

interface Giver {
  /** Oldest first. */
  readonly rows: OverRow[];
  bytes: number;
}

/** Once there is too much, so much is left of what there may be: to see who has most takes a look at all of it. */
const LEFT_SHARE = 7 / 8;

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

  /** An owner who has much leaves the last of the room to others. @throws SERVICE_UNAVAILABLE */
  function checkShare(errand: string): void {
    const parts = partsOf(mostCharacters);
    if (file.count('plans') <= parts.common) return;
    const { everybodys = 0, own = 0 } = file.get<OpenCharacters>(OPEN, errand) ?? {};
    if (!hasRoom(parts, everybodys, own)) throw noRoom(mostCharacters);
  }

  /** What is over makes room, of whoever has most of it the oldest first. @throws SERVICE_UNAVAILABLE */
  function makeRoom(): void {
    if (file.count('plans') <= mostCharacters) return;
    const givers = new Map<string, Giver>();
    for (const row of file.all<OverRow>(OVER)) {
      const giver = givers.get(row.owner) ?? { rows: [], bytes: 0 };
      givers.set(row.owner, giver);
      giver.rows.push(row);
      giver.bytes += row.bytes;
    }
    while (givers.size > 0 && file.count('plans') > mostCharacters * LEFT_SHARE) {
      const [owner, heaviest] = [...givers].reduce((one, other) =>
        other[1].bytes > one[1].bytes ? other : one,
      );
      const oldest = heaviest.rows.shift();
      if (oldest) file.run(DROP, oldest.number);
      heaviest.bytes -= oldest?.bytes ?? 0;
      if (heaviest.rows.length === 0) givers.delete(owner);
    }
    if (file.count('plans') > mostCharacters) throw noRoom(mostCharacters);
  }

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
          checkShare(errand);
          makeRoom();
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
