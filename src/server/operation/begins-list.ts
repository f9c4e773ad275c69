/** Whether an operation begins a list of starts and does nothing else: it may bring more than others. Pure. */
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The root field that may bring more. */
const BEGINS = 'startMany';

/** Whether it is the only one, also through fragments. The document need not be valid. */
export function beginsList(
  { operation, selectionSet }: OperationDefinitionNode,
  { definitions }: DocumentNode,
): boolean {
  if (operation !== 'mutation') return false;
  const fragments = new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const [only, ...others] = rootFields(selectionSet, (name) => {
    const fragment = fragments.get(name);
    // Each once: what it adds is the same, and one may lead back to itself.
    fragments.delete(name);
    return fragment?.selectionSet ?? null;
  });
  return only?.name.value === BEGINS && others.length === 0;
}

/** The fields of a selection, those of its fragments among them. */
function rootFields(
  { selections }: SelectionSetNode,
  fragment: (name: string) => SelectionSetNode | null,
): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragment(selection.name.value);
    return inner ? rootFields(inner, fragment) : [];
  });
}
