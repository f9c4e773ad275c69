/** BulkItem: one start of a list, its page, and where items can stand. */
import type { ItemCounts, ItemState } from '../../errands/list/list.ts';
import { pageInfo } from '../asana-plugin/connection-types.ts';
import { builder } from '../builder.ts';
import { type BulkItemObject, type BulkItemPage, itemId } from '../lists/bulks.ts';
import { candidatesOfItem, existingOfItem, jobOfItem } from '../lists/item-objects.ts';
import { UserErrorRef } from '../starts/user-errors.ts';
import { JobResult } from './job.ts';

const STATES = {
  waiting: 'It waits for its turn.',
  starting: 'It is being sent.',
  running: 'Its job runs, or what is set up after it.',
  succeeded: 'Its job has succeeded, and its set-up, where it has one, is done.',
  failed: 'Its job has failed, or its set-up, or it could not be sent; see `userErrors`.',
  refused: 'Asana refused it; see `userErrors`. Nothing was started.',
  unknown:
    'It may have been started: the reply was lost. It is never sent again by itself; see `candidates`.',
  cancelled: 'It was not started, because its list ended before.',
  exists: 'It was not started, because there is one already; see `existing`.',
} as const satisfies Record<ItemState, string>;

/** Where an item stands. */
export const BulkItemState = builder.enumType('BulkItemState', {
  description: 'Where an item of a list stands.',
  values: {
    WAITING: { value: 'waiting', description: STATES.waiting },
    STARTING: { value: 'starting', description: STATES.starting },
    RUNNING: { value: 'running', description: STATES.running },
    SUCCEEDED: { value: 'succeeded', description: STATES.succeeded },
    FAILED: { value: 'failed', description: STATES.failed },
    REFUSED: { value: 'refused', description: STATES.refused },
    UNKNOWN: { value: 'unknown', description: STATES.unknown },
    CANCELLED: { value: 'cancelled', description: STATES.cancelled },
    EXISTS: { value: 'exists', description: STATES.exists },
  },
} as const);

/** How many items stand where. */
export const BulkCounts = builder.objectRef<ItemCounts>('BulkCounts');
builder.objectType(BulkCounts, {
  description: 'How many items of a list stand where; together they are `total`.',
  fields: (t) =>
    Object.fromEntries(
      Object.entries(STATES).map(([state, description]) => [
        state,
        t.int({ nullable: false, description, resolve: (counts) => counts[state as ItemState] }),
      ]),
    ),
});

const BulkItem = builder.objectRef<BulkItemObject>('BulkItem');
builder.objectType(BulkItem, {
  description: 'One start of a list; its user’s to see, nobody else’s.',
  interfaces: ['Node'],
  isTypeOf: (value) => (value as BulkItemObject).type === 'BulkItem',
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: 'Global id, for `node`: its list and its place in it.',
      resolve: (item) => itemId(item),
    }),
    index: t.int({
      nullable: false,
      description: 'Its place in the list, from 0.',
      resolve: ({ index }) => index,
    }),
    state: t.field({
      type: BulkItemState,
      nullable: false,
      description: 'Where it stands.',
      resolve: ({ item }) => item.state,
    }),
    name: t.string({
      description: 'The name that it asks for, at most 1,024 characters of it; null where it asks for none.',
      resolve: ({ item }) => item.name,
    }),
    job: t.field({
      type: 'Job',
      description:
        'Its job, once it was started. In `bulkUpdated` it is read again only when the item has changed.',
      resolve: (item, _args, context, info) => jobOfItem(item, context, info),
    }),
    existing: t.field({
      type: ['Project'],
      nullable: { list: true, items: false },
      description:
        'With `unlessExists`: the projects of its name, which is why it was not started. Else null.',
      resolve: (item) => existingOfItem(item),
    }),
    candidates: t.field({
      type: [JobResult],
      nullable: { list: true, items: false },
      description:
        'Of one that is `UNKNOWN`: what it may have made, as for `UnknownStart`. Looked for when it is asked for; null for every other.',
      resolve: (item, _args, context) => candidatesOfItem(item, context),
    }),
    userErrors: t.field({
      type: [UserErrorRef],
      nullable: { list: false, items: false },
      description:
        'Why it was refused, or failed. `field` is a path in the arguments of `startMany`, such as `["input", "items", "7", "duplicateProject", "name"]`.',
      resolve: ({ item }) => [...item.userErrors],
    }),
  }),
});

interface Edge {
  readonly node: BulkItemObject;
  readonly cursor: string | null;
}
const BulkItemEdge = builder.objectRef<Edge>('BulkItemEdge');
builder.objectType(BulkItemEdge, {
  description: 'One item of a page.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Where the next page begins: null but on the last edge of a page.',
      resolve: ({ cursor }) => cursor,
    }),
    node: t.field({ type: BulkItem, description: 'The item itself.', resolve: ({ node }) => node }),
  }),
});

/** A page of items. */
export const BulkItemConnection = builder.objectRef<BulkItemPage>('BulkItemConnection');
builder.objectType(BulkItemConnection, {
  description: 'A page of items.',
  fields: (t) => ({
    nodes: t.field({
      type: [BulkItem],
      nullable: { list: false, items: true },
      description: 'The items of this page.',
      resolve: ({ nodes }) => [...nodes],
    }),
    edges: t.field({
      type: [BulkItemEdge],
      nullable: { list: false, items: false },
      description: 'The items of this page with their cursors.',
      resolve: ({ nodes, endCursor }) =>
        nodes.map((node, index) => ({ node, cursor: index === nodes.length - 1 ? endCursor : null })),
    }),
    pageInfo: t.field({
      type: pageInfo(builder),
      nullable: false,
      description: 'Whether there is more, and where it begins.',
      resolve: ({ nodes, endCursor }) => ({ nodes: nodes.map(() => null), endCursor }),
    }),
  }),
});
