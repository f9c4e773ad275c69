/**
 * From a text to a document: parsed within the limits and validated, once for as long as the text is remembered.
 * Must not know operations or variables.
 */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  validate,
} from 'graphql';
import { createDocumentCache } from './document-cache.ts';
import { withCode } from './mask-error.ts';
import { SubscriptionRootRule } from './subscription-root-rule.ts';

/** What texts are read with. */
export interface DocumentsOptions {
  readonly schema: GraphQLSchema;
  /** Whether the schema may be asked about itself. Where it is not to be known, nothing hints at it either. */
  readonly introspection: boolean;
  /** Parses; throws what to answer instead. */
  parse(text: string): DocumentNode;
}

/** Documents, the known ones without work. */
export interface Documents {
  /** The document of a text. Throws what `parse` throws. */
  of(text: string): DocumentNode;
  /** What validation has to say about a document; empty when it is valid. */
  problemsOf(document: DocumentNode): readonly GraphQLError[];
}

/** Texts longer than this are told no names that theirs might be: comparing names of a megabyte takes long. */
const SUGGESTED_CHARS = 100_000;

/** Nobody reads a thousand mistakes of one document. */
const MOST_MISTAKES = 10;

const RULES = specifiedRules.map((rule) =>
  rule === SingleFieldSubscriptionsRule ? SubscriptionRootRule : rule,
);

/** Makes them. */
export function createDocuments({ schema, introspection, parse }: DocumentsOptions): Documents {
  // A parsed document takes a hundred times the room of its text.
  const documents = createDocumentCache<DocumentNode>({ maxTotalChars: 250_000, maxChars: 20_000 });
  const problems = new WeakMap<DocumentNode, readonly GraphQLError[]>();
  const rules = introspection ? RULES : [...RULES, NoSchemaIntrospectionCustomRule];
  // "Did you mean" would tell the schema name by name.
  const hidesSuggestions = ({ loc }: DocumentNode): boolean =>
    !introspection || (loc?.source.body.length ?? 0) > SUGGESTED_CHARS;

  function parsed(text: string): DocumentNode {
    try {
      return parse(text);
    } catch (error) {
      throw error instanceof GraphQLError ? withCode('GRAPHQL_PARSE_FAILED', error) : error;
    }
  }

  return {
    of(text) {
      const known = documents.get(text);
      if (known) return known;
      const document = parsed(text);
      documents.set(text, document);
      return document;
    },
    problemsOf(document) {
      const known = problems.get(document);
      if (known) return known;
      const options = { maxErrors: MOST_MISTAKES, hideSuggestions: hidesSuggestions(document) };
      const found = validate(schema, document, rules, options).map((error) =>
        withCode('GRAPHQL_VALIDATION_FAILED', error),
      );
      problems.set(document, found);
      return found;
    },
  };
}
