import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, startServer, type TestServer } from '../support.ts';

const SSE = { accept: 'text/event-stream' };

describe('event streams', () => {
  let running: TestServer;
  beforeAll(async () => {
    running = await startServer();
  });
  afterAll(() => running.server.close());

  test('send events as they come, then complete', async () => {
    const response = await post(running.url, { query: 'subscription { tick }' }, SSE);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    const ticker = await running.tickers.next();
    const events = eventsOf(response);
    for (const tick of [1, 2]) {
      ticker.push(tick);
      expect((await events.next()).value).toEqual(['next', { data: { tick } }]);
    }
    ticker.end();
    expect((await events.next()).value).toEqual(['complete', null]);
    expect((await events.next()).done).toBe(true);
  });

  test('bring each header once, and may not be kept', async () => {
    const { headers, rawHeaders } = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = request(running.url, {
        method: 'POST',
        headers: { ...SSE, 'content-type': 'application/json' },
      });
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        resolve(response);
        response.destroy();
      });
      outgoing.end(JSON.stringify({ query: 'subscription { tick }' }));
    });
    await (await running.tickers.next()).left;
    const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());

    expect(names).toEqual([...new Set(names)]);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('are opened by GET too', async () => {
    const response = await fetch(`${running.url}?query=${encodeURIComponent('subscription { tick }')}`, {
      headers: SSE,
    });
    const ticker = await running.tickers.next();
    ticker.push(5);
    const events = eventsOf(response);
    expect((await events.next()).value).toEqual(['next', { data: { tick: 5 } }]);
    await events.return?.(undefined);
    await ticker.left;
  });

  test('free their source at once when the client leaves', async () => {
    const leaving = new AbortController();
    const body = JSON.stringify({ query: 'subscription { tick }' });
    const headers = { ...SSE, 'content-type': 'application/json' };
    const opened = fetch(running.url, { method: 'POST', headers, body, signal: leaving.signal });
    const ticker = await running.tickers.next();
    await opened;
    leaving.abort();
    await ticker.left;
    await loggedLine(running, { transport: 'sse', type: 'subscription', outcome: 'cancelled' });
  });

  test('end with the error of a source that throws', async () => {
    const response = await post(running.url, { query: 'subscription { broken }' }, SSE);
    const events = eventsOf(response);
    expect((await events.next()).value).toEqual([
      'next',
      {
        errors: [
          expect.objectContaining({ extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false } }),
        ],
      },
    ]);
    expect((await events.next()).value).toEqual(['complete', null]);
  });

  test('read the same as the WebSocket when a subscription is refused', async () => {
    const authorization = 'Bearer one';
    const response = await post(running.url, { query: 'subscription { denied }' }, { ...SSE, authorization });
    expect((await eventsOf(response).next()).value).toMatchObject([
      'next',
      { errors: [{ message: 'There is no such job.', extensions: { code: 'NOT_FOUND', retryable: false } }] },
    ]);
  });

  test('abort what a query is doing when its client leaves', async () => {
    const leaving = new AbortController();
    const body = JSON.stringify({ query: '{ hang }' });
    const headers = { 'content-type': 'application/json' };
    const gone = fetch(running.url, { method: 'POST', headers, body, signal: leaving.signal }).catch(
      () => 'gone',
    );
    const { signal } = await running.hanging.next();
    leaving.abort();
    await once(signal!, 'abort');
    expect(await gone).toBe('gone');
    running.release();
    await loggedLine(running, { transport: 'http', type: 'query', outcome: 'cancelled' });
  });
});

async function loggedLine({ lines }: TestServer, expected: Record<string, unknown>): Promise<void> {
  await expect.poll(() => lines.at(-1)).toMatchObject(expected);
}

async function* eventsOf(response: Response): AsyncGenerator<[event: string, data: unknown], void, void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const event = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: ?(.*)$/m.exec(block)?.[1];
      if (event) yield [event, data ? JSON.parse(data) : null];
    }
  }
}
