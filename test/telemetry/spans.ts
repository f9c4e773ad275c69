/** OpenTelemetry's SDK, registered in this process until the test ends, and the spans it was told of. */
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { onTestFinished } from 'vitest';

/** What was told so far. */
export interface ToldSpans {
  /** Those that have ended. */
  all(): ReadableSpan[];
  named(name: string): ReadableSpan[];
  /** `parent > child` of each that has ended, by name. */
  family(): Set<string>;
}

/** Registers the SDK. */
export function registerSdk(): ToldSpans {
  const exporter = new InMemorySpanExporter();
  const contexts = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(contexts);
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
  onTestFinished(() => {
    trace.disable();
    propagation.disable();
    context.disable();
  });
  const all = (): ReadableSpan[] => exporter.getFinishedSpans();
  return {
    all,
    named: (name) => all().filter((span) => span.name === name),
    family() {
      const names = new Map(all().map((span) => [span.spanContext().spanId, span.name]));
      return new Set(
        all().map(
          ({ name, parentSpanContext }) => `${names.get(parentSpanContext?.spanId ?? '') ?? ''} > ${name}`,
        ),
      );
    },
  };
}

/** All that stands in spans, as text. */
export function textOf(spans: readonly ReadableSpan[]): string {
  return JSON.stringify(
    spans.map(({ name, attributes, status, events, resource }) => ({
      name,
      attributes,
      status,
      events,
      resource: resource.attributes,
    })),
  );
}
