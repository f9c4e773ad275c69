import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/server.ts';
import { createWorld, type World } from './support.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ requestsPerMinute: Number.POSITIVE_INFINITY });
});
afterAll(() => world.sandbox.close());

const data = async (path: string, token?: string) => (await world.get(path, token)).body.data;

test('the same seed gives the same data', async () => {
  await using one = await createSandbox({ seed: 7 });
  await using same = await createSandbox({ seed: 7 });
  await using other = await createSandbox({ seed: 8 });
  expect(same.gids).toEqual(one.gids);
  expect(other.gids).not.toEqual(one.gids);
  expect(JSON.stringify(one.gids).match(/"\d{16}"/g)?.length).toBeGreaterThan(60);
});

test('every gid of the seed names a record', () => {
  const gids = JSON.stringify(world.sandbox.gids).match(/\d{16}/g) ?? [];
  const inline = [
    ...Object.values(world.sandbox.gids.enumOptions),
    ...Object.values(world.sandbox.gids.templateRoles),
  ];
  const unknown = gids.filter((gid) => !world.sandbox.store.peek(gid));
  expect(unknown.sort()).toEqual(inline.sort());
});

test('the seed is as large as promised', () => {
  const count = (type: string) => world.sandbox.store.all(type).length;
  expect(count('workspace')).toBe(2);
  expect(count('team')).toBeGreaterThanOrEqual(4);
  expect(count('user')).toBeGreaterThanOrEqual(8);
  expect(count('project')).toBeGreaterThanOrEqual(10);
  expect(world.sandbox.store.list('project-tasks', world.sandbox.gids.projects.launch)).toHaveLength(250);
});

test('a single record comes whole, without opt-in fields', async () => {
  const project = await data(`/projects/${world.sandbox.gids.projects.launch}`);
  expect(project).toMatchObject({
    resource_type: 'project',
    name: 'Autumn Launch Campaign',
    owner: { gid: world.sandbox.gids.users.grace, resource_type: 'user', name: 'Grace Lindqvist' },
    team: { resource_type: 'team', name: 'Marketing' },
    permalink_url: `https://app.asana.com/1/${world.sandbox.gids.organization}/project/${project.gid}`,
    current_status_update: { title: 'Back on schedule', resource_subtype: 'project_status_update' },
    // The second comes from the portfolio it is in.
    custom_fields: [
      { name: 'Budget', number_value: 12_000 },
      { name: 'Priority', enum_value: null },
    ],
  });
  for (const name of ['html_notes', 'project_brief', 'created_from_template'])
    expect(project).not.toHaveProperty(name);
  const task = await data(`/tasks/${world.sandbox.gids.tasks.first}`);
  for (const name of ['dependencies', 'num_subtasks', 'created_by']) expect(task).not.toHaveProperty(name);
});

test('a list gives compact records', async () => {
  const tasks = await data(`/projects/${world.sandbox.gids.projects.launch}/tasks`);
  expect(Object.keys(tasks[0])).toEqual(['gid', 'resource_type', 'name', 'resource_subtype']);
  expect(tasks).toHaveLength(250);
});

test('opt_fields gives gid and the asked, nested too', async () => {
  const { gids } = world.sandbox;
  const fields =
    'name,this.owner.name,team,project_brief.text,members.email,nonsense,owner.nonsense,completed_by.name';
  const project = await data(`/projects/${gids.projects.launch}?opt_fields=${fields}`);
  expect(project).toEqual({
    gid: gids.projects.launch,
    name: 'Autumn Launch Campaign',
    owner: { gid: gids.users.grace, name: 'Grace Lindqvist' },
    team: { gid: gids.teams.marketing },
    project_brief: { gid: gids.projectBriefs.launch, text: 'One range, one story, every channel.' },
    members: expect.arrayContaining([{ gid: gids.users.ada, email: 'ada@meridian-outdoor.example' }]),
    completed_by: null,
  });
});

