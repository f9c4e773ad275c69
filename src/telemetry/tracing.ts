/**
 * OpenTelemetry spans through `@opentelemetry/api` alone, loaded only when an SDK has registered itself.
 * Without one a span is a plain call.
 */

/** Attributes of a span; never a token, never variables of an operation. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

type Api = typeof import('@opentelemetry/api');

/** Where every 1.x API keeps what an SDK registered. */
const GLOBAL_KEY = Symbol.for('opentelemetry.js.api.1');

let loading: Promise<Api | null> | undefined;

/** Runs `run` inside a span of its own; a failure is recorded on the span and passed on. */
export function traced<T>(name: string, attributes: SpanAttributes, run: () => Promise<T>): Promise<T> {
  return isSdkRegistered() ? inSpan(name, attributes, run) : run();
}

function isSdkRegistered(): boolean {
  const registered = (globalThis as Record<symbol, unknown>)[GLOBAL_KEY];
  return (registered as { trace?: unknown } | undefined)?.trace !== undefined;
}

async function inSpan<T>(name: string, attributes: SpanAttributes, run: () => Promise<T>): Promise<T> {
  loading ??= import('@opentelemetry/api').catch(() => null);
  const api = await loading;
  if (!api) return run();
  return api.trace
    .getTracer('asana-jobs-gateway')
    .startActiveSpan(name, { attributes: { ...attributes } }, async (span) => {
      try {
        return await run();
      } catch (error) {
        span.setStatus({
          code: api.SpanStatusCode.ERROR,
          message: error instanceof Error ? error.name : 'error',
        });
        throw error;
      } finally {
        span.end();
      }
    });
}
