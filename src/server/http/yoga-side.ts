/**
 * What Yoga does here: GET, event streams and content negotiation. What an operation comes to is the pipeline's
 * affair, which takes the place of Yoga's own parsing, validation and execution through its hooks.
 */

import type { ExecutionResult } from 'graphql';
import { createYoga, getSSEProcessor, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { parseJson } from '../../json.ts';
import type { Telemetry } from '../../telemetry.ts';
import { badRequest } from '../operation/mask-error.ts';
import type { Outcome, RawParameters, ServedOperation } from '../operation/operation.ts';
import type { Pipeline } from '../operation/pipeline.ts';
import { type Answer, answerOf, badRequestAnswer } from './answer.ts';
import { acceptedJson, takesEventStream } from './media-types.ts';

/** What Yoga is handed with a request. */
export interface YogaContext {
  readonly operation: ServedOperation;
  /** Of a POST, whose body was read and run already; null for a GET. */
  readonly outcome: Outcome | null;
}

/** The Yoga instance. */
export type GatewayYoga = YogaServerInstance<YogaContext, object>;

/** Makes it. */
export function createYogaSide(pipeline: Pipeline, telemetry: Telemetry): GatewayYoga {
  return createYoga<YogaContext, object>({
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    cors: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: false, // the body is read, and limited, before
    parserAndValidationCache: false,
    maskedErrors: { maskError: pipeline.maskError },
    // Masking hands what it hides to the telemetry; Yoga would log every error once more.
    logging: {
      debug() {},
      info() {},
      error() {},
      warn: (...text: unknown[]) => telemetry.log.warn(text.join(' ')),
    },
    plugins: [pipelinePlugin(pipeline), negotiationPlugin()],
  });
}

/** Yoga looks at parameters as well; the pipeline, which is shown the real ones, has more to say about them. */
const PLACEHOLDER = { query: '{ __typename }' };

function pipelinePlugin({ run }: Pipeline): Plugin<object, YogaContext> {
  return {
    onRequestParse: ({ setRequestParser }) => setRequestParser(() => PLACEHOLDER),
    onParams({ request, setParamsHandler }) {
      setParamsHandler(async ({ context }) => {
        // Yoga's types give this hook its own context alone; ours was merged into it.
        const { operation, outcome } = context as unknown as YogaContext;
        const made = outcome ?? (await run(() => parametersOf(request.url), operation, { readOnly: true }));
        return made.kind === 'streaming' ? made.events : made.result;
      });
    },
  };
}

/** The parameters of a GET. What is no JSON is the caller's mistake. */
function parametersOf(url: string): RawParameters {
  const search = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const parameters: Record<string, unknown> = {};
  for (const name of ['operationName', 'query', 'documentId'])
    parameters[name] = search.get(name) || undefined;
  for (const name of ['variables', 'extensions']) {
    parameters[name] = parsedParameter(name, search.get(name) || undefined);
  }
  return parameters;
}

function parsedParameter(name: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const value = parseJson(text);
  if (value === undefined) throw badRequest(`The parameter "${name}" is no JSON.`);
  return value;
}

/** JSON is written by `answerOf`, as for a POST; a stream goes to who takes one. */
function negotiationPlugin(): Plugin<object, YogaContext> {
  const writeEvents = getSSEProcessor();
  return {
    onResultProcess({ request, result, setResultProcessor, serverContext }) {
      const accept = request.headers.get('accept') ?? undefined;
      const mediaType = acceptedJson(accept);
      if (Symbol.asyncIterator in result) {
        if (takesEventStream(accept)) return setResultProcessor(writeEvents, 'text/event-stream');
        const { operation } = serverContext as YogaContext;
        operation.noteErrors([badRequest(noStreamAccepted(accept), 406)]);
        // Clients look for errors in `application/graphql-response+json` alone, whatever the status, if they take it.
        const readable = mediaType ?? 'application/json';
        const refusal = badRequestAnswer(noStreamAccepted(accept), 406, undefined, readable);
        return setResultProcessor(async (stream, { Response }) => {
          await (stream as AsyncIterableIterator<ExecutionResult>).return?.();
          return responseOf(refusal, Response);
        }, readable);
      }
      if (Array.isArray(result)) return;
      if (mediaType === null) {
        // One result is a short stream for who takes nothing else; Yoga itself wants the type by its name.
        if (takesEventStream(accept)) setResultProcessor(writeEvents, 'text/event-stream');
        return;
      }
      setResultProcessor(
        (single, { Response }) => responseOf(answerOf(single as ExecutionResult, mediaType), Response),
        mediaType,
      );
    },
  };
}

function noStreamAccepted(accept = ''): string {
  const isMultipart = /multipart\/mixed/i.test(accept);
  return `A subscription is answered as a stream of events${isMultipart ? ', never as multipart/mixed' : ''}. Send it with "Accept: text/event-stream", or over a WebSocket at this URL (graphql-transport-ws).`;
}

function responseOf({ body, status, headers }: Answer, Made: typeof Response): Response {
  return new Made(body, { status, headers: { ...headers } }); // it writes the length of the body into what it is given
}
