import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.sandbox.close());

const jobOf = async (gid: string, token?: string) => (await world.get(`/jobs/${gid}`, token)).body.data;

test('a project copy passes through its states', async () => {
  const { gids } = world.sandbox;
  const started = await world.post(`/projects/${gids.projects.website}/duplicate`, { name: 'Website again' });
  const { gid } = started.body.data;
  expect(started.status).toBe(201);
  expect(started.headers.get('location')).toBe(`/jobs/${gid}`);
  expect(started.body.data).toEqual({
    gid,
    resource_type: 'job',
    resource_subtype: 'duplicate_project',
    status: 'not_started',
    new_task: null,
    new_project: null,
    new_project_template: null,
    new_portfolio: null,
    new_graph_export: null,
    new_resource_export: null,
  });

  world.clock.time += 500;
  const running = await jobOf(gid);
  expect(running).toMatchObject({ status: 'in_progress', new_project: { name: 'Website again' } });
  const copy = running.new_project.gid;
  expect((await world.get(`/projects/${copy}?opt_fields=owner.name`)).body.data.owner.name).toBe(
    'Ada Okafor',
  );

  world.clock.time += 3_500;
  expect((await jobOf(gid)).status).toBe('succeeded');
  expect((await world.get(`/projects/${copy}/tasks`)).body.data).toEqual([]);
  world.clock.time += 1_000;
  const tasks = (await world.get(`/projects/${copy}/tasks`)).body.data;
  const original = (await world.get(`/projects/${gids.projects.website}/tasks`)).body.data;
  expect(tasks.map((task: { name: string }) => task.name)).toEqual(
    original.map((task: { name: string }) => task.name),
  );
  expect((await world.get(`/projects/${copy}/sections`)).body.data).toHaveLength(1);
});

test('only what include names is copied', async () => {
  const { gids } = world.sandbox;
  const copyWith = async (body: object) => {
    const { gid } = (
      await world.post(`/projects/${gids.projects.launch}/duplicate`, { name: 'Copy', ...body })
    ).body.data;
    world.clock.time += 10_000;
    const project = (await jobOf(gid)).new_project.gid;
    const fields = 'name,assignee.name,due_on,notes,num_subtasks';
    const record = (await world.get(`/projects/${project}`)).body.data;
    return {
      record,
      first: (await world.get(`/projects/${project}/tasks?limit=1&opt_fields=${fields}`)).body.data[0],
    };
  };
  const bare = await copyWith({});
  expect(bare.record.notes).toBe('');
  expect(bare.first).toMatchObject({ assignee: null, due_on: null, num_subtasks: 0 });

  const full = await copyWith({
    include: 'notes,task_assignee,task_dates,task_subtasks',
    schedule_dates: { should_skip_weekends: false, start_on: '2027-08-03' },
  });
  expect(full.record).toMatchObject({ start_on: '2027-08-03', due_on: '2027-10-16' });
  expect(full.record.notes).not.toBe('');
  expect(full.first.num_subtasks).toBe(3);
  expect(full.first.assignee.name).toEqual(expect.any(String));
});

test('a task copy is quick and carries its name', async () => {
  const { gid } = (await world.post(`/tasks/${world.sandbox.gids.tasks.first}/duplicate`)).body.data;
  world.clock.time += 1_500;
  const job = await jobOf(gid);
  expect(job.status).toBe('succeeded');
  expect(job.new_task).toMatchObject({ resource_type: 'task', name: 'Draft trail shoe page' });
});

