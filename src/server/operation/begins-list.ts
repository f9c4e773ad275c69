/** Whether an operation begins a list of starts and does nothing else: it may bring more than others. Pure. */
import { Kind, type OperationDefinitionNode } from 'graphql';

/** The root field that may bring more. */
const BEGINS = 'startMany';

/** Whether it is the only one. */
export function beginsList({ operation, selectionSet }: OperationDefinitionNode): boolean {
  const [only, ...others] = selectionSet.selections;
  const isAlone = operation === 'mutation' && others.length === 0;
  return isAlone && only?.kind === Kind.FIELD && only.name.value === BEGINS;
}
