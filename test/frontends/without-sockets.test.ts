import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Demo, JOB_MS, openDemo } from './demo.ts';
import { createFetch } from './snippets/connection.ts';
import { subscribeOverSse } from './snippets/sse.ts';
import { waitUntilFinished } from './snippets/wait.ts';

let demo: Demo;
let fetchWithToken: typeof fetch;

beforeEach(async () => {
  demo = await openDemo();
  fetchWithToken = createFetch(demo.session);
});

afterEach(() => demo[Symbol.asyncDispose]());

async function start(name: string): Promise<string> {
  const response = await fetchWithToken(demo.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation M($input: DuplicateProjectInput!) { duplicateProject(input: $input) { job { gid } } }',
      variables: { input: { projectGid: demo.sandbox.gids.projects.website, name } },
    }),
  });
  const { data } = (await response.json()) as { data: { duplicateProject: { job: { gid: string } } } };
  return data.duplicateProject.job.gid;
}

const WATCH = 'subscription Watch($gid: ID!) { jobUpdated(gid: $gid) { status } }';

test('server-sent events carry a job to its end', async () => {
  const variables = { gid: await start('Website 2027') };
  const events = subscribeOverSse(demo.url, fetchWithToken, { query: WATCH, variables });

  expect((await events.next()).value).toEqual({ data: { jobUpdated: { status: 'NOT_STARTED' } } });
  demo.advance(JOB_MS);
  expect((await events.next()).value).toEqual({ data: { jobUpdated: { status: 'SUCCEEDED' } } });
  expect((await events.next()).done).toBe(true);
});

test('an unknown job is one error event', async () => {
  const events = subscribeOverSse(demo.url, fetchWithToken, { query: WATCH, variables: { gid: '1' } });

  const { errors } = (await events.next()).value ?? {};
  expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await events.next()).done).toBe(true);
});

test('one request waits until the job has finished', async () => {
  const waiting = waitUntilFinished(demo.url, fetchWithToken, await start('Website 2027'));
  demo.advance(JOB_MS);

  expect(await waiting).toMatchObject({ status: 'SUCCEEDED', newProject: { name: 'Website 2027' } });
});

test('waiting for an unknown job ends at once', async () => {
  await expect(waitUntilFinished(demo.url, fetchWithToken, '1')).rejects.toThrow('No such job.');
});
