/**
 * Frozen: the ledger as version 0.1.0 had it, word for word but for its imports. It stands for the instances of the
 * version before during a rolling upgrade; it is not mended, and goes when nobody runs it any more.
 */

import { isFinal } from '../../../src/job-state.ts';
import type { RedisClient, RedisConnection, RedisScript } from '../../../src/redis/connection.ts';
import type {
  LedgerEntry,
  LedgerListOptions,
  Ledger as LedgerNow,
  LedgerOptions,
  LedgerSource,
  UnknownStart,
} from '../../../src/starts/ledger.ts';
import { LEDGER_TTL_MS, UNKNOWN_STARTS_LIMIT } from '../../../src/starts/ledger.ts';
import { memoryLedger } from '../../../src/starts/memory-ledger.ts';

export type Ledger = Omit<
  LedgerNow,
  'find' | 'list' | 'counted' | 'isLinked' | 'unlink' | 'dismissUnknownStart' | 'size'
> & {
  find(gids: readonly string[]): Promise<(LedgerEntry | null)[]>;
  list(owner: string, options: LedgerListOptions): Promise<LedgerEntry[]>;
};

const PAGE = 100;
const ALIASES_LIMIT = 10_000;
const MISSED_LIMIT = 10_000;

const OBSERVED: RedisScript = {
  name: 'ledgerObserved',
  keys: 1,
  lua: `
    if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
    local old = redis.call('HGET', KEYS[1], 'status')
    local wasFinal = old == 'succeeded' or old == 'failed'
    if wasFinal and ARGV[3] == '0' then return 0 end
    local sawItRun = old or redis.call('HGET', KEYS[1], 'startedAt')
    if ARGV[3] == '1' and sawItRun and not wasFinal then
      redis.call('HSETNX', KEYS[1], 'finishedAt', ARGV[4])
    end
    redis.call('HSET', KEYS[1], 'status', ARGV[1])
    if ARGV[2] ~= '' then redis.call('HSET', KEYS[1], 'subtype', ARGV[2]) end
    return redis.call('PEXPIRE', KEYS[1], ARGV[5])`,
};

