/**
 * Keeps a subscription quiet: an event whose selected data equals what this subscriber was last sent is dropped.
 * The clock fields never count. Works on execution results; knows no hub.
 */
import { createHash } from 'node:crypto';
import type { DocumentNode, ExecutionResult, FieldNode, SelectionSetNode } from 'graphql';
import { getOperationAST, Kind } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** Fields of Job that tell when, not what. */
const CLOCK_FIELDS = new Set(['observedAt', 'startedAt', 'finishedAt']);
/** The subscriptions in whose root those stand. */
const JOB_STREAMS = new Set(['jobUpdated', 'jobsUpdated']);

/** What a filter needs to know of a subscription. */
export interface FilteredSubscription {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly contextValue?: unknown;
}

/** Says of each result whether it differs from the one sent before (of the same job). */
export function subscriptionFilter({
  document,
  operationName,
  contextValue,
}: FilteredSubscription): (result: ExecutionResult) => boolean {
  // Whoever executes this schema does so with a context of ours.
  const context = contextValue as GatewayContext;
  return repeatFilter(clockKeys(document, operationName), () => context.eventGid ?? '');
}

/*
 * Why results are compared, not records: a poll sees that a job changed, but not whether that shows in what this
 * subscriber selected, which may be one field of the project that the job has made. Only the executed result knows.
 * So each event is executed, and what equals the last one sent is kept back.
 *
 * Equal is: the same data but for the clock fields directly below the root field, and the same errors. `observedAt`
 * moves with every read, `startedAt` and `finishedAt` become known late or are corrected; a subscriber that selects
 * them shall see them, and shall not be woken by them. They are known by their response keys, since an alias may
 * stand in for any of them. A stream of many jobs compares each job with its own last event, hence the topic.
 *
 * What is kept of a result is at most 128 characters, however large it was: ten thousand subscribers are kept in
 * memory for hours. And what many subscribers are handed is one object, whose digest is made once.
 */

/** Says of each result whether it differs from the one before for the same `topic()`. */
export function repeatFilter(
  ignoredKeys: ReadonlySet<string>,
  topic: () => string,
): (result: ExecutionResult) => boolean {
  const lastSent = new Map<string, string>();
  return (result) => {
    const digest = digestOf(result, ignoredKeys);
    const about = topic();
    if (lastSent.get(about) === digest) return false;
    lastSent.set(about, digest);
    return true;
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
      // Of a list that ends, the end is news.
      if (!root.selectionSet || !JOB_STREAMS.has(root.name.value)) return;
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
