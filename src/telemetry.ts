/**
 * Logger, metrics and spans, in one place: what the gateway says about itself while it runs.
 * Knows nothing of Asana, jobs or GraphQL, and keeps every secret out of what it writes.
 */
import pino from 'pino';
import type { LogLevel } from './telemetry/levels.ts';
import type { Log, LogDestination } from './telemetry/log.ts';
import { type CounterName, type GaugeName, type HistogramName, METRICS } from './telemetry/metrics.ts';
import { createRecorder, type MetricLabels } from './telemetry/recorder.ts';
import { createRedactor } from './telemetry/redact.ts';
import { registered } from './telemetry/registered.ts';
import { type StandardOutput, standardOutput } from './telemetry/standard-output.ts';
import {
  activeIds,
  bound,
  NO_SPAN,
  type OpenSpan,
  type SpanAttributes,
  type SpanStart,
  startSpan,
  type TraceCarrier,
  traced,
} from './telemetry/tracing.ts';
import { whenWritten } from './telemetry/written.ts';

export type {
  CounterName,
  GaugeName,
  HistogramName,
  Log,
  LogDestination,
  LogLevel,
  MetricLabels,
  OpenSpan,
  SpanAttributes,
  SpanStart,
  TraceCarrier,
};
export { METRICS, NO_SPAN };

/** The metrics page as `/metrics` answers it. */
export interface MetricsPage {
  readonly contentType: string;
  readonly body: string;
}

/** What every layer is given to speak through. */
export interface Telemetry {
  /** Structured log; token-like text is redacted on the way out. */
  readonly log: Log;
  /** When every line so far is written; not longer than a slow reader of the log may hold anybody up. */
  written(): Promise<void>;
  /** Exact strings that must never be written from now on, in place of those given before. */
  hide(secrets: readonly string[]): void;
  /** Adds to a counter of `METRICS`. Labels the table does not name are dropped. */
  count(name: CounterName, labels?: MetricLabels, value?: number): void;
  /** Begins a series of a counter or a histogram at 0: what appears with its first count has not increased. */
  begin(name: CounterName | HistogramName, labels: MetricLabels): void;
  /** Records one observation in a histogram of `METRICS`; times are in seconds. */
  observe(name: HistogramName, value: number, labels?: MetricLabels): void;
  /** Says where a gauge's value comes from; it is read when someone looks. A later call replaces an earlier one. */
  gauge(name: GaugeName, read: () => number, labels?: MetricLabels): void;
  /** Runs something inside an OpenTelemetry span; costs one property look-up when no SDK is registered. */
  span<T>(name: string, start: SpanStart, run: (span: OpenSpan) => Promise<T>): Promise<T>;
  /** Begins a span that somebody ends later. */
  startSpan(name: string, start?: SpanStart): OpenSpan;
  /** Something to be run later as if it ran now, within the span under way now. */
  bound(run: () => void): () => void;
  /** What a metric holds now: a counter's sum, a histogram's number of observations, a gauge's value. */
  read(name: CounterName | HistogramName | GaugeName, labels?: MetricLabels): number;
  /** Everything, in Prometheus' text format. Loads `prom-client` when first asked. */
  metrics(): Promise<MetricsPage>;
}

/** How a telemetry is made. */
export interface TelemetryOptions {
  /** @default 'info' */
  readonly level?: LogLevel;
  /** Where log lines go. @default standard output */
  readonly destination?: LogDestination;
  /** Exact strings that must never be written, such as the service token. */
  readonly secrets?: readonly string[];
}

/** The telemetry of a running gateway. */
export function createTelemetry(options: TelemetryOptions = {}): Telemetry {
  let redactNow = createRedactor(options.secrets ?? []);
  const redact = (text: string): string => redactNow(text);
  const recorder = createRecorder(METRICS, redact);
  const log = pino(
    {
      level: options.level ?? 'info',
      base: null,
      timestamp: createTimestamp(),
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: redact },
      // Each line within a span leads to its trace. An SDK registers itself before anything else begins.
      ...(registered() && { mixin: () => ({ ...activeIds() }) }),
    },
    options.destination ?? toStandardOutput(() => recorder.count('log_lines_lost')),
  );
  return {
    log,
    written: whenWritten(log),
    hide(secrets) {
      redactNow = createRedactor(secrets);
    },
    count: recorder.count,
    begin: recorder.begin,
    observe: recorder.observe,
    gauge: recorder.gauge,
    read: recorder.read,
    span: traced,
    startSpan,
    bound,
    async metrics() {
      const { renderMetrics } = await import('./telemetry/exposition.ts');
      return renderMetrics(recorder);
    },
  };
}

/** Standard output, and what is done when a line is lost. */
function toStandardOutput(lost: () => void): LogDestination & Pick<StandardOutput, 'flush'> {
  const { write, flush } = standardOutput();
  return { write: (line) => void (write(line) || lost()), flush };
}

/** The time in ISO 8601, as pino wants it. Many lines share a second, of which a date is made once, and some a millisecond. */
function createTimestamp(): () => string {
  let ofMs = 0;
  let second = '';
  let known = '';
  return () => {
    const nowMs = Date.now();
    if (nowMs === ofMs) return known;
    const ms = nowMs % 1000;
    if (second === '' || nowMs - ms !== ofMs - (ofMs % 1000)) {
      second = `,"time":"${new Date(nowMs - ms).toISOString().slice(0, -4)}`;
    }
    ofMs = nowMs;
    known = `${second}${String(ms).padStart(3, '0')}Z"`;
    return known;
  };
}

/** A telemetry that writes nothing; its metrics work, so that tests can read them. */
export function silentTelemetry(): Telemetry {
  return createTelemetry({ level: 'silent', destination: { write: () => {} } });
}

/** Standard output for people: coloured lines by `pino-pretty`, which is loaded on demand. */
export async function prettyDestination(): Promise<LogDestination> {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ colorize: true, sync: true, translateTime: 'SYS:HH:MM:ss.l', ignore: 'pid,hostname' });
}
