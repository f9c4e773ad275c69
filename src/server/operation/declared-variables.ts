/**
 * The variables an operation declares, out of what came along: the rest is looked at by nobody, and a stream would
 * keep it for hours. Pure.
 */
import type { OperationDefinitionNode } from 'graphql';
import type { RawVariables } from './cost-terms.ts';

/** What is given for the variables of an operation. */
export function declaredVariables(
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: RawVariables,
): Readonly<Record<string, unknown>> {
  if (!given) return {};
  const declared: [name: string, value: unknown][] = [];
  for (const { variable } of variableDefinitions) {
    const name = variable.name.value;
    if (Object.hasOwn(given, name)) declared.push([name, given[name]]);
  }
  // Nothing else came along, as a rule.
  return declared.length === Object.keys(given).length ? given : Object.fromEntries(declared);
}
