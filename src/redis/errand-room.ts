/**
 * How much the errands of all instances hold in Redis, those that hold much one by one: what is over makes room, of
 * whoever has most of it the oldest first, and the last of the room is for owners who have little that is not over. One
 * hash, which is looked through only once what everybody may take is used up. Knows no rows.
 */
import type { Errand } from '../errands/errand.ts';
import { partsOf } from '../errands/shares.ts';
import type { RedisConnection, RedisScript } from './connection.ts';
import { TIME } from './errand-scripts.ts';

/** Bytes, as JSON, of what errands that count are to do: those of all owners together. */
export const ROOM_BYTES_IN_REDIS = 128 * 1024 * 1024;
/** What holds less does not count: how many such errands there are has a bound. */
const COUNTED_FROM_BYTES = 4 * 1024;

/**
 * An entry is its bytes, whether it is over, until when its errand is kept, and its owner. The entry without a name is
 * how many bytes there are in all; what has expired is in it until somebody looks through all.
 *
 * Takes room: id, owner, bytes, most, what everybody may take, what little is, ttl. The ids of those that made room;
 * false where there is none.
 */
const TAKE: RedisScript = {
  name: 'errandRoomTake',
  keys: 1,
  lua: `${TIME}
    local id, owner, bytes = ARGV[1], ARGV[2], tonumber(ARGV[3])
    local most, common, little, ttl = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
    local before = tonumber(string.match(redis.call('HGET', KEYS[1], id) or '0', '^%d+'))
    local total = tonumber(redis.call('HGET', KEYS[1], '') or 0) - before
    local made = {}
    if total + bytes > common then
      local open, own, givers = bytes, bytes, {}
      total = 0
      local flat = redis.call('HGETALL', KEYS[1])
      for at = 1, #flat, 2 do
        local amount, isOver, keptUntil, whose = string.match(flat[at + 1], '^(%d+) ([01]) (%d+) (.*)$')
        amount, keptUntil = tonumber(amount), tonumber(keptUntil)
        if flat[at] == '' or flat[at] == id then
          -- neither is another's
        elseif keptUntil < now then
          redis.call('HDEL', KEYS[1], flat[at])
        else
          total = total + amount
          if isOver == '0' then
            open = open + amount
            if whose == owner then own = own + amount end
          else
            local giver = givers[whose] or {bytes = 0, rows = {}}
            givers[whose] = giver
            giver.bytes = giver.bytes + amount
            table.insert(giver.rows, {flat[at], amount, keptUntil})
          end
        end
      end
      local allowed = own > little and common or most
      if open > allowed then
        redis.call('HSET', KEYS[1], '', total + before)
        return false
      end
      for _, giver in pairs(givers) do
        table.sort(giver.rows, function(one, other) return one[3] < other[3] end)
      end
      while total + bytes > most do
        local heaviest
        for whose, giver in pairs(givers) do
          if #giver.rows > 0 and (not heaviest or giver.bytes > heaviest.bytes) then heaviest = giver end
        end
        local oldest = table.remove(heaviest.rows, 1)
        heaviest.bytes = heaviest.bytes - oldest[2]
        total = total - oldest[2]
        redis.call('HDEL', KEYS[1], oldest[1])
        table.insert(made, oldest[1])
      end
    end
    redis.call('HSET', KEYS[1], id, string.format('%d 0 %d %s', bytes, now + ttl, owner), '', total + bytes)
    redis.call('PEXPIRE', KEYS[1], 2 * ttl)
    return made`,
};

/**
 * An errand that counts is over, or goes on again: id, 1 or 0, bytes that it still holds, ttl. With an owner also one that
 * has no entry.
 */
const SETTLE: RedisScript = {
  name: 'errandRoomSettle',
  keys: 1,
  lua: `${TIME}
    local amount, owner = string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '', '^(%d+) [01] %d+ (.*)$')
    if not amount then amount, owner = 0, ARGV[5] end
    if not owner then return 0 end
    redis.call('HINCRBY', KEYS[1], '', ARGV[3] - amount)
    if tonumber(ARGV[3]) == 0 then return redis.call('HDEL', KEYS[1], ARGV[1]) end
    redis.call('HSET', KEYS[1], ARGV[1], string.format('%d %s %d %s', ARGV[3], ARGV[2], now + ARGV[4], owner))
    return redis.call('PEXPIRE', KEYS[1], 2 * ARGV[4])`,
};

/** What the plans of items hold. */
const BYTES_OF_PLANS: RedisScript = {
  name: 'errandPlansBytes',
  keys: 1,
  lua: `
    local bytes = 0
    for _, plan in ipairs(redis.call('HVALS', KEYS[1])) do bytes = bytes + #plan end
    return bytes`,
};

/** Where the room and what is in it are. */
export interface RedisRoomOptions {
  readonly mostBytes: number;
  readonly ttlMs: number;
  readonly key: string;
  readonly rowKey: (id: string) => string;
  readonly plansKey: (id: string) => string;
}

/** The room of all instances. */
export class RedisRoom {
  readonly #redis: RedisConnection;
  readonly #options: RedisRoomOptions;

  constructor(redis: RedisConnection, options: RedisRoomOptions) {
    this.#redis = redis;
    this.#options = options;
  }

  /**
   * An errand is to hold so many bytes; the ids of those that are over and must be forgotten for it. Null: there is no
   * room.
   */
  async take({ id, owner }: Pick<Errand, 'id' | 'owner'>, bytes: number): Promise<string[] | null> {
    if (bytes < COUNTED_FROM_BYTES) return [];
    const { most, common, little } = partsOf(this.#options.mostBytes);
    const args = [id, owner, bytes, most, Math.floor(common), Math.floor(little), this.#options.ttlMs];
    return (await this.#redis.script(TAKE, [this.#options.key], args)) as string[] | null;
  }

  /** An errand is over, or goes on again: it holds what is still to be done. */
  async settle(id: string, isOver: boolean): Promise<void> {
    const { key, ttlMs } = this.#options;
    const counts = await this.#redis.run('errandRoom', (client) => client.hexists(key, id));
    if (counts === 0) return;
    const held = await this.#held(id);
    const bytes = isOver && held < COUNTED_FROM_BYTES ? 0 : held;
    await this.#redis.script(SETTLE, [key], [id, isOver ? 1 : 0, bytes, ttlMs]);
  }

  /** An errand that was to make room goes on: it counts again, whether there is room or not. */
  async enter({ id, owner }: Pick<Errand, 'id' | 'owner'>): Promise<void> {
    const { key, ttlMs } = this.#options;
    await this.#redis.script(SETTLE, [key], [id, 0, await this.#held(id), ttlMs, owner]);
  }

  async #held(id: string): Promise<number> {
    const { rowKey, plansKey } = this.#options;
    const [ofRow, ofItems] = await Promise.all([
      this.#redis.run('errandRoom', (client) => client.hstrlen(rowKey(id), 'plan')),
      this.#redis.script(BYTES_OF_PLANS, [plansKey(id)], []),
    ]);
    return ofRow + Number(ofItems);
  }

  /** An errand is forgotten. */
  async leave(id: string): Promise<void> {
    const { key, ttlMs } = this.#options;
    await this.#redis.script(SETTLE, [key], [id, 1, 0, ttlMs]);
  }
}
