import { once } from 'node:events';
import { request } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/telemetry/redact.ts';
import { text } from '../support/scripted-asana.ts';
import { ask, codes, firstEvent, raw, scripted, scriptedTarget, send, target } from './support.ts';

const TOKEN = 'token-of-somebody';
const WRONG_GIDS = [
  '../users/me',
  '1/../../users/me',
  '1/..%2f..%2fusers%2fme',
  '%2e%2e%2fusers%2fme',
  '1?opt_fields=secret',
  '1#',
  '1;2',
  '1,2',
  '1\n',
  ' 1',
  '+1',
  '-1',
  '1e3',
  '0x10',
  '١٢٣',
  '１２３',
  '1\u0000',
  '9'.repeat(33),
  'me',
  'a@example.com',
  '__proto__',
  '',
];

describe('ids that are none', () => {
  test.each(WRONG_GIDS)('%j reaches no URL', async (gid) => {
    const { url, asana } = await scriptedTarget();
    const globalId = Buffer.from(`Task:${gid}`).toString('base64');
    const variables = { gid, gids: [gid, gid], id: globalId, ids: [globalId] };
    const query = `query ($gid: ID!, $gids: [ID!]!, $id: ID!, $ids: [ID!]!) {
      job(gid: $gid) { status } jobs(gids: $gids) { status } task(gid: $gid) { name } project(gid: $gid) { name } team(gid: $gid) { name }
      workspace(gid: $gid) { name } portfolio(gid: $gid) { name } section(gid: $gid) { name }
      projectTemplate(gid: $gid) { name } taskTemplate(gid: $gid) { name } organizationExport(gid: $gid) { state }
      waitForJob(gid: $gid, seconds: 1) { status }
      node(id: $id) { id } nodes(ids: $ids) { id }
    }`;
    const answer = await ask(url, query, { token: TOKEN, variables });
    expect(new Set(codes(answer))).toEqual(new Set(['BAD_USER_INPUT']));
    expect(answer.errors).toHaveLength(15);
    expect(answer.text).not.toContain('"status":');
    const starts = `mutation ($gid: ID!) {
      duplicateTask(input: { taskGid: $gid, name: "x" }) { job { gid } }
      duplicateProject(input: { projectGid: $gid, name: "x" }) { job { gid } }
      duplicatePortfolio(input: { portfolioGid: $gid, name: "x" }) { job { gid } }
      instantiateTask(input: { taskTemplateGid: $gid, name: "x" }) { job { gid } }
      instantiateProject(input: { projectTemplateGid: $gid, name: "x" }) { job { gid } }
      createGraphExport(input: { parentGid: $gid }) { job { gid } }
      saveProjectAsTemplate(input: { projectGid: $gid, name: "x", public: false }) { job { gid } }
      createResourceExport(input: { workspaceGid: $gid }) { job { gid } }
      createOrganizationExport(input: { organizationGid: $gid }) { organizationExport { gid } }
    }`;
    const started = await ask(url, starts, { token: TOKEN, variables: { gid } });
    expect(codes(started)).toEqual(Array(9).fill('BAD_USER_INPUT'));
    for (const stream of [
      'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status } }',
      'subscription ($gids: [ID!]!) { jobsUpdated(gids: $gids) { status } }',
    ]) {
      const used = stream.includes('$gids') ? { gids: ['1', gid, '2'] } : { gid };
      expect(await firstEvent(url, stream, { token: TOKEN, variables: used })).toContain('BAD_USER_INPUT');
    }
    expect(asana.calls).toEqual([]);
  });

  test('a wrong one among right ones stays out of the batch', async () => {
    const { url, asana } = await scriptedTarget();
    const query = '{ jobs(gids: ["1", "../users/me", "2"]) { resourceSubtype } }';
    expect(codes(await ask(url, query, { token: TOKEN }))).toEqual(['BAD_USER_INPUT']);
    expect(asana.calls).toHaveLength(1);
    expect(asana.calls[0]).toMatch(/^BATCH \/jobs\/1 \[.*\] \+ \/jobs\/2 \[.*\]$/);
  });

  test.each(['../me', 'me/../1', 'ME', 'a@b/../me', 'a@b?x=1', 'a@b#', 'a%40b', '@', 'a@b@c', 'a b@c'])(
    'user %j reaches no URL',
    async (gid) => {
      const { url, asana } = await scriptedTarget();
      const answer = await ask(url, 'query ($gid: ID!) { user(gid: $gid) { name } }', {
        token: TOKEN,
        variables: { gid },
      });
      expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
      expect(asana.calls).toEqual([]);
    },
  );

  test('an e-mail address and texts are encoded whole', async () => {
    const { url, asana } = await scriptedTarget();
    const evil = 'x&opt_fields=secret#/../?y=1\r\nX-Evil: 1';
    await ask(url, '{ user(gid: "..+a&b@example.com") { name } }', { token: TOKEN });
    const query = `query ($after: String!, $query: String!) {
      workspace(gid: "7") { projects(first: 5, after: $after) { nodes { gid } } }
      other: workspace(gid: "8") { typeahead(type: TASK, query: $query) { __typename } }
    }`;
    await ask(url, query, { token: TOKEN, variables: { after: evil, query: evil } });
    const paths = asana.requests.map(({ url: asked }) => asked.pathname);
    expect(paths[0]).toBe('/api/1.0/users/..%2Ba%26b%40example.com');
    for (const { url: asked, headers, method } of asana.requests) {
      expect(headers).not.toHaveProperty('x-evil');
      if (method !== 'GET') continue;
      expect(asked.searchParams.getAll('opt_fields').length).toBeLessThanOrEqual(1);
      for (const name of ['offset', 'query']) expect([null, evil]).toContain(asked.searchParams.get(name));
    }
  });
});

