/**
 * Errands over Redis: the same on every instance, and still there after a restart. While Redis is in trouble nothing is
 * begun, and what runs waits to be kept: no errand goes on that nobody could take over. No token ever comes here.
 */
import { boundsOf } from '../errands/bounds.ts';
import { type Errand, type FoundErrand, isOver, OVER, wantsRunning } from '../errands/errand.ts';
import {
  ERRAND_TTL_MS,
  type ErrandStore,
  type ErrandStoreOptions,
  NONE_KNOWN,
  noRoom,
  notKept,
  tooManyInAll,
  tooManyOfOwner,
} from '../errands/store.ts';
import type { RedisClient, RedisConnection, RedisScript } from './connection.ts';
import { redisItems } from './errand-items.ts';
import { ErrandKinds } from './errand-kinds.ts';
import { RedisRoom, ROOM_BYTES_IN_REDIS } from './errand-room.ts';
import { dueOf, encode, found } from './errand-rows.ts';
import {
  ADD,
  CHANGE,
  DUE,
  ENTER,
  FIND,
  FORGET_OVER,
  LEAVE_OLD,
  RELEASE,
  SHELVE,
  TAKE,
  WAITS_FOR_USER,
} from './errand-scripts.ts';
import { pairs } from './pairs.ts';

/** A row and its places are not written in one go: one without the other may be on its way for so long. */
const ON_ITS_WAY_MS = 60_000;

/** Bounds of a store over Redis. */
export interface RedisErrandsOptions extends Omit<ErrandStoreOptions, 'now' | 'itemCharacters'> {
  readonly onItsWayMs?: number;
  /** What the plans of all errands may take, those of items among them. @default ROOM_BYTES_IN_REDIS */
  readonly roomBytes?: number;
}

