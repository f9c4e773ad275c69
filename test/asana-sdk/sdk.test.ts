import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { STARTS, type StartName } from '../../src/asana/api/starts.ts';
import { WRITES } from '../../src/asana/api/writes.ts';
import { createSandbox, type Sandbox } from '../../src/index.ts';
import { GET_ROUTES } from '../../src/sandbox/routes/routes.ts';
import { callLines } from '../support/calls.ts';
import { thirdParty } from '../support/third-party.ts';
import { type Answer, openSdk, type Sdk } from './sdk.ts';
import { readsOf, startsOf } from './sdk-calls.ts';
import { writesOf } from './sdk-writes.ts';

const { folder, installed } = thirdParty('test/asana-sdk', 'asana');

describe.skipIf(!installed)("Asana's own client", () => {
  let sandbox: Sandbox;
  let sdk: Sdk;

  beforeAll(async () => {
    sandbox = await createSandbox({ jobDurationMs: 0, childrenDelayMs: 0 });
    sdk = openSdk(folder, sandbox);
  });
  beforeEach(() => sandbox.clearCalls());
  afterAll(() => sandbox?.close());

  /** A job once it has ended. */
  async function finished(gid: string): Promise<Answer['data']> {
    for (let reads = 0; reads < 100; reads += 1) {
      const { data } = await sdk('JobsApi', 'getJob', gid, {});
      if (['succeeded', 'failed'].includes(data.status)) return data;
    }
    throw new Error(`job ${gid} did not end`);
  }

  test.each(Object.keys(STARTS) as StartName[])('starts %s and reads what came of it', async (kind) => {
    const { area, method, args } = startsOf(sandbox)[kind];
    const { data } = await sdk(area, method, ...args);
    expect(data.gid).toMatch(/^\d+$/);
    if (kind === 'createOrganizationExport') {
      const read = await sdk('OrganizationExportsApi', 'getOrganizationExport', data.gid, {});
      expect(read.data.gid).toBe(data.gid);
      return;
    }
    const job = await finished(data.gid);
    expect(job.status).toBe('succeeded');
    expect(job[STARTS[kind].fills as string]).toMatchObject({ gid: expect.any(String) });
  });

  test('writes all that the gateway writes', async () => {
    const writes = writesOf(sandbox);
    for (const { area, method, args } of Object.values(writes)) await sdk(area, method, ...args);
    const calls = sandbox.calls.map(({ method, path, status }) => `${method} ${path} ${status}`);
    expect(calls.filter((line) => !/ 20[01]$/.test(line))).toEqual([]);
    expect(Object.keys(writes).sort()).toEqual(Object.keys(WRITES).sort());
    const { data } = await sdk('TasksApi', 'getTask', sandbox.gids.tasks.shared, { opt_fields: 'name,tags' });
    expect(data).toMatchObject({ name: 'By hand', tags: [{ gid: sandbox.gids.tags.urgent }] });
  });

  test('reads every route the sandbox has', async () => {
    const reads = readsOf(sandbox);
    for (const [route, { area, method, args }] of Object.entries(reads)) {
      const { data } = await sdk(area, method, ...args);
      expect(data, route).toEqual(expect.anything());
    }
    const calls = sandbox.calls.map(({ method, path, status }) => `${method} ${path} ${status}`);
    expect(calls.filter((line) => !/^GET .* 200$/.test(line))).toEqual([]);
    const elsewhere = ['/jobs/{gid}', '/organization_exports/{gid}'];
    expect([...Object.keys(reads), ...elsewhere].sort()).toEqual(Object.keys(GET_ROUTES).sort());
  });

  test.each([
    { fields: 'name,notes' },
    { fields: 'name, notes' },
    { fields: ['name', 'notes'] },
    { fields: ['name', ' notes ', 'name'] },
  ])('asks for $fields and is given both', async ({ fields }) => {
    const { launch } = sandbox.gids.projects;
    const { data } = await sdk('ProjectsApi', 'getProject', launch, { opt_fields: fields });
    expect(Object.keys(data).sort()).toEqual(['gid', 'name', 'notes']);
  });

  test.each([
    ['a list', ['members', 'notes']],
    ['words joined by commas', 'members,notes'],
    ['a list of such words', ['members', 'notes,task_notes']],
  ])('includes as %s', async (_, include) => {
    const { launch } = sandbox.gids.projects;
    const notesOf = async (gid: string) =>
      (await sdk('ProjectsApi', 'getProject', gid, { opt_fields: ['notes'] })).data.notes;
    const body = { data: { name: 'Included', include } };
    const { data } = await sdk('ProjectsApi', 'duplicateProject', launch, { body });
    const { new_project: made } = await finished(data.gid);
    expect(await notesOf(made.gid)).toBe(await notesOf(launch));
    expect(await notesOf(launch)).not.toBe('');
  });

  test('is told which word of a list is none', async () => {
    const body = { data: { name: 'No', include: ['members', 'everything'] } };
    const call = sdk('ProjectsApi', 'duplicateProject', sandbox.gids.projects.website, { body });
    const { response } = await call.catch((error) => error);
    expect([response.status, response.body.errors[0].message]).toEqual([
      400,
      'include: Not a valid option: everything',
    ]);
  });

  test('turns pages by its own means', async () => {
    const { launch } = sandbox.gids.projects;
    const gids: string[] = [];
    let page = await sdk('TasksApi', 'getTasksForProject', launch, {
      limit: 60,
      opt_fields: ['gid', 'name'],
    });
    while (page.data !== null && gids.length < 1_000) {
      gids.push(...page.data.map(({ gid }: { gid: string }) => gid));
      page = await (page.nextPage as () => Promise<Answer>)();
    }
    expect(gids).toEqual(sandbox.store.list('project-tasks', launch).map(({ gid }) => gid));
    expect(sandbox.calls.map(({ fields }) => fields.join())).toEqual(Array(5).fill('gid,name'));
  });

  test('sends a batch', async () => {
    const { projects, tasks } = sandbox.gids;
    const actions = [
      { method: 'get', relative_path: `/projects/${projects.launch}`, options: { fields: ['name'] } },
      { method: 'get', relative_path: `/projects/${projects.launch}/tasks`, options: { limit: 2 } },
      { method: 'post', relative_path: `/tasks/${tasks.first}/duplicate`, data: { include: ['notes'] } },
      { method: 'get', relative_path: '/tasks/1' },
    ];
    const { data } = await sdk('BatchAPIApi', 'createBatchRequest', { data: { actions } }, {});
    expect(data.map((part: { status_code: number }) => part.status_code)).toEqual([200, 200, 201, 404]);
    expect(data[0].body.data.name).toBe('Autumn Launch Campaign');
    expect(data[1].body.data).toHaveLength(2);
    expect(callLines(sandbox.calls)).toHaveLength(5);
  });

  test('is refused like Asana refuses', async () => {
    const { response } = await sdk('TasksApi', 'getTask', '1', {}).catch((error) => error);
    expect([response.status, response.body.errors[0].message]).toEqual([404, 'task: Unknown object: 1']);
    const nobody = openSdk(folder, sandbox, 'an-expired-token');
    expect((await nobody('UsersApi', 'getUser', 'me', {}).catch((error) => error)).status).toBe(401);
  });
});