test('a redirect of Asana’s is not followed, nor does the token travel', async () => {
  const [asana, elsewhere] = [await scripted(), await scripted()];
  const { url } = await target(asana.baseUrl, { asanaTimeoutMs: 1_000 });
  const start = 'mutation { duplicateTask(input: { taskGid: "1", name: "x" }) { job { gid } } }';
  const redirect = (status: number) => text(status, '', { location: `${elsewhere.baseUrl}/users/me` });
  for (const status of [301, 302, 303, 307, 308]) {
    asana.next(redirect(status), redirect(status));
    expect(codes(await ask(url, '{ me { gid } }', { token: TOKEN }))).toEqual(['UPSTREAM_ERROR']);
    expect(codes(await ask(url, start, { token: TOKEN }))).toEqual(['UPSTREAM_ERROR']);
  }
  asana.next(redirect(302));
  await ask(url, '{ a: task(gid: "1") { name } b: task(gid: "2") { name } }', { token: TOKEN });
  expect(asana.calls).toHaveLength(11);
  expect(elsewhere.connections()).toBe(0);
});

describe('names that every object has', () => {
  test.each([
    '{ __proto__ }',
    '{ constructor { name } }',
    '{ task(gid: "1", __proto__: 1) { gid } }',
    '{ ...__proto__ }',
    'query ($__proto__: ID!) { task(gid: $__proto__) { gid } }',
    'query ($constructor: ID!) { task(gid: $constructor) { gid } }',
    'mutation ($i: DuplicateTaskInput!) { duplicateTask(input: $i) { job { gid } } }',
  ])('%s is an ordinary mistake', async (query) => {
    const { url, asana, alarms } = await scriptedTarget();
    const body = `{"query":${JSON.stringify(query)},"variables":{"i":{"__proto__":{"taskGid":"1","name":"x"},"constructor":"1"}}}`;
    const answer = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body,
    });
    expect(JSON.parse(answer.text).errors[0].extensions.code).toMatch(/VALIDATION_FAILED|BAD_USER_INPUT/);
    expect(asana.calls).toEqual([]);
    expect(alarms()).toEqual([]);
    expect(({} as Record<string, unknown>).taskGid).toBeUndefined();
  });

  test.each([
    '{"query":"{__typename}","__proto__":{"query":"{ me { gid } }"}}',
    '{"query":1}',
    '{"query":["{__typename}"]}',
    '{"query":{"__typename":1}}',
    '{"query":"{__typename}","variables":[]}',
    '{"query":"{__typename}","operationName":{"a":1}}',
    '{"query":"{__typename}","extensions":"x"}',
    '{}',
    'null',
    '[]',
    '[{"query":"{__typename}"}]',
    '"',
    '',
  ])('the body %s is a bad request', async (body) => {
    const { url, alarms } = await scriptedTarget();
    const answer = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(400);
    expect(alarms()).toEqual([]);
  });
});

