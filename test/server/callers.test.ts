import { Client } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { asanaToken } from '../../src/asana/api/token.ts';
import { callerMode, createCallers } from '../../src/server/callers.ts';
import { post, startServer } from './support.ts';

const HERE = '127.0.0.1';
const service = { asanaToken: 'service-secret', hashSecret: null };
const keys = [
  { name: 'web', key: 'first-key' },
  { name: 'web', key: 'second-key' },
  { name: 'ops', key: 'third-key' },
];

describe('pass-through', () => {
  const callers = createCallers({ kind: 'pass-through' }).resolve;

  test.each(['Bearer abc', 'bearer abc', 'Bearer  abc '])('takes the token of %j', (value) => {
    const { caller } = callers(value, HERE);
    expect(caller?.token.header()).toBe('Bearer abc');
    expect(caller?.owner).toBe(`token:${asanaToken('abc').hash}`);
    expect(caller?.name).toBeNull();
  });

  test.each(['', 'abc', 'Basic abc', 'Bearer', 'Bearer ', 'Bearer a b', 'Bearer ä', 'Bearerabc'])(
    'refuses %j with a clear message',
    (value) => {
      const { caller, error } = callers(value, HERE);
      expect(caller).toBeNull();
      expect(error).toMatchObject({
        code: 'UNAUTHENTICATED',
        message: expect.stringContaining('Bearer <token>'),
      });
    },
  );

  test('has nobody without a value', () => {
    expect(callers(undefined, HERE)).toEqual({ caller: null });
  });

  test('hashes with the secret when there is one', () => {
    const keyed = createCallers(
      callerMode({ asanaToken: null, gatewayKeys: null, hashSecret: 'pepper' }),
    ).resolve;
    expect(keyed('Bearer abc', HERE).caller?.token.hash).not.toBe(
      callers('Bearer abc', HERE).caller?.token.hash,
    );
  });

  test('knows who called before on a connection, and nobody else', () => {
    const before = callers('Bearer abc-token', HERE);
    expect(callers('Bearer abc-token', HERE, before)).toBe(before);
    for (const value of ['Bearer abc-tokex', 'Bearer bc-token', 'Bearer abc-token2', 'bearer xabc-token']) {
      const { caller } = callers(value, HERE, before);
      expect(caller?.owner).toBe(`token:${asanaToken(value.slice('Bearer '.length)).hash}`);
    }
    expect(callers('Basic  abc-token', HERE, before).caller).toBeNull();
    expect(callers(undefined, HERE, before).caller).toBeNull();
    expect(callers('Bearer abc-token', '10.0.0.1', before).caller?.network).toBe('10.0.0.1');
    const nobody = callers('Basic abc', HERE);
    expect(callers('Bearer abc-token', HERE, nobody)).toEqual(before);
  });

  test('tells apart who calls on one connection', async () => {
    await using running = await startServer();
    const connection = new Client(running.server.baseUrl, { pipelining: 1 });
    onTestFinished(() => connection.close());
    const owners: unknown[] = [];
    for (const token of ['first-token', 'second-token', 'first-token', 'first-token', null]) {
      const { body } = await connection.request({
        method: 'POST',
        path: '/graphql',
        headers: {
          'content-type': 'application/json',
          ...(token !== null && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query: '{ who }' }),
      });
      owners.push(((await body.json()) as { data: { who: unknown } }).data.who);
    }
    const [first, second] = ['first-token', 'second-token'].map((text) => `token:${asanaToken(text).hash}`);
    expect(owners).toEqual([first, second, first, first, null]);
  });

  test('falls back to the token of the demo', () => {
    const demo = createCallers({ kind: 'pass-through', fallback: asanaToken('demo') }).resolve;
    expect(demo(undefined, HERE).caller?.token.header()).toBe('Bearer demo');
    expect(demo('Bearer other', HERE).caller?.token.header()).toBe('Bearer other');
  });
});

describe('service mode', () => {
  const callers = createCallers(callerMode({ ...service, gatewayKeys: keys })).resolve;

  test.each([
    ['first-key', 'web'],
    ['second-key', 'web'],
    ['third-key', 'ops'],
  ])('takes %s for %s', (key, name) => {
    const { caller } = callers(`Bearer ${key}`, HERE);
    expect(caller).toMatchObject({ name, owner: `key:${name}` });
    expect(caller?.token.header()).toBe('Bearer service-secret');
  });

  test.each([undefined, 'Bearer wrong', 'Bearer service-secret', 'Bearer first-ke', 'Basic first-key'])(
    'refuses %j',
    (value) => {
      const { caller, error } = callers(value, HERE);
      expect(caller).toBeNull();
      expect(error).toMatchObject({ code: 'UNAUTHENTICATED' });
      expect(error?.message).not.toContain('secret');
    },
  );

  test('serves everybody on loopback without keys', () => {
    const open = createCallers(callerMode({ ...service, gatewayKeys: null })).resolve;
    expect(open(undefined, HERE).caller?.token.header()).toBe('Bearer service-secret');
    expect(open('Bearer anything', HERE)).toMatchObject({ caller: null, error: { code: 'UNAUTHENTICATED' } });
  });

  test('answers UNAUTHENTICATED over HTTP and logs the name of a key', async () => {
    await using running = await startServer({ ...service, gatewayKeys: keys });
    const refused = await post(running.url, { query: '{ who hello }' }, { authorization: 'Bearer nope' });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: expect.stringContaining('not known'),
          extensions: { code: 'UNAUTHENTICATED', retryable: false },
        },
      ],
    });
    const keyless = await post(running.url, { query: '{ who hello }' });
    expect(await keyless.json()).toMatchObject({ data: { who: null, hello: 'world' } });
    const taken = await post(running.url, { query: '{ who }' }, { authorization: 'Bearer third-key' });
    expect(await taken.json()).toEqual({ data: { who: 'key:ops' } });
    expect(running.lines.at(-1)).toMatchObject({ key: 'ops' });
    expect(JSON.stringify(running.lines)).not.toMatch(/third-key|service-secret|nope/);
  });
});

describe('at first sight', () => {
  const { resolve, atFirstSight } = createCallers(callerMode({ ...service, gatewayKeys: keys }));

  test('a key is known where it was right before, and a guess nowhere', () => {
    expect(atFirstSight('Bearer first-key', HERE)).toBeNull();
    resolve('Bearer first-key', HERE);
    expect(atFirstSight('Bearer first-key', HERE)?.owner).toBe('key:web');
    expect(atFirstSight('Bearer first-key', '10.0.0.1')).toBeNull();
    for (const guess of ['Bearer third-key', 'Bearer x', 'x', undefined])
      expect(atFirstSight(guess, HERE)).toBeNull();
  });

  test('a token says whose it is', () => {
    const passThrough = createCallers({ kind: 'pass-through' });
    expect(passThrough.atFirstSight('Bearer abc', HERE)?.owner).toBe(`token:${asanaToken('abc').hash}`);
    for (const malformed of ['x', undefined]) expect(passThrough.atFirstSight(malformed, HERE)).toBeNull();
  });

  test('without keys everybody on this machine is one', () => {
    const open = createCallers(callerMode({ ...service, gatewayKeys: null }));
    expect(open.atFirstSight(undefined, HERE)?.owner).toBe('key:local');
  });
});
