/**
 * Holds operations to the limits: documents where they are parsed (before validation, which is quadratic),
 * variables and cost before execution. Tells of every refusal; must not know transports.
 */
import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, parse } from 'graphql';
import { type GatewayError, isGatewayError } from '../../errors.ts';
import { type Cost, compileCost } from './cost.ts';
import type { RawVariables } from './cost-terms.ts';
import { atMost, checkDocument, checkVariables, type Limits, tooLarge } from './limits.ts';

/** The checks one by one, each throwing `QUERY_TOO_LARGE`. */
export interface LimitChecks {
  /** Parses, within the limits of documents. */
  parse(text: string): DocumentNode;
  /** How much came, and how many values are in the variables. `isList`: it may carry a list. */
  received(bytes: number, variables: unknown, isList: boolean): void;
  /**
   * Cost and lists of ids of a valid operation, which depend on the variables. Returns the bytes of its answer that are
   * settled by now: what is answered without a resolver.
   */
  cost(document: DocumentNode, operation: OperationDefinitionNode, variables: RawVariables): number;
}

/** Makes the checks. `onRefused` hears of every refusal. */
export function createLimitChecks(
  schema: GraphQLSchema,
  limits: Limits,
  onRefused: (error: GatewayError) => void,
): LimitChecks {
  const costs = new WeakMap<OperationDefinitionNode, Cost>();

  const parseWithin = (text: string): DocumentNode => {
    const document = parseTokens(text, limits);
    checkDocument(document, limits);
    return document;
  };

  const checkCost: LimitChecks['cost'] = (document, operation, variables) => {
    let cost = costs.get(operation);
    if (!cost) {
      cost = compileCost(schema, document, operation);
      costs.set(operation, cost);
    }
    atMost(limits, 'ids', cost.longestIdList(variables));
    const values = cost.values(variables);
    atMost(limits, 'cost', values);
    const introspection = cost.introspection(variables, limits.cost - values);
    atMost(limits, 'cost', values + introspection.values);
    atMost(limits, 'answerBytes', introspection.bytes);
    return introspection.bytes;
  };

  const reporting =
    <A extends unknown[], R>(run: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return run(...args);
      } catch (error) {
        // How deep the stack reaches depends on who called; what exhausts it is too deep in any case.
        const known = error instanceof RangeError ? tooLarge('depth', limits.tokens, limits.depth) : error;
        if (isGatewayError(known)) onRefused(known);
        throw known;
      }
    };
  return {
    parse: reporting(parseWithin),
    received: reporting((bytes: number, variables: unknown, isList: boolean) => {
      if (!isList) atMost(limits, 'bodyBytes', bytes);
      checkVariables(variables, limits, isList ? 'listVariables' : 'variables');
    }),
    cost: reporting(checkCost),
  };
}

function parseTokens(text: string, limits: Limits): DocumentNode {
  try {
    return parse(text, { maxTokens: limits.tokens });
  } catch (error) {
    // graphql-js says so in words only.
    if (error instanceof Error && /more tha[nt] \d+ tokens/.test(error.message)) {
      throw tooLarge('tokens', limits.tokens + 1, limits.tokens);
    }
    throw error;
  }
}
