/**
 * Says when an operation does nothing but wait, so that it takes no place from those that work: while every one of
 * its root fields waits at once. Knows no fields.
 */
import {
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { GatewayContext } from '../context.ts';

const waits = new WeakMap<GatewayContext, number>();

/** Waits for something on behalf of a root field. */
export async function whileWaiting<T>(
  context: GatewayContext,
  info: GraphQLResolveInfo,
  wait: () => Promise<T>,
): Promise<T> {
  const all = rootFields(info);
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

/** Fields of the root that are resolved: each once, wherever it stands, and what is asked of the schema not at all. */
function rootFields({ operation, fragments, variableValues }: GraphQLResolveInfo): number {
  const names = new Set<string>();
  const isLeftOut = (node: SelectionNode): boolean =>
    getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if === false;
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (isLeftOut(selection)) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD)
        visit(fragments[selection.name.value]?.selectionSet ?? NONE);
      else if (!selection.name.value.startsWith('__')) {
        names.add(selection.alias?.value ?? selection.name.value);
      }
    }
  };
  visit(operation.selectionSet);
  return names.size;
}

const NONE: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };
