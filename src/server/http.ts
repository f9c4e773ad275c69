/**
 * The HTTP server: routes, headers of every answer, timeouts. Each route's work lies in a file of its own.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { GatewayError } from '../errors.ts';
import type { Telemetry } from '../telemetry.ts';
import { type Answer, answerOf } from './answer.ts';
import { requestIdOf } from './exchange.ts';
import type { Gate } from './gate.ts';
import type { GraphqlRoute } from './graphql-route.ts';
import type { Lifecycle } from './lifecycle.ts';
import { badRequest, graphqlError } from './mask-error.ts';
import { acceptedJson, wantsPage } from './media-types.ts';
import { isOperational, type OperationalRoutes } from './operational.ts';
import { sendAnswer } from './send.ts';

/** GraphiQL, as far as the router needs it. */
export interface GraphiqlPages {
  servePage(request: IncomingMessage, response: ServerResponse): void;
  serveAsset(request: IncomingMessage, response: ServerResponse): boolean;
}

/** How long a client may take. */
export interface HttpTimeouts {
  /** Until all headers are there. @default 10 s */
  readonly headersMs?: number;
  /** Until the whole request is there. @default 30 s */
  readonly requestMs?: number;
  /** How often these are looked at. @default 2 s */
  readonly checkMs?: number;
}

/** What the server is put together from. */
export interface HttpOptions {
  readonly gate: Gate;
  readonly graphql: GraphqlRoute;
  /** Null when they are served on a port of their own. */
  readonly operational: OperationalRoutes | null;
  readonly graphiql: GraphiqlPages | null;
  readonly lifecycle: Lifecycle;
  readonly telemetry: Telemetry;
  readonly timeouts?: HttpTimeouts | undefined;
}

/** What may still arrive of a body nobody wants before the connection is cut. */
const DISCARD_MAX_BYTES = 16_000_000;
const DISCARD_MAX_MS = 5_000;

/** Makes the server; the caller lets it listen. */
export function createHttpServer(options: HttpOptions): Server {
  const { gate, graphql, operational, graphiql, lifecycle, telemetry } = options;

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = requestIdOf(request.headers['x-request-id']);
    const headers = { 'X-Request-Id': requestId };
    const path = pathOf(request);
    const answer = (made: Answer) => sendAnswer(response, made, headers);

    const wrongHost = gate.wrongHost(request);
    if (wrongHost) return answer(forbidden(wrongHost));
    if (path === '/graphql') return routeGraphql(request, response, requestId);
    if (graphiql && path.startsWith('/graphql/assets/')) {
      response.setHeader('X-Request-Id', requestId);
      if (graphiql.serveAsset(request, response)) return;
    }
    if (operational && isOperational(path)) return answer(await operational.answer(path, request.method));
    if (graphiql && path === '/' && wantsPage(request.headers.accept)) {
      return answer({ status: 302, headers: { Location: '/graphql' }, body: '' });
    }
    answer(
      answerOf(
        { errors: [badRequest('There is nothing here. The API is at /graphql.', 404)] },
        'application/json',
      ),
    );
  }

  async function routeGraphql(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const { method } = request;
    const headers = { 'X-Request-Id': requestId, ...gate.corsHeaders(request) };
    const wrongOrigin = gate.wrongOrigin(request);
    if (wrongOrigin) return sendAnswer(response, forbidden(wrongOrigin), headers);
    if (method === 'OPTIONS') {
      const allow = { Allow: 'GET, POST, OPTIONS', ...gate.preflightHeaders(request) };
      return sendAnswer(response, { status: 204, headers: allow, body: '' }, headers);
    }
    if (method !== 'GET' && method !== 'POST') {
      const refusal = badRequest('GraphQL takes GET and POST.', 405, { Allow: 'GET, POST, OPTIONS' });
      return sendAnswer(response, answerOf({ errors: [refusal] }, 'application/json'), headers);
    }
    if (graphiql && method === 'GET' && wantsPage(request.headers.accept)) {
      response.setHeader('X-Request-Id', requestId);
      return graphiql.servePage(request, response);
    }
    if (!lifecycle.takesWork) {
      return sendAnswer(response, stopping(acceptedJson(request.headers.accept)), {
        ...headers,
        Connection: 'close',
      });
    }
    await graphql.handle(request, response, { requestId, address: gate.address(request), headers });
  }

  const { headersMs = 10_000, requestMs = 30_000, checkMs = 2_000 } = options.timeouts ?? {};
  return createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkMs,
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      response.once('finish', () => discardRest(request));
      route(request, response).catch((error: unknown) => {
        telemetry.log.error({ err: error }, 'a request failed outside of its operation');
        if (response.headersSent) response.destroy();
        else sendAnswer(response, { status: 500, headers: {}, body: '' }, {});
      });
    },
  );
}

/** The path without query; a proxy's absolute form is read too. */
export function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const path = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/]*/i, '') || '/';
  const query = path.indexOf('?');
  return query === -1 ? path : path.slice(0, query);
}

/** Reads on for a while where a body was refused, so that the client gets to see the answer; keeps nothing. */
function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let discarded = 0;
  const timer = setTimeout(() => request.destroy(), DISCARD_MAX_MS).unref();
  request.once('close', () => clearTimeout(timer));
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > DISCARD_MAX_BYTES) request.destroy();
  });
}

function forbidden(message: string): Answer {
  return answerOf({ errors: [graphqlError(new GatewayError('FORBIDDEN', message))] }, 'application/json');
}

function stopping(accepted: ReturnType<typeof acceptedJson>): Answer {
  const error = new GatewayError(
    'SERVICE_UNAVAILABLE',
    'This instance of the gateway is stopping. Send it again.',
  );
  return answerOf({ errors: [graphqlError(error)] }, accepted ?? 'application/json');
}
