/**
 * How a subscription's events become results: graphql-js for the source, and one execution for all subscribers who
 * ask the same of the same event. Knows neither jobs nor sockets.
 */
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
} from 'graphql';
import { itself } from '../iterator.ts';
import { isStream } from './operation.ts';

/**
 * On whose behalf a context executes: subscribers of one owner who are handed the same event object may be answered
 * with the same result.
 */
export type OwnerOfContext = (context: unknown) => string;

type Arguments = ExecutionArgs & { readonly hideSuggestions?: boolean };
type Result = ExecutionResult | Promise<ExecutionResult>;

/** The subscribe function. Without `ownerOf`, every subscriber's events are executed on their own. */
export function createSubscribe(ownerOf?: OwnerOfContext) {
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

  return async (args: Arguments): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> => {
    const source = await createSourceEventStream(args);
    if (!isStream(source as ExecutionResult)) return source as ExecutionResult;
    const key = ownerOf
      ? JSON.stringify([
          numberOf(args.document),
          args.operationName,
          args.variableValues,
          ownerOf(args.contextValue),
        ])
      : null;
    return resultsOf(source as AsyncIterable<unknown>, (rootValue) => {
      const isObject = typeof rootValue === 'object' && rootValue !== null;
      return key !== null && isObject
        ? executeShared({ ...args, rootValue }, key)
        : execute({ ...args, rootValue });
    });
  };
}

/** A result for each event. What the source throws is the last one: Yoga would ask again, for ever. */
function resultsOf(
  source: AsyncIterable<unknown>,
  executeEvent: (event: unknown) => Result,
): AsyncIterableIterator<ExecutionResult> {
  const events = source[Symbol.asyncIterator]();
  let over = false;
  return {
    async next() {
      if (over) return DONE;
      try {
        const step = await events.next();
        if (step.done) return DONE;
        return { done: false, value: await executeEvent(step.value) };
      } catch (error) {
        over = true;
        const originalError = error instanceof Error ? error : new Error(String(error));
        const last = { errors: [new GraphQLError(originalError.message, { originalError })] };
        return { done: false, value: last };
      }
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
