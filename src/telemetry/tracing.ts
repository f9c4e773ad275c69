/**
 * Spans, for whichever OpenTelemetry SDK has registered itself; without one nothing is done. A trace has a bound: of
 * what happens below one root that begins here, so many spans are told, and what comes after is not. Knows no SDK.
 */
import type { Context, Span, Tracer } from '@opentelemetry/api';
import { activeContext, type Registered, registered, runWithin, spanOf, withSpan } from './registered.ts';

/** Attributes of a span; never a token, never variables of an operation. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** What somebody sent along with a request, by names in lower case: `traceparent`, `tracestate`. */
export type TraceCarrier = Readonly<Record<string, unknown>>;

/** Ids by which log lines find their trace, named as OpenTelemetry names them outside of its own protocol. */
export interface TraceIds {
  readonly trace_id: string;
  readonly span_id: string;
}

/** How a span begins. */
export interface SpanStart {
  /** @default 'internal' */
  readonly kind?: 'internal' | 'server' | 'client';
  /** Asked for only where somebody listens. */
  readonly attributes?: () => SpanAttributes;
  /** Where it goes on from, unless something of this process is under way already. */
  readonly from?: () => TraceCarrier | undefined;
  /** Within this one. @default what is under way */
  readonly within?: OpenSpan;
  /** Begins a trace, or goes on with `from`, whatever is under way; that is linked. */
  readonly own?: boolean;
}

/** A span that has begun. */
export interface OpenSpan {
  readonly ids: TraceIds | null;
  /** Headers that hand it on. */
  readonly headers: Readonly<Record<string, string>>;
  /** Runs something inside of it. */
  run<T>(run: () => T): T;
  rename(name: string): void;
  set(attributes: SpanAttributes): void;
  /** It failed, for this reason: a code, a status. */
  fail(type: string): void;
  end(): void;
}

/** Spans that one root may have below it. */
export const SPANS_OF_A_TRACE = 250;

const NO_HEADERS: Readonly<Record<string, string>> = Object.freeze({});
const KINDS = { internal: 0, server: 1, client: 2 } as const;
const STATUS_ERROR = 2;
/** Under which a context keeps how many spans its root may still have. */
const ROOM_KEY = Symbol('spans that a trace may still have');

interface Room {
  left: number;
}

/** Where nobody listens. */
export const NO_SPAN: OpenSpan = {
  ids: null,
  headers: NO_HEADERS,
  run: (run) => run(),
  rename() {},
  set() {},
  fail() {},
  end() {},
};

/** Begins a span. Whoever does ends it. */
export function startSpan(name: string, start: SpanStart = {}): OpenSpan {
  const sdk = registered();
  if (!sdk) return NO_SPAN;
  const active = activeContext(sdk);
  const parent = parentOf(sdk, active, start);
  const above = spanOf(parent);
  const room = (parent.getValue(ROOM_KEY) as Room | undefined) ?? { left: SPANS_OF_A_TRACE };
  if (room.left <= 0) return new Told(sdk, parent, null);
  room.left -= 1;
  const wasUnderWay = start.own && above === undefined ? spanOf(active) : undefined;
  const isInner = start.kind === 'server' && above !== undefined && !above.spanContext().isRemote;
  const options = {
    kind: isInner ? KINDS.internal : KINDS[start.kind ?? 'internal'],
    attributes: { ...start.attributes?.() },
    ...(wasUnderWay && { links: [{ context: wasUnderWay.spanContext() }] }),
  };
  const span = tracerOf(sdk).startSpan(name, options, parent);
  return new Told(sdk, withSpan(parent, span).setValue(ROOM_KEY, room), span);
}

/** Runs something inside a span of its own; a failure is noted on the span and passed on. */
export async function traced<T>(
  name: string,
  start: SpanStart,
  run: (span: OpenSpan) => Promise<T>,
): Promise<T> {
  const span = startSpan(name, start);
  if (span === NO_SPAN) return run(span);
  try {
    return await span.run(() => run(span));
  } catch (error) {
    span.fail(error instanceof Error ? error.name : 'error');
    throw error;
  } finally {
    span.end();
  }
}

/** Runs something later as if it ran now: within what is under way now, not when a queue comes to it. */
export function bound(run: () => void): () => void {
  const sdk = registered();
  if (!sdk?.context) return run;
  const context = activeContext(sdk);
  return () => runWithin(sdk, context, run);
}

/** Ids of the span that is under way. */
export function activeIds(): TraceIds | null {
  const sdk = registered();
  return sdk && idsOf(spanOf(activeContext(sdk)));
}

function parentOf(sdk: Registered, active: Context, { within, own, from }: SpanStart): Context {
  if (within instanceof Told) return within.context;
  if (own || within) return extracted(sdk, root(active), from);
  return spanOf(active) ? active : extracted(sdk, root(active), from);
}

function root(context: Context): Context {
  return withSpan(context, null).deleteValue(ROOM_KEY);
}

function extracted(sdk: Registered, context: Context, from: SpanStart['from']): Context {
  const carrier = from?.();
  return (carrier && sdk.propagation?.extract(context, carrier, GETTER)) ?? context;
}

/** A caller may send anything under any name. */
const GETTER = {
  keys: (carrier: TraceCarrier) => Object.keys(carrier),
  get(carrier: TraceCarrier, name: string): string | undefined {
    const value = carrier[name];
    return typeof value === 'string' ? value : undefined;
  },
};

let tracer: { readonly of: Registered['trace']; readonly is: Tracer } | null = null;

function tracerOf({ trace }: Registered): Tracer {
  if (tracer?.of !== trace) tracer = { of: trace, is: trace.getTracer('asana-jobs-gateway') };
  return tracer.is;
}

function idsOf(span: Span | undefined): TraceIds | null {
  if (!span) return null;
  const { traceId, spanId } = span.spanContext();
  return { trace_id: traceId, span_id: spanId };
}

/** A span, or only its place where a trace has no room for one more. */
class Told implements OpenSpan {
  readonly #sdk: Registered;
  readonly #span: Span | null;
  readonly context: Context;

  constructor(sdk: Registered, context: Context, span: Span | null) {
    this.#sdk = sdk;
    this.#span = span;
    this.context = context;
  }

  get ids(): TraceIds | null {
    return idsOf(spanOf(this.context));
  }

  get headers(): Readonly<Record<string, string>> {
    const headers: Record<string, string> = {};
    this.#sdk.propagation?.inject(this.context, headers, SETTER);
    return headers;
  }

  run<T>(run: () => T): T {
    return runWithin(this.#sdk, this.context, run);
  }

  rename(name: string): void {
    this.#span?.updateName(name);
  }

  set(attributes: SpanAttributes): void {
    this.#span?.setAttributes(attributes);
  }

  fail(type: string): void {
    this.#span?.setAttribute('error.type', type);
    this.#span?.setStatus({ code: STATUS_ERROR });
  }

  end(): void {
    this.#span?.end();
  }
}

/** What callers told their own services of themselves, as baggage, is not for others to know. */
const SETTER = {
  set(headers: Record<string, string>, name: string, value: string): void {
    if (name.toLowerCase() !== 'baggage') headers[name.toLowerCase()] = value;
  },
};
