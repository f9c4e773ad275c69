import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSandbox, DEMO_TOKEN, nameTagRows, tokenFaultRows } from '../../src/sandbox/server.ts';
import { createWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.sandbox.close());

const duplicate = (name: string, token?: string) =>
  world.post(`/projects/${world.sandbox.gids.projects.empty}/duplicate`, { name }, token);

test('any token is a user of its own unless it is dead', async () => {
  expect((await world.get('/users/me', DEMO_TOKEN)).body.data.name).toBe('Ada Okafor');
  const [somebody, other] = [await world.get('/users/me', 'somebody'), await world.get('/users/me', 'other')];
  expect(somebody.status).toBe(200);
  expect(other.body.data.gid).not.toBe(somebody.body.data.gid);
  expect((await world.get('/users/me', 'somebody')).body.data.gid).toBe(somebody.body.data.gid);
  const unknown = await world.get('/users/me', 'an-invalid-token');
  expect([unknown.status, unknown.body.errors[0].message]).toEqual([401, 'Not Authorized']);
  world.sandbox.store.revokeToken(DEMO_TOKEN);
  expect((await world.get('/users/me', DEMO_TOKEN)).status).toBe(401);
  expect((await world.get('/users/me')).status).toBe(200);
});

test('unknown routes and objects answer 404', async () => {
  expect((await world.get('/goals/1')).body.errors).toEqual([
    expect.objectContaining({ message: expect.any(String) }),
  ]);
  const wrong = async (path: string) => (await world.get(path)).body.errors[0].message;
  expect(await wrong('/tasks/42')).toBe('task: Unknown object: 42');
  expect(await wrong('/tasks/0')).toBe('task: Not a recognized ID: 0');
  expect(await wrong(`/tasks/${world.sandbox.gids.projects.launch}`)).toContain('Unknown object');
  expect(await wrong('/users/nobody%40example.com')).toBe('user: Unknown object: nobody@example.com');
});

test('changes to come are announced in headers', async () => {
  const { headers } = await world.get(`/projects/${world.sandbox.gids.projects.launch}`);
  expect(headers.get('asana-change')).toContain('affected=true');
  expect(headers.get('asana-change')).toContain('affected=false');
});

test('bodies that are no JSON or have no data answer 400', async () => {
  const headers = { authorization: `Bearer ${DEMO_TOKEN}` };
  const url = `${world.sandbox.url}/tasks/${world.sandbox.gids.tasks.first}/duplicate`;
  const status = async (body: string) => (await fetch(url, { method: 'POST', headers, body })).status;
  expect(await status('{"data":')).toBe(400);
  expect(await status('{"name":"x"}')).toBe(400);
  expect(await status('')).toBe(201);
});

test('the log tells every call and what was asked', async () => {
  await world.get('/users/me?opt_fields=name,email&opt_pretty=true');
  await world.get('/workspaces?limit=1', 'invalid-body');
  await duplicate('Copy');
  expect(world.sandbox.calls).toMatchObject([
    { method: 'GET', path: '/users/me', query: {}, fields: ['name', 'email'], status: 200, batched: false },
    { path: '/workspaces', query: { limit: '1' }, fields: [], tokenLast4: 'body', status: 401 },
    { method: 'POST', body: { name: 'Copy' }, status: 201, at: world.clock.time },
  ]);
  world.sandbox.clearCalls();
  expect(world.sandbox.calls).toEqual([]);
});

