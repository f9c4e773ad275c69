import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytes, raw, send } from '../../security/support.ts';
import { rawSocket } from '../../support/raw-socket.ts';
import { connect, openSocket, post, startServer, type TestServer } from '../support.ts';

const HELLO = JSON.stringify({ query: '{ hello }' });
const JSON_TYPE = { 'content-type': 'application/json' };
const BOM = '\ufeff';

let running: TestServer;
beforeAll(async () => {
  running = await startServer({ corsOrigins: ['https://app.example.com'] });
});
afterAll(() => running.server.close());

const messageOf = (answer: { text: string }): string => JSON.parse(answer.text).errors[0].message;

describe('a body', () => {
  const sendBody = (body: string | Buffer<ArrayBuffer>, headers: Record<string, string>) =>
    fetch(running.url, { method: 'POST', headers, body });

  test.each(['gzip', 'x-gzip', 'br', 'deflate', 'zstd', 'identity, gzip', 'GZIP'])(
    'in %s is refused with what is taken instead',
    async (coding) => {
      const response = await sendBody(gzipSync(HELLO), { ...JSON_TYPE, 'content-encoding': coding });
      expect(response.status).toBe(415);
      expect(response.headers.get('accept-encoding')).toBe('identity');
      expect(await response.text()).toContain('compressed');
    },
  );

  const inPieces = (coding: string) => {
    const headers = { ...JSON_TYPE, 'transfer-encoding': coding };
    const piece = `${HELLO.length.toString(16)}\r\n${HELLO}\r\n0\r\n\r\n`;
    return raw(running.url, bytes('POST /graphql', headers, piece));
  };

  test.each(['gzip, chunked', 'GZIP,chunked', 'identity, deflate, chunked'])(
    'in pieces that say %s is refused like one that is compressed',
    async (coding) => {
      const answer = await inPieces(coding);
      expect(answer).toContain('HTTP/1.1 415 ');
      expect(answer).toContain('Accept-Encoding: identity');
      expect(answer).toContain('compressed');
    },
  );

  test.each(['chunked', 'Chunked', 'identity, chunked'])('in pieces that say %s is read', async (coding) => {
    expect(await inPieces(coding)).toContain('{"data":{"hello":"world"}}');
  });

  test('as it is may say so', async () => {
    expect((await sendBody(HELLO, { ...JSON_TYPE, 'content-encoding': 'identity' })).status).toBe(200);
  });

  test.each([
    'application/json',
    'APPLICATION/JSON; charset=UTF-8',
    'application/json;charset="utf-8"',
    'application/json; charset=utf8; profile=x',
    'application/json;',
  ])('of type %s is read', async (type) => {
    expect(await (await sendBody(HELLO, { 'content-type': type })).json()).toEqual({
      data: { hello: 'world' },
    });
  });

  test.each([
    ['application/json; charset=utf-16', 'UTF-8'],
    ['application/json; charset=iso-8859-1', 'UTF-8'],
    ['application/graphql', 'application/json'],
    ['text/plain', 'application/json'],
    ['application/x-www-form-urlencoded', 'application/json'],
  ])('of type %s is refused, naming %s', async (type, named) => {
    const response = await sendBody(HELLO, { 'content-type': type });
    expect(response.status).toBe(415);
    expect(await response.text()).toContain(named);
  });

  test('may begin with a byte-order mark, over HTTP and over WebSocket', async () => {
    expect(await (await sendBody(BOM + HELLO, JSON_TYPE)).json()).toEqual({ data: { hello: 'world' } });
    const client = await openSocket(running.url);
    client.send(`${BOM}{"type":"connection_init"}`);
    expect(await client.next()).toEqual({ type: 'connection_ack' });
    client.send(`${BOM}{"type":"subscribe","id":"1","payload":${HELLO}}`);
    expect(await client.next()).toMatchObject({ type: 'next', payload: { data: { hello: 'world' } } });
    client.socket.close();
  });

  test.each([
    ['UTF-16', Buffer.from(BOM + HELLO, 'utf16le'), 'not UTF-8'],
    ['nothing', '', 'empty'],
    ['half', '{"query":', 'no JSON'],
  ])('of %s is told apart', async (_name, body, expected) => {
    const response = await sendBody(body, JSON_TYPE);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(expected);
  });

  test('is asked for only when it will be read', async () => {
    const headers = { Expect: '100-continue', 'Content-Length': String(HELLO.length) };
    const socket = rawSocket(running.server.address.port);
    socket.write(bytes('POST /graphql', { ...headers, 'Content-Type': 'application/json' }));
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 100 /);
    socket.write(HELLO);
    expect(String((await once(socket, 'data'))[0])).toContain('"hello":"world"');
    socket.destroy();
    const refused = await raw(
      running.url,
      bytes('POST /graphql', { ...headers, 'Content-Type': 'text/xml', Connection: 'keep-alive' }),
    );
    expect(refused).toMatch(/^HTTP\/1\.1 415 /);
  });

  test('that never comes is logged as what it was answered', async () => {
    await using slow = await startServer({}, { timeouts: { headersMs: 100, requestMs: 200, checkMs: 20 } });
    const half = bytes('POST /graphql', { ...JSON_TYPE, 'Content-Length': '50' }, '{');
    expect(await raw(slow.url, half)).toMatch(/^HTTP\/1\.1 408 [\s\S]*did not arrive whole/);
    const socket = rawSocket(slow.server.address.port);
    socket.end(half);
    await once(socket.resume(), 'close');
    await expect.poll(() => slow.lines.length).toBe(2);
    expect(slow.lines).toMatchObject([
      { message: 'request refused', outcome: 'refused', status: 408 },
      { outcome: expect.stringMatching(/refused|cancelled/) },
    ]);
    expect(slow.lines.map(({ status }) => status)).not.toContain(200);
  });
});

