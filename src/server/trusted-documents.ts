/**
 * Trusted documents: with a file of them, only those run. A caller names one by id, or sends its exact text.
 */
import { readFile } from 'node:fs/promises';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { badRequest } from './mask-error.ts';

/** Documents by id (usually the SHA-256 of the text). */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** Where a caller may put the id beside Apollo's `extensions.persistedQuery.sha256Hash`. */
export const DOCUMENT_ID_PARAM = 'documentId';

/** Reads the file of `TRUSTED_DOCUMENTS`: one JSON object, id to document. */
export async function loadTrustedDocuments(path: string): Promise<TrustedDocuments> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Error(`TRUSTED_DOCUMENTS: ${path} cannot be read as JSON (${(error as Error).message})`);
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content)) {
    throw new Error(`TRUSTED_DOCUMENTS: ${path} must hold one object, id to document`);
  }
  const entries = Object.entries(content);
  const wrong = entries.find(([, document]) => typeof document !== 'string');
  if (wrong) throw new Error(`TRUSTED_DOCUMENTS: ${path} must map ids to texts, "${wrong[0]}" is not one`);
  return new Map(entries as [string, string][]);
}

/** The document a request asks for, or undefined when it is none of the trusted ones. */
export function trustedDocument(documents: TrustedDocuments, params: GraphQLParams): string | undefined {
  const id = documentId(params);
  if (id !== undefined) return documents.get(id) ?? documents.get(id.replace(/^sha256:/, ''));
  if (typeof params.query !== 'string') return undefined;
  return textsOf(documents).has(params.query) ? params.query : undefined;
}

/** The plugin that puts the document in the id's place, and refuses everything else. */
export function trustedDocumentsPlugin(documents: TrustedDocuments): Plugin {
  return {
    onParams({ params, setParams }) {
      const query = trustedDocument(documents, params);
      if (query === undefined) {
        throw badRequest(
          'This gateway runs only trusted documents, and this is none of them. Publish it with the next release.',
        );
      }
      const { operationName, variables, extensions } = params;
      setParams({
        query,
        ...(operationName && { operationName }),
        ...(variables && { variables }),
        ...(extensions && { extensions }),
      });
    },
  };
}

function documentId(params: GraphQLParams): string | undefined {
  const named = (params as Record<string, unknown>)[DOCUMENT_ID_PARAM];
  if (typeof named === 'string') return named;
  const { persistedQuery } = (params.extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } };
  const hash = persistedQuery?.sha256Hash;
  return typeof hash === 'string' ? hash : undefined;
}

const texts = new WeakMap<TrustedDocuments, ReadonlySet<string>>();

function textsOf(documents: TrustedDocuments): ReadonlySet<string> {
  let known = texts.get(documents);
  if (!known) {
    known = new Set(documents.values());
    texts.set(documents, known);
  }
  return known;
}
