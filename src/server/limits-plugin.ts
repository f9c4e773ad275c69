/**
 * Holds operations to the limits inside Yoga's pipeline, so that HTTP, SSE and WebSocket meet the same ones:
 * documents where they are parsed (before validation, which is quadratic), variables and cost before execution.
 */
import { type DocumentNode, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type GatewayError, isGatewayError } from '../errors.ts';
import { type Cost, compileCost, type RawVariables } from './cost.ts';
import { atMost, checkDocument, checkVariables, type Limits, tooLarge } from './limits.ts';

/** What an executor is given, as far as limits look. */
interface Operation {
  readonly schema: Parameters<typeof compileCost>[0];
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: unknown;
}

/** The checks one by one, each throwing `QUERY_TOO_LARGE`. */
export interface LimitChecks {
  /** Parses, within the limits of documents. */
  readonly parse: typeof parse;
  variables(variables: unknown): void;
  /** Cost and lists of ids, which depend on the variables. */
  operation(operation: Operation): void;
}

/** Makes the checks. `onRefused` hears of every refusal. */
export function createLimitChecks(limits: Limits, onRefused: (error: GatewayError) => void): LimitChecks {
  const costs = new WeakMap<OperationDefinitionNode, Cost>();

  const parseWithin: typeof parse = (source, options) => {
    const document = parseTokens(source, options, limits);
    checkDocument(document, limits);
    return document;
  };

  const checkOperation = ({ schema, document, operationName, variableValues }: Operation): void => {
    const operation = getOperationAST(document, operationName);
    if (!operation) return;
    let cost = costs.get(operation);
    if (!cost) {
      cost = compileCost(schema, document, operation);
      costs.set(operation, cost);
    }
    const variables = variableValues as RawVariables;
    atMost(limits, 'ids', cost.longestIdList(variables));
    const values = cost.values(variables);
    atMost(limits, 'cost', values);
    const introspection = cost.introspection(variables, limits.cost - values);
    atMost(limits, 'cost', values + introspection.values);
    atMost(limits, 'answerBytes', introspection.bytes);
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
    variables: reporting((variables: unknown) => checkVariables(variables, limits)),
    operation: reporting(checkOperation),
  };
}

/** The plugin that applies them. */
export function limitsPlugin(checks: LimitChecks): Plugin {
  return {
    onParams: ({ params }) => checks.variables(params.variables),
    onParse: ({ setParseFn }) => setParseFn(checks.parse),
    onExecute: ({ args }) => checks.operation(args),
    onSubscribe: ({ args }) => checks.operation(args),
  };
}

function parseTokens(
  source: Parameters<typeof parse>[0],
  options: Parameters<typeof parse>[1],
  limits: Limits,
) {
  try {
    return parse(source, { ...options, maxTokens: limits.tokens });
  } catch (error) {
    // graphql-js says so in words only.
    if (error instanceof Error && /more tha[nt] \d+ tokens/.test(error.message)) {
      throw tooLarge('tokens', limits.tokens + 1, limits.tokens);
    }
    throw error;
  }
}
