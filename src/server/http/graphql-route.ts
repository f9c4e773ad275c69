/**
 * `/graphql` over HTTP: POST and GET, single answers and event streams. What frontends send all day (a POST of JSON
 * that wants JSON back) is answered without Fetch objects; everything else is written by Yoga, in the same bytes.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { GraphQLError } from 'graphql';
import { isGatewayError } from '../../errors.ts';
import type { HeldBytes } from '../../held-bytes.ts';
import type { OpenSpan, Telemetry } from '../../telemetry.ts';
import type { CallerResolver, ResolvedCaller } from '../callers.ts';
import type { Lifecycle } from '../lifecycle.ts';
import type { WorkTurns } from '../load/work-turns.ts';
import type { Limits } from '../operation/limits.ts';
import type { Outcome, RawParameters } from '../operation/operation.ts';
import { beginHttpSpan } from '../operation/operation-span.ts';
import type { Pipeline } from '../operation/pipeline.ts';
import { logOperation, logRefused } from '../operation/request-log.ts';
import { type Answer, answerOf } from './answer.ts';
import { networkOf } from './client-address.ts';
import { HttpOperation } from './http-operation.ts';
import { acceptedJson, type JsonMediaType } from './media-types.ts';
import { type Body, CallerGone, readBody } from './request-body.ts';
import { sendAnswer, sendFetchResponse } from './send.ts';
import { createYogaSide, type YogaContext } from './yoga-side.ts';

/** What the route needs. */
export interface GraphqlRouteOptions {
  readonly pipeline: Pipeline;
  readonly callers: CallerResolver;
  readonly lifecycle: Lifecycle;
  readonly telemetry: Telemetry;
  readonly limits: Limits;
  /** What has come of bodies that are not complete. */
  readonly unfinished: HeldBytes;
  /** When more of a body is read. */
  readonly turns: WorkTurns;
  /** Lets Yoga write every answer; for the suite that compares both writers. @default false */
  readonly yogaWritesAll?: boolean | undefined;
}

/** What the router knows of a request. */
export interface Arrival {
  readonly requestId: string;
  readonly address: string;
  /** Request id and CORS, for every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The route, and the event streams it holds open. */
export interface GraphqlRoute {
  handle(request: IncomingMessage, response: ServerResponse, arrival: Arrival): Promise<void>;
  /** Ends open event streams, without a last word: clients come back, here or elsewhere. @default all of them */
  endStreams(isMeant?: (caller: ResolvedCaller) => boolean): void;
}

/** Builds the route. */
export function createGraphqlRoute(options: GraphqlRouteOptions): GraphqlRoute {
  const {
    pipeline,
    callers,
    lifecycle,
    telemetry,
    limits,
    unfinished,
    turns,
    yogaWritesAll = false,
  } = options;
  const yoga = createYogaSide(pipeline, telemetry);
  /** Who called last on each connection. */
  const callersBefore = new WeakMap<Socket, ResolvedCaller>();
  /** With who listens. */
  const streams = new Map<ServerResponse, ResolvedCaller>();

  function handle(request: IncomingMessage, response: ServerResponse, arrival: Arrival): Promise<void> {
    const span = beginHttpSpan(telemetry, request, arrival);
    return span.run(() => handleWithin(span, request, response, arrival));
  }

  async function handleWithin(
    span: OpenSpan,
    request: IncomingMessage,
    response: ServerResponse,
    arrival: Arrival,
  ): Promise<void> {
    const startedAtMs = performance.now();
    const end = lifecycle.begin();
    let taken = null as HttpOperation | null;
    let body = null as Body | null;
    let code: string | null = null;
    /** A stream lives long, and what was read would live with it. */
    const readOnce = (): RawParameters => {
      const raw = body?.parameters() ?? {};
      body = null;
      return raw;
    };
    try {
      const { address, headers } = arrival;
      const caller = callerOf(request, address);
      // Known from the headers: nobody waits for a body that will not be looked at.
      if (caller.error && caller.isTurnedAway) throw caller.error;
      const mostBytes = pipeline.mayBringLists(caller.caller) ? limits.listBodyBytes : limits.bodyBytes;
      const pace = () => turns.next(() => pipeline.flowOf('bodies', caller.caller, networkOf(address)));
      body = request.method === 'POST' ? await readBody(request, { mostBytes, unfinished, pace }) : null;
      const operation = new HttpOperation(caller, arrival, request, startedAtMs);
      operation.bodyBytes = body?.bytes ?? 0;
      operation.span = span;
      const outcome = body && (await pipeline.run(readOnce, operation));
      taken = operation;
      const answer = outcome && ownAnswer(outcome, request);
      if (answer) sendAnswer(response, answer, headers);
      else
        await writeByYoga(request, response, headers, { operation, outcome }, () => {
          end(); // a stream is no work in flight that a stop would wait for
          streams.set(response, caller);
        });
    } catch (error) {
      if (error instanceof CallerGone || taken?.left) return;
      const masked = pipeline.maskError(error);
      code = String(masked.extensions.code);
      sendAnswer(response, failure(error, masked, acceptedJson(request.headers.accept)), arrival.headers);
      taken?.noteErrors([masked]);
    } finally {
      end();
      body?.drop();
      if (taken) {
        const cancelled = response.destroyed && !response.writableFinished;
        logOperation(telemetry, taken, { address: arrival.address, status: response.statusCode, cancelled });
      } else {
        logRefused(telemetry, arrival, response, { code, span });
      }
    }
  }

  function callerOf({ socket, headers }: IncomingMessage, address: string): ResolvedCaller {
    const before = callersBefore.get(socket);
    const caller = callers(headers.authorization, address, before);
    if (caller !== before) callersBefore.set(socket, caller);
    return caller;
  }

  /** The answer where it is one piece of JSON; null leaves it to Yoga. */
  function ownAnswer(outcome: Outcome, { headers }: IncomingMessage): Answer | null {
    if (outcome.kind === 'streaming' || yogaWritesAll) return null;
    const mediaType = acceptedJson(headers.accept);
    return mediaType && answerOf(outcome.result, mediaType);
  }

  async function writeByYoga(
    request: IncomingMessage,
    response: ServerResponse,
    headers: Arrival['headers'],
    context: YogaContext,
    onStream: () => void,
  ): Promise<void> {
    const made = await yoga.handleNodeRequestAndResponse(request, response, context);
    if (made.headers.get('content-type')?.startsWith('text/event-stream')) {
      context.operation.transport = 'sse';
      onStream();
      response.once('close', () => streams.delete(response));
    }
    await sendFetchResponse(response, made, headers);
  }

  function failure(error: unknown, masked: GraphQLError, accepted: JsonMediaType | null): Answer {
    const isBody = isGatewayError(error) && error.details.limit === 'bodyBytes';
    if (isBody) telemetry.count('refused', { limit: 'bodyBytes' });
    return answerOf({ errors: [masked] }, accepted ?? 'application/json');
  }

  return {
    handle,
    endStreams(isMeant = () => true) {
      for (const [response, caller] of streams) if (isMeant(caller)) response.end();
    },
  };
}
