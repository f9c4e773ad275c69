/**
 * `/graphql` over HTTP: POST and GET, single answers and event streams. Decides which lane a request takes and what
 * is answered to those that never become an operation.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLParams } from 'graphql-yoga';
import { isGatewayError } from '../errors.ts';
import type { Telemetry } from '../telemetry.ts';
import { type Answer, answerOf } from './answer.ts';
import type { CallerResolver } from './callers.ts';
import { HttpFacts } from './exchange.ts';
import { laneFor, runInLane } from './lane.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Limits } from './limits.ts';
import { acceptedJson, type JsonMediaType } from './media-types.ts';
import { type CreateContext, operationRecord, type ServerContext } from './operation.ts';
import { CallerGone, readParams } from './request-body.ts';
import { logOperation, logRefused } from './request-log.ts';
import { sendAnswer, sendFetchResponse } from './send.ts';
import type { TrustedDocuments } from './trusted-documents.ts';
import type { Pipeline } from './yoga.ts';

/** What the route needs. */
export interface GraphqlRouteOptions {
  readonly pipeline: Pipeline;
  readonly callers: CallerResolver;
  readonly createContext: CreateContext;
  readonly lifecycle: Lifecycle;
  readonly telemetry: Telemetry;
  readonly limits: Limits;
  readonly trustedDocuments?: TrustedDocuments | undefined;
  /** Off, everything takes Yoga's own handler; for the suite that compares both. @default true */
  readonly fastLane?: boolean | undefined;
}

/** What the router knows of a request. */
export interface Exchange {
  readonly requestId: string;
  readonly address: string;
  /** Request id and CORS, for every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The route, and the event streams it holds open. */
export interface GraphqlRoute {
  handle(request: IncomingMessage, response: ServerResponse, exchange: Exchange): Promise<void>;
  /** Ends every open event stream, without a last word: clients come back elsewhere. */
  endStreams(): void;
}

/** Builds the route. */
export function createGraphqlRoute(options: GraphqlRouteOptions): GraphqlRoute {
  const {
    pipeline,
    callers,
    createContext,
    lifecycle,
    telemetry,
    limits,
    trustedDocuments,
    fastLane = true,
  } = options;
  const { yoga, maskError } = pipeline;
  const streams = new Set<ServerResponse>();

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    exchange: Exchange,
  ): Promise<void> {
    const startedAtMs = performance.now();
    const end = lifecycle.begin();
    let operation: Operation | null = null;
    try {
      const params = request.method === 'POST' ? await readParams(request, limits) : null;
      const facts = new HttpFacts(
        callers(request.headers.authorization, exchange.address),
        exchange.requestId,
        request,
      );
      operation = { facts, context: createContext(facts), transport: 'http' };
      const running = operation;
      await telemetry.span('graphql.operation', { transport: 'http', requestId: exchange.requestId }, () =>
        run(request, response, exchange, params, running, end),
      );
    } catch (error) {
      if (error instanceof CallerGone) return;
      sendAnswer(response, failure(error, acceptedJson(request.headers.accept)), exchange.headers);
      if (operation) operationRecord(operation.context).outcome = 'error';
    } finally {
      end();
      if (operation) {
        logOperation(telemetry, {
          transport: operation.transport,
          requestId: exchange.requestId,
          record: operationRecord(operation.context),
          caller: operation.facts.caller,
          startedAtMs,
          address: exchange.address,
          stats: operation.context.stats,
          status: response.statusCode,
          cancelled: response.destroyed && !response.writableFinished,
        });
      } else {
        logRefused(telemetry, exchange, response);
      }
    }
  }

  async function run(
    request: IncomingMessage,
    response: ServerResponse,
    { headers }: Exchange,
    params: GraphQLParams | null,
    operation: Operation,
    end: () => void,
  ): Promise<void> {
    const { context } = operation;
    const mediaType = fastLane && params ? laneFor(params, request.headers.accept, trustedDocuments) : null;
    if (params && mediaType) {
      sendAnswer(response, await runInLane(pipeline, params, context, mediaType), headers);
      return;
    }
    // Yoga takes a body that somebody has read already, as with any other server framework.
    // One without keys would look unread.
    if (params) Object.assign(request, { body: { query: undefined, ...params } });
    const made = await yoga.handleNodeRequestAndResponse(request, response, context);
    if (made.headers.get('content-type')?.startsWith('text/event-stream')) {
      operation.transport = 'sse';
      end(); // a stream is no work in flight that a stop would wait for
      streams.add(response);
      response.once('close', () => streams.delete(response));
    }
    await sendFetchResponse(response, made, headers);
  }

  function failure(error: unknown, accepted: JsonMediaType | null): Answer {
    const answer = answerOf({ errors: [maskError(error)] }, accepted ?? 'application/json');
    const isBody = isGatewayError(error) && error.details.limit === 'bodyBytes';
    if (isBody) telemetry.count('refused', { limit: 'bodyBytes' });
    return isBody ? { ...answer, status: 413 } : answer;
  }

  return {
    handle,
    endStreams() {
      for (const response of streams) response.end();
    },
  };
}

interface Operation {
  readonly facts: HttpFacts;
  readonly context: ServerContext;
  transport: 'http' | 'sse';
}