describe('what is accepted', () => {
  const accepting = (accept: string) =>
    send(running.url, { method: 'POST', headers: { ...JSON_TYPE, accept }, body: HELLO });

  test.each([
    ['application/json', 'application/json'],
    ['application/json;q=0, */*', 'application/graphql-response+json'],
    ['application/graphql-response+json;q=0.2, application/json;q=0.1', 'application/graphql-response+json'],
    ['text/html, */*;q=0.1', 'application/json'],
    ['text/html, image/gif, *; q=.2', 'application/json'],
    ['*/*;q=0, application/json', 'application/json'],
  ])('%s is answered with %s', async (accept, type) => {
    const answer = await accepting(accept);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain(`${type};`);
  });

  test.each([
    'application/json;q=0',
    '*/*;q=0',
    'application/*;q=0, */*',
    'text/plain',
    'application/json;charset=utf-16',
  ])('%s lets nothing in, and is told so', async (accept) => {
    const answer = await accepting(accept);
    expect(answer.status).toBe(406);
    expect(messageOf(answer)).toContain('Accept');
  });

  test('a page only before JSON, never with q=0', async () => {
    const pages = {
      servePage: (_request: unknown, response: import('node:http').ServerResponse) => response.end('<page>'),
      serveAsset: () => false,
    };
    await using served = await startServer({}, { pages: { graphiql: pages as never } });
    const get = (accept: string) => send(`${served.url}?query={hello}`, { headers: { accept } });
    expect((await get('text/html,application/xhtml+xml,*/*;q=0.8')).text).toBe('<page>');
    for (const accept of ['*/*', 'application/json, text/html', 'text/html;q=0, */*']) {
      expect(JSON.parse((await get(accept)).text)).toEqual({ data: { hello: 'world' } });
    }
    const browser = { accept: 'text/html' };
    expect((await send(`${served.url}/`, { headers: browser })).text).toBe('<page>');
    expect((await send(served.url, { method: 'HEAD', headers: browser })).status).toBe(200);
  });
});

