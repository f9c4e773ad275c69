import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect, startServer, type TestServer } from '../support.ts';

const EVENTS = 400;
const EVENT = 'x'.repeat(100_000);
const QUERY = 'subscription { latest { number text } }';

/** A source that holds what is newest, as the hub's do, and counts what was taken from it. */
class Latest implements AsyncIterableIterator<{ number: number }> {
  taken = 0;
  #unread: number | null = null;
  #ended = false;
  #waiting: (() => void) | null = null;

  offer(number: number): void {
    this.#unread = number;
    this.#waiting?.();
  }

  end(): void {
    this.#ended = true;
    this.#waiting?.();
  }

  async next(): Promise<IteratorResult<{ number: number }>> {
    while (this.#unread === null && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
    const number = this.#unread;
    if (number === null) return { done: true, value: undefined };
    this.#unread = null;
    this.taken += 1;
    return { done: false, value: { number } };
  }

  async return(): Promise<IteratorResult<{ number: number }>> {
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

describe('a slow reader', () => {
  let source: Latest;
  let running: TestServer;
  beforeEach(async () => {
    source = new Latest();
    const schema = buildSchema(`
      type Query { hello: String }
      type Subscription { latest: Latest }
      type Latest { number: Int text: String }
    `);
    const fieldOf = (type: string, name: string) =>
      (schema.getType(type) as GraphQLObjectType).getFields()[name]!;
    fieldOf('Subscription', 'latest').subscribe = () => source;
    fieldOf('Subscription', 'latest').resolve = (event) => event;
    fieldOf('Latest', 'text').resolve = () => EVENT;
    running = await startServer({}, { schema });
  });
  afterEach(() => running.server.close());

  /** Offers far more than fits on the way to somebody who does not read. */
  async function offerAll(): Promise<void> {
    for (let number = 1; number <= EVENTS; number += 1) {
      source.offer(number);
      await new Promise((resolve) => void setImmediate(resolve));
    }
    source.end();
  }

  test('of a WebSocket gets the latest state, not the queue', async () => {
    const client = await connect(running.url);
    client.socket.pause();
    client.send({ id: '1', type: 'subscribe', payload: { query: QUERY } });
    await offerAll();
    expect(source.taken).toBeLessThan(EVENTS / 2);
    client.socket.resume();
    const numbers: unknown[] = [];
    for (;;) {
      const { type, payload } = await client.next();
      if (type === 'complete') break;
      numbers.push((payload as { data: { latest: { number: number } } }).data.latest.number);
    }
    expect(numbers.at(-1)).toBe(EVENTS);
    expect(numbers.length).toBeLessThan(EVENTS / 2);
    client.socket.close();
  });

  test('of an event stream gets the latest state, not the queue', async () => {
    const outgoing = request(running.url, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    });
    outgoing.on('error', () => {});
    outgoing.end(JSON.stringify({ query: QUERY }));
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    response.pause();
    await offerAll();
    expect(source.taken).toBeLessThan(EVENTS / 2);
    let text = '';
    for await (const chunk of response) text += chunk;
    const numbers = [...text.matchAll(/"number":(\d+)/g)].map(([, number]) => Number(number));
    expect(numbers.at(-1)).toBe(EVENTS);
    expect(numbers.length).toBeLessThan(EVENTS / 2);
    expect(text).toMatch(/event: complete\ndata:\s*$/);
  });
});
