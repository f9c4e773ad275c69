/**
 * The one Yoga instance: schema, limits, masking, codes. HTTP, SSE and WebSocket run through it, so that the same
 * failure reads the same on each. Must not know sockets; what is about HTTP alone lives in `http.ts`.
 */
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  validate,
} from 'graphql';
import { createYoga, type GraphQLParams, type Plugin } from 'graphql-yoga';
import type { Telemetry } from '../telemetry.ts';
import { answerOf } from './answer.ts';
import { createDocumentCache } from './document-cache.ts';
import { createKnownOperations } from './known-operations.ts';
import type { Limits } from './limits.ts';
import { createLimitChecks, limitsPlugin } from './limits-plugin.ts';
import { badRequest, codedValidationErrors, createMaskError } from './mask-error.ts';
import { acceptedJson, type JsonMediaType } from './media-types.ts';
import {
  type GatewayYoga,
  isStream,
  noteOutcome,
  type OperationResult,
  operationRecord,
  operationRecordPlugin,
  type ServerContext,
} from './operation.ts';
import { createSubscribe, type OwnerOfContext } from './subscribe.ts';
import { DOCUMENT_ID_PARAM, type TrustedDocuments, trustedDocumentsPlugin } from './trusted-documents.ts';

/** What the pipeline is made of. */
export interface YogaOptions {
  readonly schema: GraphQLSchema;
  readonly telemetry: Telemetry;
  readonly limits: Limits;
  /** Whether the schema may be asked about itself. */
  readonly introspection: boolean;
  readonly trustedDocuments?: TrustedDocuments | undefined;
  /** Plugins of the schema's side, such as the filter of repeated events. Known queries and mutations pass them by. */
  readonly plugins?: readonly Plugin[] | undefined;
  /** Lets subscribers of one owner share the execution of an event. @default each has its own */
  readonly eventOwner?: OwnerOfContext | undefined;
}

/** A pipeline, and its masking for what fails outside of it. */
export interface Pipeline {
  /** Runs parameters without Fetch objects; a failure is a result with errors. */
  run(params: GraphQLParams, context: ServerContext): Promise<OperationResult>;
  /** For what needs Yoga's own handler. */
  readonly yoga: GatewayYoga;
  readonly maskError: (error: unknown) => GraphQLError;
}

/** Builds the pipeline. */
export function createPipeline(options: YogaOptions): Pipeline {
  const { telemetry, limits } = options;
  const mask = createMaskError((error) =>
    telemetry.log.error({ err: error }, 'unexpected error in an operation'),
  );
  const counted = (error: GraphQLError): GraphQLError => {
    telemetry.count('errors', { code: String(error.extensions.code) });
    return error;
  };
  const maskError = (error: unknown) => counted(mask(error));
  const hideSuggestions = !options.introspection;
  const checks = createLimitChecks(limits, (error) =>
    telemetry.count('refused', { limit: String(error.details.limit) }),
  );
  // A parsed document takes a hundred times the room of its text.
  const documents = createDocumentCache<DocumentNode>({ maxTotalChars: 250_000, maxChars: 20_000 });
  const valid = new WeakSet<DocumentNode>();

  const yoga = createYoga<ServerContext>({
    schema: options.schema,
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    cors: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: false, // the body is read, and limited, in http.ts
    maskedErrors: { maskError },
    // Masking hands what it hides to the telemetry; Yoga would log every error once more.
    logging: {
      debug() {},
      info() {},
      error() {},
      warn: (...text: unknown[]) => telemetry.log.warn(text.join(' ')),
    },
    parserAndValidationCache: {
      documentCache: documents,
      errorCache: createDocumentCache<unknown>({ maxEntries: 100, maxChars: 2_000 }),
    },
    ...(options.trustedDocuments && { extraParamNames: [DOCUMENT_ID_PARAM] }),
    // The order matters: trusted documents become text first, what runs is noted before limits look at it, the
    // schema's plugins see results before errors are masked, and the JSON answer is the last word over HTTP.
    plugins: [
      getParametersPlugin(),
      ...(options.trustedDocuments ? [trustedDocumentsPlugin(options.trustedDocuments)] : []),
      operationRecordPlugin(),
      limitsPlugin(checks),
      executorPlugin({ hideSuggestions }, options.eventOwner),
      validationPlugin(options.introspection),
      validationResultPlugin({ onValid: (document) => valid.add(document), counted }),
      ...(options.plugins ?? []),
      jsonAnswersPlugin(),
    ],
  });
  const pipeline = { yoga: yoga as unknown as GatewayYoga, maskError };
  const { schema, trustedDocuments } = options;
  const runKnown = createKnownOperations({
    schema,
    documents,
    valid,
    checks,
    maskError,
    hideSuggestions,
    trustedDocuments,
  });
  return {
    ...pipeline,
    run: (params, context) => runKnown(params, context) ?? runInYoga(pipeline, params, context),
  };
}

