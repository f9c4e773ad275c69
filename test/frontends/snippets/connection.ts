import { type Client, createClient } from 'graphql-ws';

/** Where the token comes from, and what to do when the gateway refuses it. */
export interface Session {
  token(): Promise<string>;
  renew(refused: string): Promise<void>;
}

/** Fetches a token when one is needed. However many operations are refused at once, it is renewed once. */
export function createSession(fetchToken: () => Promise<string>): Session {
  let current: Promise<string> | null = null;
  const token = () => {
    current ??= fetchToken().catch((error: unknown) => {
      current = null;
      throw error;
    });
    return current;
  };
  return {
    token,
    async renew(refused) {
      const seen = token();
      if ((await seen) === refused && seen === current) current = null;
    },
  };
}

/** A `fetch` that brings the token, and tries once more with a fresh one when it was refused. */
export function createFetch(session: Session): typeof fetch {
  return async (input, init) => {
    const send = (token: string) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${token}`);
      return fetch(input, { ...init, headers });
    };
    const token = await session.token();
    const response = await send(token);
    if (!(await isRefused(response))) return response;
    await session.renew(token);
    return send(await session.token());
  };
}

/** One WebSocket for all subscriptions. It comes back by itself, with a fresh token when the old one expired. */
export function createSocket(url: string, session: Session, reconnectOnExpiry = true): Client {
  const ended = new Error('The session has ended: sign in again.');
  let used = '';
  let refused: string | null = null;
  let renewed: Promise<void> = Promise.resolve();
  let dead: ReturnType<typeof setTimeout> | undefined;
  const socket = createClient({
    url: url.replace(/^http/, 'ws'),
    async connectionParams() {
      await renewed;
      used = await session.token();
      if (used === refused) throw ended;
      return { Authorization: `Bearer ${used}`, reconnectOnExpiry };
    },
    keepAlive: 20_000,
    retryAttempts: Infinity,
    shouldRetry: (problem) => problem !== ended,
    retryWait: (retries) => wait(Math.random() * Math.min(500 * 2 ** retries, 15_000)),
    on: {
      ping(received) {
        if (!received) dead = setTimeout(() => socket.terminate(), 30_000);
      },
      pong(received) {
        if (received) clearTimeout(dead);
      },
      closed(event) {
        clearTimeout(dead);
        if ((event as CloseEvent).code !== 4403) return;
        refused = used;
        renewed = session.renew(used).catch(() => {});
      },
    },
  });
  return socket;
}

async function isRefused(response: Response): Promise<boolean> {
  if (!response.headers.get('content-type')?.includes('json')) return false;
  const { errors = [] } = (await response.clone().json()) as GraphQLAnswer;
  return errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
}

interface GraphQLAnswer {
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
