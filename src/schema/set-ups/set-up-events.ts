/**
 * A set-up as a stream for its user: as it is, then each change. Whoever watches is there: what is interrupted goes on
 * once it was shown. An iterator of its own, which ends at once when it is told to.
 */
import type { ErrandWatch } from '../../errands/errand-watch.ts';
import { GatewayError } from '../../errors.ts';
import { itself } from '../../iterator.ts';
import type { GatewayContext } from '../context.ts';
import { findSetUp, type SetUpObject } from './set-ups.ts';

/** The events. Nothing happens before the first is asked for. */
export class SetUpEvents implements AsyncIterableIterator<SetUpObject> {
  readonly #id: string;
  readonly #context: GatewayContext;
  #watch: ErrandWatch | null = null;
  #isOver = false;
  /** What was shown last, and goes on now that it was. */
  #shown: SetUpObject | null = null;
  readonly #leave = (): void => void this.return();

  readonly [Symbol.asyncIterator] = itself;

  constructor(id: string, context: GatewayContext) {
    this.#id = id;
    this.#context = context;
  }

  async next(): Promise<IteratorResult<SetUpObject>> {
    if (this.#isOver) return { done: true, value: undefined };
    this.#watch ??= await this.#open();
    await this.#goOn();
    const { done, value } = await this.#watch.next();
    if (done) {
      await this.return();
      return { done: true, value: undefined };
    }
    this.#shown = { type: 'SetUp', errand: value };
    return { done: false, value: this.#shown };
  }

  async return(): Promise<IteratorResult<SetUpObject>> {
    this.#isOver = true;
    this.#context.signal?.removeEventListener('abort', this.#leave);
    await this.#watch?.return();
    return { done: true, value: undefined };
  }

  async #open(): Promise<ErrandWatch> {
    const { services, signal } = this.#context;
    const found = await findSetUp(this.#id, this.#context, { goesOn: false });
    if (!found) {
      this.#isOver = true;
      throw new GatewayError('NOT_FOUND', 'There is no set-up of this id, or it is not yours.');
    }
    signal?.addEventListener('abort', this.#leave);
    return services.errands.watch(found.errand.id);
  }

  async #goOn(): Promise<void> {
    const { services, caller } = this.#context;
    const shown = this.#shown;
    this.#shown = null;
    if (shown) await services.errands.back(shown.errand, caller.token);
  }
}