/** Runs parameters through Yoga's pipeline: parsing, limits, validation, execution and masking happen in there. */
async function runInYoga(
  { yoga, maskError }: Pick<Pipeline, 'yoga' | 'maskError'>,
  params: GraphQLParams,
  context: ServerContext,
): Promise<OperationResult> {
  try {
    const result = await yoga.getResultForParams({ params, request: PLAIN_POST }, context);
    return result ?? { errors: [maskError(new Error('Yoga answered nothing'))] };
  } catch (error) {
    return { errors: [maskError(error)] };
  }
}

/** What a pipeline that knows HTTP is shown. Node's `Headers` takes long to load, so only for who looks at them. */
const PLAIN_POST = {
  method: 'POST',
  url: 'http://gateway/graphql',
  get headers() {
    return new Headers();
  },
} as unknown as Request;

/**
 * graphql-js itself: leaner than Yoga's executor, and its streams return at once while they wait. Where the schema
 * is not to be known, wrong variables get no "did you mean" either.
 */
function executorPlugin(options: { readonly hideSuggestions: boolean }, ownerOf?: OwnerOfContext): Plugin {
  const subscribe = createSubscribe(ownerOf);
  return {
    onExecute: ({ setExecuteFn }) =>
      setExecuteFn((args: Parameters<typeof execute>[0]) => execute({ ...args, ...options })),
    onSubscribe: ({ setSubscribeFn }) =>
      setSubscribeFn((args: Parameters<typeof execute>[0]) => subscribe({ ...args, ...options })),
  };
}

/** Stops at some mistakes: nobody reads a thousand. Where the schema is not to be known, nothing hints at it. */
function validationPlugin(introspection: boolean): Plugin {
  return {
    onValidate({ addValidationRule, setValidationFn }) {
      if (!introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
      setValidationFn((schema, document, rules) =>
        // "Did you mean" would tell the schema name by name.
        validate(schema, document, rules, { maxErrors: MOST_MISTAKES, hideSuggestions: !introspection }),
      );
    },
  };
}

/** Mistakes told of one document. */
const MOST_MISTAKES = 10;

function validationResultPlugin({
  onValid,
  counted,
}: {
  onValid: (document: DocumentNode) => void;
  counted: (error: GraphQLError) => GraphQLError;
}): Plugin {
  return {
    onValidate:
      ({ params }) =>
      ({ valid, result, setResult }) => {
        if (valid) onValid(params.documentAST);
        else setResult(codedValidationErrors(result as readonly GraphQLError[]).map(counted));
      },
  };
}

/** GET parameters that are no JSON are the caller's mistake; Yoga's own parser throws a SyntaxError. */
function getParametersPlugin(): Plugin {
  return {
    onRequestParse({ request, setRequestParser }) {
      if (request.method !== 'GET') return;
      setRequestParser(({ url }) => {
        const search = new URLSearchParams(url.slice(url.indexOf('?') + 1));
        const text = (name: string) => search.get(name) || undefined;
        const params: Record<string, unknown> = {
          operationName: text('operationName'),
          query: text('query'),
        };
        for (const name of ['variables', 'extensions']) params[name] = parsedParameter(name, text(name));
        if (search.has(DOCUMENT_ID_PARAM)) params[DOCUMENT_ID_PARAM] = text(DOCUMENT_ID_PARAM);
        return params;
      });
    },
  };
}

function parsedParameter(name: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`The parameter "${name}" is no JSON.`);
  }
}

/** Single results over HTTP are written by `answerOf`, as in the short lane. */
function jsonAnswersPlugin(): Plugin {
  return {
    onResultProcess({ request, result, setResultProcessor, serverContext }) {
      if (Array.isArray(result) || isStream(result as ExecutionResult)) return;
      noteOutcome(operationRecord(serverContext), (result as ExecutionResult).errors);
      const mediaType = acceptedJson(request.headers.get('accept') ?? undefined);
      if (mediaType === null) return;
      setResultProcessor((single, fetchAPI, acceptedType) => {
        const answer = answerOf(single as ExecutionResult, acceptedType as JsonMediaType);
        return new fetchAPI.Response(answer.body, { status: answer.status, headers: answer.headers });
      }, mediaType);
    },
  };
}
