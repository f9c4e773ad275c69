import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFetch, createSocket } from './snippets/connection.ts';
import { mistakes, type SetUp, startAndSetUp, watchSetUp } from './snippets/set-up.ts';
import { JOB_MS, openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(() => stage[Symbol.asyncDispose]());

test('a set-up is watched step by step to its end, with its mistakes', async () => {
  const started = await startAndSetUp(stage.url, createFetch(stage.session), {
    projectGid: stage.sandbox.gids.projects.office,
    name: 'Office 2027',
    setUp: {
      members: ['me'],
      tasks: [{ where: { name: 'Nothing is called so' }, set: { completed: true } }],
    },
  });
  expect([started.state, started.steps.map(({ name }) => name)]).toEqual(['WAITING', ['members', 'tasks.0']]);
  const socket = createSocket(stage.url, stage.session);
  stage.advance(JOB_MS);
  const seen: SetUp[] = [];
  for await (const setUp of watchSetUp(socket, started.id)) {
    seen.push(setUp);
    stage.advance(JOB_MS);
  }
  await socket.dispose();
  const last = seen.at(-1);
  expect([last?.state, last?.project?.name]).toEqual(['FAILED', 'Office 2027']);
  expect(last?.steps.map(({ state }) => state)).toEqual(['DONE', 'FAILED']);
  expect(mistakes(last as SetUp)).toEqual({
    'tasks.0.where': 'The project had no task called "Nothing is called so". Names are matched exactly.',
  });
});