test('groups in opt_fields reach into memberships', async () => {
  const { gids } = world.sandbox;
  const fields = 'memberships.(project|section).(gid|name),custom_fields.(name|enum_value.name)';
  const task = await data(`/tasks/${gids.tasks.shared}?opt_fields=${encodeURIComponent(fields)}`);
  expect(task.memberships).toHaveLength(2);
  expect(task.memberships[1]).toEqual({
    project: { gid: gids.projects.website, name: 'Website Redesign' },
    section: { gid: expect.any(String), name: 'To do' },
  });
  expect(task.custom_fields[0]).toEqual({
    gid: gids.customFields.priority,
    name: 'Priority',
    enum_value: { gid: expect.any(String), name: expect.any(String) },
  });
  expect(task).not.toHaveProperty('resource_type');
});

test('a job carries fields of what it made', async () => {
  await using instant = await createWorld({ jobDurationMs: 0 });
  const { gids } = instant.sandbox;
  const path = `/projects/${gids.projects.launch}/duplicate?opt_fields=status,new_project.(owner.name|team.name)`;
  const { body } = await instant.post(path, { name: 'Copy' });
  expect(body.data).toEqual({
    gid: expect.any(String),
    status: 'succeeded',
    new_project: {
      gid: expect.any(String),
      owner: { gid: gids.users.ada, name: 'Ada Okafor' },
      team: { gid: gids.teams.marketing, name: 'Marketing' },
    },
  });
});

test('every record type can be read by gid', async () => {
  const { gids } = world.sandbox;
  const paths = [
    `/users/me`,
    `/users/grace%40meridian-outdoor.example`,
    `/workspaces/${gids.organization}`,
    `/teams/${gids.teams.product}`,
    `/sections/${gids.sections.doing}`,
    `/tags/${gids.tags.urgent}`,
    `/custom_fields/${gids.customFields.priority}`,
    `/status_updates/${gids.statusUpdates.launch}`,
    `/project_briefs/${gids.projectBriefs.launch}`,
    `/portfolios/${gids.portfolios.company}`,
    `/project_templates/${gids.projectTemplates.campaign}`,
    `/task_templates/${gids.taskTemplates.photoShoot}`,
    `/tasks/${gids.tasks.milestone}`,
  ];
  for (const path of paths) expect(await data(path)).toHaveProperty('resource_type');
  const user = await data('/users/me');
  expect(user.workspaces.map(({ name }: { name: string }) => name)).toEqual([
    'Meridian Outdoor',
    'Harbour Book Club',
  ]);
});

test('every list route answers what it should', async () => {
  const { gids } = world.sandbox;
  const names = async (path: string) =>
    (await data(path)).map((row: { name?: string; title?: string }) => row.name ?? row.title);
  expect(await names('/workspaces')).toHaveLength(2);
  expect(await names(`/users?workspace=${gids.organization}`)).toHaveLength(10);
  expect(await names(`/users?team=${gids.teams.product}`)).toEqual([
    'Ada Okafor',
    'Priya Raman',
    'Yuki Tanaka',
  ]);
  expect(await names(`/teams/${gids.teams.marketing}/users`)).toContain('Mateo Álvarez');
  expect(await names(`/workspaces/${gids.organization}/teams`)).not.toContain('People & Culture');
  expect(await names(`/users/me/teams?organization=${gids.organization}`)).toHaveLength(3);
  expect(await names(`/workspaces/${gids.organization}/projects?archived=true`)).toEqual([
    'Spring Catalogue',
  ]);
  expect(await names(`/teams/${gids.teams.product}/projects`)).toContain('Website Redesign');
  expect(await names(`/projects?workspace=${gids.plainWorkspace}`)).toEqual(['Reading List']);
  expect(await names(`/workspaces/${gids.organization}/tags`)).toContain('urgent');
  expect(await names(`/projects/${gids.projects.launch}/sections`)).toHaveLength(5);
  expect((await names(`/sections/${gids.sections.done}/tasks`)).length).toBeGreaterThan(20);
  expect(await names(`/sections/${gids.sections.done}/tasks?completed_since=now`)).toEqual([]);
  expect(await names(`/tasks/${gids.tasks.first}/subtasks`)).toContain('Sign-off');
  expect(await names(`/tasks/${gids.tasks.dependent}/dependencies`)).toHaveLength(1);
  expect(await names(`/tasks/${gids.tasks.shared}/projects`)).toHaveLength(2);
  expect(await names(`/project_templates?workspace=${gids.organization}`)).toHaveLength(3);
  expect(await names(`/teams/${gids.teams.marketing}/project_templates`)).toEqual(['Marketing Campaign']);
  expect(await names(`/task_templates?project=${gids.projects.launch}`)).toEqual(['Photo shoot']);
  expect(await names(`/portfolios?workspace=${gids.organization}&owner=me`)).toHaveLength(2);
  expect(await names(`/portfolios/${gids.portfolios.company}/items`)).toContain('Marketing 2026');
  expect(await names(`/status_updates?parent=${gids.projects.launch}`)).toHaveLength(2);
  const typeahead = `/workspaces/${gids.organization}/typeahead?resource_type=`;
  expect(await names(`${typeahead}project&query=launch`)).toEqual(['Autumn Launch Campaign']);
  expect(await names(`${typeahead}user&query=gra&count=1`)).toEqual(['Grace Lindqvist']);
});

