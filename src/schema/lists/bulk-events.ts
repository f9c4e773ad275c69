/**
 * A list as a stream for its user: as it is, then its newest state four times a second at most, until it is over. Whoever
 * watches is there: what is interrupted goes on once it was shown. An iterator of its own, which ends at once when it is
 * told to.
 */

import { NEW_KEYS } from '../../asana/api/starts.ts';
import { type Clock, systemClock } from '../../clock.ts';
import { type Errand, isOver } from '../../errands/errand.ts';
import type { ErrandWatch } from '../../errands/errand-watch.ts';
import { TELL_EVERY_MS } from '../../errands/list/beside.ts';
import type { SeenItem } from '../../errands/list/lists.ts';
import { GatewayError } from '../../errors.ts';
import { itself } from '../../iterator.ts';
import { isRecord } from '../../json.ts';
import { type GatewayContext, newReader } from '../context.ts';
import { type BulkObject, bulkOf, findBulk } from './bulks.ts';

/** The events. Nothing happens before the first is asked for. */
export class BulkEvents implements AsyncIterableIterator<BulkObject> {
  readonly #id: string;
  readonly #context: GatewayContext;
  readonly #clock: Clock;
  #watch: ErrandWatch | null = null;
  #newest: Errand | null = null;
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #failure: unknown = null;
  #isOver = false;
  #hasEnded = false;
  /** Of the items it was shown with last: version, and the job they had. */
  readonly #shownItems = new Map<number, { readonly version: number; readonly job: string | null }>();
  readonly #known: BulkObject['known'] = new Map();
  #wake: (() => void) | null = null;
  readonly #leave = (): void => void this.return();

  readonly [Symbol.asyncIterator] = itself;

  constructor(id: string, context: GatewayContext, clock: Clock = systemClock) {
    this.#id = id;
    this.#context = context;
    this.#clock = clock;
  }

  async next(): Promise<IteratorResult<BulkObject>> {
    if (!this.#watch && !this.#isOver) await this.#open();
    for (;;) {
      if (this.#isOver) return { done: true, value: undefined };
      const waitMs = this.#sentAtMs + TELL_EVERY_MS - this.#clock.now();
      if (this.#hasEnded && !this.#newest) await this.#close();
      else if (waitMs > 0) await this.#sleep(waitMs);
      else if (this.#newest) return { done: false, value: await this.#shown(this.#newest) };
      else await this.#sleep(null);
    }
  }

  async return(): Promise<IteratorResult<BulkObject>> {
    this.#isOver = true;
    this.#context.signal?.removeEventListener('abort', this.#leave);
    this.#wake?.();
    await this.#watch?.return();
    return { done: true, value: undefined };
  }

  async #open(): Promise<void> {
    const { services, signal } = this.#context;
    const found = await findBulk(this.#id, this.#context, { goesOn: false });
    if (!found) {
      this.#isOver = true;
      throw new GatewayError('NOT_FOUND', 'There is no list of this id, or it is not yours.');
    }
    // Whoever has left meanwhile watches nothing.
    if (signal?.aborted) this.#isOver = true;
    if (this.#isOver) return;
    signal?.addEventListener('abort', this.#leave);
    const { operation } = this.#context;
    this.#context.reader = newReader(services, operation, { priority: 'poll', keepsLists: true });
    this.#watch = services.errands.watch(found.errand.id);
    void this.#follow(this.#watch);
  }

  /** The newest counts: nobody needs those in between. */
  async #follow(watch: ErrandWatch): Promise<void> {
    try {
      for await (const errand of watch) {
        this.#newest = errand;
        this.#wake?.();
      }
    } catch (error) {
      this.#failure = error;
    }
    this.#hasEnded = true;
    this.#wake?.();
  }

  async #shown(errand: Errand): Promise<BulkObject> {
    const { services, caller } = this.#context;
    this.#newest = null;
    this.#context.asTheyWere.clear();
    this.#sentAtMs = this.#clock.now();
    if (errand.state === 'interrupted') await services.errands.back(errand, caller.token);
    if (isOver(errand)) this.#hasEnded = true;
    const bulk = bulkOf(errand, this.#context, this.#known);
    this.#forgetChanged(await bulk.items());
    return bulk;
  }

  /** What was read for items that have changed is read anew; the rest is as it was. */
  #forgetChanged(items: readonly SeenItem[]): void {
    const { reader, ledgerRows } = this.#context;
    const gids = new Set<string>();
    for (const { index, version, item } of items) {
      const before = this.#shownItems.get(index);
      if (before?.version === version) continue;
      this.#shownItems.set(index, { version, job: item.job });
      for (const job of [before?.job, item.job]) {
        if (!job) continue;
        gids.add(job);
        ledgerRows.delete(job);
        for (const gid of madeBy(reader.peek('Job', job)?.data)) gids.add(gid);
      }
    }
    if (gids.size > 0) reader.forgetThese(gids);
  }

  async #close(): Promise<void> {
    const error = this.#failure;
    await this.return();
    if (error !== null) throw error;
  }

  async #sleep(ms: number | null): Promise<void> {
    const timer = ms === null ? null : this.#clock.setTimeout(() => this.#wake?.(), ms);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = null;
    if (timer !== null) this.#clock.clearTimeout(timer);
  }
}

/** The gids of what a job has made, as far as it was read. */
function madeBy(job: Readonly<Record<string, unknown>> | undefined): string[] {
  return NEW_KEYS.flatMap((key) => {
    const made = job?.[key];
    return isRecord(made) && typeof made.gid === 'string' ? [made.gid] : [];
  });
}