test('a batch answers every action in order', async () => {
  const { gids } = world.sandbox;
  const { status, body } = await world.post('/batch', {
    actions: [
      {
        relative_path: `/projects/${gids.projects.launch}/tasks`,
        method: 'get',
        options: { limit: 2, fields: ['name'] },
      },
      { relative_path: '/tasks/42', method: 'get' },
      { relative_path: '/users', method: 'get', data: { team: gids.teams.product, limit: 1 } },
      {
        relative_path: `/projects/${gids.projects.empty}/duplicate`,
        method: 'post',
        data: { name: 'In a batch' },
      },
      { relative_path: '/users/me?opt_fields=name', method: 'get' },
      { relative_path: '/organization_exports', method: 'post', data: {} },
      { relative_path: '/batch', method: 'post', data: {} },
    ],
  });
  expect(status).toBe(200);
  const codes = body.data.map((result: { status_code: number }) => result.status_code);
  expect(codes).toEqual([200, 404, 200, 201, 400, 400, 400]);
  expect(body.data[0].body.data).toHaveLength(2);
  expect(body.data[0].body.next_page.offset).toEqual(expect.any(String));
  expect(Object.keys(body.data[0].body.data[0])).toEqual(['gid', 'name']);
  expect(body.data[2].body.data).toHaveLength(3);
  expect(body.data[3].headers.location).toBe(`/jobs/${body.data[3].body.data.gid}`);
  expect(world.sandbox.calls.map(({ path, batched }) => [path, batched]).slice(0, 3)).toEqual([
    ['/batch', false],
    [`/projects/${gids.projects.launch}/tasks`, true],
    ['/tasks/42', true],
  ]);
  expect(world.sandbox.calls[1]).toMatchObject({ fields: ['name'], query: { limit: '2' } });
});

test('batches of none or eleven actions are refused', async () => {
  const action = { relative_path: '/users/me', method: 'get' };
  expect((await world.post('/batch', { actions: [] })).status).toBe(400);
  expect((await world.post('/batch', { actions: Array(11).fill(action) })).status).toBe(400);
  expect((await world.post('/batch', { actions: Array(10).fill(action) })).status).toBe(200);
  expect((await world.post('/batch', { actions: [action] }, `${DEMO_TOKEN}-nobatch`)).status).toBe(403);
});

test('each fault people read of is one that happens', async () => {
  const endings =
    'free ratelimited nobatch nojobs readonly nocounts 500 503 slow hang reset malformed empty wrongshape lost'.split(
      ' ',
    );
  expect(tokenFaultRows.map(({ write }) => write)).toEqual(endings.map((ending) => `-${ending}`));
  const tags = [
    '[fail]',
    '[slow]',
    '[stuck]',
    '[dangling]',
    '[slow tasks]',
    '[stalled tasks]',
    '[missing tasks]',
  ];
  expect(nameTagRows.map(({ write }) => write)).toEqual(tags);
  const statusOf = async (ending: string) => (await world.get('/users/me', `${DEMO_TOKEN}${ending}`)).status;
  expect(await Promise.all(['', '-free', '-ratelimited', '-500'].map(statusOf))).toEqual([
    200, 200, 429, 500,
  ]);
});

test('requests a minute are limited, refused ones count', async () => {
  await using small = await createWorld({ requestsPerMinute: 3 });
  for (let count = 0; count < 3; count++) expect((await small.get('/users/me')).status).toBe(200);
  const refused = await small.get('/users/me');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  expect((await small.get('/users/me', small.sandbox.tokens.grace)).status).toBe(200);
  small.clock.time += 59_000;
  expect((await small.get('/users/me')).headers.get('retry-after')).toBe('1');
  small.clock.time += 2_000;
  expect((await small.get('/users/me')).status).toBe(200);
});

test('one action over the limit refuses the whole batch', async () => {
  await using small = await createWorld({ requestsPerMinute: 3 });
  const batch = (size: number) =>
    small.post('/batch', { actions: Array(size).fill({ relative_path: '/users/me', method: 'get' }) });
  expect((await batch(3)).status).toBe(200);
  expect((await batch(1)).status).toBe(429);
  expect(small.sandbox.calls.map(({ path }) => path)).toEqual([
    '/batch',
    '/users/me',
    '/users/me',
    '/users/me',
    '/batch',
  ]);
});

