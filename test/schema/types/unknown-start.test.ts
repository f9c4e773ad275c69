import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

/** Asana's clock, so long behind the gateway's. */
const clock = { behindMs: 0, now: () => Date.now() - clock.behindMs };
const gateway = withSandbox({ clock, jobDurationMs: 0, timeoutMs: 2_000 });

/** A start that happens, and whose reply is lost. */
async function lose(mutation: string, input: Record<string, unknown>, token?: string) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const undo = gateway.sandbox.fail({
    match: { method: 'POST', path: /./ },
    fault: { kind: 'reset' },
    after: 'after-effect',
  });
  const { errors } = await gateway.run(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code message } } }`,
    { input },
    token,
  );
  undo();
  expect(errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN' }]);
}

const CANDIDATES = `{ unknownStarts { name candidates {
  __typename ... on Task { gid } ... on Project { gid } ... on ProjectTemplate { gid } ... on Portfolio { gid }
} } }`;

async function newest() {
  const { data, errors, calls } = await gateway.run(CANDIDATES);
  expect(errors).toEqual([]);
  return { start: data.unknownStarts[0], calls };
}

const started = async (mutation: string, input: Record<string, unknown>) => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { ${mutation}(input: $input) { job { gid } userErrors { code } } }`;
  expect((await gateway.run(source, { input })).data[mutation]).toMatchObject({ job: {}, userErrors: [] });
};

const cases = () => {
  const { projects, projectTemplates, portfolios, tasks, taskTemplates, teams } = gateway.gids;
  return {
    duplicateProject: ['Project', { projectGid: projects.website, name: 'Lost' }],
    instantiateProject: [
      'Project',
      {
        projectTemplateGid: projectTemplates.release,
        name: 'Lost',
        teamGid: teams.product,
        requestedDates: [
          { gid: '1', value: '2026-12-01' },
          { gid: '2', value: '2026-12-24' },
        ],
      },
    ],
    duplicateTask: ['Task', { taskGid: tasks.shared, name: 'Lost' }],
    instantiateTask: ['Task', { taskTemplateGid: taskTemplates.photoShoot, name: 'Lost' }],
    duplicatePortfolio: ['Portfolio', { portfolioGid: portfolios.marketing, name: 'Lost' }],
    saveProjectAsTemplate: [
      'ProjectTemplate',
      { projectGid: projects.website, name: 'Lost', public: true, teamGid: teams.product },
    ],
  } as const;
};

test.each([
  'duplicateProject',
  'instantiateProject',
  'duplicateTask',
  'instantiateTask',
  'duplicatePortfolio',
  'saveProjectAsTemplate',
] as const)('what %s may have made is found, and what is older is not', async (mutation) => {
  const [type, input] = cases()[mutation];
  const name = `Lost by ${mutation}`;
  if (mutation !== 'saveProjectAsTemplate') {
    clock.behindMs = 120_000;
    await started(mutation, { ...input, name });
  }
  clock.behindMs = 30_000;
  await lose(mutation, { ...input, name });
  const { start } = await newest();
  clock.behindMs = 0;
  expect(start).toEqual({ name, candidates: [{ __typename: type, gid: expect.stringMatching(/^\d+$/) }] });
});

test('candidates are looked for in one list, and the search is not asked', async () => {
  await lose('duplicateProject', { projectGid: gateway.gids.projects.website, name: 'One list' });
  await dismissAllBut('One list');
  const found = await newest();
  expect(found.start.candidates).toHaveLength(1);
  const { projects, teams } = gateway.gids;
  expect(found.calls).toEqual([
    `GET /projects/${projects.website} [team.gid,workspace.gid]`,
    `GET /teams/${teams.product}/projects?limit=100 [created_at,name]`,
  ]);
});

test('a name that is longer than what is remembered of it has its candidates', async () => {
  const name = 'L'.repeat(1_500);
  await lose('duplicateProject', { projectGid: gateway.gids.projects.website, name });
  const { start } = await newest();
  expect(start).toMatchObject({ name: name.slice(0, 1_024), candidates: [{ __typename: 'Project' }] });
});

test('a hundred candidates are told of', async () => {
  await lose('duplicateProject', { projectGid: gateway.gids.projects.website, name: 'Very many' });
  const created_at = new Date().toISOString();
  const project = (_: unknown, at: number) => ({ gid: `${900_000 + at}`, name: 'Very many', created_at });
  const all = Array.from({ length: 150 }, project);
  const next_page = { offset: 'more', path: '/x', uri: 'https://x.example/x' };
  for (const body of [
    { data: all.slice(0, 100), next_page },
    { data: all.slice(100), next_page: null },
  ])
    gateway.sandbox.fail({
      match: { method: 'GET', path: /^\/teams\/\d+\/projects$/ },
      times: 1,
      fault: { status: 200, body },
    });
  await dismissAllBut('Very many');
  const { start } = await newest();
  expect(start.candidates.map(({ gid }: { gid: string }) => gid)).toEqual(
    all.slice(0, 100).map(({ gid }) => gid),
  );
});

test('of the projects that a copied task was in five are looked through', async () => {
  const { tasks, organization } = gateway.gids;
  await lose('duplicateTask', { taskGid: tasks.shared, name: 'In many' });
  await dismissAllBut('In many');
  const body = {
    data: {
      gid: tasks.shared,
      projects: Array.from({ length: 7 }, (_, at) => ({ gid: `${77_000 + at}` })),
      workspace: { gid: organization },
    },
  };
  const path = `/tasks/${tasks.shared}`;
  gateway.sandbox.fail({ match: { method: 'GET', path }, times: 1, fault: { status: 200, body } });
  const { calls } = await newest();
  const lists = [...calls.join('\n').matchAll(/GET \/tasks\?.*?project=(\d+)/g)];
  expect(lists.map(([, project]) => project)).toEqual(['77000', '77001', '77002', '77003', '77004']);
});

test('what has no name, and an export, has no candidates', async () => {
  await lose('duplicateTask', { taskGid: gateway.gids.tasks.shared });
  expect((await newest()).start).toEqual({ name: null, candidates: null });
  await lose('createGraphExport', { parentGid: gateway.gids.projects.website });
  expect((await newest()).start).toEqual({ name: null, candidates: null });
});

const DISMISS = `mutation ($input: DismissUnknownStartInput!) { dismissUnknownStart(input: $input) {
  unknownStart { id name kind } userErrors { code field }
} }`;

async function dismissAllBut(name: string) {
  const { data } = await gateway.run('{ unknownStarts { id name } }');
  for (const { id, name: other } of data.unknownStarts)
    if (other !== name) await gateway.run(DISMISS, { input: { id } });
}

test('is dismissed by its user, once, without a call', async () => {
  await lose('duplicateTask', { taskGid: gateway.gids.tasks.shared, name: 'Dealt with' });
  const { data } = await gateway.run('{ unknownStarts { id name } }');
  const [{ id, name }] = data.unknownStarts;
  expect(name).toBe('Dealt with');
  const notThere = {
    unknownStart: null,
    userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
  };
  const stranger = await gateway.run(DISMISS, { input: { id } }, gateway.sandbox.tokens.grace);
  expect(stranger.data.dismissUnknownStart).toEqual(notThere);
  const { adaSecond } = gateway.sandbox.tokens;
  await gateway.run('{ unknownStarts { id } }', {}, adaSecond);
  const own = await gateway.run(DISMISS, { input: { id } }, adaSecond);
  expect(own.data.dismissUnknownStart).toEqual({
    unknownStart: { id, name, kind: 'DUPLICATE_TASK' },
    userErrors: [],
  });
  expect(own.calls).toEqual([]);
  const again = await gateway.run(DISMISS, { input: { id } });
  expect(again.data.dismissUnknownStart).toEqual(notThere);
  const left = await gateway.run('{ unknownStarts { id } }');
  expect(left.data.unknownStarts).not.toContainEqual({ id });
});
