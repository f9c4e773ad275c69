/**
 * How a subscription's events become what is sent: graphql-js for the source, one execution for all subscribers who
 * ask the same of the same event, and a last look at each result. One iterator does it all, since ten thousand of
 * them wait at a time. Knows neither jobs nor sockets.
 */
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute as executeAnything,
  GraphQLError,
} from 'graphql';
import { itself } from '../../iterator.ts';
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
    return resultsOf(source as AsyncIterable<unknown>, { beforeEvent, execution, publish });
  };
}

const asItIs: Publish = (result) => result;

/** A result for each event that is worth one. What the source throws is the last: it would be asked again, for ever. */
function resultsOf(
  source: AsyncIterable<unknown>,
  {
    beforeEvent,
    execution,
    publish,
  }: HearsEvents & {
    readonly execution: (event: unknown) => Result;
    readonly publish: Publish;
  },
): AsyncIterableIterator<ExecutionResult> {
  const events = source[Symbol.asyncIterator]();
  let over = false;
  return {
    async next() {
      while (!over) {
        let result: ExecutionResult;
        try {
          const step = await events.next();
          if (step.done) break;
          const heard = beforeEvent?.(step.value);
          if (heard) await heard;
          result = await execution(step.value);
        } catch (error) {
          over = true;
          const originalError = error instanceof Error ? error : new Error(String(error));
          result = { errors: [new GraphQLError(originalError.message, { originalError })] };
        }
        const value = publish(result);
        if (value) return { done: false, value };
      }
      return DONE;
    },
    async return() {
      over = true;
      await events.return?.();
      return DONE;
    },
    [Symbol.asyncIterator]: itself,
  };
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

const DONE = { done: true, value: undefined } as const;
