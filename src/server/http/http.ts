/**
 * The HTTP server's routes and the headers of every answer. Each route's work lies in a file of its own.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { GatewayError } from '../../errors.ts';
import type { Telemetry } from '../../telemetry.ts';
import type { Gate } from '../gate.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { type Flow, knownFlow, networkFlow, type WorkTurns } from '../load/work-turns.ts';
import { graphqlError } from '../operation/mask-error.ts';
import { type Answer, answerOf, badRequestAnswer, forbiddenAnswer } from './answer.ts';
import { networkOf } from './client-address.ts';
import { CONSOLE_PATH, isConsolePath } from './console.ts';
import type { Arrival, GraphqlRoute } from './graphql-route.ts';
import { acceptedJson, acceptsAnything, wantsPage } from './media-types.ts';
import { createNodeServer, type NodeServerOptions } from './node-server.ts';
import { isOperational, type OperationalRoutes } from './operational.ts';
import type { Page } from './page.ts';
import { readInPieces } from './request-body.ts';
import { ambiguityOf, pathOf, queryOf } from './request-head.ts';
import { requestIdOf } from './request-id.ts';
import { sendAnswer } from './send.ts';

/** What browsers get to see, as far as the router needs it; null for what is off. */
export interface Pages {
  /** What stands before every path in a browser. @default nothing */
  readonly below?: string;
  readonly graphiql: Page | null;
  readonly console: Page | null;
}

/** What the server is put together from. */
export interface HttpOptions extends NodeServerOptions {
  readonly gate: Gate;
  readonly graphql: GraphqlRoute;
  readonly operational: OperationalRoutes;
  /** Which of the operational paths this port serves. */
  readonly servesHere: (path: string) => boolean;
  readonly pages: Pages;
  readonly lifecycle: Lifecycle;
  readonly telemetry: Telemetry;
  /** When a request is looked at. */
  readonly turns: WorkTurns;
  /** With whom a look at a request for `/graphql` takes turns, by its `Authorization` and its address. */
  readonly lookFlow: (authorization: string | undefined, address: string) => Flow;
}

/** What may still arrive of a body nobody wants before the connection is cut. */
const DISCARD_MAX_BYTES = 16_000_000;
const DISCARD_MAX_MS = 5_000;

