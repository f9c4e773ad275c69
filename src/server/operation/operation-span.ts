/**
 * What a trace says of an operation, in the words of OpenTelemetry's conventions for GraphQL and HTTP servers. Never
 * variables, never the document: both hold what people wrote.
 */
import type { IncomingHttpHeaders } from 'node:http';
import {
  NO_SPAN,
  type OpenSpan,
  type SpanAttributes,
  type Telemetry,
  type TraceCarrier,
} from '../../telemetry.ts';
import type { ServedOperation } from './operation.ts';

/** The conventional name while nobody knows what kind of operation it is, and for what never became one. */
const UNNAMED = 'GraphQL Operation';
/** Texts that callers choose are cut. */
const LONGEST_TEXT = 200;

/** An HTTP request, as far as a span tells of it. */
export interface SpannedRequest {
  readonly method?: string | undefined;
  readonly httpVersion: string;
  readonly headers: IncomingHttpHeaders;
}

/** Where an operation comes from. */
export interface SpanOrigin {
  readonly requestId: string;
  readonly address: string;
}

/** Begins the span of a request over HTTP, before anything of its body is read. */
export function beginHttpSpan(telemetry: Telemetry, request: SpannedRequest, origin: SpanOrigin): OpenSpan {
  const { headers } = request;
  return telemetry.startSpan(UNNAMED, {
    kind: 'server',
    from: () => headers,
    attributes: () => ({
      ...originAttributes(origin),
      ...hostAttributes(headers.host),
      'http.request.method': request.method ?? '',
      'http.route': '/graphql',
      'url.path': '/graphql',
      'url.scheme': 'http',
      'network.protocol.name': 'http',
      'network.protocol.version': request.httpVersion,
      'user_agent.original': (headers['user-agent'] ?? '').slice(0, LONGEST_TEXT),
    }),
  });
}

/** Begins the span of an operation on a WebSocket. What came with its message counts before what came with the socket. */
export function beginSocketSpan(
  telemetry: Telemetry,
  from: readonly unknown[],
  origin: SpanOrigin,
): OpenSpan {
  return telemetry.startSpan(UNNAMED, {
    kind: 'server',
    own: true,
    from: () => from.map(traceContextOf).find((carrier) => carrier !== undefined),
    attributes: () => ({
      ...originAttributes(origin),
      'network.protocol.name': 'websocket',
      'url.path': '/graphql',
    }),
  });
}

/** The operation is over. */
export function endSpan(operation: ServedOperation, outcome: string, status: number | undefined): void {
  const { span, name, type, failures } = operation;
  if (span === NO_SPAN) return;
  if (type) span.rename(type);
  span.set({
    ...(type && { 'graphql.operation.type': type }),
    ...(name !== null && { 'graphql.operation.name': name.slice(0, LONGEST_TEXT) }),
    ...statusAttributes(status),
    outcome,
  });
  if (outcome === 'error' || outcome === 'refused') span.fail(failures[0]?.code ?? outcome);
  span.end();
}

/** A request that never became an operation is over. */
export function endRefused(span: OpenSpan, code: string | null, status: number | undefined): void {
  span.set(statusAttributes(status));
  if (code !== null) span.fail(code);
  span.end();
}

function originAttributes({ requestId, address }: SpanOrigin): SpanAttributes {
  return { 'client.address': address, requestId };
}

function hostAttributes(host = ''): SpanAttributes {
  const [, name, port] = /^(.*?)(?::(\d+))?$/.exec(host.slice(0, LONGEST_TEXT)) ?? [];
  return { ...(name && { 'server.address': name }), ...(port && { 'server.port': Number(port) }) };
}

function statusAttributes(status: number | undefined): SpanAttributes {
  return status === undefined ? {} : { 'http.response.status_code': status };
}

/** Trace context among what a client sent, whatever the case of its keys; nothing else of it. */
export function traceContextOf(sent: unknown): TraceCarrier | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  const carrier: Record<string, string> = {};
  for (const [key, value] of Object.entries(sent)) {
    const name = key.toLowerCase();
    if (LONGEST[name] !== undefined && typeof value === 'string')
      carrier[name] = value.slice(0, LONGEST[name]);
  }
  return 'traceparent' in carrier ? carrier : undefined;
}

/** As long as the W3C says they may be. */
const LONGEST: Readonly<Record<string, number | undefined>> = { traceparent: 55, tracestate: 512 };