test('instantiating a template fills roles and dates', async () => {
  const { gids } = world.sandbox;
  const { gid } = (
    await world.post(`/project_templates/${gids.projectTemplates.campaign}/instantiateProject`, {
      name: 'Winter Campaign',
      requested_dates: [
        { gid: '1', value: '2026-11-02' },
        { gid: '2', value: '2026-12-24T00:00:00.000Z' },
      ],
      requested_roles: [
        { gid: gids.templateRoles.designer, value: 'me' },
        { gid: gids.templateRoles.copywriter, value: 'grace@meridian-outdoor.example' },
      ],
    })
  ).body.data;
  world.clock.time += 5_000;
  const project = (await jobOf(gid)).new_project.gid;
  const record = (
    await world.get(`/projects/${project}?opt_fields=start_on,due_on,team,created_from_template`)
  ).body.data;
  expect(record).toMatchObject({
    start_on: '2026-11-02',
    due_on: '2026-12-24',
    team: { gid: gids.teams.marketing },
    created_from_template: { gid: gids.projectTemplates.campaign },
  });
  const tasks = (await world.get(`/projects/${project}/tasks?opt_fields=name,assignee.name,due_on`)).body
    .data;
  expect(tasks[0]).toMatchObject({
    name: 'Write the brief',
    assignee: { name: 'Grace Lindqvist' },
    due_on: '2026-11-04',
  });
  expect((await world.get(`/projects/${project}/sections`)).body.data).toHaveLength(3);
});

test('task templates, portfolios and saved templates make things', async () => {
  const { gids } = world.sandbox;
  const starts = [
    await world.post(`/task_templates/${gids.taskTemplates.photoShoot}/instantiateTask`, {
      name: 'Shoot in Lofoten',
    }),
    await world.post(`/portfolios/${gids.portfolios.company}/duplicate`, {
      name: 'Company Goals 2027',
      include: 'members,child_projects,child_portfolios',
    }),
    await world.post(`/projects/${gids.projects.launch}/saveAsTemplate`, {
      name: 'Launch',
      public: true,
      team: gids.teams.marketing,
    }),
  ];
  world.clock.time += 6_000;
  const [task, portfolio, template] = await Promise.all(starts.map(({ body }) => jobOf(body.data.gid)));
  expect((await world.get(`/tasks/${task.new_task.gid}/subtasks`)).body.data).toHaveLength(2);
  const items = (await world.get(`/portfolios/${portfolio.new_portfolio.gid}/items`)).body.data;
  expect(items[0]).toMatchObject({ resource_type: 'portfolio', name: 'Marketing 2026' });
  expect(items).toHaveLength(4);
  const saved = await world.get(
    `/project_templates/${template.new_project_template.gid}?opt_fields=requested_dates.name`,
  );
  expect(saved.body.data.requested_dates).toEqual([
    { gid: '1', name: 'Start Date' },
    { gid: '2', name: 'Due Date' },
  ]);
});

test('names in brackets decide how jobs end', async () => {
  const { tasks, projects } = world.sandbox.gids;
  const started = async (path: string, name: string) =>
    (await world.post(path, { name })).body.data.gid as string;
  const failing = (await world.post(`/tasks/${tasks.failing}/duplicate`)).body.data.gid;
  const dangling = await started(`/projects/${projects.empty}/duplicate`, 'x [dangling]');
  const slow = await started(`/projects/${projects.empty}/duplicate`, 'x [slow]');
  const stuck = await started(`/projects/${projects.empty}/duplicate`, 'x [stuck]');

  world.clock.time += 10_000;
  expect(await jobOf(failing)).toMatchObject({ status: 'failed', new_task: null });
  const ghost = await jobOf(dangling);
  expect(ghost).toMatchObject({
    status: 'failed',
    new_project: { resource_type: 'project', name: 'x [dangling]' },
  });
  expect((await world.get(`/projects/${ghost.new_project.gid}`)).status).toBe(404);
  expect(await jobOf(slow)).toMatchObject({ status: 'in_progress' });
  world.clock.time += 3_600_000;
  expect(await jobOf(slow)).toMatchObject({ status: 'succeeded' });
  expect(await jobOf(stuck)).toMatchObject({ status: 'not_started', new_project: null });
});

test('jobs belong to the user, not the token', async () => {
  const { tokens, gids } = world.sandbox;
  const { gid } = (await world.post(`/projects/${gids.projects.empty}/duplicate`, { name: 'Mine' })).body
    .data;
  expect((await world.get(`/jobs/${gid}`, tokens.adaSecond)).status).toBe(200);
  expect((await world.get(`/jobs/${gid}`, tokens.demo)).status).toBe(200);
  const foreign = await world.get(`/jobs/${gid}`, tokens.grace);
  expect([foreign.status, foreign.body.errors[0].message]).toEqual([404, `job: Unknown object: ${gid}`]);
});

