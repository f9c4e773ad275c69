/**
 * How a subscription's events become what is sent: graphql-js for the source, one execution for all subscribers who
 * ask the same of the same event, a last look at each result, and a word to whoever keeps the operation when it is over.
 * One iterator does it all, since ten thousand of them wait at a time. Knows neither jobs nor sockets.
 */
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute as executeAnything,
  GraphQLError,
} from 'graphql';
import { NO_SPAN, type OpenSpan } from '../../telemetry.ts';
import type { Arguments, Execute, Result } from './execute-within.ts';

/**
 * On whose behalf a context executes: subscribers of one owner who are handed the same event object may be answered
 * with the same result.
 */
export type OwnerOfContext = (context: unknown) => string;

/** A context that wants to hear of each event before it is executed: the execution it may share with others. */
export interface HearsEvents {
  readonly beforeEvent?: ((event: unknown) => Promise<void> | undefined) | undefined;
}

/** The last look at a subscription's results: what to send, or null where nothing is due. */
export type Publish = (result: ExecutionResult) => ExecutionResult | null;

/** The operation whose stream it is. */
export interface StreamingOperation {
  /** What is done for the next result is done within it. */
  readonly span: OpenSpan;
  /** Looks at a result before it is sent; true ends the stream in its place. */
  readonly endsStream?: ((result: ExecutionResult) => boolean) | null;
  /** Told once that the stream is over: `cancelled` where whoever reads it had enough. */
  readonly streamOver?: ((cancelled: boolean) => void) | null;
}

/** The subscribe function. Without `ownerOf`, every subscriber's events are executed on their own. */
export function createSubscribe(ownerOf?: OwnerOfContext, execute: Execute = executeAnything) {
  const results = new WeakMap<object, Map<string, Result>>();

  /** Kept for those who are handed the event in the same turn of the event loop, or while it is being executed. */
  function executeShared(args: Arguments, key: string): Result {
    const event = args.rootValue as object;
    const ofEvent = results.get(event) ?? new Map<string, Result>();
    const known = ofEvent.get(key);
    if (known) return known;
    const result = execute(args);
    results.set(event, ofEvent.set(key, result));
    const forget = (): void => void setImmediate(() => ofEvent.delete(key));
    Promise.resolve(result).then(forget, forget);
    return result;
  }

  return async (
    args: Arguments,
    publish: Publish = asItIs,
    operation: StreamingOperation = NO_OPERATION,
  ): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> => {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return source;
    const key = ownerOf
      ? JSON.stringify([
          numberOf(args.document),
          args.operationName,
          args.variableValues,
          ownerOf(args.contextValue),
        ])
      : null;
    const execution = (rootValue: unknown): Result => {
      const isObject = typeof rootValue === 'object' && rootValue !== null;
      return key !== null && isObject
        ? executeShared({ ...args, rootValue }, key)
        : execute({ ...args, rootValue });
    };
    const { beforeEvent } = (args.contextValue ?? {}) as HearsEvents;
    return new Results(source as AsyncIterable<unknown>, { beforeEvent, execution, publish, operation });
  };
}

const asItIs: Publish = (result) => result;
const NO_OPERATION: StreamingOperation = { span: NO_SPAN };

interface Making extends HearsEvents {
  readonly execution: (event: unknown) => Result;
  readonly publish: Publish;
  readonly operation: StreamingOperation;
}

/** A result for each event that is worth one. What the source throws is the last: it would be asked again, for ever. */
class Results implements AsyncIterableIterator<ExecutionResult> {
  readonly #events: AsyncIterator<unknown>;
  readonly #making: Making;
  #hasFailed = false;
  #isOver = false;

  constructor(source: AsyncIterable<unknown>, making: Making) {
    this.#events = source[Symbol.asyncIterator]();
    this.#making = making;
  }

  next(): Promise<Step> {
    return this.#making.operation.span.run(() => this.#next());
  }

  async return(): Promise<Step> {
    this.#end(true);
    await this.#events.return?.();
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #next(): Promise<Step> {
    const { beforeEvent, execution, publish, operation } = this.#making;
    while (!this.#hasFailed && !this.#isOver) {
      let result: ExecutionResult;
      try {
        const step = await this.#events.next();
        if (step.done) break;
        const heard = beforeEvent?.(step.value);
        if (heard) await heard;
        result = await execution(step.value);
      } catch (error) {
        this.#hasFailed = true;
        const originalError = error instanceof Error ? error : new Error(String(error));
        result = { errors: [new GraphQLError(originalError.message, { originalError })] };
      }
      const value = publish(result);
      if (value && operation.endsStream?.(value)) {
        this.#end(false);
        await this.#events.return?.();
      } else if (value) return { done: false, value };
    }
    this.#end(false);
    return DONE;
  }

  #end(cancelled: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#making.operation.streamOver?.(cancelled);
  }
}

const numbers = new WeakMap<DocumentNode, number>();
let documents = 0;

/** Parsed documents are cached by their text, so that equal texts are one document. */
function numberOf(document: DocumentNode): number {
  let number = numbers.get(document);
  if (number === undefined) {
    documents += 1;
    number = documents;
    numbers.set(document, number);
  }
  return number;
}

type Step = IteratorResult<ExecutionResult, undefined>;

const DONE = { done: true, value: undefined } as const;
