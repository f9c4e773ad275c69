import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { callerMode } from '../../../src/server/callers.ts';
import { connect, startServer, type TestServer } from '../support.ts';

const EVENTS = 400;
const EVENT = 'x'.repeat(100_000);
/** Less than a connection may have waiting. */
const LINE = 'x'.repeat(4_000);
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
      type Latest { number: Int text: String line: String }
    `);
    const fieldOf = (type: string, name: string) =>
      (schema.getType(type) as GraphQLObjectType).getFields()[name]!;
    fieldOf('Subscription', 'latest').subscribe = () => source;
    fieldOf('Subscription', 'latest').resolve = (event) => event;
    fieldOf('Latest', 'text').resolve = () => EVENT;
    fieldOf('Latest', 'line').resolve = () => LINE;
    running = await startServer({ asanaToken: 'a-token-of-one-day' }, { schema });
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

  /** Opens an event stream that nobody reads yet. */
  async function openStream(query: string): Promise<IncomingMessage> {
    const outgoing = request(running.url, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    });
    outgoing.on('error', () => {});
    outgoing.end(JSON.stringify({ query }));
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return response.pause();
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
    const response = await openStream(QUERY);
    await offerAll();
    expect(source.taken).toBeLessThan(EVENTS / 2);
    let text = '';
    for await (const chunk of response) text += chunk;
    const numbers = [...text.matchAll(/"number":(\d+)/g)].map(([, number]) => Number(number));
    expect(numbers.at(-1)).toBe(EVENTS);
    expect(numbers.length).toBeLessThan(EVENTS / 2);
    expect(text).toMatch(/event: complete\ndata:\s*$/);
  });

  test('of an event stream is written nothing more once that was ended', async () => {
    let ending: ServerResponse | null = null;
    const errors: unknown[] = [];
    const note = (message: unknown): void => {
      ending = (message as { response: ServerResponse }).response;
      ending.on('error', (error) => errors.push(error));
    };
    subscribe('http.server.request.start', note);
    onTestFinished(() => void unsubscribe('http.server.request.start', note));
    const response = await openStream('subscription { latest { number line } }');
    const stream = ending as ServerResponse | null;
    let number = 0;
    const offer = async (): Promise<void> => {
      number += 1;
      source.offer(number);
      await new Promise(setImmediate);
    };
    while (stream?.socket?.writableLength === 0) await offer();
    const sent = number;
    expect(stream?.writableNeedDrain).toBe(false);
    running.server.renewCallers(
      callerMode({ asanaToken: 'a-token-of-the-next', gatewayKeys: null, hashSecret: null }),
    );
    expect(stream).toMatchObject({ writableEnded: true, writableFinished: false });
    for (let late = 0; late < 5; late += 1) await offer();
    expect(errors).toEqual([]);
    let text = '';
    for await (const chunk of response) text += chunk;
    expect(text).not.toContain(`"number":${sent + 1}`);
  });
});