test('the sixth running job of a user is refused', async () => {
  const { tokens, gids } = world.sandbox;
  const start = (token?: string) =>
    world.post(`/projects/${gids.projects.empty}/duplicate`, { name: 'One more' }, token);
  for (let count = 0; count < 5; count++) expect((await start()).status).toBe(201);
  const sixth = await start(tokens.adaSecond);
  expect(sixth.status).toBe(429);
  expect(sixth.body.errors[0].message).toContain('5 concurrent jobs');
  expect((await start(tokens.grace)).status).toBe(201);
  world.clock.time += 4_000;
  expect((await start()).status).toBe(201);
});

test('exports give a fresh link when finished', async () => {
  const { gids } = world.sandbox;
  const started = (await world.post('/exports/graph?opt_fields=status', { parent: gids.projects.launch }))
    .body.data;
  expect(Object.keys(started)).toEqual([
    'gid',
    'resource_type',
    'resource_subtype',
    'status',
    'new_graph_export',
  ]);
  world.clock.time += 2_000;
  expect((await jobOf(started.gid)).new_graph_export).toMatchObject({
    download_url: null,
    completed_at: null,
  });
  const again = await world.post('/exports/graph', { parent: gids.projects.launch });
  expect(again.body.data.gid).toBe(started.gid);
  world.clock.time += 4_000;
  const first = (await jobOf(started.gid)).new_graph_export;
  const second = (await jobOf(started.gid)).new_graph_export;
  expect(first.completed_at).toBe('2026-09-07T08:00:06.000Z');
  expect(first.download_url).not.toBe(second.download_url);
  const file = gunzipSync(Buffer.from(await (await fetch(second.download_url)).arrayBuffer()));
  expect(JSON.parse(file.toString()).data.length).toBeGreaterThan(9);
  world.clock.time += 3_600_001;
  expect((await fetch(second.download_url)).status).toBe(403);
});

test('one resource export runs per workspace', async () => {
  const { organization, plainWorkspace } = world.sandbox.gids;
  const ask = (workspace: string, token?: string) =>
    world.post(
      '/exports/resource',
      { workspace, export_request_parameters: [{ resource_type: 'task' }] },
      token,
    );
  const started = await ask(organization);
  expect(started.body.data.resource_subtype).toBe('export_request');
  expect((await ask(organization, world.sandbox.tokens.grace)).status).toBe(403);
  expect((await ask(plainWorkspace)).status).toBe(201);
  world.clock.time += 6_000;
  expect((await jobOf(started.body.data.gid)).new_resource_export).toMatchObject({
    resource_type: 'export_request',
    download_url: expect.stringContaining('.jsonl.gz'),
  });
});

test('organization exports have a state of their own', async () => {
  const { organization, plainWorkspace } = world.sandbox.gids;
  const { body, headers } = await world.post('/organization_exports', { organization });
  const { gid } = body.data;
  expect(headers.get('location')).toBe(`/organization_exports/${gid}`);
  const states = [body.data.state];
  for (const wait of [1_000, 5_000]) {
    world.clock.time += wait;
    states.push((await world.get(`/organization_exports/${gid}`)).body.data.state);
  }
  expect(states).toEqual(['pending', 'started', 'finished']);
  expect((await world.post('/organization_exports', { organization: plainWorkspace })).status).toBe(400);
});

