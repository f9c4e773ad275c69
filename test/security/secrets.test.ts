import type { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { post, run, urlOf } from '../e2e/support.ts';
import { connect } from '../server/support.ts';
import { describeRedis, startRedis } from '../support/redis.ts';
import { type Answer, json, reset, text } from '../support/scripted-asana.ts';
import { registerSdk, textOf } from '../telemetry/spans.ts';
import { ask, firstEvent, sandboxTarget, scripted, scriptedTarget, send } from './support.ts';

/** Says the caller's token wherever there is room for it. */
const echo =
  (status: number): Answer =>
  (request, response) => {
    const said = `invalid token: ${request.headers.authorization} (${request.headers.authorization?.slice(7)})`;
    const body = { errors: [{ message: said, help: said, phrase: said }], said };
    json(status, body, {
      'asana-change': `name=${said};info=${said};affected=true`,
      'www-authenticate': said,
    })(request, response);
  };
const html: Answer = (request, response) =>
  text(502, `<html>${request.headers.authorization}</html>`)(request, response);
const wrongShape: Answer = (request, response) =>
  json(200, { data: [request.headers.authorization], errors: request.headers.authorization })(
    request,
    response,
  );

const FAULTS = [
  echo(400),
  echo(401),
  echo(402),
  echo(403),
  echo(404),
  echo(422),
  echo(429),
  echo(500),
  html,
  wrongShape,
  reset,
];
const OPERATIONS = [
  '{ me { gid name } }',
  '{ a: task(gid: "1") { name } b: task(gid: "2") { name } }',
  '{ job(gid: "1") { status newTask { name } } }',
  'mutation { duplicateTask(input: { taskGid: "1", name: "x" }) { job { gid } userErrors { message } } }',
  'mutation { duplicateTask(input: { taskGid: "1", name: "x", idempotencyKey: "k" }) { job { gid } userErrors { message } } }',
  '{ recentJobs { gid status } unknownStarts { kind } rateLimit { remaining } }',
  '{ nonsense }',
  '{ me {',
];

async function storm(url: string, token: string, spoil: (answer: Answer) => void): Promise<string> {
  let told = '';
  for (const fault of FAULTS) {
    for (const operation of OPERATIONS) {
      for (let time = 0; time < 4; time += 1) spoil(fault);
      told += (await ask(url, operation, { token })).text;
    }
    for (let time = 0; time < 4; time += 1) spoil(fault);
    told += await firstEvent(url, 'subscription { jobUpdated(gid: "1") { status } }', { token });
  }
  for (const authorization of [token, `Basic ${token}`, `Bearer ${token} ${token}`, `bearer  ${token}`]) {
    const headers = { 'content-type': 'application/json', authorization };
    told += (await send(url, { method: 'POST', headers, body: '{' })).text;
    told += (await send(url, { method: 'POST', headers, body: '{"query":"{ me { gid } }"}' })).text;
    told += (await send(url, { method: 'POST', headers: { authorization }, body: token })).text;
    const socket = await connect(url, { Authorization: authorization, token });
    socket.send({ type: 'subscribe', id: '1', payload: { query: '{ me { gid } }' } });
    told += JSON.stringify(await socket.next());
    socket.send('nonsense');
    told += (await socket.closed).reason;
  }
  return told;
}

describe('after a storm of errors', () => {
  test('a caller’s token stands in no line, metric, span or answer', async () => {
    const spans = registerSdk();
    const { url, gateway, asana, lines } = await scriptedTarget({
      asanaTimeoutMs: 400,
      watchFailureLimitMs: 1_000,
      hashSecret: 'the-secret-of-the-hashes',
      server: { limits: { variables: 1 } },
    });
    // Nothing a redactor could know by its look.
    const token = 'plain-words-that-nobody-may-read';
    const told = await storm(url, token, (answer) => asana.next(answer));
    const metrics = (await send(`${gateway.baseUrl}/metrics`)).text;
    const written = lines.join('') + metrics + textOf(spans.all());
    expect(written).toContain('asana announces a change');
    expect(metrics).toContain('gateway_errors_total{code="UNAUTHENTICATED"}');
    expect(spans.all().length).toBeGreaterThan(50);
    expect(told).toContain('[token]');
    for (const secret of [token, 'the-secret-of-the-hashes']) {
      // Not `toContain`: a failure would print it all.
      expect([written.includes(secret), told.includes(secret)]).toEqual([false, false]);
    }
  }, 60_000);
});

describeRedis('the built program in service mode, over Redis, after a storm of errors', () => {
  test('writes none of its secrets anywhere, nor tells them', async () => {
    await using redis = await startRedis();
    const asana = await scripted();
    const secrets = {
      ASANA_TOKEN: 'own-token-that-nobody-may-read',
      GATEWAY_KEYS: 'web:key-that-nobody-may-read,web:other-key-nobody-may-read',
      HASH_SECRET: 'salt-that-nobody-may-read',
    };
    await using gateway = run(['start', '--port', '0', '--log-level', 'trace'], {
      env: {
        ...secrets,
        ASANA_BASE_URL: asana.baseUrl,
        ASANA_TIMEOUT: '400ms',
        WATCH_FAILURE_LIMIT: '1s',
        REDIS_URL: redis.url,
      },
    });
    const url = await urlOf(gateway);
    const keys = ['key-that-nobody-may-read', 'other-key-nobody-may-read'];
    let told = await storm(url, keys[0] ?? '', (answer) => asana.next(answer));
    told += await storm(url, 'no-key-that-nobody-may-read', (answer) => void answer);
    await post(url, '{ me { gid } }', {}, { authorization: `Bearer ${keys[1]}` });
    const metrics = await (await fetch(new URL('/metrics', url))).text();
    let kept = '';
    for (const key of await redis.admin.keys('*')) {
      kept += key + JSON.stringify(await stored(redis.admin, key));
    }
    expect(kept).toContain('asana-jobs-gateway');
    gateway.child.kill('SIGTERM');
    const { code, stdout, stderr } = await gateway.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('"key":"web"');
    expect([stdout, metrics, kept, told].map((place) => place.includes('nobody-may-read'))).toEqual(
      Array(4).fill(false),
    );
  }, 90_000);
});

async function stored(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'zset':
      return redis.zrange(key, 0, -1);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    default:
      return redis.dump(key);
  }
}