describe('HEAD', () => {
  test.each(['/graphql?query={hello}', '/graphql', '/health', '/ready', '/metrics', '/nowhere', '/'])(
    '%s is answered as GET, without the body',
    async (path) => {
      const get = await send(running.server.baseUrl + path);
      const head = await send(running.server.baseUrl + path, { method: 'HEAD' });
      expect(head.text).toBe('');
      const shown = ({ status, headers }: typeof head) => [
        status,
        headers['content-type'],
        path === '/metrics' ? null : headers['content-length'],
      ];
      expect(shown(head)).toEqual(shown(get));
    },
  );

  test.each(['text/event-stream', '*/*', 'text/html,*/*;q=0.8', 'application/json'])(
    'has no stream for %s',
    async (accept) => {
      const query = encodeURIComponent('subscription { tick }');
      const head = await send(`${running.url}?query=${query}`, { method: 'HEAD', headers: { accept } });
      expect(head.status).toBeGreaterThanOrEqual(400);
      while (running.tickers.size > 0) await (await running.tickers.next()).left;
    },
  );
});

describe('requests off the beaten track', () => {
  test.each([
    ['an unknown method', bytes('BREW /graphql'), 400, 'Invalid method'],
    ['PUT', bytes('PUT /graphql'), 405, 'GET and POST'],
    ['CONNECT', bytes('CONNECT localhost:443'), 405, 'no proxy'],
    ['another expectation', bytes('GET /health', { Expect: 'miracles' }), 417, '100-continue'],
    ['no Host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400, '\\"Host\\" is missing'],
    ['two hosts', bytes('GET /health', { host: 'localhost' }), 400, '\\"Host\\" is there twice'],
    [
      'two origins',
      bytes('GET /graphql', { Origin: 'null', origin: 'null' }),
      400,
      '\\"Origin\\" is there twice',
    ],
    [
      'two tokens',
      bytes('GET /graphql', { Authorization: 'Bearer a', authorization: 'Bearer b' }),
      400,
      '\\"Authorization\\" is there twice',
    ],
    ['two names for the host', bytes('GET http://evil.example/health'), 400, 'two hosts'],
    ['a path that is none', bytes('GET /nowhere'), 404, 'API is at /graphql'],
    ['a POST to read health', bytes('POST /health'), 405, 'read with GET'],
    ['headers without end', bytes('GET /health', { 'X-Long': 'x'.repeat(20_000) }), 431, '16 KiB'],
    ['no HTTP', 'hello\r\n\r\n', 400, 'no HTTP/1.1 request'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505, 'HTTP/1.1'],
  ])('%s is told what is wrong', async (_name, request, status, message) => {
    const answer = await raw(running.url, request);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(/^content-type: application\/json/im);
    expect(body).toContain(message);
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST', retryable: false } }],
    });
  });

  test('an upgrade from a foreign page is refused in the same form', async () => {
    const headers = { Upgrade: 'websocket', Connection: 'Upgrade', Origin: 'https://evil.example' };
    const answer = await raw(running.url, bytes('GET /graphql', headers));
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN', retryable: false } }],
    });
  });

  test('a proxy may name the host in the request line, a client a slash too many', async () => {
    const query = '/graphql/?query={hello}';
    expect(await raw(running.url, bytes(`GET http://localhost${query}`))).toContain('"hello":"world"');
    expect((await fetch(`${running.server.baseUrl}/graphql/?query={hello}`)).status).toBe(200);
    expect((await post(`${running.server.baseUrl}/graphql/`, { query: '{ hello }' })).status).toBe(200);
    (await openSocket(`${running.server.baseUrl}/graphql/`)).socket.close();
  });

  test.each([
    ['Upgrade, HTTP2-Settings', { Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQBAAAAAAIAAAAA' }],
    ['upgrade, close', { Upgrade: 'TLS/1.2' }],
    ['Upgrade', { Upgrade: 'h2c, websocket' }],
  ])('an upgrade to something else (%s) is plain HTTP', async (connection, headers) => {
    const request = bytes(
      'POST /graphql',
      { ...JSON_TYPE, ...headers, Connection: connection, 'Content-Length': String(HELLO.length) },
      HELLO,
    );
    const socket = rawSocket(running.server.address.port);
    socket.write(request.slice(0, -5));
    socket.write(request.slice(-5));
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 [\s\S]*"hello":"world"/);
    if (!connection.includes('close')) {
      socket.write(request);
      expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    }
    socket.destroy();
  });

  test.each([
    'https://app.example.com/x',
    'https://app.example.com/',
    'https://user@app.example.com',
    'https://app.example.com?x',
    'https://app.example.com#x',
    'https:\\\\app.example.com',
    ' javascript:0',
  ])('an Origin of %j is none, and is not repeated', async (origin) => {
    const answer = await send(`${running.url}?query={hello}`, { headers: { origin } });
    expect(answer.status).toBe(403);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect(answer.text).not.toContain(origin);
    expect(messageOf(answer)).toContain('no origin');
  });
});

