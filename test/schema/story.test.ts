import { expect, test } from 'vitest';
import { withSandbox } from './with-sandbox.ts';

const gateway = withSandbox();

const INSTANTIATE = `mutation ($input: InstantiateProjectInput!) { instantiateProject(input: $input) {
  job { gid status newProject { name } } userErrors { code message field }
} }`;

test('a form is filled in, sent, corrected, watched after a reload and its project read', async () => {
  const found = await gateway.run(
    'query ($gid: ID!) { workspace(gid: $gid) { projectTemplates { nodes { gid name } } } }',
    { gid: gateway.gids.organization },
  );
  const templates: { gid: string; name: string }[] = found.data.workspace.projectTemplates.nodes;
  const template = templates.find(({ name }) => name === 'Marketing Campaign');

  const form = await gateway.run(
    'query ($gid: ID!) { projectTemplate(gid: $gid) { requestedDates { gid name } requestedRoles { gid name } } }',
    { gid: template?.gid },
  );
  const { requestedDates, requestedRoles } = form.data.projectTemplate;
  expect(requestedRoles).toHaveLength(2);

  const [designer, copywriter] = requestedRoles.map(({ gid }: { gid: string }) => ({ gid, value: 'me' }));
  const input = {
    projectTemplateGid: template?.gid,
    name: 'Winter campaign',
    isStrict: true,
    requestedDates: requestedDates.map(({ gid }: { gid: string }, index: number) => ({
      gid,
      value: ['2027-01-04', '2027-02-26'][index],
    })),
  };
  const refused = await gateway.run(INSTANTIATE, { input: { ...input, requestedRoles: [designer] } });
  expect(refused.data.instantiateProject).toMatchObject({
    job: null,
    userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'requestedRoles'] }],
  });

  const started = await gateway.run(INSTANTIATE, {
    input: { ...input, requestedRoles: [designer, copywriter] },
  });
  expect(started.errors).toEqual([]);
  expect(started.data.instantiateProject.userErrors).toEqual([]);
  const { gid } = started.data.instantiateProject.job;

  const reloaded = await gateway.run(
    '{ recentJobs(unfinishedOnly: true) { gid kind source { __typename } } }',
  );
  expect(reloaded.data.recentJobs).toEqual([
    { gid, kind: 'INSTANTIATE_PROJECT', source: { __typename: 'ProjectTemplate' } },
  ]);

  let last: unknown;
  const gids = reloaded.data.recentJobs.map((job: { gid: string }) => job.gid);
  const stream = await gateway.watch(
    'subscription ($gids: [ID!]!) { jobsUpdated(gids: $gids) { status newProject { gid } } }',
    { gids },
  );
  for await (const { data } of stream) last = data?.jobsUpdated;
  expect(last).toMatchObject({ status: 'SUCCEEDED', newProject: { gid: expect.any(String) } });

  const { data, errors } = await gateway.run(
    `query ($gid: ID!) { project(gid: $gid) {
      name owner { name } team { name } createdFromTemplate { name }
      sections { nodes { name } } tasks { nodes { name assignee { name } } }
    } }`,
    { gid: (last as { newProject: { gid: string } }).newProject.gid },
  );
  expect(errors).toEqual([]);
  expect(data.project).toMatchObject({
    name: 'Winter campaign',
    owner: { name: 'Ada Okafor' },
    team: { name: 'Marketing' },
    createdFromTemplate: { name: 'Marketing Campaign' },
    sections: { nodes: [{ name: 'Idea' }, { name: 'Production' }, { name: 'Live' }] },
  });
  expect(data.project.tasks.nodes).toContainEqual({ name: 'Key visual', assignee: { name: 'Ada Okafor' } });
});
