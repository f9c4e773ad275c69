import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from '../../../src/server/http/page.ts';
import { readVersion } from '../../../src/version.ts';
import { pourBody } from '../../support/endless-body.ts';
import { rawSocket } from '../../support/raw-socket.ts';
import { post, startServer, type TestServer } from '../support.ts';

const graphiql: Page = {
  servePage: (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<page>'),
  serveAsset: (_request, response) => {
    response.end('asset');
    return true;
  },
};

const console: Page = {
  servePage: (_request, response) => response.end('<jobs>'),
  serveAsset: (request, response) => {
    if (!request.url?.startsWith('/jobs/assets/')) return false;
    response.end('asset of jobs');
    return true;
  },
};

describe('routes', () => {
  let running: TestServer;
  beforeAll(async () => {
    running = await startServer({}, { pages: { graphiql, console } });
  });
  afterAll(() => running.server.close());
  const get = (path: string, accept = '*/*') =>
    fetch(running.server.baseUrl + path, { headers: { accept }, redirect: 'manual' });

  test('browsers get the page, everybody else the API', async () => {
    expect(await (await get('/graphql', 'text/html,application/xhtml+xml,*/*;q=0.8')).text()).toBe('<page>');
    expect(await (await get('/graphql?query={hello}')).json()).toEqual({ data: { hello: 'world' } });
    expect((await get('/graphql')).status).toBe(400);
    expect(await (await get('/graphql/assets/main.js')).text()).toBe('asset');
    expect((await get('/', 'text/html')).headers.get('location')).toBe('/graphql');
    expect((await get('/favicon.ico')).status).toBe(404);
  });

  test('every address below /jobs is the page of jobs, whatever is accepted', async () => {
    for (const path of ['/jobs', '/jobs/', '/jobs/1200', '/jobs/lists', '/jobs/lists/QnVsaw==', '/jobs?x']) {
      const answer = await get(path, 'application/json');
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, '<jobs>']);
      expect(answer.headers.get('x-request-id')).toBeTruthy();
    }
    expect(await (await get('/jobs/assets/main.js')).text()).toBe('asset of jobs');
    expect((await get('/jobsy')).status).toBe(404);
    const post = await fetch(`${running.server.baseUrl}/jobs`, { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test('a page that is off is nowhere', async () => {
    await using served = await startServer({}, { pages: { console } });
    const home = await fetch(served.server.baseUrl, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect(home.headers.get('location')).toBe('/jobs');
    await using without = await startServer({});
    expect((await fetch(`${without.server.baseUrl}/jobs`)).status).toBe(404);
  });

  test('health, readiness and metrics', async () => {
    expect(await (await get('/health')).json()).toEqual({ status: 'ok', version: readVersion() });
    expect(await (await get('/ready')).json()).toEqual({ status: 'ready' });
    const metrics = await get('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain('gateway_sockets 0');
    expect((await fetch(`${running.server.baseUrl}/ready`, { method: 'POST' })).status).toBe(405);
  });

  test.each([
    ['mutation { start }', 405],
    ['{ hello', 200],
  ])('GET of %j answers %d', async (query, status) => {
    expect((await get(`/graphql?query=${encodeURIComponent(query)}`)).status).toBe(status);
  });

  test('GET with variables that are no JSON is a bad request', async () => {
    const response = await get('/graphql?query={hello}&variables={');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST', retryable: false } }],
    });
  });

  test.each([
    ['', 200, undefined],
    ['A', 200, undefined],
    ['B', 400, 'Could not determine'],
    [7, 400, 'Expected "operationName" param to be a string, but given number.'],
    [['A'], 400, 'Expected "operationName" param to be a string, but given array.'],
  ])('the operation %j answers %d', async (operationName, status, message) => {
    const response = await post(running.url, { query: 'query A { hello }', operationName });
    expect(response.status).toBe(status);
    const [error] = (await response.json()).errors ?? [];
    if (message === undefined) expect(error).toBeUndefined();
    else expect(error.message).toContain(message);
  });

  test.each(['PUT', 'DELETE', 'PATCH'])('%s is not allowed', async (method) => {
    const response = await fetch(running.url, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toContain('POST');
  });

  test('a request id comes back when it is harmless, else a new one', async () => {
    const idOf = async (id: string) =>
      (await post(running.url, { query: '{ hello }' }, { 'x-request-id': id })).headers.get('x-request-id');
    expect(await idOf('abc-123')).toBe('abc-123');
    expect(await idOf('a b"c')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('x'.repeat(200))).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('one line is logged per operation, without variables', async () => {
    const query = 'query Named($text: String!) { echo(text: $text) }';
    const headers = { 'x-request-id': 'line-1', authorization: 'Bearer one' };
    await post(running.url, { query, variables: { text: 'private' } }, headers);
    const lines = running.lines.filter(({ requestId }) => requestId === 'line-1');
    expect(lines).toEqual([
      {
        message: 'request',
        requestId: 'line-1',
        transport: 'http',
        operation: 'Named',
        type: 'query',
        outcome: 'ok',
        status: 200,
        durationMs: expect.any(Number),
        upstreamCalls: 0,
        retries: 0,
        token: '7692c3ad3540bb803c020b3aee66cd88',
        address: '127.0.0.1',
      },
    ]);
  });

  test('errors and refusals are counted by code and limit', async () => {
    await post(running.url, { query: '{ broken }' });
    await post(running.url, { query: `{ ${'hello '.repeat(60)} }` });
    expect(running.telemetry.read('errors', { code: 'INTERNAL_SERVER_ERROR' })).toBe(1);
    expect(running.telemetry.read('refused', { limit: 'rootFields' })).toBe(1);
    expect(
      running.telemetry.read('requests', { type: 'none', transport: 'http', outcome: 'refused' }),
    ).toBeGreaterThan(0);
  });

  test.each([
    ['a query', { query: 'query Twice { hello }' }],
    ['a mutation', { query: 'mutation Twice { start }' }],
    ['a query that fails', { query: 'query Twice { broken }' }],
    [
      'wrong variables',
      { query: 'query Twice($n: Int) { items(first: $n) { nodes { id } } }', variables: { n: 'x' } },
    ],
    ['a query that costs too much', { query: 'query Twice { items(first: 30000) { nodes { id } } }' }],
  ])('%s that is known by now is logged and counted as the first time', async (_what, params) => {
    const counters = ['requests', 'errors', 'refused'] as const;
    const counted = () => counters.map((name) => running.telemetry.read(name));
    const seen: unknown[] = [];
    for (const id of ['first', 'second']) {
      const before = counted();
      const response = await post(running.url, params, {
        'x-request-id': `${id}-${params.query}`.replace(/[^\w-]/g, ''),
      });
      const line = running.lines.at(-1);
      seen.push({
        line: { ...line, requestId: null, durationMs: null },
        counted: counted().map((sum, index) => sum - (before[index] ?? 0)),
        answer: await response.text(),
      });
    }

    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]).toMatchObject({ line: { operation: 'Twice' } });
  });

  test('every answer forbids sniffing, keeping and framing', async () => {
    for (const response of [
      await post(running.url, { query: '{ hello }' }),
      await get('/nowhere'),
      await get('/health'),
    ]) {
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
  });
});

test('a Redis that is gone leaves the instance ready', async () => {
  let up = false;
  await using running = await startServer({}, { redisUp: () => up });
  const ready = async () => {
    const response = await fetch(`${running.server.baseUrl}/ready`);
    return [response.status, await response.json()];
  };
  expect(await ready()).toEqual([200, { redis: 'down' }]);
  up = true;
  expect(await ready()).toEqual([200, { redis: 'up' }]);
});

test('the admin port alone serves the operational routes', async () => {
  await using running = await startServer({ adminPort: 0 });
  const { baseUrl, adminUrl } = running.server;
  for (const path of ['/health', '/ready', '/metrics']) {
    expect((await fetch(baseUrl + path)).status).toBe(404);
    expect((await fetch(adminUrl + path)).status).toBe(200);
  }
  const refused = { errors: [{ extensions: { code: 'BAD_REQUEST', retryable: false } }] };
  const elsewhere = await fetch(`${adminUrl}/graphql`);
  expect([elsewhere.status, await elsewhere.json()]).toMatchObject([404, refused]);
  const posted = await fetch(`${adminUrl}/ready`, { method: 'POST' });
  expect([posted.status, await posted.json()]).toMatchObject([405, refused]);
});

test('beyond loopback, metrics are on the admin port alone', async () => {
  await using open = await startServer({ host: '0.0.0.0' });
  expect((await fetch(`${open.server.baseUrl}/health`)).status).toBe(200);
  expect((await fetch(`${open.server.baseUrl}/ready`)).status).toBe(200);
  const refused = await fetch(`${open.server.baseUrl}/metrics`);
  expect(refused.status).toBe(404);
  expect(await refused.text()).toContain('/metrics is served on ADMIN_PORT alone.');
  await using administered = await startServer({ host: '0.0.0.0', adminPort: 0 });
  expect((await fetch(`${administered.server.adminUrl}/metrics`)).status).toBe(200);
});

describe('bodies', () => {
  let running: TestServer;
  beforeAll(async () => {
    running = await startServer({}, { timeouts: { headersMs: 200, requestMs: 400, checkMs: 50 } });
  });
  afterAll(() => running.server.close());

  test('over the limit are refused before they are read', async () => {
    const response = await post(running.url, {
      query: '{ hello }',
      variables: { text: 'x'.repeat(2_000_000) },
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'QUERY_TOO_LARGE', limit: 'bodyBytes', allowed: 1_000_000 } }],
    });
    expect((await post(running.url, { query: '{ hello }' })).status).toBe(200);
  });

  test('without a length are cut off at the limit, memory stays flat', async () => {
    const { status, sent, grownBy } = await pourBody(running.url);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(40_000_000);
    expect(grownBy).toBeLessThan(60_000_000);
    expect((await post(running.url, { query: '{ hello }' })).status).toBe(200);
  });

  test.each([
    ['headers', 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    [
      'a body',
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
    ],
  ])('slow-loris %s end with 408', async (_name, start) => {
    const socket = rawSocket(running.server.address.port);
    socket.write(start);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 408/);
    await once(socket, 'close');
  });
});
