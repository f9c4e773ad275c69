import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Demo, JOB_MS, openDemo } from './demo.ts';
import { createFetch, createSocket } from './snippets/connection.ts';
import { mistakes, type SetUp, startAndSetUp, watchSetUp } from './snippets/set-up.ts';
import { type WholeJob, watchWholeJob, wordsFor } from './snippets/whole-job.ts';

let demo: Demo;

beforeEach(async () => {
  demo = await openDemo();
});

afterEach(() => demo[Symbol.asyncDispose]());

test('a set-up is watched step by step to its end, with its mistakes', async () => {
  const started = await startAndSetUp(demo.url, createFetch(demo.session), {
    projectGid: demo.sandbox.gids.projects.office,
    name: 'Office 2027',
    setUp: {
      members: ['me'],
      tasks: [{ where: { name: 'Nothing is called so' }, set: { completed: true } }],
    },
  });
  expect([started.state, started.steps.map(({ name }) => name)]).toEqual(['WAITING', ['members', 'tasks.0']]);
  const socket = createSocket(demo.url, demo.session);
  demo.advance(JOB_MS);
  const seen: SetUp[] = [];
  for await (const setUp of watchSetUp(socket, started.id)) {
    seen.push(setUp);
    demo.advance(JOB_MS);
  }
  await socket.dispose();
  const last = seen.at(-1);
  expect([last?.state, last?.project?.name]).toEqual(['FAILED', 'Office 2027']);
  expect(last?.steps.map(({ state }) => state)).toEqual(['DONE', 'FAILED']);
  expect(mistakes(last as SetUp)).toEqual({
    'tasks.0.where': 'The project had no task called "Nothing is called so". Names are matched exactly.',
  });
});

test('one stream tells of the copy and of its set-up, to the last step', async () => {
  const fetchWithToken = createFetch(demo.session);
  await startAndSetUp(demo.url, fetchWithToken, {
    projectGid: demo.sandbox.gids.projects.office,
    name: 'Office 2028',
    setUp: { members: ['me'], project: { notes: 'as wished' } },
  });
  const answer = await fetchWithToken(demo.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ recentJobs(first: 1) { gid } }' }),
  });
  const { data } = (await answer.json()) as { data: { recentJobs: { gid: string }[] } };
  const socket = createSocket(demo.url, demo.session);
  const seen: string[] = [];
  await watchWholeJob(socket, data.recentJobs[0]?.gid ?? '', (words) => {
    if (words !== seen.at(-1)) seen.push(words);
    demo.advance(JOB_MS);
  });
  await socket.dispose();
  expect(seen[0]).toBe('Copying');
  expect(seen).toContain('Setting up: members');
  expect(seen.at(-1)).toBe('Done');
});

test('the words for a job are those of its last part', () => {
  const steps = [{ name: 'tasks.0', state: 'FAILED', userErrors: [] }] as const;
  const job: WholeJob = {
    ...{ status: 'SUCCEEDED', ready: true, startedAt: null, typicalSeconds: null, contents: null },
    setUp: { id: '1', state: 'FAILED', project: null, steps },
  };
  expect(wordsFor(job, 0)).toBe('Not done: tasks.0');
  expect(wordsFor({ ...job, status: 'FAILED' }, 0)).toBe('Asana could not make the copy');
  expect(wordsFor({ ...job, setUp: null }, 0)).toBe('Done');
  const contents = { state: 'ARRIVING', present: 1, expected: 4 } as const;
  const waiting = { id: '1', state: 'WAITING', project: null, steps } as const;
  expect(wordsFor({ ...job, ready: false, contents, setUp: waiting }, 0)).toBe('Copying, 25 %');
});
