import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const clock = { time: Date.parse('2026-09-07T08:00:00Z'), now: () => clock.time };
const gateway = withSandbox({ clock, jobDurationMs: 1_000 });

const READ =
  'query ($gid: ID!) { job(gid: $gid) { status newGraphExport { downloadUrl } newResourceExport { downloadUrl } result { __typename } } }';

async function startGraphExport(): Promise<string> {
  const { data } = await gateway.run(
    'mutation ($gid: ID!) { createGraphExport(input: { parentGid: $gid }) { job { gid } userErrors { message } } }',
    { gid: gateway.gids.projects.office },
  );
  return data.createGraphExport.job.gid;
}

test('a download link is read fresh each time it is selected', async () => {
  const gid = await startGraphExport();
  clock.time += 2_000;
  const first = await gateway.run(READ, { gid });
  const second = await gateway.run(READ, { gid });
  const fields = [
    'new_graph_export.download_url',
    'new_portfolio.gid',
    'new_project.gid',
    'new_project_template.gid',
    'new_resource_export.download_url',
    'new_task.gid',
    'status',
  ];
  expect(first.errors).toEqual([]);
  expect(first.data.job).toEqual({
    status: 'SUCCEEDED',
    newGraphExport: { downloadUrl: expect.stringMatching(/^http/) },
    newResourceExport: null,
    result: { __typename: 'GraphExport' },
  });
  for (const { calls } of [first, second]) expect(calls).toEqual([`GET /jobs/${gid} [${fields.join(',')}]`]);
});

test('an export that is still made has no link', async () => {
  const gid = await startGraphExport();
  clock.time += 500;
  const { data } = await gateway.run(
    'query ($gid: ID!) { job(gid: $gid) { status newGraphExport { id resourceType createdAt completedAt downloadUrl } } }',
    { gid },
  );
  expect(data.job).toEqual({
    status: 'IN_PROGRESS',
    newGraphExport: {
      id: expect.any(String),
      resourceType: 'graph_export',
      createdAt: expect.any(String),
      completedAt: null,
      downloadUrl: null,
    },
  });
});