/** A store over Redis. */
export function redisErrands(redis: RedisConnection, options: RedisErrandsOptions = {}): ErrandStore {
  const {
    ttlMs = ERRAND_TTL_MS,
    onItsWayMs = ON_ITS_WAY_MS,
    roomBytes = ROOM_BYTES_IN_REDIS,
    ...given
  } = options;
  const rowKey = (id: string) => `${redis.prefix}errand:${id}`;
  const plansKey = (id: string) => `${rowKey(id)}:plans`;
  const indexOf = (kind: string) => `${redis.prefix}errands:${kind === FIRST_KIND ? '' : `${kind}:`}`;
  const aboutKey = (kind: string, about: string) => `${indexOf(kind)}about:${about}`;
  /** Ids of an owner by when they were added, or ended. */
  const openKey = ({ kind, owner }: Placed) => `${indexOf(kind)}open:${owner}`;
  const overKey = ({ kind, owner }: Placed) => `${indexOf(kind)}over:${owner}`;
  /** All that are not over, by when they fall due. */
  const dueKey = (kind: string) => `${indexOf(kind)}due`;

  const script = (it: RedisScript, key: string, args: readonly (string | number)[]) =>
    keeping(redis.script(it, [key], args));
  const run = <T>(operation: string, command: (client: RedisClient) => Promise<T>) =>
    keeping(redis.run(operation, command));

  const room = new RedisRoom(redis, {
    mostBytes: roomBytes,
    ttlMs,
    key: `${redis.prefix}errands:room`,
    rowKey,
    plansKey,
  });
  const items = redisItems(redis, {
    ttlMs,
    itemsKey: (id) => `${rowKey(id)}:items`,
    plansKey,
    makeRoom: async (id, bytes) => {
      const owner = await run('errandOwner', (client) => client.hget(rowKey(id), 'owner'));
      if (owner !== null) await makeRoom({ id, owner }, bytes);
    },
  });
  const kinds = new ErrandKinds(redis, ttlMs);
  const forget = (id: string) =>
    Promise.all([run('errandForget', (client) => client.del(rowKey(id))), items.forget(id)]);

  /** @throws SERVICE_UNAVAILABLE where there is no room for so many bytes of an errand */
  async function makeRoom(errand: Pick<Errand, 'id' | 'owner'>, bytes: number): Promise<void> {
    const gone = await keeping(room.take(errand, bytes));
    if (gone === null) throw noRoom(roomBytes);
    await Promise.all(
      gone.map(async (id) => {
        const row = await find(id);
        // Its user may have wanted it again meanwhile: then it has its room, wanted or not.
        if ((await script(FORGET_OVER, rowKey(id), [...OVER])) === 0) {
          return row && keeping(room.enter(row));
        }
        if (row) await run('errandLeave', (client) => client.zrem(overKey(row), id));
        await items.forget(id);
      }),
    );
  }

  const look = (id: string) => script(FIND, rowKey(id), []);
  const find = async (id: string) => found(await look(id));

  const present = async (ids: readonly string[]) =>
    (await Promise.all(ids.map(find))).filter((row) => row !== null);

  /** One more that is not over. @throws RATE_LIMITED, SERVICE_UNAVAILABLE */
  async function enter(errand: Errand, dueInMs: number): Promise<void> {
    const { id, kind } = errand;
    const bounds = { ...boundsOf(kind), ...given };
    const enters = async () =>
      (await script(ENTER, openKey(errand), [id, bounds.openPerOwner, ttlMs, 0])) === 1;
    if (!(await enters())) {
      // Some of the places may be those of what is gone.
      await open(errand);
      if (!(await enters())) throw tooManyOfOwner(bounds);
    }
    if ((await script(ENTER, dueKey(kind), [id, bounds.openInAll, ttlMs, dueInMs])) === 1) return;
    await run('errandLeave', (client) => client.zrem(openKey(errand), id));
    throw tooManyInAll(bounds);
  }

  /** What is not over. A place that was left behind, by an instance that could not give it up, is free again. */
  async function open({ kind, owner }: Placed): Promise<FoundErrand[]> {
    const key = openKey({ kind, owner });
    const ids = await run('errandOpen', (client) => client.zrange(key, 0, -1));
    const rows = await Promise.all(
      ids.map(async (id) => {
        const row = await find(id);
        if (row && !isOver(row)) return row;
        const wasLeft = (await script(LEAVE_OLD, key, [id, onItsWayMs])) === 1;
        if (wasLeft && row) await shelve(row);
        else if (wasLeft) await Promise.all([leave({ kind, owner, id }), keeping(room.leave(id))]);
        return null;
      }),
    );
    return rows.filter((row) => row !== null);
  }

  async function leave(errand: Placed & Pick<Errand, 'id'>): Promise<void> {
    const { id, kind } = errand;
    await run('errandLeave', (client) =>
      Promise.all([client.zrem(openKey(errand), id), client.zrem(dueKey(kind), id)]),
    );
  }

  const setDue = ({ kind, id }: Pick<Errand, 'kind' | 'id'>, atMs: number) =>
    run('errandDueAt', (client) => client.zadd(dueKey(kind), 'XX', atMs, id));

  /** It is over: of those that are, the owner's oldest go. */
  async function shelve(errand: Errand): Promise<void> {
    await leave(errand);
    await keeping(room.settle(errand.id, true));
    const args = [errand.id, given.overPerOwner ?? boundsOf(errand.kind).overPerOwner, ttlMs];
    // The script replies with the ids of those that go.
    const pushedOut = (await script(SHELVE, overKey(errand), args)) as string[];
    await Promise.all(pushedOut.map((id) => Promise.all([forget(id), keeping(room.leave(id))])));
  }

  async function noteAbout({ kind, about, id }: Errand): Promise<void> {
    if (about === null) return;
    await run('errandAbout', (client) => client.set(aboutKey(kind, about), id, 'PX', ttlMs));
  }

  /** The indexes follow the row; one that was left behind is put right by whoever finds it. */
  async function index(before: FoundErrand, after: FoundErrand, dueMs: number): Promise<void> {
    if (after.about !== before.about) await noteAbout(after);
    if (isOver(after) && !isOver(before)) return shelve(after);
    if (isOver(before) && !isOver(after)) {
      await run('errandReopen', (client) => client.zrem(overKey(after), after.id));
      await keeping(room.settle(after.id, false));
    }
    const isMoved = after.state !== before.state || after.sleepsMs !== before.sleepsMs;
    if (isMoved && !isOver(after)) await setDue(after, scoreOf(after, dueMs));
  }

  /** What waits for its user never falls due: its row is gone before. */
  const scoreOf = (errand: Pick<Errand, 'state'>, dueMs: number) =>
    wantsRunning(errand) ? dueMs : dueMs + ttlMs + WAITS_FOR_USER;

  return {
    isShared: true,
    outlivesInstance: true,
    size: 0,
    items,
    async add(errand, holder, leaseMs) {
      await kinds.note(errand.kind);
      await enter(errand, leaseMs);
      try {
        await makeRoom(errand, Buffer.byteLength(JSON.stringify(errand.plan)));
        await script(ADD, rowKey(errand.id), [ttlMs, holder, leaseMs, ...encode(errand)]);
        await noteAbout(errand);
      } catch (error) {
        // Should that fail as well, whoever looks later frees the place.
        await Promise.all([leave(errand), room.leave(errand.id)]).catch(() => {});
        throw error;
      }
    },
    find,
    async findAbout(kind, about) {
      const id = await run('errandAbout', (client) => client.get(aboutKey(kind, about)));
      return id === null ? null : find(id);
    },
    open: (kind, owner) => open({ kind, owner }),
    kindsOf: (family) =>
      kinds.of(family).catch((error: unknown) => {
        throw notKept(error);
      }),
    async newest(names, owner, first) {
      const keys = names.flatMap((kind) => [openKey({ kind, owner }), overKey({ kind, owner })]);
      const lists = await run('errandNewest', (client) =>
        Promise.all(keys.map((key) => client.zrevrange(key, 0, first - 1, 'WITHSCORES'))),
      );
      const newest = lists.flatMap(scored).sort((a, b) => b.score - a.score);
      return present([...new Set(newest.map(({ id }) => id))].slice(0, first));
    },
    async change(id, version, change, sleepMs = 0) {
      const before = await find(id);
      if (before?.version !== version) return null;
      const isReopened = isOver(before) && !isOver({ ...before, ...change });
      if (isReopened) await enter(before, onItsWayMs);
      const reply = await script(CHANGE, rowKey(id), [ttlMs, version, Math.ceil(sleepMs), ...encode(change)]);
      const after = found(reply);
      if (after) await index(before, after, dueOf(reply));
      else if (isReopened) await leave(before);
      return after;
    },
    async take(id, holder, leaseMs) {
      const taken = (await script(TAKE, rowKey(id), [holder, leaseMs, ttlMs])) as [string, number] | null;
      if (taken) await setDue({ kind: taken[0], id }, taken[1]);
      return taken !== null;
    },
    async release(id, holder) {
      const released = (await script(RELEASE, rowKey(id), [holder])) as Released | null;
      if (released) await setDue({ kind: released[0], id }, scoreOf({ state: released[1] }, released[2]));
    },
    async due(kind, first, known = NONE_KNOWN) {
      // Whoever runs a kind knows of it, whichever version added errands of it.
      await kinds.note(kind);
      const most = first + known.size;
      const [all, nextMs] = (await script(DUE, dueKey(kind), [most])) as [string[], number];
      const ids = all.filter((id) => !known.has(id));
      const due = ids.slice(0, first).map(async (id) => {
        const reply = await look(id);
        const row = found(reply);
        if (row && wantsRunning(row) && row.sleepsMs === 0) {
          return row.isHeld ? [] : [{ id, owner: row.owner }];
        }
        // Put right after its instance could not.
        if (row && !isOver(row)) await setDue(row, scoreOf(row, dueOf(reply)));
        else if (row) await shelve(row);
        else
          await Promise.all([
            run('errandLeave', (client) => client.zrem(dueKey(kind), id)),
            keeping(room.leave(id)),
          ]);
        return [];
      });
      const laterMs = nextMs < 0 ? null : nextMs;
      return { due: (await Promise.all(due)).flat(), nextMs: ids.length > first ? 0 : laterMs };
    },
    async delete(id) {
      const row = await find(id);
      if (row) await leave(row);
      await Promise.all([forget(id), keeping(room.leave(id))]);
    },
  };
}

/** The kind that earlier versions knew; they look for it where it has always been, and see no other. */
const FIRST_KIND = 'setUp';

type Placed = Pick<Errand, 'kind' | 'owner'>;

/** @throws SERVICE_UNAVAILABLE where Redis does not do it */
function keeping<T>(done: Promise<T>): Promise<T> {
  return done.catch((error: unknown) => {
    throw notKept(error);
  });
}

/** Kind and state of what was given back, and when it may be taken. */
type Released = readonly [string, Errand['state'], number];

/** Members and scores of a set, as Redis lists them. */
function scored(flat: readonly string[]): { id: string; score: number }[] {
  return pairs(flat).map(([id, score]) => ({ id, score: Number(score) }));
}