test('bodies are refused in the words of Asana', async () => {
  const { projects, tasks, projectTemplates, templateRoles, organization, teams } = world.sandbox.gids;
  const roles = Object.values(templateRoles).map((gid) => ({ gid, value: 'me' }));
  const duplicate = `/projects/${projects.empty}/duplicate`;
  const instantiate = `/project_templates/${projectTemplates.campaign}/instantiateProject`;
  const dates = { should_skip_weekends: true, start_on: '2026-10-01' };
  const parameters = (parameter: object) => ({
    workspace: organization,
    export_request_parameters: [parameter],
  });
  const cases: [string, object, number, string][] = [
    [duplicate, {}, 400, 'name: Missing input'],
    [duplicate, { name: 'x', include: 'task_nots' }, 400, 'include: Not a valid option: task_nots'],
    [duplicate, { name: 'x', include: 5 }, 400, 'include: Not a string'],
    [duplicate, { name: 'x', include: ['notes', 5] }, 400, 'include: Not a list of strings'],
    [duplicate, { name: 'x', schedule_dates: dates }, 400, 'schedule_dates: task_dates must be included'],
    [
      duplicate,
      { name: 'x', include: 'task_dates', schedule_dates: { ...dates, due_on: '2026-10-02' } },
      400,
      'Exactly one',
    ],
    [
      duplicate,
      { name: 'x', include: 'task_dates', schedule_dates: { start_on: '2026-10-02' } },
      400,
      'should_skip_weekends',
    ],
    [`/tasks/${tasks.first}/duplicate`, { include: 'name' }, 400, 'include: Not a valid option: name'],
    ['/projects/42/duplicate', { name: 'x' }, 404, 'project: Unknown object: 42'],
    ['/tasks/0/duplicate', {}, 404, 'task: Not a recognized ID: 0'],
    [instantiate, { name: 'x', requested_roles: roles.slice(1) }, 400, 'requested_roles: Missing role'],
    [
      instantiate,
      { name: 'x', requested_roles: [{ gid: '99', value: 'me' }] },
      400,
      'requested_roles: Unknown role 99',
    ],
    [
      instantiate,
      { name: 'x', requested_roles: roles, is_strict: true },
      422,
      'Missing date variable 1 (Start Date)',
    ],
    [instantiate, { name: 'x', requested_roles: roles, team: '42' }, 404, 'team: Unknown object: 42'],
    [instantiate, { name: 'x', requested_roles: roles, privacy_setting: 'secret' }, 400, 'privacy_setting'],
    [`/projects/${projects.launch}/saveAsTemplate`, { name: 'x', public: true }, 400, 'team: Missing input'],
    [
      `/projects/${projects.launch}/saveAsTemplate`,
      { name: 'x', team: teams.product },
      400,
      'public: Missing input',
    ],
    [
      `/projects/${projects.books}/saveAsTemplate`,
      { name: 'x', public: true },
      400,
      'workspace: Missing input',
    ],
    ['/exports/graph', {}, 400, 'parent: Missing input'],
    ['/exports/graph', { parent: '42' }, 404, 'parent: Unknown object: 42'],
    ['/exports/resource', { workspace: organization }, 400, 'export_request_parameters: Missing input'],
    ['/exports/resource', parameters({ resource_type: 'goal' }), 400, 'Not a valid option: goal'],
    [
      '/exports/resource',
      parameters({ resource_type: 'task', filters: { assignee: [] } }),
      400,
      'Not a valid filter: assignee',
    ],
  ];
  for (const [path, body, status, message] of cases) {
    const answer = await world.post(path, body);
    expect([answer.status, answer.body.errors?.[0]?.message]).toEqual([
      status,
      expect.stringContaining(message),
    ]);
  }
});

test('durations come from a number or a function', async () => {
  await using instant = await createWorld({ jobDurationMs: 0, childrenDelayMs: 0 });
  const { projects } = instant.sandbox.gids;
  const done = (await instant.post(`/projects/${projects.books}/duplicate`, { name: 'Now' })).body.data;
  expect(done).toMatchObject({ status: 'succeeded', new_project: { name: 'Now' } });
  expect((await instant.get(`/projects/${done.new_project.gid}/tasks`)).body.data).toHaveLength(3);

  await using slow = await createWorld({
    jobDurationMs: (kind, name) => (kind === 'duplicateProject' ? name.length * 1_000 : 1),
  });
  const { gid } = (
    await slow.post(`/projects/${slow.sandbox.gids.projects.empty}/duplicate`, { name: 'abc' })
  ).body.data;
  slow.clock.time += 5_000;
  expect((await slow.get(`/jobs/${gid}`)).body.data.status).toBe('in_progress');
});
