/**
 * Frozen: the store of set-ups as it was before errands had kinds, items and times to sleep until, word for word but
 * for its imports. It stands for the instances of the version before during a rolling upgrade; it is not mended, and
 * goes when nobody runs it any more.
 */
import type { Errand, ErrandChange } from '../../../src/errands/errand.ts';
import { isOver, wantsRunning } from '../../../src/errands/errand.ts';
import type { RedisClient, RedisConnection, RedisScript } from '../../../src/redis/connection.ts';
import { ADD, CHANGE, DUE, ENTER, FIND, RELEASE, SHELVE, TAKE } from './errand-scripts.ts';

type FoundErrand = Errand & { readonly isHeld: boolean };

export interface ErrandStore {
  add(errand: Errand, holder: string, leaseMs: number): Promise<void>;
  find(id: string): Promise<FoundErrand | null>;
  findAbout(about: string): Promise<FoundErrand | null>;
  open(owner: string): Promise<FoundErrand[]>;
  change(id: string, version: number, change: ErrandChange): Promise<FoundErrand | null>;
  take(id: string, holder: string, leaseMs: number): Promise<boolean>;
  release(id: string, holder: string): Promise<void>;
  due(first: number): Promise<string[]>;
  delete(id: string): Promise<void>;
}

interface ErrandStoreOptions {
  readonly openPerOwner?: number;
  readonly openInAll?: number;
  readonly overPerOwner?: number;
  readonly ttlMs?: number;
}

const OPEN_PER_OWNER = 100;
const OPEN_IN_ALL = 10_000;
const OVER_PER_OWNER = 100;
const ERRAND_TTL_MS = 7 * 24 * 3_600_000;
const tooManyOfOwner = (limit: number) => new Error(`${limit} of one owner`);
const tooManyInAll = (limit: number) => new Error(`${limit} in all`);
const notKept = (cause: unknown) => new Error('not kept', { cause });

/** A store over Redis. */
export function redisErrands(redis: RedisConnection, options: ErrandStoreOptions = {}): ErrandStore {
  const {
    openPerOwner = OPEN_PER_OWNER,
    openInAll = OPEN_IN_ALL,
    overPerOwner = OVER_PER_OWNER,
    ttlMs = ERRAND_TTL_MS,
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

  const find = async (id: string) => found(await script(FIND, rowKey(id), []));

  /** One more that is not over. @throws RATE_LIMITED, SERVICE_UNAVAILABLE */
  async function enter({ owner, id }: Errand, dueInMs: number): Promise<void> {
    if ((await script(ENTER, openKey(owner), [id, openPerOwner, ttlMs, 0])) === 0)
      throw tooManyOfOwner(openPerOwner);
    if ((await script(ENTER, allKey, [id, openInAll, ttlMs, dueInMs])) === 1) return;
    await run('errandLeave', (client) => client.zrem(openKey(owner), id));
    throw tooManyInAll(openInAll);
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
    await Promise.all(pushedOut.map((id) => run('errandForget', (client) => client.del(rowKey(id)))));
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
    if (after.state !== before.state && !isOver(after))
      await setDue(after.id, wantsRunning(after) ? dueMs : dueMs + ttlMs);
  }

  return {
    async add(errand, holder, leaseMs) {
      await enter(errand, leaseMs);
      await script(ADD, rowKey(errand.id), [ttlMs, holder, leaseMs, ...encode(errand)]);
      await noteAbout(errand);
    },
    find,
    async findAbout(about) {
      const id = await run('errandAbout', (client) => client.get(aboutKey(about)));
      return id === null ? null : find(id);
    },
    async open(owner) {
      const ids = await run('errandOpen', (client) => client.zrange(openKey(owner), 0, -1));
      const rows = await Promise.all(ids.map(find));
      return rows.filter((row) => row !== null && !isOver(row)) as FoundErrand[];
    },
    async change(id, version, change) {
      const before = await find(id);
      if (before?.version !== version) return null;
      const isReopened = isOver(before) && !isOver({ ...before, ...change });
      if (isReopened) await enter(before, 0);
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
      if (released) await setDue(id, released[1] + (wantsRunning({ state: released[0] }) ? 0 : ttlMs));
    },
    async due(first) {
      const ids = (await script(DUE, allKey, [first])) as string[];
      const rows = await Promise.all(ids.map(find));
      await Promise.all(
        ids.map((id, at) => {
          const row = rows[at];
          if (row && wantsRunning(row)) return null;
          // Gone, or put right after its instance could not.
          return run('errandLeave', (client) => client.zrem(allKey, id));
        }),
      );
      return ids.filter((_id, at) => rows[at] && wantsRunning(rows[at]) && !rows[at].isHeld);
    },
    async delete(id) {
      const row = await find(id);
      if (row) await leave(row);
      await run('errandForget', (client) => client.del(rowKey(id)));
    },
  };
}

/** Fields of the hash. Null is the word for it in JSON, so that what is absent is what an older version left out. */
function encode(part: Partial<Errand>): string[] {
  return Object.entries(part).flatMap(([field, value]) => {
    const isJson = typeof value !== 'string' && field !== 'version';
    return [field, isJson || field === 'about' ? JSON.stringify(value) : String(value)];
  });
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
