import { describe, expect, test, vi } from 'vitest';
import { fieldTree } from '../../src/asana/api/fields.ts';
import { refillOf } from '../../src/asana/budget/bucket.ts';
import { createTelemetry } from '../../src/telemetry.ts';
import { clientBench, taskRead } from '../support/asana-client.ts';
import { manualClock } from '../support/clock.ts';
import { type Answer, hang, json, refuse, reset, text } from '../support/scripted-asana.ts';

describe('a read', () => {
  test('is one GET with sorted fields', async () => {
    const { client, asana, context, stats } = await clientBench();
    const { data } = await client.read(
      taskRead('1', 'notes', 'assignee.name'),
      context({ requestId: 'r-1' }),
    );
    expect(data).toEqual({
      gid: '1',
      notes: 'notes of 1',
      assignee: { gid: '10', name: 'assignee.name of 1' },
    });
    expect(asana.calls).toEqual(['GET /tasks/1 [assignee.name,notes]']);
    expect(asana.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer 1/secret-of-ann',
      accept: 'application/json',
      'x-request-id': 'r-1',
    });
    expect(stats).toEqual({ upstreamCalls: 1, retries: 0 });
  });

  test('of a list sends limit, offset and parameters', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(json(200, { data: [{ gid: '1' }], next_page: { offset: 'two+', path: '', uri: '' } }));
    const action = { path: '/projects/1/tasks', route: '/projects/{gid}/tasks', fields: fieldTree(['name']) };
    const page = await client.read(
      { ...action, limit: 50, offset: 'a/b=', params: { completed_since: 'now' } },
      context(),
    );
    expect(page).toEqual({ data: [{ gid: '1' }], nextOffset: 'two+' });
    expect(asana.calls).toEqual([
      'GET /projects/1/tasks?limit=50&offset=a%2Fb%3D&completed_since=now [name]',
    ]);
  });

  test('with more fields than a URL holds goes as a batch', async () => {
    const { client, asana, context } = await clientBench();
    const fields = Array.from({ length: 500 }, (_, index) => `field_number_${index}`);
    expect((await client.read(taskRead('1', ...fields), context())).data).toMatchObject({ gid: '1' });
    expect(asana.requests[0]?.url.pathname).toBe('/api/1.0/batch');
  });

  test.each([
    [400, 'BAD_USER_INPUT'],
    [401, 'UNAUTHENTICATED'],
    [402, 'PAYMENT_REQUIRED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [422, 'BAD_USER_INPUT'],
    [451, 'FORBIDDEN'],
    [302, 'UPSTREAM_ERROR'],
    [418, 'UPSTREAM_ERROR'],
  ])('answered %i fails with %s, once', async (status, code) => {
    const { client, asana, context } = await clientBench();
    asana.next(refuse(status, 'because', { location: '/elsewhere' }));
    const asked = { ...taskRead('1'), fromCaller: true };
    await expect(client.read(asked, context())).rejects.toMatchObject({
      code,
      status,
      retryable: false,
      upstreamMessages: ['because'],
      message: expect.stringContaining('GET /tasks/1'),
    });
    expect(asana.calls).toHaveLength(1);
  });

  test.each([401, 403])('answered %i for want of a scope names it', async (status) => {
    const { client, asana, context } = await clientBench();
    asana.next(refuse(status, 'Your app lacks the following scope: jobs:read'));
    await expect(client.read(taskRead('1'), context())).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { missingScope: 'jobs:read' },
    });
  });

  test('quotes the phrase of a server error', async () => {
    const { client, asana, context } = await clientBench();
    const answer = json(500, { errors: [{ message: 'Server Error', phrase: '6 sad squid snuggle softly' }] });
    asana.next(answer, answer, answer, answer);
    await expect(client.read(taskRead('1'), context())).rejects.toMatchObject({
      code: 'UPSTREAM_ERROR',
      retryable: true,
      details: { phrase: '6 sad squid snuggle softly' },
    });
    expect(asana.calls).toHaveLength(4);
  });

  test.each([
    ['HTML', text(200, '<html>secret</html>', { 'content-type': 'text/html' })],
    ['an empty body', text(200, '')],
    ['half a JSON', text(200, '{"data": {"gid": ')],
    ['a bare array', json(200, [])],
    ['a list for a record', json(200, { data: [{ gid: '1' }] })],
    ['null', json(200, { data: null })],
    ['a record without gid', json(200, { data: { name: 'x' } })],
    ['a numeric gid', json(200, { data: { gid: 1 } })],
    ['another record', json(200, { data: { gid: '2' } })],
    ['204', text(204, '')],
    ['more than 20 MB', text(200, `{"data":{"gid":"1","notes":"${'x'.repeat(21 * 1024 * 1024)}"}}`)],
  ])('answered with %s is a typed error naming the call', async (_what, answer) => {
    const { client, asana, context } = await clientBench();
    asana.next(answer);
    const error = await client.read(taskRead('1'), context()).catch((thrown: unknown) => thrown);
    expect(asana.calls).toHaveLength(1);
    expect(error).toMatchObject({ code: 'UPSTREAM_ERROR', message: expect.stringContaining('GET /tasks/1') });
    expect(String(error)).not.toContain('secret');
  });

  test.each([
    ['a record for a list', { data: { gid: '1' } }],
    ['a page without offset', { data: [], next_page: {} }],
    ['more than was asked for', { data: Array(11).fill({ gid: '1' }), next_page: { offset: 'x' } }],
  ])('of a list answered with %s is a typed error', async (_what, body) => {
    const { client, asana, context } = await clientBench();
    asana.next(json(200, body));
    const action = { path: '/workspaces', route: '/workspaces', fields: null, limit: 10 };
    await expect(client.read(action, context())).rejects.toMatchObject({ code: 'UPSTREAM_ERROR' });
  });

  test('of a list whose next page begins nowhere is the last page', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(json(200, { data: [], next_page: { offset: '' } }));
    const action = { path: '/workspaces', route: '/workspaces', fields: null, limit: 10 };
    expect(await client.read(action, context())).toEqual({ data: [], nextOffset: null });
  });

  test.each([408, 425])('answered %i is repeated', async (status) => {
    const { client, asana, context } = await clientBench();
    asana.next(text(status, ''));
    expect((await client.read(taskRead('1'), context())).data).toMatchObject({ gid: '1' });
    expect(asana.calls).toHaveLength(2);
  });

  test('never shows a token that Asana echoes', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(refuse(401, 'Invalid token 1/secret-of-ann'));
    const error = await client.read(taskRead('1'), context()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ upstreamMessages: ['Invalid token [token]'] });
    expect(String(error)).not.toContain('secret-of-ann');
  });
});

