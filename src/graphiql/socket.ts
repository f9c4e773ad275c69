/**
 * Subscriptions over one WebSocket per token (`graphql-transport-ws`), with failures turned into sentences.
 * A lost connection is taken up again until it is there or the person stops; a refusal is not. Knows neither React
 * nor GraphiQL.
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

/** How long the gateway may take to say that it is there. */
const ANSWER_MS = 10_000;
/** And in the end, where it said nothing again and again. */
const LONGEST_ANSWER_MS = 160_000;

interface Connection {
  readonly client: Client;
  readonly token: string;
  /** What hears how the connection fares. */
  readonly notes: Set<(note: string) => void>;
  /** Ends a pause between two tries. */
  wake(): void;
}

/** Makes the subscriptions; `token` is read when one starts. */
export function createSubscriptions(url: string, token: () => string): Subscriptions {
  let open: Connection | undefined;

  function connection(): Connection {
    const wanted = token();
    if (open?.token !== wanted) {
      // Streams that are running end when their tab is left, so nothing is cut off here.
      void open?.client.dispose();
      open = connect(url, wanted);
    }
    return open;
  }

  return {
    subscribe(payload, sink) {
      const { client, notes, wake } = connection();
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
      // Whoever presses Run is here now and waits for no pause.
      wake();
      return () => {
        stopped = true;
        notes.delete(note);
        dispose();
      };
    },
  };
}

function connect(url: string, token: string): Connection {
  const notes = new Set<(note: string) => void>();
  const tell = (text: string) => {
    for (const note of notes) note(text);
  };
  let endPause = () => {};
  let wasConnected = false;
  let attempts = 0;
  let giveUp: ReturnType<typeof setTimeout> | undefined;
  let patienceMs = ANSWER_MS;
  const client = createClient({
    url,
    ...(token !== '' && { connectionParams: { Authorization: `Bearer ${token}` } }),
    lazyCloseTimeout: 3_000,
    keepAlive: 20_000,
    connectionAckWaitTimeout: ANSWER_MS,
    retryAttempts: Infinity,
    retryWait: (retries) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          removeEventListener('online', end);
          resolve();
        };
        const timer = setTimeout(end, pauseMs(retries));
        // A browser that is in a network again waits no longer.
        addEventListener('online', end);
        endPause = end;
      }),
    shouldRetry(failure) {
      if (failure instanceof CloseEvent && failure.code >= 4_000) return false;
      attempts += 1;
      tell(`${wasConnected ? 'connection lost' : `no WebSocket to ${url} yet`}, trying again (${attempts})`);
      return true;
    },
    on: {
      // After a sleep, or in another network, a connection may be dead that nobody has closed.
      ping(isReceived) {
        if (isReceived) return;
        giveUp = setTimeout(() => {
          // It may live, and what comes before the pong be long: such a one is not cut again and again.
          patienceMs = Math.min(2 * patienceMs, LONGEST_ANSWER_MS);
          client.terminate();
        }, patienceMs);
      },
      pong(isReceived) {
        if (!isReceived) return;
        clearTimeout(giveUp);
        patienceMs = ANSWER_MS;
      },
      closed: () => clearTimeout(giveUp),
      connected(_socket, _payload, wasRetry) {
        wasConnected = true;
        attempts = 0;
        if (wasRetry) tell('connected again');
      },
    },
  });
  return { client, token, notes, wake: () => endPause() };
}

/** Longer each time, up to 15 seconds, and never the same for everybody who lost the gateway at once. */
function pauseMs(retries: number): number {
  return Math.random() * Math.min(500 * 2 ** retries, 15_000);
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
