/**
 * Items of errands over Redis: one hash for how far they are, one for what is to be done, so that a change of one item
 * writes that one only. Both live as long as the errand is touched.
 */
import type { ErrandItem, ErrandItems, NewItem } from '../errands/items.ts';
import { notKept } from '../errands/store.ts';
import type { RedisClient, RedisConnection } from './connection.ts';
import { CHANGE_ITEM } from './errand-scripts.ts';

/** Characters of plans that are written in one command. */
const CHUNK_CHARACTERS = 256 * 1024;
/** Items that are written in one command. */
const CHUNK_ITEMS = 200;

/** Items over Redis, which go with their errand. */
export interface RedisItems extends ErrandItems {
  forget(errand: string): Promise<void>;
}

/** Where items are kept, and how room is made for them. */
export interface RedisItemsOptions {
  readonly ttlMs: number;
  readonly itemsKey: (errand: string) => string;
  readonly plansKey: (errand: string) => string;
  /** Plans of so many bytes are to come. @throws SERVICE_UNAVAILABLE */
  readonly makeRoom: (errand: string, bytes: number) => Promise<void>;
}

/** Makes them. */
export function redisItems(
  redis: RedisConnection,
  { ttlMs, itemsKey, plansKey, makeRoom }: RedisItemsOptions,
): RedisItems {
  const run = <T>(operation: string, command: (client: RedisClient) => Promise<T>) =>
    redis.run(operation, command).catch((error: unknown) => {
      throw notKept(error);
    });

  return {
    async add(errand, items) {
      await makeRoom(errand, bytesOfPlans(items));
      for (const { first, part } of chunksOf(items)) {
        const plans = part.flatMap(({ plan }, at) =>
          plan === null ? [] : [String(first + at), JSON.stringify(plan)],
        );
        const rows = part.flatMap(({ progress }, at) => [
          String(first + at),
          `0 ${JSON.stringify(progress)}`,
        ]);
        if (plans.length > 0) await run('errandItemPlans', (client) => client.hset(plansKey(errand), plans));
        await run('errandItems', (client) => client.hset(itemsKey(errand), rows));
      }
      await run('errandItemsKept', (client) =>
        Promise.all([client.pexpire(plansKey(errand), ttlMs), client.pexpire(itemsKey(errand), ttlMs)]),
      );
    },
    async list(errand, { plans } = { plans: false }) {
      const [rows, planned] = await run('errandItemList', (client) =>
        Promise.all([
          client.hgetall(itemsKey(errand)),
          plans ? client.hgetall(plansKey(errand)) : null,
          // Whoever needs the plans goes on with them.
          plans ? client.pexpire(itemsKey(errand), ttlMs) : null,
          plans ? client.pexpire(plansKey(errand), ttlMs) : null,
        ]),
      );
      const items = Object.entries(rows).map(([field, kept]) =>
        itemOf(Number(field), kept, planned?.[field]),
      );
      return items.sort((one, other) => one.index - other.index);
    },
    async find(errand, index) {
      const kept = await run('errandItemFind', (client) => client.hget(itemsKey(errand), String(index)));
      return kept === null ? null : itemOf(index, kept);
    },
    async change(errand, index, version, { progress, plan }) {
      const args = [index, version, ttlMs, JSON.stringify(progress)];
      // What is still to be done lives as long as what is known of it.
      const touched = run('errandItemTouch', (client) => client.pexpire(plansKey(errand), ttlMs));
      const [now] = await Promise.all([
        redis.script(CHANGE_ITEM, [itemsKey(errand)], args).catch((error: unknown) => {
          throw notKept(error);
        }),
        touched.catch(() => {}),
      ]);
      if (now === null) return null;
      if (plan === null)
        await run('errandItemDone', (client) => client.hdel(plansKey(errand), String(index)));
      return { index, plan: null, progress, version: Number(now) };
    },
    async forget(errand) {
      await run('errandForget', (client) =>
        Promise.all([client.del(itemsKey(errand)), client.del(plansKey(errand))]),
      );
    },
  };
}

function itemOf(index: number, kept: string, plan?: string): ErrandItem {
  const at = kept.indexOf(' ');
  return {
    index,
    plan: plan === undefined ? null : JSON.parse(plan),
    progress: JSON.parse(kept.slice(at + 1)),
    version: Number(kept.slice(0, at)),
  };
}

/** What the plans take as JSON, bytes. */
function bytesOfPlans(items: readonly NewItem[]): number {
  return items.reduce(
    (sum, { plan }) => (plan === null ? sum : sum + Buffer.byteLength(JSON.stringify(plan))),
    0,
  );
}

/** Parts of a list that are not too long for one command. */
function* chunksOf(items: readonly NewItem[]): Generator<{ first: number; part: readonly NewItem[] }> {
  let first = 0;
  let length = 0;
  for (const [at, { plan }] of items.entries()) {
    length += JSON.stringify(plan).length;
    if (length < CHUNK_CHARACTERS && at - first < CHUNK_ITEMS && at + 1 < items.length) continue;
    yield { first, part: items.slice(first, at + 1) };
    first = at + 1;
    length = 0;
  }
}
