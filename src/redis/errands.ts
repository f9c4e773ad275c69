/**
 * Errands over Redis: the same on every instance, and still there after a restart. While Redis is in trouble nothing is
 * begun, and what runs waits to be kept: no errand goes on that nobody could take over. No token ever comes here.
 */
import { type Errand, type FoundErrand, isOver, wantsRunning } from '../errands/errand.ts';
import {
  ERRAND_TTL_MS,
  type ErrandStore,
  type ErrandStoreOptions,
  notKept,
  OPEN_IN_ALL,
  OPEN_PER_OWNER,
  OVER_PER_OWNER,
  tooManyInAll,
  tooManyOfOwner,
} from '../errands/store.ts';
import type { RedisClient, RedisConnection, RedisScript } from './connection.ts';
import { redisItems } from './errand-items.ts';
import {
  ADD,
  CHANGE,
  DUE,
  ENTER,
  FIND,
  LEAVE_OLD,
  RELEASE,
  SHELVE,
  TAKE,
  WAITS_FOR_USER,
} from './errand-scripts.ts';

/** A row and its places are not written in one go: one without the other may be on its way for so long. */
const ON_ITS_WAY_MS = 60_000;

/** A store over Redis. */
export function redisErrands(
  redis: RedisConnection,
  options: Omit<ErrandStoreOptions, 'now' | 'itemCharacters'> & { readonly onItsWayMs?: number } = {},
): ErrandStore {
  const {
    openPerOwner = OPEN_PER_OWNER,
    openInAll = OPEN_IN_ALL,
    overPerOwner = OVER_PER_OWNER,
    ttlMs = ERRAND_TTL_MS,
    onItsWayMs = ON_ITS_WAY_MS,
  } = options;
  const rowKey = (id: string) => `${redis.prefix}errand:${id}`;
  const aboutKey = (about: string) => `${redis.prefix}errands:about:${about}`;
  /** Ids of an owner by when they were added, or ended. */
  const openKey = (owner: string) => `${redis.prefix}errands:open:${owner}`;
  const overKey = (owner: string) => `${redis.prefix}errands:over:${owner}`;
  /** All that are not over, by when they fall due. */
  const allKey = `${redis.prefix}errands:due`;

  const script = (it: RedisScript, key: string, args: readonly (string | number)[]) =>
    redis.script(it, [key], args).catch((error: unknown) => {
      throw notKept(error);
    });
  const run = <T>(operation: string, command: (client: RedisClient) => Promise<T>) =>
    redis.run(operation, command).catch((error: unknown) => {
      throw notKept(error);
    });

  const items = redisItems(redis, ttlMs);
  const forget = (id: string) =>
    Promise.all([run('errandForget', (client) => client.del(rowKey(id))), items.forget(id)]);

  const look = (id: string) => script(FIND, rowKey(id), []);
  const find = async (id: string) => found(await look(id));

  /** One more that is not over. @throws RATE_LIMITED, SERVICE_UNAVAILABLE */
  async function enter({ owner, id }: Errand, dueInMs: number): Promise<void> {
    const enters = async () => (await script(ENTER, openKey(owner), [id, openPerOwner, ttlMs, 0])) === 1;
    if (!(await enters())) {
      // Some of the places may be those of what is gone.
      await open(owner);
      if (!(await enters())) throw tooManyOfOwner(openPerOwner);
    }
    if ((await script(ENTER, allKey, [id, openInAll, ttlMs, dueInMs])) === 1) return;
    await run('errandLeave', (client) => client.zrem(openKey(owner), id));
    throw tooManyInAll(openInAll);
  }

  /** What is not over. A place that was left behind, by an instance that could not give it up, is free again. */
  async function open(owner: string): Promise<FoundErrand[]> {
    const ids = await run('errandOpen', (client) => client.zrange(openKey(owner), 0, -1));
    const rows = await Promise.all(
      ids.map(async (id) => {
        const row = await find(id);
        if (row && !isOver(row)) return row;
        const wasLeft = (await script(LEAVE_OLD, openKey(owner), [id, onItsWayMs])) === 1;
        if (wasLeft && row) await shelve(row);
        else if (wasLeft) await leave({ owner, id });
        return null;
      }),
    );
    return rows.filter((row) => row !== null);
  }

  async function leave({ owner, id }: Pick<Errand, 'owner' | 'id'>): Promise<void> {
    await run('errandLeave', (client) =>
      Promise.all([client.zrem(openKey(owner), id), client.zrem(allKey, id)]),
    );
  }

  const setDue = (id: string, atMs: number) =>
    run('errandDueAt', (client) => client.zadd(allKey, 'XX', atMs, id));

  /** It is over: of those that are, the owner's oldest go. */
  async function shelve(errand: Errand): Promise<void> {
    await leave(errand);
    const args = [errand.id, overPerOwner, ttlMs];
    const pushedOut = (await script(SHELVE, overKey(errand.owner), args)) as string[];
    await Promise.all(pushedOut.map(forget));
  }

  async function noteAbout({ about, id }: Errand): Promise<void> {
    if (about === null) return;
    await run('errandAbout', (client) => client.set(aboutKey(about), id, 'PX', ttlMs));
  }

  /** The indexes follow the row; one that was left behind is put right by whoever finds it. */
  async function index(before: Errand, after: Errand, dueMs: number): Promise<void> {
    if (after.about !== before.about) await noteAbout(after);
    if (isOver(after) && !isOver(before)) return shelve(after);
    if (isOver(before) && !isOver(after))
      await run('errandReopen', (client) => client.zrem(overKey(after.owner), after.id));
    if (after.state !== before.state && !isOver(after)) await setDue(after.id, scoreOf(after, dueMs));
  }

  /** What waits for its user never falls due: its row is gone before. */
  const scoreOf = (errand: Pick<Errand, 'state'>, dueMs: number) =>
    wantsRunning(errand) ? dueMs : dueMs + ttlMs + WAITS_FOR_USER;

  return {
    isShared: true,
    size: 0,
    items,
    async add(errand, holder, leaseMs) {
      await enter(errand, leaseMs);
      try {
        await script(ADD, rowKey(errand.id), [ttlMs, holder, leaseMs, ...encode(errand)]);
        await noteAbout(errand);
      } catch (error) {
        // Should that fail as well, whoever looks later frees the place.
        await leave(errand).catch(() => {});
        throw error;
      }
    },
    find,
    async findAbout(about) {
      const id = await run('errandAbout', (client) => client.get(aboutKey(about)));
      return id === null ? null : find(id);
    },
    open,
    async over(owner) {
      const ids = await run('errandOver', (client) => client.zrange(overKey(owner), 0, -1));
      const rows = await Promise.all(ids.map(find));
      return rows.filter((row) => row !== null && isOver(row)) as FoundErrand[];
    },
    async change(id, version, change) {
      const before = await find(id);
      if (before?.version !== version) return null;
      const isReopened = isOver(before) && !isOver({ ...before, ...change });
      if (isReopened) await enter(before, onItsWayMs);
      const reply = await script(CHANGE, rowKey(id), [ttlMs, version, ...encode(change)]);
      const after = found(reply);
      if (after) await index(before, after, dueOf(reply));
      else if (isReopened) await leave(before);
      return after;
    },
    async take(id, holder, leaseMs) {
      const until = (await script(TAKE, rowKey(id), [holder, leaseMs, ttlMs])) as number;
      if (until > 0) await setDue(id, until);
      return until > 0;
    },
    async release(id, holder) {
      const released = (await script(RELEASE, rowKey(id), [holder])) as [Errand['state'], number] | null;
      if (released) await setDue(id, scoreOf({ state: released[0] }, released[1]));
    },
    async due(first) {
      const ids = (await script(DUE, allKey, [first])) as string[];
      const due = ids.map(async (id) => {
        const reply = await look(id);
        const row = found(reply);
        if (row && wantsRunning(row)) return row.isHeld ? [] : [id];
        // Put right after its instance could not.
        if (row && !isOver(row)) await setDue(id, scoreOf(row, dueOf(reply)));
        else await run('errandLeave', (client) => client.zrem(allKey, id));
        return [];
      });
      return (await Promise.all(due)).flat();
    },
    async delete(id) {
      const row = await find(id);
      if (row) await leave(row);
      await forget(id);
    },
  };
}

