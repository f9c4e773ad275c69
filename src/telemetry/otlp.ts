/**
 * Sends traces to a collector, by OpenTelemetry's own SDK, for the program that is run by its command line alone: one
 * that embeds the gateway brings an SDK of its own. Loaded only where the environment asks for it, bundled whole, so
 * that it is there in an image as well; the SDK is the last one for the oldest Node that the gateway runs on.
 *
 * Everything but the exporter is as the SDK reads it from the environment: sampler, limits, queue, headers, resource.
 */
import { context, DiagLogLevel, diag, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { type ExportResult, ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import type { Telemetry } from '../telemetry.ts';
import type { OtlpProtocol } from './otlp-settings.ts';

/** Spans on their way to a collector. */
export interface TraceExport {
  /** Begins to say what goes wrong, and to count. */
  attach(telemetry: Telemetry): void;
  /** Sends what is left, in no more than a moment: a collector that is away holds up no stop. */
  close(): Promise<void>;
}

/** How long the last spans may take. */
const LAST_SPANS_MS = 2_000;

/** Registers the SDK. What begins after this is traced. */
export function exportTraces(protocol: OtlpProtocol, version: string): TraceExport {
  const complaints = listen();
  const exporter = new CountedExporter(
    protocol === 'http/json' ? new JsonExporter() : new ProtobufExporter(),
  );
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'asana-jobs-gateway', 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    attach(telemetry) {
      exporter.telemetry = telemetry;
      complaints.attach(telemetry);
    },
    async close() {
      const timeUp = new Promise<void>((resolve) => void setTimeout(resolve, LAST_SPANS_MS).unref());
      await Promise.race([provider.shutdown().catch(() => {}), timeUp]);
    },
  };
}

/** What the SDK complains of, variables that it reads while it is made among it: until there is a log, that waits. */
function listen(): { attach(telemetry: Telemetry): void } {
  const waiting: string[] = [];
  let tell = (line: string): void => void waiting.push(line);
  const warn = (...parts: unknown[]): void => tell(lineOf(parts));
  const silent = (): void => {};
  const logger = { error: warn, warn, info: silent, debug: silent, verbose: silent };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  return {
    attach({ log }) {
      tell = (line) => log.warn({ from: 'opentelemetry' }, line);
      for (const line of waiting.splice(0)) tell(line);
    },
  };
}

/** A part of the SDK says its name first; what is no text may be anything. */
function lineOf(parts: readonly unknown[]): string {
  return parts.filter((part) => typeof part === 'string').join(': ');
}

/** Counts what has come of spans. */
class CountedExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  telemetry: Telemetry | null = null;

  constructor(exporter: SpanExporter) {
    this.#exporter = exporter;
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.#exporter.export(spans, (result) => {
      const outcome = result.code === ExportResultCode.SUCCESS ? 'sent' : 'lost';
      this.telemetry?.count('spans', { outcome }, spans.length);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }

  forceFlush(): Promise<void> {
    return this.#exporter.forceFlush?.() ?? Promise.resolve();
  }
}