/** A ledger over Redis. */
export function redisLedger(redis: RedisConnection, options: LedgerOptions = {}): Ledger {
  const { now = Date.now, maxPerUser = 1_000, ttlMs = LEDGER_TTL_MS } = options;
  const insurance = memoryLedger(options);
  const aliases = new Map<string, string>();
  const rowKey = (gid: string) => `${redis.prefix}row:${gid}`;
  const ownerKey = (owner: string) => `${redis.prefix}owner:${owner}`;
  const aliasKey = (owner: string) => `${redis.prefix}alias:${owner}`;
  const unknownKey = (owner: string) => `${redis.prefix}unknown:${owner}`;

  /** Writes Redis did not take, in order; it gets them when it is back. */
  const missed: (() => Promise<unknown>)[] = [];
  redis.onUp(() => void replay());

  async function attempt(
    operation: string,
    command: (client: RedisClient) => Promise<unknown>,
  ): Promise<void> {
    try {
      await redis.run(operation, command);
    } catch {
      if (missed.length < MISSED_LIMIT) missed.push(() => redis.run(operation, command));
    }
  }

  async function replay(): Promise<void> {
    for (let write = missed[0]; write; write = missed[0]) {
      try {
        await write();
      } catch {
        return;
      }
      missed.shift();
    }
  }

  async function resolve(client: RedisClient, owner: string): Promise<string> {
    const known = aliases.get(owner);
    if (known !== undefined) return known;
    const user = await client.get(aliasKey(owner));
    if (user !== null) remember(owner, user);
    return user ?? owner;
  }

  function remember(owner: string, user: string): void {
    const oldest = aliases.keys().next();
    if (aliases.size >= ALIASES_LIMIT && !oldest.done) aliases.delete(oldest.value);
    aliases.set(owner, user);
  }

  async function addTo(
    client: RedisClient,
    owner: string,
    rows: readonly [gid: string, at: number][],
  ): Promise<void> {
    const key = ownerKey(owner);
    if (rows.length > 0) await client.zadd(key, 'NX', ...rows.flatMap(([gid, at]) => [at, gid]));
    await Promise.all([client.zremrangebyrank(key, 0, -maxPerUser - 1), client.pexpire(key, ttlMs)]);
  }

  const readRow = async (client: RedisClient, gid: string): Promise<LedgerEntry | null> =>
    decode(gid, await client.hgetall(rowKey(gid)));

  return {
    async started(owner, entry) {
      await insurance.started(owner, entry);
      const at = now();
      await attempt('started', async (client) => {
        const key = rowKey(entry.gid);
        const { overwrite, keep } = encode(entry);
        const row = client.multi().hset(key, overwrite);
        for (const [field, value] of Object.entries(keep)) row.hsetnx(key, field, value);
        await row.pexpire(key, ttlMs).exec();
        await addTo(client, await resolve(client, owner), [[entry.gid, at]]);
      });
    },
    async observed(state) {
      await insurance.observed(state);
      const { gid, status, resourceSubtype, observedAt } = state;
      const args = [status, resourceSubtype ?? '', isFinal(status) ? 1 : 0, observedAt, ttlMs];
      await attempt('observed', () => redis.script(OBSERVED, [rowKey(gid)], args));
    },
    async watched(owner, gid) {
      await insurance.watched(owner, gid);
      const at = now();
      await attempt('watched', async (client) => {
        await client.multi().hsetnx(rowKey(gid), 'gid', gid).pexpire(rowKey(gid), ttlMs).exec();
        await addTo(client, await resolve(client, owner), [[gid, at]]);
      });
    },
    async find(gids) {
      const spare = await insurance.find(gids);
      try {
        const rows = await redis.run('find', (client) =>
          Promise.all(gids.map((gid) => readRow(client, gid))),
        );
        return rows.map((row, index) => row ?? spare[index] ?? null);
      } catch {
        return spare;
      }
    },
    async list(owner, listOptions) {
      const { first, unfinishedOnly = false } = listOptions;
      const spare = await insurance.list(owner, listOptions);
      try {
        const shared = await redis.run('list', async (client) => {
          const key = ownerKey(await resolve(client, owner));
          const found: LedgerEntry[] = [];
          for (let from = 0; found.length < first && from < maxPerUser; from += PAGE) {
            const gids = await client.zrevrange(key, from, from + PAGE - 1);
            const rows = await Promise.all(gids.map((gid) => readRow(client, gid)));
            for (const row of rows)
              if (row && !(unfinishedOnly && isFinal(row.status ?? ''))) found.push(row);
            if (gids.length < PAGE) break;
          }
          return found.slice(0, first);
        });
        // A Redis that was started anew knows less than this instance.
        const known = new Set(shared.map(({ gid }) => gid));
        return [...shared, ...spare.filter(({ gid }) => !known.has(gid))].slice(0, first);
      } catch {
        return spare;
      }
    },
    async link(owner, user) {
      await insurance.link(owner, user);
      if (owner === user || aliases.get(owner) === user) return;
      await attempt('link', async (client) => {
        await client.set(aliasKey(owner), user, 'PX', ttlMs);
        const rows = pairs(await client.zrange(ownerKey(owner), 0, -1, 'WITHSCORES'));
        if (rows.length > 0) await addTo(client, user, rows);
        const unknown = await client.lrange(unknownKey(owner), 0, -1);
        if (unknown.length > 0) await client.rpush(unknownKey(user), ...unknown);
        if (unknown.length > 0) await client.pexpire(unknownKey(user), ttlMs);
        await Promise.all([client.del(ownerKey(owner)), client.del(unknownKey(owner))]);
        remember(owner, user);
      });
    },
    async unknownStart(owner, start) {
      await insurance.unknownStart(owner, start);
      await attempt('unknownStart', async (client) => {
        const key = unknownKey(await resolve(client, owner));
        await client
          .multi()
          .lpush(key, JSON.stringify(start))
          .ltrim(key, 0, UNKNOWN_STARTS_LIMIT - 1)
          .pexpire(key, ttlMs)
          .exec();
      });
    },
    async unknownStarts(owner) {
      const spare = await insurance.unknownStarts(owner);
      try {
        const notes = await redis.run('unknownStarts', async (client) =>
          client.lrange(unknownKey(await resolve(client, owner)), 0, -1),
        );
        return [...new Set(notes)]
          .map((note) => JSON.parse(note) as UnknownStart)
          .filter(({ sentAt }) => sentAt + ttlMs > now())
          .sort((a, b) => b.sentAt - a.sentAt)
          .slice(0, UNKNOWN_STARTS_LIMIT);
      } catch {
        return spare;
      }
    },
  };
}

/** What a start knows best, and what a poll may have known before it. */
function encode(entry: LedgerEntry): { overwrite: Record<string, string>; keep: Record<string, string> } {
  const { gid, kind, source, name, startedAt, finishedAt, status, subtype } = entry;
  return {
    overwrite: present({ gid, kind, source: source && JSON.stringify(source), name }),
    keep: present({ startedAt, finishedAt, status, subtype }),
  };
}

function present(fields: Record<string, string | number | null>): Record<string, string> {
  const set: Record<string, string> = {};
  for (const [field, value] of Object.entries(fields)) if (value !== null) set[field] = String(value);
  return set;
}

function decode(gid: string, row: Record<string, string>): LedgerEntry | null {
  if (Object.keys(row).length === 0) return null;
  const { kind = null, name = null, status = null, subtype = null, source, startedAt, finishedAt } = row;
  return {
    gid,
    kind,
    source: source === undefined ? null : (JSON.parse(source) as LedgerSource),
    name,
    startedAt: startedAt === undefined ? null : Number(startedAt),
    finishedAt: finishedAt === undefined ? null : Number(finishedAt),
    status,
    subtype,
  };
}

function pairs(flat: readonly string[]): [gid: string, at: number][] {
  const found: [string, number][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2)
    found.push([flat[index] ?? '', Number(flat[index + 1])]);
  return found;
}
