/**
 * Answers to operations that ask for nothing but the schema: they are the same for everybody and for as long as the
 * process lives, so each is made once. Bounded by what the answers take. Knows no callers and no transports.
 */
import { type ExecutionResult, Kind, type OperationDefinitionNode } from 'graphql';
import type { GatewayError } from '../../errors.ts';

/** What all kept answers take as JSON, with the texts of their questions; as objects it is several times as much. */
const MOST_BYTES = 2 << 20;
/** A longer question is answered anew each time. */
const LONGEST_QUESTION = 20_000;
/** What a refusal takes, roughly. */
const REFUSAL_BYTES = 1_000;
const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type', '__typename']);

/** A question that was answered. */
export interface Answered {
  readonly result: ExecutionResult;
}

/** What came of a question before. */
export type Known = Answered | { readonly refusal: GatewayError };

/** Whether the answer to an operation depends on the schema alone. */
export function asksForSchemaAlone({ operation, selectionSet }: OperationDefinitionNode): boolean {
  if (operation !== 'query') return false;
  return selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && INTROSPECTION.has(selection.name.value),
  );
}

/** The text of results that are kept, once somebody wanted it. */
const texts = new WeakMap<ExecutionResult, string | null>();

/** A result as JSON: one that is kept is written once. */
export function jsonOf(result: ExecutionResult): string {
  const known = texts.get(result);
  if (known) return known;
  const text = JSON.stringify(result);
  if (known === null) texts.set(result, text);
  return text;
}

/** Known answers, by question; the longest unused go first. */
export class IntrospectionAnswers {
  readonly #known = new Map<string, { readonly known: Known; readonly bytes: number }>();
  #bytes = 0;

  /** The question that a text, its chosen operation and its variables are. */
  static questionOf(
    query: string,
    operationName: string | null | undefined,
    variables: Readonly<Record<string, unknown>>,
  ): string {
    return `${JSON.stringify([operationName, variables])} ${query}`;
  }

  /** What came of a question before, if that is known. */
  get(question: string): Known | null {
    const entry = this.#known.get(question);
    if (!entry) return null;
    this.#known.delete(question);
    this.#known.set(question, entry);
    return entry.known;
  }

  /** Keeps what came of a question. `answerBytes` are those of a result as JSON. */
  keep(question: string, known: Known, answerBytes = REFUSAL_BYTES): void {
    const bytes = answerBytes + question.length;
    if (question.length > LONGEST_QUESTION || bytes > MOST_BYTES || this.#known.has(question)) return;
    this.#known.set(question, { known, bytes });
    if ('result' in known) texts.set(known.result, null);
    this.#bytes += bytes;
    for (const [oldest, entry] of this.#known) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#known.delete(oldest);
      this.#bytes -= entry.bytes;
    }
  }

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.#bytes;
  }
}
