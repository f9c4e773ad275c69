/**
 * How GraphiQL reaches the gateway: queries and mutations by POST, subscriptions over WebSocket, both with the
 * page's token, both stoppable, both noted in the activity log. Knows neither React nor the editors.
 */
import type { Fetcher, FetcherParams, Observable } from '@graphiql/toolkit';
import type { ExecutionResult, OperationTypeNode } from 'graphql';
import type { ActivityLog } from './activity.ts';
import { chooseOperation } from './choose-operation.ts';
import type { LastJob } from './last-job.ts';
import type { Subscriptions } from './socket.ts';
import { tokenProblem } from './token.ts';

/** What the fetcher works with. */
export interface FetcherOptions {
  readonly endpoint: string;
  readonly token: () => string;
  readonly subscriptions: Subscriptions;
  readonly lastJob: LastJob;
  readonly log: ActivityLog;
}

interface Observer {
  next(value: ExecutionResult): void;
  error(error: unknown): void;
  complete(): void;
}

/** Makes the fetcher. It stays the same object when the token changes, so the schema is not read anew. */
export function createFetcher(options: FetcherOptions): Fetcher {
  return (params) => {
    if (params.operationName === 'IntrospectionQuery') return introspect(options, params);
    const { kind, operationName } = chooseOperation(params.query, params.operationName ?? null);
    try {
      const problem = tokenProblem(options.token());
      if (problem !== undefined) throw new Error(problem);
      const { variables, used } = options.lastJob.fill(params.variables);
      const filled = { query: params.query, operationName, variables };
      const note = used === undefined ? '' : `LAST_JOB is ${used}`;
      return kind === 'subscription' ? stream(options, filled, note) : request(options, filled, kind, note);
    } catch (error) {
      return refuse(options, error);
    }
  };
}

async function introspect(options: FetcherOptions, params: FetcherParams): Promise<ExecutionResult> {
  const { result } = await post(options, params, new AbortController().signal);
  return result;
}

/** Shows why nothing was sent. A thrown error would be shown with its stack. */
function refuse(options: FetcherOptions, error: unknown) {
  return observable((observer) => {
    options.log.begin(false).end('failed', 'nothing was sent');
    queueMicrotask(() => observer.error({ message: messageOf(error) }));
    return () => undefined;
  });
}

function request(
  options: FetcherOptions,
  params: FetcherParams,
  kind: OperationTypeNode | undefined,
  note: string,
) {
  return observable((observer) => {
    const recorder = options.log.begin(false);
    const abort = new AbortController();
    post(options, params, abort.signal).then(
      ({ result, status, milliseconds }) => {
        const started = kind === 'mutation' ? options.lastJob.learn(result) : undefined;
        const carried = started === undefined ? note : `LAST_JOB is now ${started}`;
        recorder.event(result);
        recorder.end(
          'finished',
          [`HTTP ${status}`, `${milliseconds} ms`, carried].filter((part) => part !== '').join(' · '),
        );
        observer.next(result);
        observer.complete();
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        recorder.end('failed', 'no answer');
        observer.error({ message: messageOf(error) });
      },
    );
    return () => {
      recorder.end('stopped');
      abort.abort();
    };
  });
}

function stream(options: FetcherOptions, params: FetcherParams, note: string) {
  return observable((observer) => {
    const recorder = options.log.begin(true);
    recorder.note(note);
    const payload = {
      query: params.query,
      operationName: params.operationName ?? null,
      variables: (params.variables as Record<string, unknown> | undefined) ?? null,
    };
    const stop = options.subscriptions.subscribe(payload, {
      next(result) {
        recorder.event(result);
        observer.next(result);
      },
      connection: (text) => recorder.note(text),
      error(failure) {
        recorder.end('failed', note);
        observer.error(failure);
      },
      complete() {
        recorder.end('finished', note);
        observer.complete();
      },
    });
    return () => {
      recorder.end('stopped', note);
      stop();
    };
  });
}

async function post(options: FetcherOptions, params: FetcherParams, signal: AbortSignal) {
  const token = options.token();
  const startedAt = performance.now();
  const response = await fetch(options.endpoint, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...(token !== '' && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(params),
    credentials: 'omit',
    redirect: 'error',
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new Error(`No answer from ${location.origin}${options.endpoint}. Is the gateway running?`);
  });
  const text = await response.text();
  const milliseconds = Math.round(performance.now() - startedAt);
  return { result: parseResult(text, response), status: response.status, milliseconds };
}

function parseResult(text: string, response: Response): ExecutionResult {
  try {
    return JSON.parse(text) as ExecutionResult;
  } catch {
    throw new Error(
      `The gateway answered ${response.status} ${response.statusText} without JSON: ${text.slice(0, 200)}`,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function observable(start: (observer: Observer) => () => void): Observable<ExecutionResult> {
  const subscribe = (observer: Observer) => ({ unsubscribe: start(observer) });
  return { subscribe } as Observable<ExecutionResult>;
}
