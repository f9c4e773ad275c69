import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('what cannot be read in a list below a start carries its gid', async () => {
  const { website } = gateway.gids.projects;
  const undo = [
    gateway.sandbox.fail({
      match: { method: 'POST', path: /duplicate/ },
      fault: {
        status: 201,
        body: { data: { gid: '8830', status: 'in_progress', new_project: { gid: website } } },
      },
    }),
    gateway.sandbox.fail({
      match: { method: 'GET', path: `/projects/${website}/tasks` },
      fault: { status: 200, body: { data: [{ gid: 7 }], next_page: null } },
    }),
  ];
  const { data, errors, calls } = await gateway.run(
    `mutation ($gid: ID!) { duplicateProject(input: { projectGid: $gid, name: "Copy" }) {
      job { newProject { tasks { nodes { gid } edges { node { gid } } } } }
    } }`,
    { gid: website },
  );
  for (const each of undo) each();
  expect(data.duplicateProject.job.newProject.tasks).toEqual({ nodes: [null], edges: [{ node: null }] });
  expect(errors.map(({ path }) => path)).toEqual([
    'duplicateProject.job.newProject.tasks.nodes.0',
    'duplicateProject.job.newProject.tasks.edges.0.node',
  ]);
  for (const { extensions } of errors) {
    expect(extensions).toMatchObject({ code: 'UPSTREAM_ERROR', gid: '8830', retryable: false });
  }
  expect(calls).toHaveLength(2);
});
