/**
 * A rule of validation: a subscription has one root field, whatever its variables. graphql-js counts the fields as if
 * there were no variables, and complains of a missing one where `@skip` or `@include` asks for it. Pure.
 */
import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  SingleFieldSubscriptionsRule,
  type ValidationContext,
} from 'graphql';

/** Refuses conditions at the root of a subscription, and more than one field there. */
export function SubscriptionRootRule(context: ValidationContext): ASTVisitor {
  const { OperationDefinition: checkSingleField } = SingleFieldSubscriptionsRule(context) as {
    OperationDefinition(node: OperationDefinitionNode): void;
  };
  return {
    OperationDefinition(node) {
      if (node.operation !== 'subscription') return;
      const conditional = conditionalSelections(node.selectionSet, (name) => context.getFragment(name));
      if (conditional.length === 0) return checkSingleField(node);
      const name = node.name ? `subscription "${node.name.value}"` : 'a subscription';
      const message = `The root of ${name} takes neither @skip nor @include: there would be nothing to subscribe to. Leave the directive out, or do not subscribe.`;
      context.reportError(new GraphQLError(message, { nodes: conditional }));
    },
  };
}

/** What stands under a condition at the root, in fragments as well. */
function conditionalSelections(
  root: SelectionSetNode,
  fragmentOf: (name: string) => FragmentDefinitionNode | null | undefined,
): SelectionNode[] {
  const found: SelectionNode[] = [];
  const spread = new Set<string>();
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (isConditional(selection)) found.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD && !spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragmentOf(selection.name.value);
        if (fragment) visit(fragment.selectionSet);
      }
    }
  };
  visit(root);
  return found;
}

function isConditional({ directives }: SelectionNode): boolean {
  return directives?.some(({ name }) => name.value === 'skip' || name.value === 'include') ?? false;
}