const nested = (depth: number, name: string) => `${`${name} { `.repeat(depth)}gid${' }'.repeat(depth)}`;
const lattice = Array.from({ length: 22 }, (_, n) => `fragment F${n} on Task { ...F${n + 1} ...F${n + 1} }`);

describe('queries that cost more than they look', () => {
  test.each<[string, string, object, string]>([
    [
      'a lattice of 22 fragments',
      `{ task(gid: "1") { ...F0 } } ${lattice.join(' ')} fragment F22 on Task { gid }`,
      {},
      'fields',
    ],
    [
      '1,000 aliases',
      `{ ${Array.from({ length: 1_000 }, (_, n) => `a${n}: me { gid }`).join(' ')} }`,
      {},
      'aliases|rootFields',
    ],
    [
      '51 root fields',
      `{ ${Array.from({ length: 51 }, (_, n) => `a${n}: me { gid }`).join(' ')} }`,
      {},
      'rootFields',
    ],
    ['a depth of 100', `{ task(gid: "1") { ${nested(98, 'parent')} } }`, {}, 'depth'],
    [
      'a depth of 100 in fragments',
      `{ task(gid: "1") { ...D0 } } ${Array.from({ length: 50 }, (_, n) => `fragment D${n} on Task { parent { ...D${n + 1} } }`).join(' ')} fragment D50 on Task { gid }`,
      {},
      'depth',
    ],
    [
      'pages of pages',
      'query ($n: Int!) { workspace(gid: "1") { projects(first: $n) { nodes { tasks(first: $n) { nodes { subtasks(first: $n) { nodes { name } } } } } } } }',
      { n: 100 },
      'cost',
    ],
    [
      '10,000 at once, twice',
      '{ workspace(gid: "1") { projects(first: 10000) { nodes { tasks(first: 10000) { nodes { gid } } } } } }',
      {},
      'cost',
    ],
    ['101 ids', 'query ($g: [ID!]!) { jobs(gids: $g) { gid } }', { g: Array(101).fill('1') }, 'ids'],
    [
      'variables nested deeply',
      'query ($a: Int) { me { gid } t: task(gid: "1") @skip(if: true) { gid } }',
      JSON.parse(`{"a":${'['.repeat(1_000)}${']'.repeat(1_000)}}`),
      'variableDepth',
    ],
    ['10,001 tokens', `{ ${'me { gid } '.repeat(2_600)} }`, {}, 'tokens'],
    [
      'a cost no number holds',
      'query ($n: Int!) { workspace(gid: "1") { projects(first: $n) { nodes { gid } } } }',
      { n: 1e308 },
      'cost',
    ],
  ])('%s is refused at once, saying which limit', async (_, query, variables, limit) => {
    const { url, asana } = await scriptedTarget();
    const began = performance.now();
    const answer = await ask(url, query, { token: TOKEN, variables });
    expect(performance.now() - began).toBeLessThan(500);
    expect(answer.errors[0]?.extensions).toMatchObject({
      code: 'QUERY_TOO_LARGE',
      retryable: false,
      limit: expect.stringMatching(`^(${limit})$`),
      allowed: expect.any(Number),
    });
    expect(asana.calls).toEqual([]);
    expect((await ask(url, '{ me { gid } }', { token: TOKEN })).data).toEqual({ me: { gid: '99' } });
  });

  test('a page of 10,000 is refused, as literal and as variable', async () => {
    const { url } = await scriptedTarget();
    const query = (first: string) =>
      `query ($n: Int = 10000) { workspaces(first: ${first}) { nodes { gid } } }`.replace(
        first === '$n' ? '' : '($n: Int = 10000)',
        '',
      );
    for (const answer of [
      await ask(url, query('10000'), { token: TOKEN }),
      await ask(url, query('$n'), { token: TOKEN }),
      await ask(url, query('$n'), { token: TOKEN, variables: { n: 10_000 } }),
    ]) {
      expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    }
  });

  test.each([
    ['inline fragments', (n: number) => `{ ${'... { '.repeat(n)}__typename${' }'.repeat(n)} }`],
    ['list values', (n: number) => `{ task(gid: ${'['.repeat(n)}${']'.repeat(n)}) { gid } }`],
    ['object values', (n: number) => `{ task(gid: ${'{ a: '.repeat(n)}1${' }'.repeat(n)}) { gid } }`],
    ['list types', (n: number) => `query ($a: ${'['.repeat(n)}Int${']'.repeat(n)}) { __typename }`],
  ])('%s nested by the thousand break nothing', async (_, query) => {
    const { url, alarms } = await scriptedTarget();
    for (const depth of [500, 1_500, 2_400, 3_200, 4_900]) {
      const answer = await ask(url, query(depth));
      expect(codes(answer)).not.toContain('INTERNAL_SERVER_ERROR');
    }
    expect(alarms()).toEqual([]);
  });

  test('a name as long as a body makes no log line as long', async () => {
    const { url, lines } = await scriptedTarget();
    await ask(url, `query ${'A'.repeat(500_000)} { __typename }`);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2_000);
  });

  test.each(['eyJ-', 'a-', 'a.', '1/1111/', 'bearer ', 'a://a:', 'redis://:'])(
    'a log full of %j is redacted in linear time',
    (unit) => {
      const redact = createRedactor([]);
      const began = performance.now();
      redact(unit.repeat(100_000));
      expect(performance.now() - began).toBeLessThan(1_000);
    },
  );
});

