/** CallbackDelivery: a message that tells of a job or a list, on its way or over; listed, found, delivered once more. */
import { deliveryState } from '../../errands/callbacks/delivery.ts';
import { pageSize } from '../asana-plugin/connection.ts';
import { builder } from '../builder.ts';
import {
  type DeliveryObject,
  deliveriesOf,
  deliveryGlobalId,
  planOf,
  progressOf,
  redeliver,
} from '../callbacks/callbacks.ts';
import '../callbacks/input.ts';
import { ownMutation } from '../payload.ts';

const CallbackState = builder.enumType('CallbackState', {
  description: 'Where a delivery stands.',
  values: {
    PENDING: { value: 'pending', description: 'It is being tried, or will be again.' },
    DELIVERED: { value: 'delivered', description: 'The receiver took it: it answered 2xx.' },
    FAILED: { value: 'failed', description: 'Ten tries in three days, and it was not taken.' },
    GONE: { value: 'gone', description: 'The receiver answered 410: it wants no more of it.' },
  },
} as const);

/** A delivery. */
export const CallbackDelivery = builder.objectRef<DeliveryObject>('CallbackDelivery');
builder.objectType(CallbackDelivery, {
  description:
    'A message of Standard Webhooks that tells of a job or a list, once its moment has come; its user’s to see, nobody else’s, until seven days after it was over.',
  interfaces: ['Node'],
  isTypeOf: (value) => (value as DeliveryObject).type === 'CallbackDelivery',
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: 'Global id, for `node` and `redeliver`.',
      resolve: (delivery) => deliveryGlobalId(delivery),
    }),
    to: t.string({
      nullable: false,
      description: 'The name of the endpoint, one of the `CALLBACKS` of this gateway.',
      resolve: (delivery) => planOf(delivery).to,
    }),
    type: t.string({
      nullable: false,
      description:
        'What it tells: `job.finished`, `job.ready`, `job.set_up`, `bulk.finished`, or `errand.interrupted` when nobody’s token was there any more to wait for the moment with.',
      resolve: (delivery) => planOf(delivery).type,
    }),
    jobGid: t.id({
      description: 'The job it tells of.',
      resolve: (delivery) => planOf(delivery).jobGid,
    }),
    bulkId: t.id({
      description: 'The list it tells of.',
      resolve: (delivery) => planOf(delivery).bulkId,
    }),
    state: t.field({
      type: CallbackState,
      nullable: false,
      description: 'Where it stands.',
      resolve: ({ errand }) => deliveryState(errand),
    }),
    attempts: t.int({
      nullable: false,
      description: 'Tries so far. Each carries the same `webhook-id`.',
      resolve: (delivery) => progressOf(delivery).attempts,
    }),
    lastStatus: t.int({
      description: 'The HTTP status of the last reply; null where there was none.',
      resolve: (delivery) => progressOf(delivery).lastStatus,
    }),
    nextTryAt: t.field({
      type: 'DateTime',
      description: 'When it is tried again; null where it is being tried, or over.',
      resolve: (delivery) => {
        const { nextTryAt } = progressOf(delivery);
        return nextTryAt === null || delivery.errand.sleepsMs === 0
          ? null
          : new Date(nextTryAt).toISOString();
      },
    }),
  }),
});

builder.queryField('callbackDeliveries', (t) =>
  t.field({
    type: [CallbackDelivery],
    nullable: { list: true, items: true },
    description:
      'The newest deliveries of this user, to all endpoints, newest first, those that `CALLBACKS` has no more among them. What waits for its moment is none yet.',
    args: { first: t.arg.int({ defaultValue: 20, description: 'How many at most, 1 to 100.' }) },
    resolve: (_root, { first }, context) => deliveriesOf(pageSize(first ?? 20), context),
  }),
);

ownMutation<DeliveryObject>('redeliver', {
  description:
    'Delivers a message once more, under the same `webhook-id`: one that waits is tried now, one that is over from the beginning.',
  inputDescription: 'Delivers a message once more.',
  idOf: 'CallbackDelivery',
  which: 'Which delivery.',
  payload: {
    fields: (t) => ({
      delivery: t.field({
        type: CallbackDelivery,
        description:
          'The delivery as it is now; null when there is none of this id, or it is somebody else’s.',
        resolve: ({ object }) => object,
      }),
    }),
  },
  change: redeliver,
});
