/**
 * Ids that came as JSON numbers. Beyond 2^53 − 1 such a number has lost digits before anybody could look at it, and
 * would name another object; a number written in the document is read digit by digit and passes. Pure.
 */
import {
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { badInput } from '../../errors.ts';

/** Checks the ids in an operation's variables, wherever they stand. @throws `BAD_USER_INPUT` naming the place */
export function checkExactIds(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  for (const { variable, type: node } of variableDefinitions) {
    const name = variable.name.value;
    const value = variables[name];
    if (!mayHoldNumbers(value)) continue; // nearly always: to look at types takes longer than all else here
    const type = typeFromAST(schema, node as Parameters<typeof typeFromAST>[1]);
    if (type && isInputType(type)) checkValue(type, value, `$${name}`);
  }
}

function mayHoldNumbers(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'object';
}

/** As deep as the variables' own limit lets it. */
function checkValue(type: GraphQLInputType, value: unknown, place: string): void {
  if (isNonNullType(type)) checkValue(type.ofType, value, place);
  else if (isListType(type)) {
    if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) checkValue(type.ofType, item, `${place}[${at}]`);
    } else checkValue(type.ofType, value, place);
  } else if (isInputObjectType(type)) {
    if (typeof value !== 'object' || value === null) return;
    for (const field of Object.values(type.getFields())) {
      checkValue(field.type, (value as Record<string, unknown>)[field.name], `${place}.${field.name}`);
    }
  } else if (type.name === 'ID' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw badInput(
      `${place} is the number ${value}, which is beyond 2^53 − 1 and may have lost digits on its way. Send ids as strings.`,
    );
  }
}