test('task counts are opt-in and add up', async () => {
  const path = `/projects/${world.sandbox.gids.projects.launch}/task_counts`;
  expect(await data(path)).toEqual({});
  const counts = await data(
    `${path}?opt_fields=num_tasks,num_incomplete_tasks,num_completed_tasks,num_milestones`,
  );
  expect(counts).toMatchObject({ num_tasks: 250, num_milestones: 5 });
  expect(counts.num_incomplete_tasks + counts.num_completed_tasks).toBe(250);
});

test('pages follow each other until next_page is null', async () => {
  const path = `/projects/${world.sandbox.gids.projects.launch}/tasks?limit=100&opt_fields=name`;
  const seen = new Set<string>();
  let offset = '';
  const sizes: number[] = [];
  do {
    const { body } = await world.get(path + (offset && `&offset=${offset}`));
    for (const { gid } of body.data) seen.add(gid);
    sizes.push(body.data.length);
    offset = body.next_page?.offset ?? '';
    if (offset) expect((await fetch(body.next_page.uri)).status).toBe(401);
  } while (offset);
  expect(sizes).toEqual([100, 100, 50]);
  expect(seen.size).toBe(250);
});

test('limits out of range and stale offsets are refused', async () => {
  const path = `/projects/${world.sandbox.gids.projects.launch}/tasks`;
  for (const limit of ['0', '101', 'ten'])
    expect((await world.get(`${path}?limit=${limit}`)).status).toBe(400);
  const { offset } = (await world.get(`${path}?limit=5`)).body.next_page;
  expect((await world.get(`${path}?limit=5&offset=${offset}`)).status).toBe(200);
  const bad = await world.get(`${path}?limit=5&offset=abc`);
  expect([bad.status, bad.body.errors[0].message]).toEqual([
    400,
    'offset: Your pagination token has expired.',
  ]);
  world.clock.time += 3_600_000;
  expect((await world.get(`${path}?limit=5&offset=${offset}`)).status).toBe(400);
});

test('what a caller may not see does not exist', async () => {
  const { gids, tokens } = world.sandbox;
  expect((await world.get(`/projects/${gids.projects.hiring}`, tokens.grace)).status).toBe(200);
  expect((await world.get(`/projects/${gids.projects.hiring}`)).status).toBe(404);
  expect((await world.get(`/teams/${gids.teams.people}`)).status).toBe(404);
  expect((await world.get(`/tasks/${gids.tasks.first}`, tokens.noor)).status).toBe(404);
  expect(await data('/workspaces', tokens.noor)).toHaveLength(1);
});

test('missing parameters are named in the refusal', async () => {
  const message = async (path: string) => (await world.get(path)).body.errors[0].message;
  expect(await message('/portfolios')).toBe('workspace: Missing input');
  expect(await message('/task_templates')).toBe('project: Missing input');
  expect(await message('/users/me/teams')).toBe('organization: Missing input');
  expect(await message('/status_updates')).toBe('parent: Missing input');
  expect(await message('/tasks')).toContain('You should specify one of');
});
