/**
 * The way to a gateway over HTTP: one operation, or a stream of events. The start of a job is sent once, and it is known
 * whether it can have arrived. Knows no document.
 */
import { EnvHttpProxyAgent, Pool } from 'undici';
import { exchange } from '../../asana/transport/exchange.ts';
import { isProxyNamed } from '../../asana/transport/transport.ts';
import { isRecord, parseJson } from '../../json.ts';
import { readEvents } from './event-stream.ts';
import { Failed } from './exits.ts';

/** A GraphQL result. */
export interface Result {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphqlError[];
}

/** One error of it. */
export interface GraphqlError {
  readonly message: string;
  readonly path: readonly unknown[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** One operation. */
export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The way to one gateway. */
export interface Way extends AsyncDisposable {
  /** Sends one operation. @throws Failed where there is no result */
  ask(
    asked: Asked,
    options: { readonly timeoutMs: number; readonly once?: boolean; readonly signal?: AbortSignal },
  ): Promise<Result>;
  /** Opens a stream. Throws `Failed` where it is refused, anything else where the line broke. */
  events(asked: Asked, signal: AbortSignal): AsyncIterable<Result>;
}

/** A line on which nothing came for so long is dead: a gateway sends something every 12 s. */
const DEAD_MS = 45_000;
const CONNECT_MS = 10_000;

/** Opens it. */
export function openWay(url: URL, token: string | null): Way {
  const options = { headersTimeout: DEAD_MS, bodyTimeout: DEAD_MS, connect: { timeout: CONNECT_MS } };
  const pool =
    url.protocol === 'https:' && isProxyNamed()
      ? new EnvHttpProxyAgent(options)
      : new Pool(url.origin, options);
  const headers = (accept: string): Record<string, string> => ({
    accept,
    'content-type': 'application/json',
    ...(token !== null && { authorization: `Bearer ${token}` }),
  });
  const request = { origin: url.origin, path: url.pathname, method: 'POST' } as const;
  return {
    async ask(asked, { timeoutMs, once = false, signal }) {
      const reply = await exchange(pool, {
        ...request,
        headers: headers('application/json'),
        body: JSON.stringify(asked),
        timeoutMs,
        signal,
      });
      if (reply.kind === 'failure') throw noAnswer(url, reply.error, once && reply.sent);
      return resultOf(reply.status, reply.body) ?? refuse(url, reply.status, once);
    },
    async *events(asked, signal) {
      const {
        statusCode,
        headers: got,
        body,
      } = await pool.request({
        ...request,
        headers: headers('text/event-stream, application/json;q=0.5'),
        body: JSON.stringify(asked),
        signal,
      });
      if (!String(got['content-type']).startsWith('text/event-stream')) {
        yield resultOf(statusCode, await body.text()) ?? refuse(url, statusCode, false);
        return;
      }
      for await (const event of readEvents(body)) yield asResult(event);
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

/** Another page of a gateway answers so, or another server: whoever pastes the link to /jobs is told. */
const ELSEWHERE: ReadonlySet<number> = new Set([404, 405]);

/** Null for what no gateway says at its endpoint. */
function resultOf(status: number, body: string): Result | null {
  if (ELSEWHERE.has(status)) return null;
  const json = parseJson(body);
  if (!isRecord(json) || (!('data' in json) && !Array.isArray(json.errors))) return null;
  return status < 500 || Array.isArray(json.errors) ? asResult(json) : null;
}

function asResult(json: unknown): Result {
  const { data, errors } = isRecord(json) ? json : {};
  return {
    data: isRecord(data) ? data : null,
    errors: (Array.isArray(errors) ? errors : []).filter(isRecord).map(({ message, path, extensions }) => ({
      message: String(message),
      path: Array.isArray(path) ? path : [],
      extensions: isRecord(extensions) ? extensions : {},
    })),
  };
}

function noAnswer(url: URL, { message, cause }: Error, mayHaveArrived: boolean): Failed {
  const why = (cause as Error | undefined)?.message ?? message;
  const said = `No answer from ${url.origin}: ${why}.`;
  return mayHaveArrived
    ? unknownOutcome(said)
    : new Failed('failure', { code: 'UPSTREAM_UNREACHABLE', message: said });
}

/** An answer that is no gateway's. Something in between may have passed a start on before it failed. */
function refuse(url: URL, status: number, once: boolean): never {
  const said = `${url.href} answered ${status}, and that is no answer of a gateway.`;
  if (once && status >= 500) throw unknownOutcome(said);
  throw new Failed('failure', {
    code: 'UPSTREAM_ERROR',
    message: `${said} Is it the right address? It takes one like https://gateway.example.com.`,
  });
}

function unknownOutcome(said: string): Failed {
  return new Failed('unknown', {
    code: 'OUTCOME_UNKNOWN',
    message: `${said} Nobody knows whether it was started: look before you start it again.`,
  });
}