/** Fields that are texts of ours; the others are JSON. */
const PLAIN: ReadonlySet<string> = new Set(['id', 'kind', 'owner', 'state', 'version']);

/** Fields of the hash. Null is the word for it in JSON, so that what is absent is what an older version left out. */
function encode(part: Partial<Errand>): string[] {
  return Object.entries(part)
    .filter(([, value]) => value !== undefined)
    .flatMap(([field, value]) => [field, PLAIN.has(field) ? String(value) : JSON.stringify(value)]);
}

/** A row out of a script's reply; null where there is none. */
function found(reply: unknown): FoundErrand | null {
  if (!reply) return null;
  const [flat, now] = reply as [string[], number];
  if (flat.length === 0) return null;
  const row: Record<string, string> = {};
  for (let at = 0; at + 1 < flat.length; at += 2) row[flat[at] ?? ''] = flat[at + 1] ?? '';
  const { id = '', kind = '', owner = '', state = 'failed', version = '0', heldUntil } = row;
  const json = (text: string | undefined): unknown => (text === undefined ? null : JSON.parse(text));
  return {
    ...{ id, kind, owner },
    state: state as Errand['state'],
    version: Number(version),
    about: json(row.about) as string | null,
    isUnwanted: json(row.isUnwanted) === true,
    plan: json(row.plan),
    progress: json(row.progress),
    isHeld: heldUntil !== undefined && Number(heldUntil) > now,
  };
}

/** When a row falls due: when nobody holds it any more. */
function dueOf(reply: unknown): number {
  const [flat, now] = reply as [string[], number];
  const at = flat.indexOf('heldUntil');
  return at < 0 ? now : Math.max(now, Number(flat[at + 1]));
}
