import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a section is one GET and its tasks another', async () => {
  const { doing } = gateway.gids.sections;
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { section(gid: $gid) {
      resourceType name createdAt project { name } tasks(first: 2) { nodes { name } pageInfo { hasNextPage } }
    } }`,
    { gid: doing },
  );
  expect(errors).toEqual([]);
  expect(data.section).toEqual({
    resourceType: 'section',
    name: 'In progress',
    createdAt: '2026-07-06T08:15:00.000Z',
    project: { name: 'Autumn Launch Campaign' },
    tasks: {
      nodes: [{ name: 'Photograph window posters' }, { name: 'Brief gift card sleeves' }],
      pageInfo: { hasNextPage: true },
    },
  });
  expect(calls).toEqual([
    `GET /sections/${doing} [created_at,name,project.name]`,
    `GET /sections/${doing}/tasks?limit=2 [name]`,
  ]);
});

test('completed tasks of a section can be left out', async () => {
  const { done } = gateway.gids.sections;
  const { data, calls } = await gateway.run(
    'query ($gid: ID!) { section(gid: $gid) { tasks(completedSince: "2030-01-01T00:00:00Z") { nodes { name } } } }',
    { gid: done },
  );
  expect(data.section.tasks.nodes).toEqual([]);
  expect(calls[1]).toBe(`GET /sections/${done}/tasks?completed_since=2030-01-01T00:00:00Z&limit=50 [name]`);
});

test('an unknown section is null without an error', async () => {
  const { data, errors } = await gateway.run('{ section(gid: "999") { name } }');
  expect(data).toEqual({ section: null });
  expect(errors).toEqual([]);
});