test('fifty reads and fifteen writes may be in flight', async () => {
  const { sandbox } = world;
  const inFlight = async (count: number) => {
    while (sandbox.calls.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  const stop = sandbox.fail({ match: {}, fault: { kind: 'hang' } });
  const reads = Array.from({ length: 50 }, () => world.get('/users/me'));
  await inFlight(50);
  expect((await world.get('/users/me')).body.errors[0].message).toContain('concurrent requests');
  const writes = Array.from({ length: 15 }, () => duplicate('Hangs'));
  await inFlight(66);
  expect((await duplicate('One more')).status).toBe(429);
  stop();
  expect((await world.get('/users/me', sandbox.tokens.grace)).status).toBe(200);
  await Promise.all([Promise.allSettled([...reads, ...writes]), sandbox.close()]);
});

test('endings of a token spoil its calls', async () => {
  const raw = (ending: string, path = '/users/me') =>
    fetch(world.sandbox.url + path, { headers: { authorization: `Bearer ${DEMO_TOKEN}-${ending}` } });
  expect((await raw('ratelimited')).headers.get('retry-after')).toBe('1');
  expect((await (await raw('500')).json()).errors[0].phrase).toEqual(expect.any(String));
  expect((await raw('503')).headers.get('content-type')).toBe('text/html');
  expect((await raw('nojobs', '/jobs/1')).status).toBe(403);
  expect((await raw('nojobs')).status).toBe(200);
  expect((await raw('nobatch-free')).status).toBe(200);
  await expect((await raw('malformed')).json()).rejects.toThrow();
  await expect(raw('reset')).rejects.toThrow();
});

test('a rule spoils matching calls as often as told', async () => {
  const stop = world.sandbox.fail({
    match: { path: /^\/tasks\// },
    fault: { status: 503, headers: { 'retry-after': '2' } },
  });
  world.sandbox.fail({ match: { method: 'get', path: '/users/me' }, times: 1, fault: { kind: 'empty' } });
  const spoilt = await world.get(`/tasks/${world.sandbox.gids.tasks.first}`);
  expect([spoilt.status, spoilt.headers.get('retry-after')]).toEqual([503, '2']);
  await expect(world.get('/users/me')).rejects.toThrow();
  expect((await world.get('/users/me')).status).toBe(200);
  stop();
  expect((await world.get(`/tasks/${world.sandbox.gids.tasks.first}`)).status).toBe(200);
});

test('a start may take effect though its reply is lost', async () => {
  const jobs = () => world.sandbox.store.all('job').length;
  const match = { method: 'POST' };
  for (const kind of ['reset', 'malformed', 'html'] as const) {
    world.sandbox.fail({ match, times: 1, fault: { kind }, after: 'after-effect' });
    await expect(duplicate('Lost')).rejects.toThrow();
  }
  expect(jobs()).toBe(3);
  world.sandbox.fail({ match, times: 1, fault: { kind: 'reset' } });
  await expect(duplicate('Never begun')).rejects.toThrow();
  expect(jobs()).toBe(3);
  world.sandbox.fail({ match, times: 1, fault: { kind: 'wrong-shape' }, after: 'after-effect' });
  expect((await duplicate('Odd')).body).toEqual({ result: expect.anything() });
});

test('rules tell batched actions from single calls', async () => {
  world.sandbox.fail({ match: { path: '/users/me', batched: true }, fault: { status: 500 } });
  expect((await world.get('/users/me')).status).toBe(200);
  const { body } = await world.post('/batch', { actions: [{ relative_path: '/users/me', method: 'get' }] });
  expect(body.data[0].status_code).toBe(500);
});

test('closing ends calls that hang or wait', async () => {
  const own = await createSandbox();
  own.fail({ match: { path: '/users/me' }, fault: { kind: 'hang' } });
  own.fail({ match: { path: '/workspaces' }, fault: { kind: 'slow', ms: 600_000 } });
  const headers = { authorization: `Bearer ${DEMO_TOKEN}` };
  const calls = ['/users/me', '/workspaces'].map((path) => fetch(own.url + path, { headers }));
  while (own.calls.length < 2) await new Promise((resolve) => setImmediate(resolve));
  const [outcomes] = await Promise.all([Promise.allSettled(calls), own.close()]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const port = Number(new URL(own.url).port);
  const refused = await new Promise((resolve) => connect(port, '127.0.0.1').on('error', resolve));
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
});