describe('a read that meets a fault', () => {
  test.each<[string, Answer]>([
    ['a reset', reset],
    ['a 500', refuse(500, 'Server Error')],
    ['a 502 page', text(502, '<html>Bad Gateway</html>')],
    ['nonsense', (_request, response) => void response.socket?.end('no http at all\r\n\r\n')],
    ['an instant 429', refuse(429, 'Slow down', { 'retry-after': '0' })],
  ])('%s is repeated', async (_what, fault) => {
    const { client, asana, context, stats } = await clientBench();
    asana.next(fault);
    expect((await client.read(taskRead('1', 'name'), context())).data).toMatchObject({ name: 'name of 1' });
    expect(asana.calls).toEqual(['GET /tasks/1 [name]', 'GET /tasks/1 [name]']);
    expect(stats).toEqual({ upstreamCalls: 2, retries: 1 });
  });

  test('a connection that hangs leaves time for another', async () => {
    const { client, asana, context } = await clientBench({ timeoutMs: 2_000 });
    asana.next(hang);
    expect((await client.read(taskRead('1'), context())).data).toEqual({ gid: '1' });
    expect(asana.calls).toHaveLength(2);
  });

  test('a server that always hangs ends in a timeout', async () => {
    const { client, asana, context } = await clientBench({ timeoutMs: 100 });
    asana.next(hang, hang, hang, hang);
    await expect(client.read(taskRead('1'), context())).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  test('a server that is not there is told so', async () => {
    const { client, asana, context } = await clientBench();
    await asana[Symbol.asyncDispose]();
    await expect(client.read(taskRead('1'), context())).rejects.toMatchObject({
      code: 'UPSTREAM_UNREACHABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test.each([
    ['TLS', (url: string) => url.replace('http:', 'https:')],
    ['DNS', () => 'https://asana.invalid/api/1.0'],
  ])('a server that fails in %s is told so', async (_what, urlOf) => {
    vi.stubEnv('HTTPS_PROXY', '');
    const { asana } = await clientBench();
    const { client, context, stats } = await clientBench({ baseUrl: urlOf(asana.baseUrl) });
    vi.unstubAllEnvs();
    await expect(client.read(taskRead('1'), context())).rejects.toMatchObject({
      code: 'UPSTREAM_UNREACHABLE',
      retryable: true,
    });
    expect(stats.retries).toBe(3);
    expect(asana.calls).toEqual([]);
  });

  test('a body cut short is repeated', async () => {
    const { client, asana, context } = await clientBench();
    asana.next((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"data":');
      response.socket?.resetAndDestroy();
    });
    expect((await client.read(taskRead('1'), context())).data).toEqual({ gid: '1' });
  });

  test('a stale connection from the pool is no error', async () => {
    const { client, asana, context } = await clientBench();
    for (let round = 0; round < 3; round += 1) {
      await client.read(taskRead('1'), context());
      asana.closeIdle();
    }
    expect(asana.calls).toHaveLength(3);
  });

  test('a wait beyond the deadline is told, not waited', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(refuse(429, 'Slow down', { 'retry-after': '60' }));
    const limited = { code: 'RATE_LIMITED', retryAfterMs: 60_000 };
    await expect(client.read(taskRead('1'), context())).rejects.toMatchObject({
      ...limited,
      status: 429,
      upstreamMessages: ['Slow down'],
    });
    await expect(client.read(taskRead('1'), context())).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(asana.calls).toHaveLength(1);
  });

  test.each([
    { left: 100, answer: 'RATE_LIMITED', sent: 1 },
    { left: 300, answer: null, sent: 2 },
  ])('one that may go $left ms before its time is up: $answer', async ({ left, answer, sent }) => {
    const clock = manualClock();
    const timeoutMs = Math.ceil(1 / refillOf(6)) + left;
    const { client, asana, context } = await clientBench({ requestsPerMinute: 6, clock, timeoutMs });
    await client.read(taskRead('1'), context());
    const read = client.read(taskRead('2'), context()).then(
      () => null,
      (error) => error.code,
    );
    await clock.advance(timeoutMs);
    expect(await read).toBe(answer);
    expect(asana.calls).toHaveLength(sent);
  });

  test('a caller that leaves ends its read with its reason', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(hang);
    const leaving = new AbortController();
    const read = client.read(taskRead('1'), context({ signal: leaving.signal }));
    await asana.received(1);
    leaving.abort(new Error('left'));
    await expect(read).rejects.toThrow('left');
    expect(client.rateLimit(context().token).inFlightReads).toBe(0);
  });
});

describe('what the client says about itself', () => {
  test('counts calls, repetitions and batches', async () => {
    const { client, asana, context, telemetry } = await clientBench();
    asana.next(refuse(500, 'x'));
    await client.read(taskRead('1'), context());
    await client.readMany([taskRead('1'), taskRead('2')], context());
    expect(telemetry.read('upstream_calls', { route: '/tasks/{gid}', outcome: 'ok', method: 'GET' })).toBe(1);
    expect(
      telemetry.read('upstream_calls', { route: '/tasks/{gid}', outcome: 'UPSTREAM_ERROR', method: 'GET' }),
    ).toBe(1);
    expect(telemetry.read('upstream_calls', { route: '/batch', outcome: 'ok', method: 'POST' })).toBe(1);
    expect(telemetry.read('upstream_retries')).toBe(1);
    expect(telemetry.read('batch_size')).toBe(1);
    expect(telemetry.read('budget_tokens')).toBe(1);
  });

  test('logs calls by hash, and announced changes once', async () => {
    const lines: string[] = [];
    const telemetry = createTelemetry({
      level: 'debug',
      destination: { write: (line) => void lines.push(line) },
    });
    const { client, asana, context, token } = await clientBench({ telemetry });
    const changes = ['name=new_goals;info=https://x.test;affected=true', 'name=old_ids;info=;affected=false'];
    const answer = json(200, { data: { gid: '1' } }, { 'asana-change': changes });
    asana.next(answer, answer);
    await client.read(taskRead('1'), context());
    await client.read(taskRead('1'), context());
    const log = lines.join('');
    expect(log).toContain(token.hash);
    expect(log).not.toContain('secret');
    expect(lines.filter((line) => line.includes('new_goals'))).toHaveLength(1);
    expect(telemetry.read('asana_changes', { name: 'new_goals', affected: 'true' })).toBe(2);
  });
});
