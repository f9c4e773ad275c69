/**
 * Errands in the state file: what the store in memory does, and still there when the process is not. Leases are kept in
 * memory: whoever held one is gone with the process, so that all of them are free when the file is opened again.
 */
import { boundsOf, type ErrandBounds } from '../errands/bounds.ts';
import { changed, type Errand, type FoundErrand, isOver, wantsRunning } from '../errands/errand.ts';
import {
  ERRAND_TTL_MS,
  type ErrandStore,
  type ErrandStoreOptions,
  ITEM_CHARACTERS_IN_FILE,
  NONE_KNOWN,
  notKept,
  OVER_IN_MEMORY,
  tooManyInAll,
  tooManyOfOwner,
} from '../errands/store.ts';
import { isGatewayError } from '../errors.ts';
import { sqliteItems } from './errand-items.ts';
import { type StateFile, TIDIED_AT_ONCE } from './state-file.ts';

interface ErrandRow {
  readonly id: string;
  readonly version: number;
  readonly wakes_at: number;
  readonly plan: string;
  readonly rest: string;
  readonly touched_at: number;
}

interface Lease {
  readonly holder: string;
  readonly untilMs: number;
}

/** While an errand runs it is touched no more often than this. */
const TOUCH_EVERY_MS = 3_600_000;

const ROW = 'SELECT id, version, wakes_at, plan, rest, touched_at FROM errands';
const A_ROW = `${ROW} WHERE id = ? AND touched_at > ? AND owner GLOB ?`;
const ABOUT = `${ROW} WHERE kind = ? AND about = ? AND touched_at > ? ORDER BY about_at DESC, number DESC LIMIT 1`;
const OPEN = `${ROW} WHERE kind = ? AND owner = ? AND fate = 'open' AND touched_at > ? ORDER BY entered_at, number`;
const KINDS = 'SELECT DISTINCT kind FROM errands WHERE owner = ? AND kind GLOB ? AND touched_at > ?';
const NEWEST = `${ROW} WHERE kind IN (SELECT value FROM json_each(?)) AND owner = ? AND touched_at > ?
  ORDER BY entered_at DESC, number DESC LIMIT ?`;
const TO_RUN = `SELECT id, owner, wakes_at FROM errands WHERE wants_running = 1 AND kind = ? AND touched_at > ? AND owner GLOB ?
  ORDER BY wakes_at, entered_at LIMIT ?`;
const ADD = `INSERT INTO errands (id, kind, owner, about, about_at, entered_at, touched_at, wakes_at,
    fate, wants_running, version, plan, rest)
  VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)`;
const CHANGE = `UPDATE errands SET about = ?, about_at = coalesce(?, about_at), entered_at = coalesce(?, entered_at),
    touched_at = ?, wakes_at = ?, fate = ?, wants_running = ?, version = ?, plan = coalesce(?, plan), rest = ?
  WHERE id = ?`;
const OLD = `DELETE FROM errands WHERE number IN
  (SELECT number FROM errands WHERE touched_at <= ? LIMIT ${TIDIED_AT_ONCE})`;
const DROP_OVER = `DELETE FROM errands WHERE number IN
  (SELECT number FROM errands WHERE kind = ? AND owner = ? AND fate = 'over' ORDER BY entered_at, number LIMIT ?)`;
const WHO_HAS_MOST = "SELECT owner FROM counts WHERE what = ? AND owner <> '' ORDER BY n DESC LIMIT 1";
const HOW_MANY =
  "SELECT coalesce(sum(n), 0) AS n FROM counts WHERE owner = '' AND (what GLOB 'open:*' OR what GLOB 'over:*')";

