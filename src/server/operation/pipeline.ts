/**
 * The one way an operation goes, whatever brought it and however often its text came before: its parameters are
 * read, its document parsed, held to the limits and validated, it is executed, and its errors are masked. HTTP, event
 * streams and WebSocket end here, so that the same failure reads the same on each. Must not know any of them.
 */
import { type ExecutionResult, type GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import { GatewayError, isGatewayError } from '../../errors.ts';
import type { HeldBytes } from '../../held-bytes.ts';
import type { Caller } from '../../schema/operation.ts';
import type { Telemetry } from '../../telemetry.ts';
import type { Contender, Places } from '../load/places.ts';
import { type Flow, knownFlow, networkFlow, type WorkKind, type WorkTurns } from '../load/work-turns.ts';
import { beginsList } from './begins-list.ts';
import { declaredVariables } from './declared-variables.ts';
import { createDocuments } from './documents.ts';
import { checkExactIds } from './exact-ids.ts';
import { type Arguments, createExecute } from './execute-within.ts';
import { asksForSchemaAlone, IntrospectionAnswers } from './introspection-answers.ts';
import { createLimitChecks } from './limit-checks.ts';
import type { Limits } from './limits.ts';
import { badRequest, createMaskError } from './mask-error.ts';
import type { CreateContext, Outcome, RawParameters, ServedOperation } from './operation.ts';
import { readParameters } from './parameters.ts';
import { createSubscribe, type OwnerOfContext } from './subscribe.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/** Makes, for one subscription, the question whether a result is worth sending. */
export type EventFilter = (args: Arguments) => (result: ExecutionResult) => boolean;

/** What the pipeline is made of. */
export interface PipelineOptions {
  readonly schema: GraphQLSchema;
  readonly createContext: CreateContext;
  readonly telemetry: Telemetry;
  readonly limits: Limits;
  /** How many may execute at once. */
  readonly places: Places;
  /** When each may begin. */
  readonly turns: WorkTurns;
  /** Bytes of the answers of all callers. */
  readonly answers: HeldBytes;
  /** Whether Asana has ever accepted a token. @default it has */
  readonly isAccepted?: ((tokenHash: string) => boolean) | undefined;
  /** A caller is there, until what is returned is called. */
  readonly present?: ((caller: Caller) => () => void) | undefined;
  /** Whether the schema may be asked about itself. */
  readonly introspection: boolean;
  readonly trustedDocuments?: TrustedDocuments | undefined;
  /** Drops results nobody needs. @default none */
  readonly eventFilter?: EventFilter | undefined;
  /** Lets subscribers of one owner share the execution of an event. @default each has its own */
  readonly eventOwner?: OwnerOfContext | undefined;
}

/** The pipeline, and its masking for what fails outside of it. */
export interface Pipeline {
  /**
   * Runs an operation when its turn comes, and reads its parameters then. A failure is an outcome; it rejects with what
   * `read` throws, and only then. A request to read only starts nothing.
   */
  run(
    read: () => RawParameters,
    operation: ServedOperation,
    options?: { readonly readOnly: boolean },
  ): Promise<Outcome>;
  /** Whether a caller may bring as much as a list takes. */
  mayBringLists(caller: Caller | null): boolean;
  /** With whom work takes turns that is done for somebody, as far as is known who that is. */
  flowOf(kind: WorkKind, caller: Caller | null, network: string): Flow;
  /** What callers are told of an error; counted. */
  maskError(error: unknown): GraphQLError;
}

/** What is ready to be executed. */
interface Prepared {
  readonly args: Arguments;
  /** Where the answer depends on the schema alone. */
  readonly question: string | null;
}

/** Builds the pipeline. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { schema, createContext, telemetry, introspection, trustedDocuments, eventFilter } = options;
  const { isAccepted = () => true } = options;
  const hideSuggestions = !introspection;
  const noteRefused = ({ details }: GatewayError): void =>
    telemetry.count('refused', { limit: String(details.limit) });
  const checks = createLimitChecks(schema, options.limits, noteRefused);
  const execute = createExecute(schema, options.limits, options.answers, noteRefused);
  const documents = createDocuments({ schema, introspection, parse: checks.parse });
  const mask = createMaskError((error) =>
    telemetry.log.error({ err: error }, 'unexpected error in an operation'),
  );

  function maskError(error: unknown): GraphQLError {
    const masked = mask(error);
    telemetry.count('errors', { code: String(masked.extensions.code) });
    return masked;
  }

  /** A result as it leaves: its errors masked, and noted. What fails because its caller has left is no error. */
  function published(result: ExecutionResult, operation: ServedOperation): ExecutionResult {
    if (!result.errors) return result;
    if (operation.left) return { ...result, errors: result.errors.map(mask) };
    const errors = result.errors.map(maskError);
    operation.noteErrors(errors);
    return { ...result, errors };
  }

  function flowOf(kind: WorkKind, caller: Caller | null, network: string): Flow {
    const isKnown = caller !== null && isVouchedFor(caller, isAccepted);
    return isKnown ? knownFlow(kind, caller.owner) : networkFlow(kind, network);
  }

  const schemaAnswers = new IntrospectionAnswers();
  const subscribe = createSubscribe(options.eventOwner, execute);

  /** Everything before execution, or instead of it. Throws what to answer instead. */
  function prepare(raw: RawParameters, operation: ServedOperation, readOnly: boolean): Prepared | Outcome {
    const { query, operationName, variables: given } = readParameters(raw, trustedDocuments);
    const document = documents.of(query);
    const definition = getOperationAST(document, operationName);
    if (!definition) throw badRequest('Could not determine what operation to execute.');
    const isList = beginsList(definition, document) && isVouchedFor(operation.caller, isAccepted);
    checks.received(operation.bodyBytes, given, isList);
    if (readOnly && definition.operation === 'mutation') {
      throw badRequest('Can only perform a mutation operation from a POST request.', 405, { Allow: 'POST' });
    }
    const problems = documents.problemsOf(document);
    if (problems.length > 0) throw new AggregateError(problems);
    operation.noteDefinition(definition);
    const variables = declaredVariables(definition, given);
    checkExactIds(schema, definition, variables);
    if (definition.operation === 'subscription') operation.onKept?.(keptBytes(query, variables));
    const question = asksForSchemaAlone(definition)
      ? IntrospectionAnswers.questionOf(query, operationName, variables)
      : null;
    const known = question === null ? null : schemaAnswers.get(question);
    if (known && 'result' in known) return { kind: 'answered', result: known.result };
    if (known) {
      noteRefused(known.refusal);
      throw known.refusal;
    }
    const settledBytes = settledBytesOf(question, () => checks.cost(document, definition, variables));
    const contextValue = createContext(operation);
    const variableValues = variables;
    return {
      question,
      args: { schema, document, contextValue, variableValues, operationName, hideSuggestions, settledBytes },
    };
  }

  /** What is refused as too large is so for everybody who asks the same. */
  function settledBytesOf(question: string | null, check: () => number): number {
    try {
      return check();
    } catch (error) {
      if (question !== null && isGatewayError(error)) schemaAnswers.keep(question, { refusal: error });
      throw error;
    }
  }

  function prepareOrRefuse(
    raw: RawParameters,
    operation: ServedOperation,
    readOnly: boolean,
  ): Prepared | Outcome {
    try {
      return prepare(raw, operation, readOnly);
    } catch (error) {
      return failed('refused', error, operation);
    }
  }

  async function carryOut({ args, question }: Prepared, operation: ServedOperation): Promise<Outcome> {
    try {
      if (operation.type === 'subscription') return await carryOutStream(args, operation);
      const result = published(await execute(args), operation);
      if (question !== null && result.data && !result.errors)
        schemaAnswers.keep(question, { result }, args.settledBytes);
      // Variables are coerced by graphql-js; where they do not fit, nothing was executed and there is no data.
      return { kind: result.data === undefined ? 'refused' : 'answered', result };
    } catch (error) {
      return failed('answered', error, operation);
    }
  }

  async function carryOutStream(args: Arguments, operation: ServedOperation): Promise<Outcome> {
    const isDue = eventFilter?.(args);
    const publish = (result: ExecutionResult) =>
      isDue && !isDue(result) ? null : published(result, operation);
    const made = await subscribe(args, publish, operation);
    if (Symbol.asyncIterator in made) return { kind: 'streaming', events: made };
    // A mistake in the variables belongs to no field; one of the field's own has its path.
    const wasAsked = made.errors?.some(({ path }) => path !== undefined) ?? false;
    return { kind: wasAsked ? 'answered' : 'refused', result: published(made, operation) };
  }

  const failed = (kind: 'refused' | 'answered', error: unknown, operation: ServedOperation): Outcome => {
    const errors = error instanceof AggregateError ? error.errors : [error];
    return { kind, result: published({ errors }, operation) };
  };

  return {
    maskError,
    mayBringLists: (caller) => isVouchedFor(caller, isAccepted),
    flowOf,
    async run(read, operation, { readOnly } = { readOnly: false }) {
      const { caller } = operation;
      if (caller) operation.leave = options.present?.(caller) ?? null;
      const contender = contenderOf(caller, isAccepted);
      const place = options.places.take(contender);
      if (!place) {
        telemetry.count('refused', { limit: 'executing' });
        return failed('refused', crowded(), operation);
      }
      operation.places.push(place);
      try {
        const turn = options.turns.next(() => flowOf('operations', caller, operation.network));
        if (turn) await turn;
        if (operation.left) return { kind: 'answered', result: { data: null } }; // nobody asks for it any more
        const prepared = prepareOrRefuse(read(), operation, readOnly);
        return 'args' in prepared ? await carryOut(prepared, operation) : prepared;
      } finally {
        place.leave();
      }
    },
  };
}

/** Callers without a token are one: what they may ask for needs no Asana. */
function contenderOf(caller: Caller | null, isAccepted: (tokenHash: string) => boolean): Contender {
  if (!caller) return { caller: '', strangerFrom: null };
  const isStranger = !isVouchedFor(caller, isAccepted);
  return { caller: caller.owner, strangerFrom: isStranger ? (caller.network ?? '') : null };
}

/** Whether Asana, or a key of service mode, stands behind a caller. */
function isVouchedFor(caller: Caller | null, isAccepted: (tokenHash: string) => boolean): boolean {
  return caller !== null && (caller.name !== null || isAccepted(caller.token.hash));
}

function crowded(): GatewayError {
  const message = 'The gateway executes as many operations as it may at once. Send it again in a moment.';
  return new GatewayError('SERVICE_UNAVAILABLE', message, { details: { limit: 'executing' } });
}

/** What a subscription keeps for as long as it lives, as UTF-8. */
function keptBytes(query: string, variables: Readonly<Record<string, unknown>>): number {
  return Buffer.byteLength(query) + Buffer.byteLength(JSON.stringify(variables));
}
