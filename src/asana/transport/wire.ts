/**
 * One call on the wire, as reads and starts share it: headers, the span, counters and log line around an exchange,
 * and the errors of a network that failed. Knows nothing of budgets or repetition.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { GatewayError, type GatewayErrorOptions, isGatewayError } from '../../errors.ts';
import { NO_SPAN, type OpenSpan, type SpanAttributes, type Telemetry } from '../../telemetry.ts';
import type { AsanaToken } from '../api/token.ts';
import type { Priority } from '../budget/budget.ts';
import type { ByteAllowance } from './byte-allowance.ts';
import { ACCEPTED_CODINGS } from './content-coding.ts';
import { codeOf, type Exchange, type ExchangeHeaders, exchange, type Failure } from './exchange.ts';
import type { Transport } from './transport.ts';

/** What has been sent on somebody's behalf: counted up with each call and repetition. */
export interface CallStats {
  upstreamCalls: number;
  retries: number;
}

/** On whose behalf a call is made, and how long it may take. */
export interface CallContext {
  readonly token: AsanaToken;
  /** See `BudgetRequest`. */
  readonly flow?: string | undefined;
  readonly network?: string | undefined;
  readonly priority: Priority;
  /** Aborts reads, and starts that were not sent yet; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** By the client's clock. @default now + ASANA_TIMEOUT */
  readonly deadlineMs?: number | undefined;
  readonly stats?: CallStats | undefined;
  /** What replies may take together. A start's own reply is read in any case, and has none. */
  readonly allowance?: ByteAllowance | undefined;
  /** Sent along as `X-Request-Id`. */
  readonly requestId?: string | undefined;
}

/** A context whose deadline is fixed. */
export interface TimedContext extends CallContext {
  readonly deadlineMs: number;
  /** Last moment at which an attempt that may be repeated begins: later there is no time for its answer. */
  readonly latestMs: number;
}

/** A request on its way. */
export interface WireRequest {
  /** For messages and the log: `GET /tasks/1`. */
  readonly call: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly route: string;
  /** Path and query below the base URL. */
  readonly target: string;
  readonly body?: string | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** See `ExchangeRequest`. */
  readonly onlyUnsent?: boolean | undefined;
  readonly reset?: boolean | undefined;
}

/** An exchange and what is needed to report it. */
export interface WireReply {
  readonly request: WireRequest;
  readonly durationMs: number;
  readonly exchange: Exchange;
}

/** Changes of its API that Asana shall already make, or not yet make, in its answers to us. */
export interface ApiChanges {
  readonly enable?: readonly string[] | null;
  readonly disable?: readonly string[] | null;
}

/** The headers that ask for them; none when nothing is asked. */
export function changeHeaders({ enable, disable }: ApiChanges): Readonly<Record<string, string>> {
  return {
    ...(enable?.length && { 'asana-enable': enable.join(',') }),
    ...(disable?.length && { 'asana-disable': disable.join(',') }),
  };
}

/** Names of `Asana-Change` that are remembered, so that a broken header fills no memory. */
const MOST_CHANGES = 100;

/** The wire to one Asana. */
export class Wire {
  readonly #transport: Transport;
  readonly #telemetry: Telemetry;
  readonly #asked: ExchangeHeaders;
  readonly #changes = new Set<string>();

  constructor(transport: Transport, telemetry: Telemetry, changes: ApiChanges = {}) {
    this.#transport = transport;
    this.#telemetry = telemetry;
    this.#asked = changeHeaders(changes);
  }

