import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStage, type Stage } from '../../support/execute.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ jobDurationMs: 1_000, childrenDelayMs: 0 });
});
afterAll(() => stage[Symbol.asyncDispose]());

test('starts, watches and reads a project', async () => {
  const { gids } = stage.sandbox;
  const started = await stage.run(
    'mutation ($input: DuplicateProjectInput!) { duplicateProject(input: $input) { job { gid status } userErrors { code message field } } }',
    { input: { projectGid: gids.projects.launch, name: 'Copy', include: ['MEMBERS', 'TASK_NOTES'] } },
  );
  console.log(JSON.stringify(started, null, 1));
  const gid = started.data.duplicateProject.job.gid;
  stage.sandbox.clearCalls();
  const events: unknown[] = [];
  for await (const event of await stage.watch(
    'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status kind startedAt newProject { name owner { name } team { name } } } }',
    { gid },
  )) {
    events.push(event);
  }
  console.log(JSON.stringify(events, null, 1));
  const { callLines } = await import('../../support/calls.ts');
  console.log(callLines(stage.sandbox.calls));
  const read = await stage.run(
    'query ($gid: ID!) { job(gid: $gid) { status newProject { name owner { name } team { name } tasks(first: 20) { nodes { name assignee { name } projects { name } } pageInfo { hasNextPage } } } } recentJobs { gid status kind source { ... on Project { name } } } rateLimit { remaining runningJobs } }',
    { gid },
  );
  console.log(JSON.stringify(read, null, 1).slice(0, 3000));
  expect(read.errors).toEqual([]);
});
