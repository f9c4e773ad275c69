import type { Client } from 'graphql-ws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Demo, JOB_MS, openDemo } from './demo.ts';
import { createFetch, createSocket } from './snippets/connection.ts';
import { watchJob } from './snippets/watch.ts';

let demo: Demo;
let socket: Client;

beforeEach(async () => {
  demo = await openDemo();
  socket = createSocket(demo.url, demo.session);
});

afterEach(async () => {
  await socket.dispose();
  await demo[Symbol.asyncDispose]();
});

async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  for await (const { data, errors } of socket.iterate<Data>({ query, variables })) {
    expect(errors).toBeUndefined();
    return data as Data;
  }
  throw new Error('no answer');
}

async function start(name: string): Promise<string> {
  const { duplicateProject } = await ask<{ duplicateProject: { job: { gid: string } } }>(
    'mutation Copy($input: DuplicateProjectInput!) { duplicateProject(input: $input) { job { gid } } }',
    { input: { projectGid: demo.sandbox.gids.projects.website, name } },
  );
  return duplicateProject.job.gid;
}

test('queries and mutations go over the socket too', async () => {
  expect(await ask('{ me { name } }')).toEqual({ me: { name: 'Ada Okafor' } });
  expect(await start('Website 2027')).toMatch(/^\d+$/);
});

test('a job is watched to its end', async () => {
  const events = watchJob(socket, demo.session, await start('Website 2027'));

  expect((await events.next()).value).toMatchObject({ status: 'NOT_STARTED', newProject: null });
  demo.advance(JOB_MS);
  expect((await events.next()).value).toMatchObject({ newProject: { name: 'Website 2027' } });
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

test('an expired token closes the socket, which comes back', async () => {
  const events = watchJob(socket, demo.session, await start('Website 2027'));
  await events.next();
  const codes: number[] = [];
  socket.on('closed', (event) => codes.push((event as CloseEvent).code));

  demo.revoke();
  await expect.poll(() => demo.tokens.length, { timeout: 10_000 }).toBe(2);
  demo.advance(JOB_MS);

  expect((await events.next()).value).toMatchObject({ status: expect.any(String) });
  expect(codes).toEqual([4403]);
});

test('without that wish the operation ends instead', async () => {
  const plain = createSocket(demo.url, demo.session, false);
  const events = watchJob(plain, demo.session, await start('Website 2027'));
  await events.next();

  demo.revoke();
  await expect.poll(() => demo.sandbox.calls.some(({ status }) => status === 401)).toBe(true);
  demo.advance(JOB_MS);

  await expectLast(events, { status: 'SUCCEEDED' });
  expect(demo.tokens).toHaveLength(2);
  await plain.dispose();
});

test('a token that cannot be renewed ends the subscription', async () => {
  const gid = await start('Website 2027');
  const stuck = { token: async () => 'an-expired-token', renew: async () => {} };
  const other = createSocket(demo.url, stuck);

  await expect(watchJob(other, stuck, gid).next()).rejects.toThrow('The session has ended: sign in again.');
  await other.dispose();
});

test('a subscription survives a restart of the gateway', async () => {
  const events = watchJob(socket, demo.session, await start('Website 2027'));
  await events.next();
  const codes: number[] = [];
  socket.on('closed', (event) => codes.push((event as CloseEvent).code));

  await demo.restart();
  demo.advance(JOB_MS);

  await expectLast(events, { status: 'SUCCEEDED' });
  expect(codes[0]).toBe(1001);
});

test('refusals at once renew the token once', async () => {
  const fetchWithToken = createFetch(demo.session);
  const me = () =>
    fetchWithToken(demo.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ me { name } }' }),
    }).then((response) => response.json());
  await me();
  demo.revoke();

  const answers = await Promise.all([me(), me(), me()]);

  expect(answers).toEqual(Array(3).fill({ data: { me: { name: 'Ada Okafor' } } }));
  expect(demo.tokens).toHaveLength(2);
});

async function expectLast(events: AsyncIterable<object>, last: object): Promise<void> {
  let seen: object = {};
  for await (const event of events) seen = event;
  expect(seen).toMatchObject(last);
}
