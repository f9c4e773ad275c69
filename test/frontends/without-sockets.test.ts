import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFetch } from './snippets/connection.ts';
import { subscribeOverSse } from './snippets/sse.ts';
import { waitUntilFinished } from './snippets/wait.ts';
import { JOB_MS, openStage, type Stage } from './stage.ts';

let stage: Stage;
let fetchWithToken: typeof fetch;

beforeEach(async () => {
  stage = await openStage();
  fetchWithToken = createFetch(stage.session);
});

afterEach(() => stage[Symbol.asyncDispose]());

async function start(name: string): Promise<string> {
  const response = await fetchWithToken(stage.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation M($input: DuplicateProjectInput!) { duplicateProject(input: $input) { job { gid } } }',
      variables: { input: { projectGid: stage.sandbox.gids.projects.website, name } },
    }),
  });
  const { data } = (await response.json()) as { data: { duplicateProject: { job: { gid: string } } } };
  return data.duplicateProject.job.gid;
}

const WATCH = 'subscription Watch($gid: ID!) { jobUpdated(gid: $gid) { status } }';

test('server-sent events carry a job to its end', async () => {
  const variables = { gid: await start('Website 2027') };
  const events = subscribeOverSse(stage.url, fetchWithToken, { query: WATCH, variables });

  expect((await events.next()).value).toEqual({ data: { jobUpdated: { status: 'NOT_STARTED' } } });
  stage.advance(JOB_MS);
  expect((await events.next()).value).toEqual({ data: { jobUpdated: { status: 'SUCCEEDED' } } });
  expect((await events.next()).done).toBe(true);
});

test('an unknown job is one error event', async () => {
  const events = subscribeOverSse(stage.url, fetchWithToken, { query: WATCH, variables: { gid: '1' } });

  const { errors } = (await events.next()).value ?? {};
  expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await events.next()).done).toBe(true);
});

test('one request waits until the job has finished', async () => {
  const waiting = waitUntilFinished(stage.url, fetchWithToken, await start('Website 2027'));
  stage.advance(JOB_MS);

  expect(await waiting).toMatchObject({ status: 'SUCCEEDED', newProject: { name: 'Website 2027' } });
});

test('waiting for an unknown job ends at once', async () => {
  await expect(waitUntilFinished(stage.url, fetchWithToken, '1')).rejects.toThrow('No such job.');
});
