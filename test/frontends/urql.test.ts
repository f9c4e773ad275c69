import { Client, fetchExchange, gql } from '@urql/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Demo, JOB_MS, openDemo } from './demo.ts';
import { createEvents } from './events.ts';
import { createFetch } from './snippets/connection.ts';
import { createUrql } from './snippets/urql.ts';

let demo: Demo;
let client: Client;

beforeEach(async () => {
  demo = await openDemo();
  client = createUrql(demo.url, demo.session);
});

afterEach(() => demo[Symbol.asyncDispose]());

const ME = gql`{ me { id name } }`;
const START = gql`
  mutation Start($input: InstantiateTaskInput!) {
    instantiateTask(input: $input) { job { id gid status } userErrors { code message field } }
  }
`;
const WATCH = gql<Watched>`
  subscription Watch($gid: ID!) { jobUpdated(gid: $gid) { id status newTask { id name } } }
`;

interface Watched {
  readonly jobUpdated: { readonly status: string; readonly newTask: { readonly name: string } | null };
}

async function start(name: string): Promise<string> {
  const input = { taskTemplateGid: demo.sandbox.gids.taskTemplates.photoShoot, name };
  const { data, error } = await client.mutation(START, { input });
  expect(error).toBeUndefined();
  return data.instantiateTask.job.gid;
}

function watch(gid: string, over = client) {
  const events = createEvents<Watched['jobUpdated']>();
  const { unsubscribe } = over.subscription(WATCH, { gid }).subscribe(({ data, error }) => {
    if (error) events.fail(error);
    else if (data) events.push(data.jobUpdated);
  });
  return { ...events, unsubscribe };
}

test('a query brings the token of the session', async () => {
  const { data } = await client.query(ME, {});

  expect(data.me.name).toBe('Ada Okafor');
  expect(demo.tokens).toEqual(['token-1-of-ada']);
});

test('a job is started and watched to its end', async () => {
  const events = watch(await start('Beach shoot'));

  expect(await events.next()).toMatchObject({ status: 'NOT_STARTED' });
  demo.advance(JOB_MS);
  expect(await events.next()).toMatchObject({ status: 'SUCCEEDED', newTask: { name: 'Beach shoot' } });
  events.unsubscribe();
});

test('an expired token is renewed for HTTP', async () => {
  await client.query(ME, {});
  demo.revoke();

  const { data } = await client.query(ME, {}, { requestPolicy: 'network-only' });

  expect(data.me.name).toBe('Ada Okafor');
  expect(demo.tokens).toHaveLength(2);
});

test('an expired token is renewed under a running subscription', async () => {
  const events = watch(await start('Forest shoot'));
  await events.next();

  demo.revoke();
  await expect.poll(() => demo.tokens.length, { timeout: 10_000 }).toBe(2);
  demo.advance(JOB_MS);

  await events.until(({ status }) => status === 'SUCCEEDED');
  events.unsubscribe();
});

test('a subscription survives a restart of the gateway', async () => {
  const events = watch(await start('Harbour shoot'));
  await events.next();

  await demo.restart();
  demo.advance(JOB_MS);

  await events.until(({ status }) => status === 'SUCCEEDED');
  events.unsubscribe();
});

test('subscriptions go over HTTP where sockets are blocked', async () => {
  const overHttp = new Client({
    url: demo.url,
    fetch: createFetch(demo.session),
    preferGetMethod: false,
    fetchSubscriptions: true,
    exchanges: [fetchExchange],
  });
  const events = watch(await start('Roof shoot'), overHttp);

  expect(await events.next()).toMatchObject({ status: 'NOT_STARTED' });
  demo.advance(JOB_MS);
  await events.until(({ status }) => status === 'SUCCEEDED');
  events.unsubscribe();
});
