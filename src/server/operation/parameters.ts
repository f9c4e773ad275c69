/**
 * The parameters of an operation as "GraphQL over HTTP" names them, checked one by one. The same for a body, a URL
 * and a WebSocket message. Pure; must not know where they came from.
 */
import { GatewayError } from '../../errors.ts';
import { badRequest } from './mask-error.ts';
import type { RawParameters } from './operation.ts';
import { DOCUMENT_ID_PARAM, type TrustedDocuments, trustedDocument } from './trusted-documents.ts';

/** Parameters that can be run. */
export interface Parameters {
  readonly query: string;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
}

/** Reads parameters. @throws GraphQLError `BAD_REQUEST`, saying which is wrong */
export function readParameters(raw: RawParameters, trusted?: TrustedDocuments): Parameters {
  for (const name of Object.keys(raw)) {
    if (KNOWN.has(name) || raw[name] == null) continue;
    throw badRequest(`Unexpected parameter "${name}" in the request body.`);
  }
  const query = trusted ? trustedDocument(trusted, raw) : raw.query;
  if (!query && isHashAlone(raw)) {
    throw new GatewayError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  }
  if (query === undefined || query === null) throw badRequest('Must provide query string.');
  if (typeof query !== 'string') {
    throw badRequest(`Expected "query" param to be a string, but given ${typeName(query)}.`);
  }
  const { variables, operationName, extensions } = raw;
  checkObject('variables', variables);
  checkObject('extensions', extensions);
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw badRequest(`Expected "operationName" param to be a string, but given ${typeName(operationName)}.`);
  }
  return {
    query,
    // An empty name is none, as it is in a URL.
    operationName: operationName || null,
    variables: variables as Parameters['variables'],
  };
}

/** Clients that name their documents try without the text first, and send it where this is the answer. */
export function isHashAlone({ extensions, [DOCUMENT_ID_PARAM]: id }: RawParameters): boolean {
  if (typeof id === 'string') return true;
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: unknown };
  return typeof persistedQuery === 'object' && persistedQuery !== null && 'sha256Hash' in persistedQuery;
}

const KNOWN: ReadonlySet<string> = new Set([
  'query',
  'variables',
  'operationName',
  'extensions',
  DOCUMENT_ID_PARAM,
]);

function checkObject(name: string, value: unknown): void {
  if (value === undefined || (typeof value === 'object' && !Array.isArray(value))) return;
  throw badRequest(`Expected "${name}" param to be empty or an object, but given ${typeName(value)}.`);
}

function typeName(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