/** Makes the server; the caller lets it listen. */
export function createHttpServer(options: HttpOptions): Server {
  const { gate, graphql, operational, servesHere, pages, lifecycle, telemetry, turns, lookFlow } = options;
  const { graphiql, console } = pages;

  /** A promise where the answer is not there at once. */
  function route(request: IncomingMessage, response: ServerResponse, address: string): Promise<void> | void {
    const requestId = requestIdOf(request.headers['x-request-id']);
    const path = pathOf(request);
    const answer = (made: Answer) => sendAnswer(response, made, { 'X-Request-Id': requestId });

    const ambiguity = ambiguityOf(request);
    if (ambiguity) return answer(badRequestAnswer(ambiguity));
    const wrongHost = gate.wrongHost(request);
    if (wrongHost) return answer(forbiddenAnswer(wrongHost));
    if (path === '/graphql') return routeGraphql(request, response, { requestId, address });
    if (graphiql && path.startsWith('/graphql/assets/')) {
      response.setHeader('X-Request-Id', requestId);
      if (graphiql.serveAsset(request, response)) return;
    }
    if (console && isConsolePath(path)) {
      response.setHeader('X-Request-Id', requestId);
      if (console.serveAsset(request, response)) return;
      if (isRead(request)) return console.servePage(request, response);
      return answer(badRequestAnswer(`${CONSOLE_PATH} is read with GET.`, 405, { Allow: 'GET, HEAD' }));
    }
    if (servesHere(path)) return operational.answer(path, request.method).then(answer);
    const home = graphiql ? '/graphql' : console ? CONSOLE_PATH : null;
    if (home && path === '/' && isRead(request) && wantsPage(request.headers.accept)) {
      return answer({ status: 302, headers: { Location: (pages.below ?? '') + home }, body: '' });
    }
    answer(badRequestAnswer(nothingHere(path, pages.below ?? ''), 404));
  }

  function routeGraphql(
    request: IncomingMessage,
    response: ServerResponse,
    { requestId, address }: Pick<Arrival, 'requestId' | 'address'>,
  ): Promise<void> | void {
    const cors = gate.corsHeaders(request);
    const headers = cors === null ? { 'X-Request-Id': requestId } : { 'X-Request-Id': requestId, ...cors };
    const wrongOrigin = gate.wrongOrigin(request);
    if (wrongOrigin) return sendAnswer(response, forbiddenAnswer(wrongOrigin), headers);
    if (request.method === 'OPTIONS') {
      const allow = { Allow: METHODS, ...gate.preflightHeaders(request) };
      return sendAnswer(response, { status: 204, headers: allow, body: '' }, headers);
    }
    if (!isRead(request) && request.method !== 'POST') {
      const refusal = badRequestAnswer('GraphQL takes GET and POST.', 405, { Allow: METHODS });
      return sendAnswer(response, refusal, headers);
    }
    if (graphiql && isRead(request) && wantsPage(request.headers.accept)) {
      response.setHeader('X-Request-Id', requestId);
      return graphiql.servePage(request, response);
    }
    if (request.method === 'HEAD') answerAsGet(request);
    if (!acceptsAnything(request.headers.accept)) {
      const refusal =
        'Nothing that "Accept" lets in can be answered. Accept "application/json", for example.';
      return sendAnswer(response, badRequestAnswer(refusal, 406), headers);
    }
    if (!lifecycle.takesWork) {
      return sendAnswer(response, stopping(acceptedJson(request.headers.accept)), {
        ...headers,
        Connection: 'close',
      });
    }
    request.url = `/graphql${queryOf(request)}`; // one spelling for what comes next
    return graphql.handle(request, response, { requestId, address, headers });
  }

  async function serve(request: IncomingMessage, response: ServerResponse, address: string): Promise<void> {
    try {
      await route(request, response, address);
    } catch (error) {
      telemetry.log.error({ err: error }, 'a request failed outside of its operation');
      if (response.headersSent) response.destroy();
      else sendAnswer(response, failed(), {});
    }
  }

  /** With whom a look at a request takes turns. */
  function flowOf(request: IncomingMessage, address: string): Flow {
    const path = pathOf(request);
    // What asks after the process waits behind others that do, not behind what keeps it busy.
    if (servesHere(path)) return knownFlow('requests', `${path} of ${networkOf(address)}`);
    return path === '/graphql'
      ? lookFlow(request.headers.authorization, address)
      : networkFlow('requests', networkOf(address));
  }

  const onAnswered = (request: IncomingMessage): void => {
    if (request.complete || request.destroyed) return;
    const network = networkOf(gate.address(request));
    discardRest(request, () => turns.next(networkFlow('bodies', network)));
  };
  const server = createNodeServer(
    (request, response) => {
      const address = gate.address(request);
      const look = telemetry.bound(() => void serve(request, response, address));
      turns.take(() => flowOf(request, address), look);
    },
    { ...options, onAnswered },
  );
  server.on('connection', () => turns.noteConnection());
  return server;
}

const METHODS = 'GET, HEAD, POST, OPTIONS';

/**
 * A HEAD is a GET whose answer has no body; the response, made when the request still said HEAD, sends none. A
 * stream would be all body, so none is accepted.
 */
function answerAsGet(request: IncomingMessage): void {
  request.method = 'GET';
  request.headers.accept = acceptedJson(request.headers.accept) ?? 'none';
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Within somebody else's server there is no port of its own. */
function nothingHere(path: string, below: string): string {
  return isOperational(path) && below === ''
    ? `${path} is served on ADMIN_PORT alone.`
    : `There is nothing here. The API is at ${below}/graphql.`;
}

/** Reads on for a while where a body was refused, so that the client gets to see the answer; keeps nothing. */
function discardRest(request: IncomingMessage, pace: () => Promise<void> | null): void {
  let discarded = 0;
  const timer = setTimeout(() => request.destroy(), DISCARD_MAX_MS).unref();
  request.once('close', () => clearTimeout(timer));
  const inPieces = readInPieces(request, pace);
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > DISCARD_MAX_BYTES) request.destroy();
    else inPieces(chunk);
  });
}

function stopping(accepted: ReturnType<typeof acceptedJson>): Answer {
  const error = new GatewayError(
    'SERVICE_UNAVAILABLE',
    'This instance of the gateway is stopping. Send it again.',
  );
  return answerOf({ errors: [graphqlError(error)] }, accepted ?? 'application/json');
}

function failed(): Answer {
  const error = new GatewayError('INTERNAL_SERVER_ERROR', 'Something went wrong inside the gateway.');
  return answerOf({ errors: [graphqlError(error)] }, 'application/json');
}
