/** What the suites of the protocol share: they speak it by hand, so that `ws` carries the bytes and nothing else. */
import { afterAll, beforeAll, expect } from 'vitest';
import { startServer, type TestServer, type TestSocket } from '../support.ts';

/** The client's message that ends an operation. */
export const complete = (id: string) => ({ id, type: 'complete' });

/** One server for all tests of a file, there when the first begins. */
export function sharedServer(...options: Parameters<typeof startServer>): () => TestServer {
  let running: TestServer;
  beforeAll(async () => {
    running = await startServer(...options);
  });
  afterAll(() => running.server.close());
  return () => running;
}

/** Nothing but the answer to this ping may come next. */
export async function expectSilence(client: TestSocket): Promise<void> {
  client.send({ type: 'ping', payload: { silence: true } });
  expect(await client.next()).toEqual({ type: 'pong', payload: { silence: true } });
}

/** One result comes, then the end. */
export async function expectAnswer(client: TestSocket, id: string, data: unknown): Promise<void> {
  expect(await client.next()).toEqual({ id, type: 'next', payload: { data } });
  expect(await client.next()).toEqual({ id, type: 'complete' });
}