describe('a name of 900,000 characters', () => {
  const NAME = 'n'.repeat(900_000);
  test.each([
    ['a field', { query: `{ ${NAME} }` }],
    ['an argument', { query: `{ hello(${NAME}: 1) }` }],
    ['a type', { query: `query ($v: ${NAME}) { hello }` }],
    ['a variable', { query: `{ echo(text: $${NAME}) }` }],
    ['a fragment', { query: `{ ...${NAME} }` }],
    ['a directive', { query: `{ hello @${NAME} }` }],
    ['an enum value', { query: `{ items(first: ${NAME}) { nodes { id } } }` }],
    ['an operation', { query: '{ hello }', operationName: NAME }],
    ['a parameter', { query: '{ hello }', [NAME]: 1 }],
    [
      'what a variable holds',
      { query: 'query ($n: Int) { items(first: $n) { nodes { id } } }', variables: { n: NAME } },
    ],
    [
      'a key of a variable',
      { query: 'query ($n: Int) { items(first: $n) { nodes { id } } }', variables: { n: { [NAME]: 1 } } },
    ],
    ['a hash', { extensions: { persistedQuery: { version: 1, sha256Hash: NAME } } }],
  ])('as %s is not repeated, over HTTP nor over WebSocket', async (_name, params) => {
    const answer = await (await post(running.url, params)).text();
    expect(answer.length).toBeLessThan(5_000);
    const client = await connect(running.url);
    client.send({ type: 'subscribe', id: '1', payload: { query: '', ...params } });
    expect(JSON.stringify(await client.next()).length).toBeLessThan(5_000);
    client.socket.terminate();
    expect(Math.max(...running.lines.map((line) => JSON.stringify(line).length))).toBeLessThan(2_000);
  });
});

test('a long answer is compressed for who takes that, a short one is not', async () => {
  const ask = async (accepted: string, query: string) =>
    send(`${running.url}?query=${encodeURIComponent(query)}`, { headers: { 'accept-encoding': accepted } });
  const text = `{ echo(text: "${'x'.repeat(8_000)}") }`;
  expect((await ask('gzip', text)).headers).not.toHaveProperty('content-encoding');
  const long = {
    query: 'query ($text: String!) { echo(text: $text) }',
    variables: { text: 'x'.repeat(70_000) },
  };
  const plain = await post(running.url, long, { 'accept-encoding': 'gzip;q=0' });
  expect(plain.headers.get('content-encoding')).toBeNull();
  const compressed = await post(running.url, long, { 'accept-encoding': 'br, gzip' });
  expect(compressed.headers.get('content-encoding')).toBe('gzip');
  expect(Number(compressed.headers.get('content-length'))).toBeLessThan(2_000);
  expect(await compressed.json()).toEqual(await plain.json());
  expect((await post(running.url, { query: getIntrospectionQuery() })).status).toBe(200);
});
