/**
 * Keeps a subscription quiet: an event whose selected data equals what this subscriber was last sent is dropped.
 * The clock fields never count. Works on execution results; knows no hub.
 */
import { createHash } from 'node:crypto';
import type { DocumentNode, ExecutionResult, FieldNode, SelectionSetNode } from 'graphql';
import { getOperationAST, Kind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { itself } from '../iterator.ts';
import type { GatewayContext } from './context.ts';

/** Fields of Job that tell when, not what. */
const CLOCK_FIELDS = new Set(['observedAt', 'startedAt', 'finishedAt']);

/** The Yoga plugin that drops events equal to the one before (of the same job). */
export const subscriptionFilter: Plugin = {
  onSubscribe({ args }) {
    const { document, operationName, contextValue } = args;
    return {
      onSubscribeResult({ result, setResult }) {
        if (!(Symbol.asyncIterator in Object(result))) return;
        const source = result as AsyncIterableIterator<ExecutionResult>;
        setResult(
          withoutRepeats(
            source,
            clockKeys(document, operationName),
            () => (contextValue as unknown as GatewayContext).eventGid ?? '',
          ),
        );
      },
    };
  },
};

/** The results of `source`, each different from the one sent before for the same `topic()`. */
export function withoutRepeats(
  source: AsyncIterableIterator<ExecutionResult>,
  ignoredKeys: ReadonlySet<string>,
  topic: () => string,
): AsyncIterableIterator<ExecutionResult> {
  const lastSent = new Map<string, string>();
  return {
    async next() {
      for (;;) {
        const step = await source.next();
        if (step.done) return step;
        const digest = digestOf(step.value, ignoredKeys);
        if (lastSent.get(topic()) === digest) continue;
        lastSent.set(topic(), digest);
        return step;
      }
    },
    async return(value) {
      lastSent.clear();
      return (await source.return?.(value)) ?? { done: true, value: undefined };
    },
    async throw(error) {
      if (source.throw) return source.throw(error);
      throw error;
    },
    [Symbol.asyncIterator]: itself,
  };
}

/** The response keys, directly below the subscription's root field, that hold clock fields. */
export function clockKeys(document: DocumentNode, operationName?: string | null): ReadonlySet<string> {
  const keys = new Set<string>();
  const seen = new Set<string>();
  const visit = (set: SelectionSetNode, onField: (field: FieldNode) => void): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) onField(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet, onField);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = document.definitions.find(
          (definition) =>
            definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
        );
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) visit(fragment.selectionSet, onField);
      }
    }
  };
  const operation = getOperationAST(document, operationName);
  if (operation) {
    visit(operation.selectionSet, (root) => {
      if (!root.selectionSet) return;
      visit(root.selectionSet, (field) => {
        if (CLOCK_FIELDS.has(field.name.value)) keys.add(field.alias?.value ?? field.name.value);
      });
    });
  }
  return keys;
}

/** Subscribers may share a result; it belongs to one document, and so do the keys that are ignored in it. */
const digests = new WeakMap<ExecutionResult, string>();

function digestOf(result: ExecutionResult, ignoredKeys: ReadonlySet<string>): string {
  let digest = digests.get(result);
  if (digest === undefined) {
    digest = makeDigest(result, ignoredKeys);
    digests.set(result, digest);
  }
  return digest;
}

function makeDigest(result: ExecutionResult, ignoredKeys: ReadonlySet<string>): string {
  const data = Object.values(result.data ?? {}).map((root) =>
    root !== null && typeof root === 'object' && ignoredKeys.size > 0
      ? Object.entries(root).filter(([key]) => !ignoredKeys.has(key))
      : root,
  );
  const errors = result.errors?.map(({ message, path, extensions }) => [message, path, extensions]);
  const text = JSON.stringify([data, errors]);
  return text.length <= 128 ? text : createHash('sha1').update(text).digest('base64');
}