describe('bodies and headers', () => {
  const timeouts = { headersMs: 200, requestMs: 400, checkMs: 50 };

  test('2 MB are refused before they are read, 100 MB while they come, memory stays flat', async () => {
    const { url } = await scriptedTarget();
    const large = await ask(url, '{ __typename }', { variables: { a: 'x'.repeat(2_000_000) } });
    expect([large.status, ...codes(large)]).toEqual([413, 'QUERY_TOO_LARGE']);
    const before = process.memoryUsage().rss;
    const outgoing = request(url, { method: 'POST', headers: { 'content-type': 'application/json' } });
    outgoing.on('error', () => {});
    const chunk = Buffer.alloc(100_000, ' ');
    let sent = 0;
    const pump = (): void => {
      while (sent < 100_000_000 && !outgoing.destroyed) {
        sent += chunk.length;
        if (!outgoing.write(chunk)) return void outgoing.once('drain', pump);
      }
    };
    pump();
    const [response] = await once(outgoing, 'response');
    expect(response.statusCode).toBe(413);
    await once(outgoing, 'close');
    expect(sent).toBeLessThan(40_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000);
    expect((await ask(url, '{ __typename }')).status).toBe(200);
  });

  test('a bomb in gzip is not unpacked', async () => {
    const { url } = await scriptedTarget();
    const { gzipSync } = await import('node:zlib');
    const body = gzipSync(Buffer.alloc(50_000_000, ' '));
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body,
    });
    expect(response.status).toBe(415);
  });

  test.each([
    ['headers', 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    [
      'a body',
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
    ],
    ['no bytes at all', ''],
  ])('100 connections that send %s slowly are cut, others are served', async (_, bytes) => {
    const { gateway, url } = await scriptedTarget({ server: { timeouts } });
    const closed = Array.from({ length: 100 }, () => {
      const socket = connectTcp(gateway.address.port, '127.0.0.1', () => socket.write(bytes));
      socket.on('error', () => {}).resume();
      return once(socket, 'close');
    });
    expect((await ask(url, '{ __typename }')).status).toBe(200);
    await Promise.all(closed);
    expect((await ask(url, '{ __typename }')).status).toBe(200);
  });

  test.each([
    ['both lengths', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 50\r\n'],
    ['a length that is none', 'Content-Length: +5\r\n'],
    ['an encoding in disguise', 'Transfer-Encoding: xchunked\r\n'],
    ['headers without end', `X-Large: ${'x'.repeat(100_000)}\r\n`],
  ])('%s are no request', async (_, headers) => {
    const { url, asana } = await scriptedTarget();
    const answer = await raw(
      url,
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}\r\n0\r\n\r\n`,
    );
    expect(answer).toMatch(/^(HTTP\/1\.1 4(00|31) |$)/);
    expect(asana.calls).toEqual([]);
  });

  test.each(['a b', 'x'.repeat(129), '{"a":1}', '<script>', 'é', ''])(
    'request id %.20j is replaced, not passed on',
    async (id) => {
      const { url, asana, lines } = await scriptedTarget();
      const { headers } = await ask(url, '{ me { gid } }', { token: TOKEN, headers: { 'x-request-id': id } });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(asana.requests[0]?.headers['x-request-id']).toBe(headers.get('x-request-id'));
      if (id) expect(lines.join('')).not.toContain(JSON.stringify(id).slice(1, -1));
    },
  );
});