/** A store in the state file. */
export function sqliteErrands(file: StateFile, options: ErrandStoreOptions = {}): ErrandStore {
  const {
    now = file.now,
    ttlMs = ERRAND_TTL_MS,
    itemCharacters = ITEM_CHARACTERS_IN_FILE,
    ...given
  } = options;
  const leases = new Map<string, Lease>();
  const scoped = (text: string) => file.scope + text;
  const ofThisAsana = `${file.scope}*`;
  const oldest = () => now() - ttlMs;
  const limitsOf = (kind: string): ErrandBounds => ({ ...boundsOf(kind), ...given });

  /** @throws SERVICE_UNAVAILABLE where the file cannot be used */
  function using<T>(body: () => T): T {
    try {
      return body();
    } catch (error) {
      if (isGatewayError(error)) throw error;
      file.failed('errands', error);
      throw notKept(error);
    }
  }

  /** Until when somebody holds it; 0 where nobody does. */
  function heldUntil(id: string): number {
    const { untilMs = 0 } = leases.get(id) ?? {};
    if (untilMs > now()) return untilMs;
    leases.delete(id);
    return 0;
  }

  const seen = (errand: Errand, wakesAt: number): FoundErrand => ({
    ...errand,
    isHeld: heldUntil(errand.id) > 0,
    sleepsMs: Math.max(0, wakesAt - now()),
  });
  const found = (row: ErrandRow | undefined) => (row ? seen(errandOf(row), row.wakes_at) : null);
  const rowOf = (id: string) => file.get<ErrandRow>(A_ROW, id, oldest(), ofThisAsana);

  /** There is a place for one more that is not over. @throws RATE_LIMITED, SERVICE_UNAVAILABLE */
  function checkPlace({ kind, owner }: Errand): void {
    const limits = limitsOf(kind);
    if (file.count(`open:${kind}`, scoped(owner)) >= limits.openPerOwner) throw tooManyOfOwner(limits);
    if (file.count(`open:${kind}`) >= limits.openInAll) throw tooManyInAll(limits);
  }

  /** Of those that are over an owner's oldest go; when all together have too many, those of who has most. */
  function keepBounds({ kind, owner }: Errand): void {
    const what = `over:${kind}`;
    const tooMany = file.count(what, scoped(owner)) - limitsOf(kind).overPerOwner;
    if (tooMany > 0) file.run(DROP_OVER, kind, scoped(owner), tooMany);
    while (file.count(what) > OVER_IN_MEMORY) {
      const heaviest = file.get<{ owner: string }>(WHO_HAS_MOST, what);
      if (!heaviest || file.run(DROP_OVER, kind, heaviest.owner, 1) === 0) return;
    }
  }

  const tidy = () => {
    file.run(OLD, oldest());
  };

  return {
    isShared: false,
    outlivesInstance: true,
    items: sqliteItems(file, { now, mostCharacters: itemCharacters, using }),
    get size() {
      return file.get<{ n: number }>(HOW_MANY)?.n ?? 0;
    },
    async add(errand, holder, leaseMs) {
      const { id, kind, owner, about } = errand;
      using(() =>
        file.change(() => {
          tidy();
          checkPlace(errand);
          const at = now();
          const aboutIt = about === null ? [null, null] : [scoped(about), at];
          file.run(ADD, id, kind, scoped(owner), ...aboutIt, at, at, ...columnsOf(errand));
        }),
      );
      leases.set(id, { holder, untilMs: now() + leaseMs });
    },
    async find(id) {
      return using(() => found(rowOf(id)));
    },
    async findAbout(kind, about) {
      return using(() => found(file.get<ErrandRow>(ABOUT, kind, scoped(about), oldest())));
    },
    async open(kind, owner) {
      const rows = using(() => file.all<ErrandRow>(OPEN, kind, scoped(owner), oldest()));
      return rows.flatMap((row) => found(row) ?? []);
    },
    async kindsOf(family, owner) {
      const rows = using(() => file.all<Pick<Errand, 'kind'>>(KINDS, scoped(owner), `${family}:*`, oldest()));
      return rows.map(({ kind }) => kind);
    },
    async newest(kinds, owner, first) {
      const rows = using(() =>
        file.all<ErrandRow>(NEWEST, JSON.stringify(kinds), scoped(owner), oldest(), first),
      );
      return rows.flatMap((row) => found(row) ?? []);
    },
    async change(id, version, change, sleepMs = 0) {
      return using(() =>
        file.change(() => {
          tidy();
          const row = rowOf(id);
          if (row?.version !== version) return null;
          const before = errandOf(row);
          const errand = changed(before, change);
          if (isOver(before) && !isOver(errand)) checkPlace(errand);
          const at = now();
          const about = errand.about === null ? null : scoped(errand.about);
          const aboutAt = errand.about === before.about ? null : at;
          const enteredAt = isOver(errand) === isOver(before) ? null : at;
          const wakesAt = sleepMs > 0 ? at + sleepMs : 0;
          const [fate, wants, number, plan, rest] = columnsOf(errand);
          const newPlan = 'plan' in change ? plan : null;
          const columns = [about, aboutAt, enteredAt, at, wakesAt, fate, wants, number, newPlan, rest];
          file.run(CHANGE, ...columns, id);
          if (isOver(errand)) keepBounds(errand);
          return seen(errand, wakesAt);
        }),
      );
    },
    async take(id, holder, leaseMs) {
      const row = using(() => rowOf(id));
      if (!row || (heldUntil(id) > 0 && leases.get(id)?.holder !== holder)) return false;
      if (row.touched_at + TOUCH_EVERY_MS <= now())
        using(() => file.note(() => file.run('UPDATE errands SET touched_at = ? WHERE id = ?', now(), id)));
      leases.set(id, { holder, untilMs: now() + leaseMs });
      return true;
    },
    async release(id, holder) {
      if (leases.get(id)?.holder === holder) leases.delete(id);
    },
    async due(kind, first, known = NONE_KNOWN) {
      for (const id of [...leases.keys()]) heldUntil(id);
      // So many of them may be held or known, and one more tells when to look again.
      const most = first + leases.size + known.size + 1;
      const rows = using(() =>
        file.all<Pick<ErrandRow, 'id' | 'wakes_at'> & Pick<Errand, 'owner'>>(
          TO_RUN,
          kind,
          oldest(),
          ofThisAsana,
          most,
        ),
      );
      const waiting = rows
        .filter(({ id }) => !known.has(id))
        .map(({ id, owner, wakes_at }) => ({
          errand: { id, owner: owner.slice(file.scope.length) },
          dueMs: Math.max(wakes_at, heldUntil(id)),
        }));
      const due = waiting.filter(({ dueMs }) => dueMs <= now()).map(({ errand }) => errand);
      const later = waiting.filter(({ dueMs }) => dueMs > now()).map(({ dueMs }) => dueMs - now());
      if (due.length > first) return { due: due.slice(0, first), nextMs: 0 };
      return { due, nextMs: later.length > 0 ? Math.min(...later) : null };
    },
    async delete(id) {
      leases.delete(id);
      using(() => file.change(() => file.run('DELETE FROM errands WHERE id = ?', id)));
    },
  };
}

/** What is looked for, its version and its plan have columns of their own; the rest is one JSON. */
function columnsOf(errand: Errand): readonly [string, number, number, string, string] {
  const { plan, version, ...rest } = errand;
  const fate = isOver(errand) ? 'over' : 'open';
  return [fate, Number(wantsRunning(errand)), version, JSON.stringify(plan), JSON.stringify(rest)];
}

/** An errand out of its row. */
function errandOf({ id, version, plan, rest }: ErrandRow): Errand {
  const known = JSON.parse(rest) as Omit<Errand, 'id' | 'version' | 'plan'>;
  return { ...known, id, version, plan: JSON.parse(plan) };
}
