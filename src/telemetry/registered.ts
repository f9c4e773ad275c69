/**
 * What an OpenTelemetry SDK has registered in this process, whoever brought it: found where every copy of the 1.x API
 * keeps it. It is not asked for through a copy of ours, since a copy is blind to what an older one registered, and
 * says nothing about it. So no copy has to be there either, in a bundle or in an image.
 */
import type { Context, ContextManager, Span, TextMapPropagator, TracerProvider } from '@opentelemetry/api';

/** What is there of it. */
export interface Registered {
  readonly trace: TracerProvider;
  readonly context?: ContextManager;
  readonly propagation?: TextMapPropagator;
}

const GLOBAL_KEY = Symbol.for('opentelemetry.js.api.1');
/** Under which the API keeps the span that is under way. */
const SPAN_KEY = Symbol.for('OpenTelemetry Context Key SPAN');

/** What is registered now; null where nobody looks at spans. */
export function registered(): Registered | null {
  const found = (globalThis as Record<symbol, unknown>)[GLOBAL_KEY] as Partial<Registered> | undefined;
  return found?.trace === undefined ? null : (found as Registered);
}

/** A context with nothing in it, for where nobody registered a manager of contexts. */
class PlainContext implements Context {
  readonly #values: ReadonlyMap<symbol, unknown>;

  constructor(values: ReadonlyMap<symbol, unknown> = new Map()) {
    this.#values = values;
  }

  getValue(key: symbol): unknown {
    return this.#values.get(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return new PlainContext(new Map(this.#values).set(key, value));
  }

  deleteValue(key: symbol): Context {
    const values = new Map(this.#values);
    values.delete(key);
    return new PlainContext(values);
  }
}

const EMPTY: Context = new PlainContext();

/** The context under way. */
export function activeContext(sdk: Registered): Context {
  return sdk.context?.active() ?? EMPTY;
}

/** The span of a context. */
export function spanOf(context: Context): Span | undefined {
  return context.getValue(SPAN_KEY) as Span | undefined;
}

/** A context with this span, or with none. */
export function withSpan(context: Context, span: Span | null): Context {
  return span === null ? context.deleteValue(SPAN_KEY) : context.setValue(SPAN_KEY, span);
}

/** Runs something within a context. */
export function runWithin<T>(sdk: Registered, context: Context, run: () => T): T {
  return sdk.context ? sdk.context.with(context, run) : run();
}
