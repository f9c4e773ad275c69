/**
 * Subscriptions over one WebSocket per token (`graphql-transport-ws`), with failures turned into sentences.
 * A lost connection is taken up again a few times; a refusal is not. Knows neither React nor GraphiQL.
 */
import type { ExecutionResult } from 'graphql';
import { type Client, createClient } from 'graphql-ws';

/** What a stream reports. */
export interface StreamSink {
  next(result: ExecutionResult): void;
  /** The connection was lost and is being taken up again, or is back. */
  connection(note: string): void;
  error(failure: unknown): void;
  complete(): void;
}

/** Runs subscriptions. */
export interface Subscriptions {
  /** Starts one; the function returned stops it at the gateway. */
  subscribe(payload: SubscriptionPayload, sink: StreamSink): () => void;
}

/** One operation to subscribe to. */
export interface SubscriptionPayload {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Record<string, unknown> | null;
}

const RETRIES = 5;

/** Makes the subscriptions; `token` is read when one starts. */
export function createSubscriptions(url: string, token: () => string): Subscriptions {
  let open: { client: Client; token: string; notes: Set<(note: string) => void> } | undefined;

  function connection() {
    const wanted = token();
    if (open?.token !== wanted) {
      // Streams that are running end when their tab is left, so nothing is cut off here.
      void open?.client.dispose();
      const notes = new Set<(note: string) => void>();
      open = { client: makeClient(url, wanted, notes), token: wanted, notes };
    }
    return open;
  }

  return {
    subscribe(payload, sink) {
      const { client, notes } = connection();
      const note = (text: string) => sink.connection(text);
      let stopped = false;
      notes.add(note);
      const dispose = client.subscribe(payload, {
        next: (result) => stopped || sink.next(result as ExecutionResult),
        error(failure) {
          notes.delete(note);
          if (!stopped) sink.error(readableFailure(failure, url));
        },
        complete() {
          notes.delete(note);
          if (!stopped) sink.complete();
        },
      });
      return () => {
        stopped = true;
        notes.delete(note);
        dispose();
      };
    },
  };
}

function makeClient(url: string, token: string, notes: Set<(note: string) => void>): Client {
  let wasConnected = false;
  let attempts = 0;
  const tell = (text: string) => {
    for (const note of notes) note(text);
  };
  return createClient({
    url,
    ...(token !== '' && { connectionParams: { Authorization: `Bearer ${token}` } }),
    lazyCloseTimeout: 3_000,
    keepAlive: 20_000,
    connectionAckWaitTimeout: 10_000,
    retryAttempts: RETRIES,
    retryWait: (retries) =>
      new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** retries, 4_000))),
    shouldRetry(failure) {
      const refused = failure instanceof CloseEvent && failure.code >= 4_000;
      if (!wasConnected || refused) return false;
      attempts += 1;
      tell(`connection lost, trying again (${attempts} of ${RETRIES})`);
      return true;
    },
    on: {
      connected(_socket, _payload, wasRetry) {
        wasConnected = true;
        attempts = 0;
        if (wasRetry) tell('connected again');
      },
    },
  });
}

/** Turns what a socket fails with into something a person can read; GraphQL errors pass unchanged. */
export function readableFailure(failure: unknown, url: string): unknown {
  if (Array.isArray(failure)) return failure;
  if (failure instanceof CloseEvent) return { message: closeMessage(failure.code, failure.reason, url) };
  if (failure instanceof Error) return { message: failure.message };
  return {
    message: `No WebSocket to ${url}: the connection could not be opened. Is the gateway running, and does a proxy in between let WebSockets through?`,
  };
}

function closeMessage(code: number, reason: string, url: string): string {
  const closed = `The gateway closed the WebSocket (${code}${reason === '' ? '' : ` ${reason}`})`;
  if (code === 4_401 || code === 4_403)
    return `${closed}: it does not accept the token in the field at the top.`;
  if (code === 4_408 || code === 4_504)
    return `${closed}: it took too long to greet each other. Run it again.`;
  if (code === 1_006) return `The WebSocket to ${url} broke off (1006). Is the gateway still running?`;
  return `${closed}.`;
}