  /** Sends a request over the pool, or over the dispatcher given. */
  async send(request: WireRequest, context: CallContext, dispatcher?: Dispatcher): Promise<WireReply> {
    const transport = this.#transport;
    if (context.stats) context.stats.upstreamCalls += 1;
    const startedMs = performance.now();
    const span = this.#telemetry.startSpan(`${request.method} ${request.route}`, {
      kind: 'client',
      attributes: () => this.#attributesOf(request),
    });
    const sent = (): Promise<Exchange> =>
      exchange(dispatcher ?? transport.pool, {
        origin: transport.origin,
        path: transport.basePath + request.target,
        method: request.method,
        headers: this.#headersOf(request, context, span),
        body: request.body,
        timeoutMs: request.timeoutMs,
        signal: request.signal,
        onlyUnsent: request.onlyUnsent,
        reset: request.reset,
        allowance: context.allowance,
      });
    const made = span === NO_SPAN ? await sent() : await spanned(span, sent);
    // What came packed takes more room than it came in.
    if (made.kind === 'reply' && 'content-encoding' in made.headers)
      context.allowance?.take(made.body.length);
    if (made.kind === 'reply' && made.problem === 'no room')
      this.#telemetry.count('refused', { limit: 'upstreamBytesInAll' });
    if (made.kind === 'reply') this.#noteChanges(made.headers, context.token);
    return { request, durationMs: performance.now() - startedMs, exchange: made };
  }

  /** Counts and logs what an exchange came to. */
  report({ request, durationMs }: WireReply, context: CallContext, error: GatewayError | null): void {
    const outcome = error?.code ?? 'ok';
    const { route, method } = request;
    this.#telemetry.count('upstream_calls', { method, route, outcome });
    this.#telemetry.count('upstream_outcomes', { outcome });
    this.#telemetry.observe('upstream_duration_seconds', durationMs / 1000, { route });
    const { log } = this.#telemetry;
    if (!log.isLevelEnabled('debug')) return;
    log.debug(
      {
        call: request.call,
        outcome,
        durationMs: Math.round(durationMs),
        token: context.token.hash,
        ...(error?.status !== undefined && { status: error.status }),
        ...(context.requestId && { requestId: context.requestId }),
      },
      'asana call',
    );
  }

  /** Counts a repetition. */
  reportRetry(context: CallContext, reason: string): void {
    if (context.stats) context.stats.retries += 1;
    this.#telemetry.count('upstream_retries', { reason });
  }

  /** Without the query, which has what people typed, and without a path in which somebody is named by an address. */
  #attributesOf({ method, route, target }: WireRequest): SpanAttributes {
    const { origin, basePath } = this.#transport;
    const { hostname, port, protocol } = new URL(origin);
    const [path = ''] = target.split('?');
    return {
      'http.request.method': method,
      'url.full': origin + basePath + (/@|%40/.test(path) ? route : path),
      'url.template': route,
      'server.address': hostname,
      'server.port': Number(port) || (protocol === 'http:' ? 80 : 443),
    };
  }

  /** Written out, undefined where there is none: to copy an object and add to it takes thirty times as long. */
  #headersOf({ body }: WireRequest, { token, requestId }: CallContext, span: OpenSpan): ExchangeHeaders {
    const headers = {
      accept: 'application/json',
      'accept-encoding': ACCEPTED_CODINGS,
      'user-agent': 'asana-jobs-gateway',
      'asana-enable': this.#asked['asana-enable'],
      'asana-disable': this.#asked['asana-disable'],
      authorization: token.header(),
      'content-type': body === undefined ? undefined : 'application/json',
      'x-request-id': requestId || undefined,
    };
    return span === NO_SPAN ? headers : { ...headers, ...span.headers };
  }

  /** Counts and logs the changes of its API that Asana announces, each once in the log. */
  #noteChanges(headers: IncomingHttpHeaders, token: AsanaToken): void {
    const announced = headers['asana-change'];
    if (announced === undefined) return;
    const lines = typeof announced === 'string' ? [announced] : announced;
    for (const change of changesIn(lines.map((line) => token.redact(line)))) {
      this.#telemetry.count('asana_changes', { name: change.name, affected: String(change.affected) });
      const key = `${change.name} ${change.affected}`;
      if (this.#changes.has(key) || this.#changes.size >= MOST_CHANGES) continue;
      this.#changes.add(key);
      this.#telemetry.log[change.affected ? 'warn' : 'info'](change, 'asana announces a change of its API');
    }
  }
}

/** An exchange within its span. From 400 on an answer is a failure of the call, as OpenTelemetry sees it. */
async function spanned(span: OpenSpan, send: () => Promise<Exchange>): Promise<Exchange> {
  try {
    const made = await span.run(send);
    if (made.kind === 'reply') {
      span.set({ 'http.response.status_code': made.status });
      if (made.status >= 400) span.fail(String(made.status));
    } else {
      span.fail(codeOf(made.error) || made.reason);
    }
    return made;
  } finally {
    span.end(); // also where its caller left
  }
}

/** What a failed exchange means for a call that may safely be repeated, or was never sent. */
export function networkError(
  failure: Failure,
  { call }: Pick<WireRequest, 'call'>,
  unsent = false,
): GatewayError {
  const code = codeOf(failure.error);
  const options: GatewayErrorOptions = { cause: failure.error };
  const advice = `${unsent ? 'Nothing was sent. ' : ''}Try again later.`;
  if (failure.reason === 'timeout') {
    return new GatewayError('UPSTREAM_TIMEOUT', `Asana did not answer ${call} in time. ${advice}`, options);
  }
  const how = code ? ` (${code})` : '';
  if (failure.reason === 'unreadable') {
    const what = `Asana answered ${call} with something that is no HTTP${how}`;
    return new GatewayError('UPSTREAM_ERROR', `${what}. ${advice}`, options);
  }
  return new GatewayError(
    'UPSTREAM_UNREACHABLE',
    `Asana could not be reached for ${call}${how}. ${advice}`,
    options,
  );
}

/** A caught value when it is ours; anything else, an abort's reason above all, is thrown on. */
export function asGatewayError(error: unknown): GatewayError {
  if (isGatewayError(error)) return error;
  throw error;
}

/** A header that may have come several times, as one string. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/**
 * When a reply was made, epoch milliseconds: by its own `Date`, from which a date in it counts. Only where it has none,
 * by the clock of this machine.
 */
export function saidAtOf(headers: IncomingHttpHeaders): number {
  const saidAtMs = Date.parse(headerOf(headers, 'date') ?? '');
  return Number.isNaN(saidAtMs) ? Date.now() : saidAtMs;
}

/**
 * Reads `Asana-Change: name=…;info=…;affected=…`, several of which may be joined by commas. Only a comma that a new
 * name follows parts two of them: an `info` is a URL, and may have commas of its own.
 */
export function changesIn(
  header: string | readonly string[],
): { name: string; info: string; affected: boolean }[] {
  const lines = typeof header === 'string' ? [header] : header;
  const entries = lines.flatMap((line) => line.split(/,(?=\s*name\s*=)/i));
  return entries.flatMap((entry) => {
    const parts = new Map(
      entry.split(';').map((part) => {
        const at = part.indexOf('=');
        return [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()] as const;
      }),
    );
    const name = parts.get('name')?.slice(0, 100);
    if (!name) return [];
    const affected = parts.get('affected')?.toLowerCase() === 'true';
    return [{ name, info: parts.get('info')?.slice(0, 300) ?? '', affected }];
  });
}