describe('of two callers, the second', () => {
  async function jobOfTheFirst() {
    const opened = await sandboxTarget();
    const { ada, grace } = opened.sandbox.tokens;
    const start = (token: string) =>
      ask(
        opened.url,
        `mutation ($gid: ID!) { duplicateTask(input: { taskGid: $gid, name: "Only for Ada", idempotencyKey: "same" }) {
          job { gid status newTask { name } } userErrors { code } } }`,
        { token, variables: { gid: opened.sandbox.gids.tasks.first } },
      );
    const gid = (await start(ada)).data.duplicateTask.job.gid as string;
    return { ...opened, ada, grace, start, gid };
  }

  test('sees nothing of a job of the first’s, by any door', async () => {
    const { url, ada, grace, gid } = await jobOfTheFirst();
    const id = Buffer.from(`Job:${gid}`).toString('base64');
    const everything = `query ($gid: ID!, $id: ID!) {
      job(gid: $gid) { gid kind startedAt finishedAt source { __typename } }
      known: job(gid: $gid) { gid }
      jobs(gids: [$gid]) { kind status }
      node(id: $id) { id ... on Job { kind startedAt source { __typename } } }
      nodes(ids: [$id]) { ... on Job { kind } }
      waitForJob(gid: $gid, seconds: 5) { kind status newTask { name } }
      recentJobs { gid kind } unknownStarts { kind } rateLimit { runningJobs }
    }`;
    const own = await ask(url, everything, { token: ada, variables: { gid, id } });
    expect(own.data).toMatchObject({
      job: { kind: 'DUPLICATE_TASK', source: { __typename: 'Task' } },
      waitForJob: { status: 'SUCCEEDED', newTask: { name: 'Only for Ada' } },
      recentJobs: [{ gid }],
    });
    const other = await ask(url, everything, { token: grace, variables: { gid, id } });
    expect(other.data).toEqual({
      job: null,
      known: null,
      jobs: [null],
      node: null,
      nodes: [null],
      waitForJob: null,
      recentJobs: [],
      unknownStarts: [],
      rateLimit: { runningJobs: 0 },
    });
    expect(other.text).not.toMatch(/Only for Ada|DUPLICATE_TASK/);
  });

  test('gets no event of it while the first is watching', async () => {
    const { url, ada, grace, gid } = await jobOfTheFirst();
    const watch = `subscription { jobUpdated(gid: "${gid}") { status kind newTask { name } } }`;
    const many = `subscription { jobsUpdated(gids: ["${gid}"]) { status kind newTask { name } } }`;
    const mine = await connect(url, { Authorization: `Bearer ${ada}` });
    mine.send({ type: 'subscribe', id: '1', payload: { query: watch } });
    expect((await mine.next()).payload?.errors).toBeUndefined();
    const theirs = await connect(url, { Authorization: `Bearer ${grace}` });
    for (const [index, query] of [watch, many].entries()) {
      theirs.send({ type: 'subscribe', id: String(index), payload: { query } });
    }
    const told = [await theirs.next(), await theirs.next(), await theirs.next(), await theirs.next()];
    expect(told.map(({ type }) => type).sort()).toEqual(['complete', 'complete', 'next', 'next']);
    for (const { payload } of told) {
      expect(payload?.errors?.[0]?.extensions.code ?? 'NOT_FOUND').toBe('NOT_FOUND');
      expect(payload?.data ?? null).toBeNull();
    }
    expect(await firstEvent(url, watch, { token: grace })).toContain('NOT_FOUND');
    for (let last = ''; last !== 'complete'; ) last = (await mine.next()).type;
    for (const { socket } of [mine, theirs]) socket.terminate();
  });

  test('starts a job of its own with the same key, and shares it with nobody', async () => {
    const { ada, grace, start, gid, sandbox } = await jobOfTheFirst();
    expect((await start(ada)).data.duplicateTask.job.gid).toBe(gid);
    const other = (await start(grace)).data.duplicateTask;
    expect(other.job?.gid).not.toBe(gid);
    const posts = sandbox.calls.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/duplicate'),
    );
    expect(posts).toHaveLength(2);
  });

  test('of two keys in service mode has a list of its own', async () => {
    const opened = await scriptedTarget({
      asanaToken: 'own-token-of-the-gateway',
      gatewayKeys: [
        { name: 'one', key: 'key-of-one' },
        { name: 'two', key: 'key-of-two' },
      ],
    });
    const start = `mutation { duplicateTask(input: { taskGid: "1", name: "x", idempotencyKey: "same" }) { job { gid } } }`;
    await ask(opened.url, start, { token: 'key-of-one' });
    const list = '{ recentJobs { gid } }';
    expect((await ask(opened.url, list, { token: 'key-of-one' })).data.recentJobs).toHaveLength(1);
    expect((await ask(opened.url, list, { token: 'key-of-two' })).data.recentJobs).toHaveLength(0);
    await ask(opened.url, start, { token: 'key-of-two' });
    expect(opened.asana.calls.filter((call) => call.startsWith('POST'))).toHaveLength(2);
  });
});

test('strangers who only ask push nobody’s list out of memory', async () => {
  const { memoryLedger } = await import('../../src/starts/memory-ledger.ts');
  const ledger = memoryLedger({ maxRows: 3 });
  await ledger.watched('user:1', '1');
  for (let stranger = 0; stranger < 10; stranger += 1) {
    await ledger.list(`token:${stranger}`, { first: 1 });
    await ledger.unknownStarts(`token:${stranger}`);
  }
  expect(await ledger.list('user:1', { first: 1 })).toHaveLength(1);
});
