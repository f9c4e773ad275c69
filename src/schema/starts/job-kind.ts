/**
 * What a start is to callers: its input, what it copies, how the input becomes Asana's request body. Shapes and mapping;
 * which starts there are stands in `table.ts`.
 */

/** One field of an input object. */
export interface InputSpec {
  readonly type: string | readonly [string];
  readonly required?: boolean;
  readonly description: string;
  readonly deprecationReason?: string;
  /** Asana's body key. */
  readonly key: string;
  /** How the value goes into the body, `undefined` for not at all; as it is when absent. */
  readonly toBody?: (value: unknown) => unknown;
}

/** One start. */
export interface JobKind {
  readonly description: string;
  /** The input field whose gid goes into the path or, where the path has none, into the body under `bodyKey`. */
  readonly target: {
    readonly field: string;
    readonly type: SourceType | null;
    readonly description: string;
    readonly bodyKey?: string;
  };
  readonly input: Readonly<Record<string, InputSpec>>;
  /** Mistakes that can be seen without asking Asana. */
  readonly check?: (input: Readonly<Record<string, unknown>>) => InputProblem | null;
}

/** A mistake in an input: what, and where. */
export interface InputProblem {
  readonly message: string;
  readonly field: readonly string[];
}

/** The types a job can have been started from. */
export type SourceType = 'Task' | 'Project' | 'ProjectTemplate' | 'TaskTemplate' | 'Portfolio' | 'Workspace';

/** Asana's request body for a start. */
export function requestBody(
  kind: JobKind,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  if (kind.target.bodyKey) body[kind.target.bodyKey] = input[kind.target.field];
  for (const [name, spec] of Object.entries(kind.input)) {
    const value = input[name];
    if (value === undefined || value === null) continue;
    const sent = spec.toBody ? spec.toBody(value) : value;
    if (sent !== undefined) body[spec.key] = sent;
  }
  return body;
}

/** `DUPLICATE_PROJECT` for `duplicateProject`. */
export function jobKindName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
