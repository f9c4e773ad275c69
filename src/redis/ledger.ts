/**
 * The ledger over Redis: the same on every instance, and still there after a restart. What is written goes to a
 * ledger in memory as well, which answers while Redis is in trouble and fills in what was written meanwhile. Ages and
 * the order of rows go by Redis' clock: an instance whose own is wrong puts nobody else's rows out of order.
 */
import { randomUUID } from 'node:crypto';
import { BoundedMap } from '../bounded-map.ts';
import { isFinal } from '../job-state.ts';
import {
  keptText,
  LEDGER_TTL_MS,
  type Ledger,
  type LedgerOptions,
  type LedgerRow,
  UNKNOWN_STARTS_LIMIT,
} from '../starts/ledger.ts';
import { memoryLedger } from '../starts/memory-ledger.ts';
import { isStranger } from '../starts/owner.ts';
import type { RedisClient, RedisConnection } from './connection.ts';
import { noteOf, notesOf, rowFields, rowOf } from './ledger-rows.ts';
import {
  ADD,
  COUNTED,
  HOLD,
  NOTE,
  NOTES,
  OBSERVED,
  ROW,
  STARTED,
  STRANGER,
  WATCHED,
} from './ledger-scripts.ts';
import { pairs } from './pairs.ts';

const PAGE = 100;
const MISSED_LIMIT = 10_000;
/** Jobs known to be over, not read again by who looks for running ones; the longest known are forgotten. */
const OVER_LIMIT = 10_000;
/** Tokens that Asana never accepted and whose starts may have happened; the longest known give way. */
const STRANGERS_LIMIT = 10_000;

