import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSocket } from '../server/support.ts';
import { cpuWatch } from '../support/cpu.ts';
import { ask, raw, scriptedTarget, send } from './support.ts';

const ME = '{ me { gid } }';
const QUERY = `?query=${encodeURIComponent(ME)}`;
const START = 'mutation { duplicateTask(input: { taskGid: "1", name: "x" }) { job { gid } } }';
/** A gateway on somebody's desk, which acts for whoever reaches it. */
const KEYLESS = { asanaToken: 'service-token-of-the-account-0123456789' };
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a page whose name was rebound to this machine', () => {
  test.each([
    'evil.example',
    'evil.example:4000',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '10.0.0.1',
    '0.0.0.0',
    'localhost@evil.example',
    'evil.example/localhost',
  ])('as %s gets nothing, over HTTP nor at the upgrade', async (host) => {
    const { gateway, url, asana } = await scriptedTarget(KEYLESS);
    const headers = { host, ...JSON_TYPE };
    const answers = [
      await send(url, { method: 'POST', headers, body: JSON.stringify({ query: START }) }),
      await send(url + QUERY, { headers }),
      await send(url, { headers: { host, accept: 'text/html' } }),
      await send(`${gateway.baseUrl}/metrics`, { headers }),
      await send(`${gateway.baseUrl}/health`, { headers }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    await expect(openSocket(url, { headers: { host } })).rejects.toThrow('403');
    expect(asana.calls).toEqual([]);
  });

  test('gets nothing from the admin port', async () => {
    const { gateway } = await scriptedTarget({ ...KEYLESS, adminPort: 0 });
    const metrics = `${gateway.adminUrl}/metrics`;
    expect((await send(metrics, { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await send(metrics)).status).toBe(200);
  });

  test.each(['[', 'a b', 'a:b:c', 'localhost:99999', `[${'a-'.repeat(6_000)}`])(
    'a host such as "%.20s" is refused where any name is served',
    async (host) => {
      const gatewayKeys = [{ name: 'web', key: 'key-of-the-web' }];
      const { url, alarms } = await scriptedTarget({ ...KEYLESS, gatewayKeys });
      const spentMs = cpuWatch();
      const answer = await raw(
        url,
        `GET /graphql${QUERY} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(spentMs()).toBeLessThan(1_000);
      expect(alarms()).toEqual([]);
    },
  );
});

describe('a page of another origin', () => {
  test.each([
    ['null', 'null'],
    ['foreign', 'https://evil.example'],
    ['a neighbour on this machine', 'http://localhost:1'],
    ['a page of a listed host over plain HTTP', 'http://app.example'],
    ['a subdomain of a listed one', 'https://x.app.example'],
    ['a file', 'file://'],
  ])('%s gets nothing, over HTTP nor at the upgrade', async (_, origin) => {
    const { url, asana } = await scriptedTarget({ ...KEYLESS, corsOrigins: ['https://app.example'] });
    const answers = [
      await send(url, {
        method: 'POST',
        headers: { origin, ...JSON_TYPE },
        body: JSON.stringify({ query: START }),
      }),
      await send(url + QUERY, { headers: { origin } }),
      await send(url + QUERY, { headers: { origin, accept: 'text/event-stream' } }),
      await send(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } }),
    ];
    for (const { status, headers } of answers) {
      expect(status).toBe(403);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
    await expect(openSocket(url, { origin })).rejects.toThrow('403');
    expect(asana.calls).toEqual([]);
  });

  test('a listed one, its own and none at all are served', async () => {
    const { gateway, url, asana } = await scriptedTarget({
      ...KEYLESS,
      corsOrigins: ['https://app.example'],
    });
    for (const origin of ['https://app.example', gateway.baseUrl]) {
      expect((await send(url + QUERY, { headers: { origin } })).status).toBe(200);
      (await openSocket(url, { origin })).socket.terminate();
    }
    expect((await send(url + QUERY)).status).toBe(200);
    expect(asana.calls).toHaveLength(3);
  });

  test.each(['cross-site', 'same-site'])(
    '%s, cannot spend the budget by an image or a script',
    async (site) => {
      const { url, asana } = await scriptedTarget(KEYLESS);
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
      expect((await send(url + QUERY, { headers })).status).toBe(403);
      expect(asana.calls).toEqual([]);
    },
  );
});

describe('what a form or a link can send', () => {
  test.each([
    ['text/plain', JSON.stringify({ query: START })],
    ['application/x-www-form-urlencoded', `query=${encodeURIComponent(START)}`],
    [
      'multipart/form-data; boundary=x',
      `--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n${START}\r\n--x--`,
    ],
    ['application/graphql', START],
    ['application/json, text/plain', JSON.stringify({ query: START })],
    ['text/plain; application/json', JSON.stringify({ query: START })],
    ['', JSON.stringify({ query: START })],
  ])('a POST of %s is 415 and starts nothing', async (type, body) => {
    const { url, asana } = await scriptedTarget(KEYLESS);
    const headers = type ? { 'content-type': type } : {};
    expect((await send(url, { method: 'POST', headers, body })).status).toBe(415);
    expect(asana.calls).toEqual([]);
  });

  test.each([
    ['alone', START, ''],
    [
      'behind a query',
      `query Q { me { gid } } ${START.replace('mutation', 'mutation M')}`,
      '&operationName=M',
    ],
    ['for a stream', START, ''],
  ])('a mutation by GET or HEAD, %s, starts nothing', async (how, query, more) => {
    const { url, asana } = await scriptedTarget(KEYLESS);
    const headers = how === 'for a stream' ? { accept: 'text/event-stream' } : {};
    for (const method of ['GET', 'HEAD']) {
      const answer = await send(`${url}?query=${encodeURIComponent(query)}${more}`, { method, headers });
      expect(answer.status).toBe(method === 'HEAD' && headers.accept ? 406 : 405);
    }
    expect(asana.calls).toEqual([]);
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'TRACE'])('%s is refused', async (method) => {
    const { url, asana } = await scriptedTarget(KEYLESS);
    const headers = { ...JSON_TYPE, 'x-http-method-override': 'POST' };
    expect((await send(url + QUERY, { method, headers })).status).toBe(405);
    expect(asana.calls).toEqual([]);
  });

  test('a query in the address of a POST is not looked at', async () => {
    const { url, asana } = await scriptedTarget(KEYLESS);
    const address = `${url}?query=${encodeURIComponent(START)}`;
    for (const accept of ['application/json', 'text/event-stream']) {
      await send(address, { method: 'POST', headers: { ...JSON_TYPE, accept }, body: '{}' });
    }
    expect(asana.calls).toEqual([]);
  });
});

describe('headers', () => {
  test('answers are neither kept, guessed at, framed nor embedded', async () => {
    const { gateway, url } = await scriptedTarget(KEYLESS);
    for (const address of [url + QUERY, `${gateway.baseUrl}/health`, `${gateway.baseUrl}/nothing`]) {
      const { headers } = await send(address);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  test('the page runs its own scripts alone and is never framed', async () => {
    const { url } = await scriptedTarget(KEYLESS);
    const { headers, text } = await send(url, { headers: { accept: 'text/html' } });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(text).not.toContain(KEYLESS.asanaToken);
  });
});

describe('what a stranger learns of the schema', () => {
  test('without introspection: nothing, not by wrong names or wrong variables either', async () => {
    const { url } = await scriptedTarget({ introspection: false, graphiql: false });
    const documents: [string, object?][] = [
      ['{ __schema { types { name } } }'],
      ['{ __type(name: "Task") { name } }'],
      ['query I { ...F } fragment F on Query { __schema { queryType { name } } }'],
      ['{ tas(gid: "1") { gid } }'],
      ['{ task(gi: "1") { gid } }'],
      ['{ task(gid: "1") { nam } }'],
      ['{ task(gid: "1") { ... on Tas { gid } } }'],
      ['mutation { duplicateTask(input: { taskGid: "1", nam: "x" }) { job { gid } } }'],
      [
        'mutation { duplicateTask(input: { taskGid: "1", name: "x", include: [TASK_NOTE] }) { job { gid } } }',
      ],
      [
        'mutation M($input: DuplicateTaskInput!) { duplicateTask(input: $input) { job { gid } } }',
        { input: { taskGid: '1', name: 'x', nam: 'x', include: ['TASK_NOTE'] } },
      ],
    ];
    for (const [query, variables] of documents) {
      const answer = await ask(url, query, { token: 'somebody', variables });
      expect(answer.errors.length).toBeGreaterThan(0);
      expect(answer.text).not.toMatch(/did you mean/i);
      expect(answer.data).toBeUndefined();
    }
    expect((await send(url, { headers: { accept: 'text/html' } })).text).not.toContain('<html');
  });

  test('with trusted documents: only these run, whatever is put beside them', async () => {
    const file = path.join(tmpdir(), `trusted-${process.pid}.json`);
    writeFileSync(file, JSON.stringify({ me: ME, start: START }));
    const { url, asana } = await scriptedTarget({ trustedDocuments: file });
    const post = (body: object) =>
      send(url, {
        method: 'POST',
        headers: { ...JSON_TYPE, authorization: 'Bearer somebody' },
        body: JSON.stringify(body),
      });
    for (const body of [
      { query: '{ me { name } }' },
      { query: `${ME} ` },
      { query: '{ me { name } }', documentId: 'unknown' },
      { query: '{ me { name } }', extensions: { persistedQuery: { sha256Hash: '__proto__' } } },
      { documentId: 'constructor' },
      { documentId: ['me'] },
    ]) {
      expect((await post(body)).status).toBe(400);
    }
    expect(asana.calls).toEqual([]);
    // An id wins: the text beside it is never run.
    expect((await post({ documentId: 'me', query: '{ me { name } }' })).status).toBe(200);
    expect((await send(`${url}?documentId=start`, { headers: { authorization: 'Bearer x' } })).status).toBe(
      405,
    );
    expect(asana.calls).toEqual(['GET /users/me [gid]']);
  });
});
