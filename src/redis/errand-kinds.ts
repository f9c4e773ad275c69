/**
 * Which kinds a family has had errands of, for whoever lists those of kinds that nobody runs any more. Not by owner:
 * what an instance of an earlier version keeps of an owner is found by a name that another instance noted. Knows no
 * errand.
 */
import { BoundedMap } from '../bounded-map.ts';
import { familyOf } from '../errands/bounds.ts';
import type { RedisConnection } from './connection.ts';
import { NOTE_KIND } from './errand-scripts.ts';

/** Kinds of one family that are known; what was noted last stays. Four times what one gateway may have. */
export const KINDS_LIMIT = 128;
/** A kind that goes on is noted no more often than this. */
const AGAIN_AFTER_MS = 3_600_000;

/** The kinds of all families. */
export class ErrandKinds {
  readonly #redis: RedisConnection;
  readonly #ttlMs: number;
  readonly #noted = new BoundedMap<string, true>({ most: KINDS_LIMIT, ttlMs: AGAIN_AFTER_MS });

  /** `ttlMs`: how long an errand is kept. */
  constructor(redis: RedisConnection, ttlMs: number) {
    this.#redis = redis;
    this.#ttlMs = ttlMs;
  }

  /** There may be errands of this kind. Never rejects: it is noted again an hour later, or at the next errand. */
  async note(kind: string): Promise<void> {
    const family = familyOf(kind);
    if (family === kind || this.#noted.get(kind)) return;
    this.#noted.set(kind, true);
    const args = [kind, KINDS_LIMIT, this.#ttlMs];
    await this.#redis.script(NOTE_KIND, [this.#key(family)], args).catch(() => this.#noted.delete(kind));
  }

  /** Those of one family. */
  of(family: string): Promise<string[]> {
    return this.#redis.run('errandKinds', (client) => client.zrange(this.#key(family), 0, -1));
  }

  #key(family: string): string {
    return `${this.#redis.prefix}errands:kinds:${family}`;
  }
}