/** A ledger over Redis. */
export function redisLedger(redis: RedisConnection, options: LedgerOptions = {}): Ledger {
  const { maxPerUser = 1_000, ttlMs = LEDGER_TTL_MS } = options;
  const insurance = memoryLedger(options);
  const rowKey = (gid: string) => `${redis.prefix}row:${gid}`;
  const ownerKey = (owner: string) => `${redis.prefix}owner:${owner}`;
  const aliasKey = (owner: string) => `${redis.prefix}alias:${owner}`;
  const unknownKey = (owner: string) => `${redis.prefix}unknown:${owner}`;
  const strangersKey = `${redis.prefix}strangers`;

  const over = new BoundedMap<string, true>({ most: OVER_LIMIT });

  /** Writes Redis did not take, in order; it gets them when it takes them again. */
  const missed: (() => Promise<unknown>)[] = [];
  let isReplaying = false;
  redis.onOffer(() => void replay());

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
    if (isReplaying) return;
    isReplaying = true;
    try {
      for (let write = missed[0]; write; write = missed[0]) {
        await write();
        missed.shift();
      }
    } catch {
      // The rest when it is offered again.
    }
    isReplaying = false;
  }

  /** Asked anew each time: another instance may have heard that a token is refused. */
  async function resolve(client: RedisClient, owner: string): Promise<string> {
    const user = await client.get(aliasKey(owner));
    if (user === null && isStranger(owner)) await insurance.unlink(owner);
    return user ?? owner;
  }

  /** Rows of an owner, each with its score, or as of now. What they push out is held by one owner less. */
  async function addTo(
    owner: string,
    rows: readonly (readonly [gid: string, score: string])[],
  ): Promise<string[]> {
    const args = [maxPerUser, ttlMs, ...rows.flat()];
    const [known, pushedOut] = (await redis.script(ADD, [ownerKey(owner)], args)) as [string[], string[]];
    await Promise.all(pushedOut.map((gid) => hold(gid, -1)));
    return known;
  }

  /** How many owners have a row; one that is nobody's any more goes. */
  async function hold(gid: string, more: 1 | -1): Promise<void> {
    await redis.script(HOLD, [rowKey(gid)], [more]);
  }

  async function own(client: RedisClient, owner: string, gid: string): Promise<void> {
    const known = await addTo(await resolve(client, owner), [[gid, '']]);
    if (known.length === 0) await hold(gid, 1);
  }

  async function readRow(gid: string): Promise<LedgerRow | null> {
    const [flat, time] = (await redis.script(ROW, [rowKey(gid)], [])) as [string[], string];
    return rowOf(gid, Object.fromEntries(pairs(flat)), Number(time));
  }

  return {
    get size() {
      return insurance.size;
    },
    async started(owner, entry) {
      await insurance.started(owner, entry);
      const { overwrite, keep } = rowFields({ ...entry, name: keptText(entry.name) });
      const args = [ttlMs, overwrite.length, ...overwrite, ...keep];
      await attempt('started', async (client) => {
        await redis.script(STARTED, [rowKey(entry.gid)], args);
        await own(client, owner, entry.gid);
      });
    },
    async observed(state, lateMs) {
      await insurance.observed(state, lateMs);
      const { gid, status, resourceSubtype, observedAt } = state;
      const args = [status, resourceSubtype ?? '', isFinal(status) ? 1 : 0, observedAt, ttlMs, lateMs ?? ''];
      await attempt('observed', () => redis.script(OBSERVED, [rowKey(gid)], args));
    },
    async counted(gid, counted) {
      await insurance.counted(gid, counted);
      const args = [JSON.stringify(counted), counted.final === null ? 0 : 1, ttlMs];
      await attempt('counted', () => redis.script(COUNTED, [rowKey(gid)], args));
    },
    async watched(owner, gid) {
      await insurance.watched(owner, gid);
      await attempt('watched', async (client) => {
        await redis.script(WATCHED, [rowKey(gid)], [gid, ttlMs]);
        await own(client, owner, gid);
      });
    },
    async find(gids) {
      const spare = await insurance.find(gids);
      try {
        const rows = await Promise.all(gids.map(readRow));
        return rows.map((row, index) => row ?? spare[index] ?? null);
      } catch {
        return spare;
      }
    },
    async list(owner, listOptions) {
      const { first, unfinishedOnly = false } = listOptions;
      try {
        const shared = await redis.run('list', async (client) => {
          const key = ownerKey(await resolve(client, owner));
          const found: LedgerRow[] = [];
          for (let from = 0; found.length < first && from < maxPerUser; from += PAGE) {
            const gids = await client.zrevrange(key, from, from + PAGE - 1);
            const wanted = unfinishedOnly ? gids.filter((gid) => !over.has(gid)) : gids;
            for (const row of await Promise.all(wanted.map(readRow))) {
              if (row && isFinal(row.status ?? '')) over.set(row.gid, true);
              if (row && !(unfinishedOnly && isFinal(row.status ?? ''))) found.push(row);
            }
            if (gids.length < PAGE) break;
          }
          return found.slice(0, first);
        });
        // A Redis that was started anew knows less than this instance; of what it has, it knows better.
        const spare = await insurance.list(owner, listOptions);
        const known = new Set(shared.map(({ gid }) => gid));
        const more = spare.filter(({ gid }) => !known.has(gid));
        const there = await Promise.all(more.map(({ gid }) => readRow(gid)));
        const isOver = (row: LedgerRow | null | undefined) => isFinal(row?.status ?? '');
        const kept = more.filter((_, index) => !(unfinishedOnly && isOver(there[index])));
        return [...shared, ...kept].slice(0, first);
      } catch {
        return insurance.list(owner, listOptions);
      }
    },
    async link(owner, user) {
      await insurance.link(owner, user);
      if (owner === user) return;
      await attempt('link', async (client) => {
        await client.set(aliasKey(owner), user, 'PX', ttlMs);
        const rows = pairs(await client.zrange(ownerKey(owner), 0, -1, 'WITHSCORES'));
        const known = rows.length > 0 ? await addTo(user, rows) : [];
        await Promise.all(known.map((gid) => hold(gid, -1)));
        const unknown = await client.lrange(unknownKey(owner), 0, -1);
        if (unknown.length > 0) {
          const moved = client.multi().rpush(unknownKey(user), ...unknown);
          await moved
            .ltrim(unknownKey(user), 0, UNKNOWN_STARTS_LIMIT - 1)
            .pexpire(unknownKey(user), ttlMs)
            .exec();
        }
        await Promise.all([client.del(ownerKey(owner)), client.del(unknownKey(owner))]);
        await client.zrem(strangersKey, owner);
      });
    },
    async isLinked(owner, user) {
      try {
        return (await redis.run('isLinked', (client) => client.get(aliasKey(owner)))) === user;
      } catch {
        return insurance.isLinked(owner, user);
      }
    },
    async unlink(owner) {
      await insurance.unlink(owner);
      // Not kept for later when Redis is in trouble: tokens can be made up without end.
      await redis.run('unlink', (client) => client.del(aliasKey(owner))).catch(() => {});
    },
    async unknownStart(owner, start) {
      const noted = { id: randomUUID(), ...start, name: keptText(start.name) };
      await insurance.unknownStart(owner, noted);
      const note = JSON.stringify(noted);
      await attempt('unknownStart', async (client) => {
        const whose = await resolve(client, owner);
        if (isStranger(whose)) {
          const args = [whose, STRANGERS_LIMIT, ttlMs];
          // The script replies with the strangers it pushed out.
          const pushedOut = (await redis.script(STRANGER, [strangersKey], args)) as string[];
          await Promise.all(pushedOut.map((stranger) => client.del(unknownKey(stranger))));
        }
        await redis.script(NOTE, [unknownKey(whose)], [note, UNKNOWN_STARTS_LIMIT, ttlMs]);
      });
    },
    async unknownStarts(owner) {
      try {
        const key = unknownKey(await redis.run('unknownStarts', (client) => resolve(client, owner)));
        const [texts, time] = (await redis.script(NOTES, [key], [])) as [string[], string];
        return notesOf(texts, Number(time) - ttlMs);
      } catch {
        return insurance.unknownStarts(owner);
      }
    },
    async dismissUnknownStart(owner, id) {
      let dismissed = await insurance.dismissUnknownStart(owner, id);
      await attempt('dismissUnknownStart', async (client) => {
        const key = unknownKey(await resolve(client, owner));
        const texts = (await client.lrange(key, 0, -1)).filter((text) => noteOf(text).start.id === id);
        const removed = await Promise.all(texts.map((text) => client.lrem(key, 0, text)));
        // What somebody else has dismissed meanwhile is not dismissed twice.
        const at = removed.findIndex((count) => count > 0);
        dismissed = at < 0 ? null : noteOf(texts[at] ?? '').start;
      });
      return dismissed;
    },
  };
}
