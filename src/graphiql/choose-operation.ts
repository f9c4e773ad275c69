/**
 * Which operation of a tab is meant: to be run, and to stand in a link. Pure; knows no editor.
 */
import { type OperationDefinitionNode, type OperationTypeNode, parse } from 'graphql';

/**
 * Kind and name of the operation to run. Right after a change of tabs GraphiQL still holds the name and the
 * document of the tab before, so only the text is believed. A text that cannot be read goes to the gateway,
 * which explains what is wrong with it.
 */
export function chooseOperation(
  query: string,
  name: string | null,
): { kind: OperationTypeNode | undefined; operationName: string | null } {
  const operations = readOperations(query);
  const chosen = operations.find((operation) => operation.name?.value === name) ?? operations[0];
  return { kind: chosen?.operation, operationName: chosen?.name?.value ?? null };
}

function readOperations(query: string): OperationDefinitionNode[] {
  try {
    return parse(query).definitions.filter((definition) => definition.kind === 'OperationDefinition');
  } catch {
    return [];
  }
}
