/** Node: everything that can be read by its global id. */

import type { GraphQLResolveInfo } from 'graphql';
import type { RecordKind } from '../../asana/api/kinds.ts';
import { readRecord } from '../asana-plugin/read-record.ts';
import type { Ref } from '../asana-plugin/ref.ts';
import { plan } from '../asana-plugin/selection.ts';
import { builder } from '../builder.ts';
import { type DeliveryObject, findDelivery, isDeliveryId } from '../callbacks/callbacks.ts';
import type { GatewayContext } from '../context.ts';
import { decodeGlobalId } from '../global-id.ts';
import { readJobRef } from '../jobs/job-ref.ts';
import {
  type BulkItemObject,
  type BulkObject,
  findBulk,
  findBulkItem,
  isBulkId,
  isBulkItemId,
} from '../lists/bulks.ts';
import { findSetUp, isSetUpId, type SetUpObject } from '../set-ups/set-ups.ts';

builder.interfaceType('Node', {
  description: 'Anything with a global id.',
  resolveType: ({ type }) => type,
  fields: (t) => ({
    id: t.id({ nullable: false, description: 'Global id: type and gid.', resolve: () => '' }),
  }),
});

builder.queryFields((t) => ({
  node: t.field({
    type: 'Node',
    description: 'One object by its global id; null when there is none, or the token may not see it.',
    args: { id: t.arg.id({ required: true, description: 'Value of a field named id.' }) },
    resolve: (_root, { id }, context, info) => readNode(id, context, info),
  }),
  nodes: t.field({
    type: ['Node'],
    nullable: { list: true, items: true },
    description: 'Objects by their global ids, in the order asked; null where there is none.',
    args: { ids: t.arg.idList({ required: true, description: 'Values of fields named id.' }) },
    resolve: (_root, { ids }, context, info) => ids.map((id) => readNode(id, context, info)),
  }),
}));

async function readNode(
  id: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Ref<RecordKind> | SetUpObject | BulkObject | BulkItemObject | DeliveryObject | null> {
  if (isSetUpId(id)) return findSetUp(id, context);
  if (isBulkId(id)) return findBulk(id, context);
  if (isBulkItemId(id)) return findBulkItem(id, context);
  if (isDeliveryId(id)) return findDelivery(id, context);
  const { kind, gid } = decodeGlobalId(id);
  return kind === 'Job'
    ? readJobRef(gid, context, plan(info, info.schema.getType(kind)))
    : readRecord(kind, gid, context, info);
}
