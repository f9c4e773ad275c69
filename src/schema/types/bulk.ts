/** Bulk: a list of starts that this gateway carries out; begun, looked at, watched, cancelled and tried again. */
import { estimatedFinish } from '../../errands/list/list.ts';
import { listStateOf } from '../../errands/list/seen.ts';
import { builder } from '../builder.ts';
import { BulkEvents } from '../lists/bulk-events.ts';
import {
  type BulkObject,
  bulkCounts,
  bulkId,
  bulkItems,
  changeBulk,
  findBulk,
  progressOf,
  recentBulks,
} from '../lists/bulks.ts';
import { StartManyInputRef } from '../lists/inputs.ts';
import { type BulkResult, type StartManyInput, startMany } from '../lists/start-many.ts';
import { changed, ownMutation, payloadType } from '../payload.ts';
import { BulkCounts, BulkItemConnection, BulkItemState } from './bulk-item.ts';

const BulkState = builder.enumType('BulkState', {
  description: 'Where a list stands.',
  values: {
    RUNNING: { value: 'running', description: 'Items wait, or run.' },
    INTERRUPTED: {
      value: 'interrupted',
      description:
        'Nobody’s token is there to go on with. It goes on when its user reads it, watches it, or lists `recentBulks` or `recentJobs`.',
    },
    STOPPED: {
      value: 'stopped',
      description:
        'An item failed, and `onFailure: STOP` has cancelled what waited. What runs goes on to its end.',
    },
    CANCELLED: { value: 'cancelled', description: 'Its user ended it. What runs goes on to its end.' },
    FINISHED: { value: 'finished', description: 'Every item is over.' },
  },
} as const);

/** Of these, so many are shown where nothing is said, or null. */
const ITEMS = 50;
const LISTS = 20;

/** A list. */
export const Bulk = builder.objectRef<BulkObject>('Bulk');
builder.objectType(Bulk, {
  description: 'A list of starts that this gateway carries out; its user’s to see, nobody else’s.',
  interfaces: ['Node'],
  isTypeOf: (value) => (value as BulkObject).type === 'Bulk',
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: 'Global id, for `node`, `bulk`, `bulkUpdated`, `cancelBulk` and `retryBulk`.',
      resolve: (bulk) => bulkId(bulk),
    }),
    state: t.field({
      type: BulkState,
      nullable: false,
      description: 'Where it stands.',
      resolve: ({ errand }) => listStateOf(errand),
    }),
    total: t.int({
      nullable: false,
      description: 'How many items it has.',
      resolve: (bulk) => progressOf(bulk).total,
    }),
    counts: t.field({
      type: BulkCounts,
      nullable: false,
      description: 'How many of them stand where.',
      resolve: (bulk) => bulkCounts(bulk),
    }),
    startedAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When it was begun.',
      resolve: (bulk) => momentOf(progressOf(bulk).startedAt),
    }),
    finishedAt: t.field({
      type: 'DateTime',
      description: 'When its last item was over; null before.',
      resolve: (bulk) => {
        const { finishedAt } = progressOf(bulk);
        return finishedAt === null ? null : momentOf(finishedAt);
      },
    }),
    estimatedFinishAt: t.field({
      type: 'DateTime',
      description:
        'When it will be over, if what is left takes as long as what has succeeded, four at a time; null before one has, and once all are over.',
      resolve: async (bulk, _args, { services }) => {
        if (progressOf(bulk).finishedAt !== null) return null;
        const items = (await bulk.items()).map(({ item }) => item);
        const at = estimatedFinish(items, services.now());
        return at === null ? null : momentOf(at);
      },
    }),
    items: t.field({
      type: BulkItemConnection,
      description: 'Its items, in their order.',
      args: {
        first: t.arg.int({ defaultValue: ITEMS, description: 'How many at most, 1 to 100.' }),
        after: t.arg.string({ description: '`endCursor` of the page before.' }),
        state: t.arg({ type: BulkItemState, description: 'Only those that stand there.' }),
      },
      resolve: (bulk, { first, after, state }) =>
        bulkItems(bulk, { first: first ?? ITEMS, after, state: state ?? null }),
    }),
  }),
});

const ID = { required: true, description: 'Value of `Bulk.id`.' } as const;

builder.queryFields((t) => ({
  bulk: t.field({
    type: Bulk,
    description:
      'A list of this user; null for everybody else, and seven days after it was last touched. One that is interrupted goes on.',
    args: { id: t.arg.id(ID) },
    resolve: (_root, { id }, context) => findBulk(id, context),
  }),
  recentBulks: t.field({
    type: [Bulk],
    nullable: { list: true, items: true },
    description: 'The lists of this Asana user, the newest first. What is interrupted goes on.',
    args: { first: t.arg.int({ defaultValue: LISTS, description: 'How many at most, 1 to 100.' }) },
    resolve: (_root, { first }, context) => recentBulks(first ?? LISTS, context),
  }),
}));

builder.subscriptionField('bulkUpdated', (t) =>
  t.field({
    type: Bulk,
    nullable: false,
    description:
      'A list of this user: as it is, then as it is four times a second at most while something changes, until it is over. `INTERRUPTED` is an event, not the end. What is read of Asana for an item is read again only when the item has changed.',
    args: { id: t.arg.id(ID) },
    subscribe: (_root, { id }, context) => new BulkEvents(id, context),
    resolve: (event: BulkObject) => event,
  }),
);

const MUTATIONS = {
  startMany:
    'Starts many things, one after the other, as the slots for running jobs allow: of the five of a user the lists together hold four at most, so that people get through. All items are checked before the first is sent; after that the list goes on by itself.',
  cancelBulk: 'Cancels what waits in a list; what runs goes on to its end.',
  retryBulk:
    'Starts again what failed or was refused in a list, whether it is over or still runs, and repeats the set-up of an item whose job succeeded; one that was `STOPPED` or `CANCELLED` goes on with that, and with nothing that was cancelled. What is `UNKNOWN` is never sent again.',
} as const;

const Payload = {
  startMany: 'The list, as it is now; null when nothing was begun.',
  cancelBulk: 'The list as it is now; null when there is none of this id, or it is somebody else’s.',
  retryBulk: 'The list as it is now; null when there is none of this id, or it is somebody else’s.',
} as const;

builder.mutationField('startMany', (t) =>
  t.field({
    type: payloadType<BulkResult>('startMany', {
      userErrors: 'Why nothing was begun, of all items together, at most a hundred; empty when it was.',
      fields: (t) => ({
        bulk: t.field({ type: Bulk, description: Payload.startMany, resolve: ({ bulk }) => bulk }),
      }),
    }),
    description: MUTATIONS.startMany,
    // Each item counts as one value, whatever it holds.
    extensions: { cost: 'items' },
    args: {
      input: t.arg({ type: StartManyInputRef, required: true, description: 'What to start, and how.' }),
    },
    // The input type is made from the table of starts, which the compiler cannot follow; GraphQL has looked at its shape.
    resolve: (_root, { input }, context) => startMany(input as StartManyInput, context),
  }),
);

for (const name of ['cancelBulk', 'retryBulk'] as const) {
  ownMutation<BulkObject>(name, {
    description: MUTATIONS[name],
    idOf: 'Bulk',
    which: 'Which list.',
    payload: {
      fields: (t) => ({
        bulk: t.field({ type: Bulk, description: Payload[name], resolve: ({ object }) => object }),
      }),
    },
    change: async (id, context) => changed(await changeBulk(name, id, context), 'list'),
  });
}

function momentOf(time: number): string {
  return new Date(time).toISOString();
}
