/**
 * Trusted documents: with a file of them, only those run. A caller names one by id, or sends its exact text.
 */

import { readFile } from 'node:fs/promises';
import { ConfigError } from '../../config.ts';
import { isRecord, keyThatStandsTwice } from '../../json.ts';
import { badRequest } from './mask-error.ts';
import type { RawParameters } from './operation.ts';

/** Documents by id (usually the SHA-256 of the text). */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** Where a caller may put the id beside Apollo's `extensions.persistedQuery.sha256Hash`. */
export const DOCUMENT_ID_PARAM = 'documentId';

/** Reads the file of `TRUSTED_DOCUMENTS`: one JSON object, id to document. @throws ConfigError */
export async function loadTrustedDocuments(path: string): Promise<TrustedDocuments> {
  let text: string;
  let content: unknown;
  try {
    text = await readFile(path, 'utf8');
    content = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`TRUSTED_DOCUMENTS: ${path} cannot be read as JSON (${(error as Error).message})`);
  }
  if (!isRecord(content)) {
    throw new ConfigError(`TRUSTED_DOCUMENTS: ${path} must hold one object, id to document`);
  }
  const entries = Object.entries(content);
  const wrong = entries.find(([, document]) => typeof document !== 'string');
  if (wrong)
    throw new ConfigError(`TRUSTED_DOCUMENTS: ${path} must map ids to texts, "${wrong[0]}" is not one`);
  const [twice] = keyThatStandsTwice(text) ?? [];
  if (twice !== undefined)
    throw new ConfigError(`TRUSTED_DOCUMENTS: ${path} must have an id once, "${twice}" stands there twice`);
  return new Map(entries as [string, string][]);
}

/** The document a request asks for. @throws GraphQLError `BAD_REQUEST` when it is none of the trusted ones */
export function trustedDocument(documents: TrustedDocuments, raw: RawParameters): string {
  const id = documentId(raw);
  const text =
    id === undefined
      ? knownText(documents, raw.query)
      : (documents.get(id) ?? documents.get(withoutPrefix(id)));
  if (text !== undefined) return text;
  throw badRequest(
    'This gateway runs only trusted documents, and this is none of them. Publish it with the next release.',
  );
}

function withoutPrefix(id: string): string {
  return id.replace(/^sha256:/, '');
}

function knownText(documents: TrustedDocuments, query: unknown): string | undefined {
  return typeof query === 'string' && textsOf(documents).has(query) ? query : undefined;
}

function documentId(raw: RawParameters): string | undefined {
  const named = raw[DOCUMENT_ID_PARAM];
  if (typeof named === 'string') return named;
  const { persistedQuery } = (raw.extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } };
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
