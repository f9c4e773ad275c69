/** Node: everything that can be read by its global id. */

import type { GraphQLResolveInfo } from 'graphql';
import { defineQueries } from '../asana-plugin/define.ts';
import { readRecord } from '../asana-plugin/read-record.ts';
import type { Ref } from '../asana-plugin/ref.ts';
import { plan } from '../asana-plugin/selection.ts';
import { builder } from '../builder.ts';
import type { GatewayContext } from '../context.ts';
import { decodeGlobalId } from '../global-id.ts';
import { readJobRef } from '../jobs/job-ref.ts';

builder.interfaceType('Node', {
  description: 'Anything with a global id.',
  resolveType: (value) => (value as Ref).type as never,
  fields: (t) => ({
    id: t.id({ nullable: false, description: 'Global id: type and gid.', resolve: () => '' }),
  }),
});

defineQueries({
  node: {
    type: 'Node',
    description: 'One object by its global id; null when there is none, or the token may not see it.',
    args: { id: { type: 'ID', required: true, description: 'Value of a field named id.' } },
    resolve: ({ id }, context, info) => readNode(id as string, context, info),
  },
  nodes: {
    type: ['Node'],
    description: 'Objects by their global ids, in the order asked; null where there is none.',
    args: { ids: { type: ['ID'], required: true, description: 'Values of fields named id.' } },
    resolve: ({ ids }, context, info) => (ids as string[]).map((id) => readNode(id, context, info)),
  },
});

async function readNode(id: string, context: GatewayContext, info: GraphQLResolveInfo): Promise<Ref | null> {
  const { kind, gid } = decodeGlobalId(id);
  return kind === 'Job'
    ? readJobRef(gid, context, plan(info, info.schema.getType(kind)))
    : readRecord(kind, gid, context, info);
}
