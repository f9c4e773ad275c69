/**
 * Says when an operation does nothing but wait, so that it takes no place from those that work: while every one of
 * its root fields waits at once. Knows no fields.
 */
import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { GatewayContext } from '../context.ts';

const waits = new WeakMap<GatewayContext, number>();

/** Waits for something on behalf of a root field. */
export async function whileWaiting<T>(
  context: GatewayContext,
  info: GraphQLResolveInfo,
  wait: () => Promise<T>,
): Promise<T> {
  const all = rootFields(info.operation.selectionSet, info);
  const others = waits.get(context) ?? 0;
  waits.set(context, others + 1);
  if (others + 1 === all) for (const place of context.operation.places ?? []) place.rest();
  try {
    return await wait();
  } finally {
    waits.set(context, (waits.get(context) ?? 1) - 1);
    for (const place of context.operation.places ?? []) place.resume();
  }
}

/** Root fields, those left out by a directive as well: an operation that waits may be thought to work, not the reverse. */
function rootFields({ selections }: SelectionSetNode, info: GraphQLResolveInfo): number {
  let count = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) count += 1;
    else if (selection.kind === Kind.INLINE_FRAGMENT) count += rootFields(selection.selectionSet, info);
    else count += rootFields(info.fragments[selection.name.value]?.selectionSet ?? NONE, info);
  }
  return count;
}

const NONE: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };
