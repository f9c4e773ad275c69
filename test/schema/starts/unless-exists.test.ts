import { describe, expect, onTestFinished, test } from 'vitest';
import type { Fault } from '../../../src/sandbox/server.ts';
import { withSandbox } from '../with-sandbox.ts';

let wallMs = 1_000_000;
const gateway = withSandbox({ jobDurationMs: 0, ledgerNow: () => wallMs });

const DUPLICATE = `mutation ($input: DuplicateProjectInput!) { started: duplicateProject(input: $input) {
  job { gid } existing { gid name } userErrors { code field }
} }`;
const INSTANTIATE = `mutation ($input: InstantiateProjectInput!) { started: instantiateProject(input: $input) {
  job { gid } existing { gid name } userErrors { code field }
} }`;

const duplicate = async (name: string, more: Record<string, unknown> = {}, token?: string) => {
  const input = { projectGid: gateway.gids.projects.website, name, unlessExists: true, ...more };
  return gateway.run(DUPLICATE, { input }, token);
};
const instantiate = (name: string, more: Record<string, unknown> = {}) => {
  const input = {
    projectTemplateGid: gateway.gids.projectTemplates.release,
    name,
    unlessExists: true,
    ...more,
  };
  return gateway.run(INSTANTIATE, { input });
};
const posts = (calls: readonly string[]) => calls.filter((call) => call.startsWith('POST /pro'));
const lines = {
  source: () => `GET /projects/${gateway.gids.projects.website} [team.gid,workspace.gid]`,
  team: (team: string) => `GET /teams/${team}/projects?archived=false&limit=100 [archived,name,team.gid]`,
};
function spoil(path: RegExp, fault: Fault): () => void {
  const undo = gateway.sandbox.fail({ match: { method: 'GET', path }, fault });
  onTestFinished(undo);
  return undo;
}

const rename = (projectGid: string, name: string) =>
  gateway.run(
    'mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { userErrors { code } } }',
    {
      input: { projectGid, name },
    },
  );

describe('unlessExists', () => {
  test('starts what has no namesake, after two reads', async () => {
    const { data, errors, calls } = await duplicate('Nobody has this name');
    expect(errors).toEqual([]);
    expect(data.started).toEqual({ job: { gid: expect.any(String) }, existing: null, userErrors: [] });
    expect(calls).toEqual([
      lines.source(),
      lines.team(gateway.gids.teams.product),
      expect.stringMatching(/^POST \/projects\/\d+\/duplicate \{"name":"Nobody has this name"\}$/),
    ]);
  });

  test('starts nothing where the team has a project of the name', async () => {
    const { data, errors, calls } = await duplicate('Quarterly Planning');
    expect(errors).toEqual([]);
    expect(data.started).toEqual({
      job: null,
      existing: [{ gid: gateway.gids.projects.planning, name: 'Quarterly Planning' }],
      userErrors: [],
    });
    expect(calls).toEqual([lines.source(), lines.team(gateway.gids.teams.product)]);
  });

  test('takes only the very name, and only of the team', async () => {
    for (const name of ['quarterly planning', 'Quarterly', 'Data Warehouse Migration']) {
      const { data, calls } = await duplicate(name);
      expect(data.started).toMatchObject({ job: {}, existing: null });
      expect(posts(calls)).toHaveLength(1);
    }
  });

  test('does not mind archived projects', async () => {
    const { brand, archived } = gateway.gids.projects;
    await rename(archived, 'Put away');
    const { data } = await duplicate('Put away', { projectGid: brand });
    expect(data.started).toMatchObject({ job: {}, existing: null });
    const again = await duplicate('Put away', { projectGid: brand });
    expect(again.data.started.existing).toEqual([
      { gid: expect.not.stringMatching(archived), name: 'Put away' },
    ]);
  });

  test('is false and does not look when it is not asked for', async () => {
    for (const unlessExists of [undefined, null, false]) {
      const { data, calls } = await duplicate('Ideas Parking Lot', { unlessExists });
      expect(data.started).toMatchObject({ job: {}, existing: null });
      expect(calls).toHaveLength(1);
    }
  });

  test('sees what this user started a day ago at most, once, whatever its list says', async () => {
    const first = await duplicate('Mine');
    const job = first.data.started.job.gid;
    const undo = spoil(/^\/teams\/\d+\/projects$/, { status: 200, body: { data: [], next_page: null } });
    const { data, calls } = await duplicate('Mine', {}, gateway.sandbox.tokens.adaSecond);
    const [{ gid }] = data.started.existing;
    expect(data.started).toEqual({ job: null, existing: [{ gid, name: 'Mine' }], userErrors: [] });
    expect(calls.filter((call) => !call.includes('/users/me')).sort()).toEqual(
      [
        `GET /jobs/${job} [new_project.gid]`,
        lines.source(),
        `GET /projects/${gid} [archived,name]`,
        lines.team(gateway.gids.teams.product),
      ].sort(),
    );
    wallMs += 24 * 3_600_000;
    const later = await duplicate('Mine');
    expect(later.data.started.job).not.toBeNull();
    undo();
  });

  test('tells of a project once that is found in both ways', async () => {
    await duplicate('Both');
    const { data } = await duplicate('Both');
    expect(data.started.existing).toEqual([{ gid: expect.any(String), name: 'Both' }]);
  });

  test('does not count an own project that was renamed meanwhile', async () => {
    await duplicate('Old name');
    const [{ gid }] = (await duplicate('Old name')).data.started.existing;
    await rename(gid, 'New name');
    expect((await duplicate('Old name')).data.started.existing).toBeNull();
    expect((await duplicate('New name')).data.started.existing).toEqual([{ gid, name: 'New name' }]);
  });

  test('looks at ten pages, and asks the search for what lies beyond', async () => {
    const item = { gid: '9000', resource_type: 'project', name: 'Another', archived: false };
    const undo = spoil(/^\/teams\/\d+\/projects$/, {
      status: 200,
      body: { data: [item], next_page: { offset: 'more', path: '/x', uri: 'https://x.example/x' } },
    });
    const found = await duplicate('Quarterly Planning');
    const { organization, teams, projects } = gateway.gids;
    const search = `GET /workspaces/${organization}/typeahead?count=100&query=Quarterly Planning&resource_type=project [archived,name,team.gid]`;
    const page = lines.team(teams.product);
    const next = page.replace('limit=100', 'limit=100&offset=more');
    expect(found.data.started.existing).toEqual([{ gid: projects.planning, name: 'Quarterly Planning' }]);
    expect(found.calls).toEqual([lines.source(), page, ...Array(9).fill(next), search]);
    // The search knows projects of other teams, and archived ones.
    for (const name of ['Support Rotation', 'Spring Catalogue']) {
      expect((await duplicate(name, { projectGid: projects.planning })).data.started.job).not.toBeNull();
    }
    undo();
  });

  test.each([400, 403, 404])('asks the search alone where the list is refused: %i', async (status) => {
    const undo = spoil(/^\/teams\/\d+\/projects$/, {
      status,
      body: { errors: [{ message: 'Not for you' }] },
    });
    const { data, calls } = await duplicate('Quarterly Planning');
    undo();
    expect(data.started.existing).toMatchObject([{ gid: gateway.gids.projects.planning }]);
    expect(calls).toHaveLength(3);
  });

  test('starts nothing when it could not look, and says why', async () => {
    const undo = spoil(/^\/teams\/\d+\/projects$/, { status: 402, body: { errors: [{ message: 'Pay' }] } });
    const key = { idempotencyKey: 'could not look' };
    const { data, calls } = await duplicate('Unlooked', key);
    undo();
    expect(data.started).toMatchObject({ job: null, userErrors: [{ code: 'PAYMENT_REQUIRED' }] });
    expect(posts(calls)).toEqual([]);
  });

  test('says that a source is unknown as the start itself would', async () => {
    const { data, calls } = await duplicate('Lost', { projectGid: '77' });
    expect(data.started).toEqual({
      job: null,
      existing: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'projectGid'] }],
    });
    expect(posts(calls)).toEqual([]);
  });
});

describe('unlessExists of a template', () => {
  test("looks into the template's team", async () => {
    const { data, calls } = await instantiate('Mobile App 3.0');
    expect(data.started.existing).toEqual([{ gid: gateway.gids.projects.app, name: 'Mobile App 3.0' }]);
    const template = gateway.gids.projectTemplates.release;
    expect(calls).toEqual([
      `GET /project_templates/${template} [team.gid]`,
      lines.team(gateway.gids.teams.engineering),
    ]);
  });

  test('looks into the team it names instead', async () => {
    const { teams, projects } = gateway.gids;
    const { data, calls } = await instantiate('Quarterly Planning', { teamGid: teams.product });
    expect(data.started.existing).toMatchObject([{ gid: projects.planning }]);
    expect(calls).toEqual([lines.team(teams.product)]);
    const unknown = await instantiate('Anything', { teamGid: '78' });
    expect(unknown.data.started.userErrors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'teamGid'] }]);
    const wrong = await instantiate('Anything', { teamGid: 'marketing' });
    expect(wrong.data.started.userErrors).toEqual([{ code: 'BAD_USER_INPUT', field: ['input', 'teamGid'] }]);
    expect(wrong.calls).toEqual([]);
  });

  test('looks into the one plain workspace where there is no team', async () => {
    const undo = spoil(/^\/project_templates\//, {
      status: 200,
      body: { data: { gid: gateway.gids.projectTemplates.release, team: null } },
    });
    const { data, calls } = await instantiate('Reading List');
    undo();
    expect(data.started.existing).toEqual([{ gid: gateway.gids.projects.books, name: 'Reading List' }]);
    expect(calls.slice(1)).toEqual([
      'GET /workspaces?limit=100 [is_organization]',
      `GET /workspaces/${gateway.gids.plainWorkspace}/projects?archived=false&limit=100 [archived,name]`,
    ]);
  });
});

describe('with an idempotencyKey, unlessExists', () => {
  test('gives the first job again, and does not look', async () => {
    const key = { idempotencyKey: 'first job' };
    const first = await duplicate('Keyed', key);
    const again = await duplicate('Keyed', key);
    expect(again.data.started).toEqual({ ...first.data.started, existing: null });
    expect(again.calls).toEqual([]);
    // Whether one looks first makes no other start of it.
    const unlooked = await duplicate('Keyed', { ...key, unlessExists: false });
    expect(unlooked.data.started.job).toEqual(first.data.started.job);
  });

  test('leaves the key free where it starts nothing', async () => {
    const key = { idempotencyKey: 'left free' };
    expect((await duplicate('Website Redesign', key)).data.started.existing).toHaveLength(1);
    const { data, calls } = await duplicate('Website Redesign', { ...key, unlessExists: false });
    expect(data.started.job).not.toBeNull();
    expect(posts(calls)).toHaveLength(1);
  });
});
