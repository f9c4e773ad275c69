import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, createWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.sandbox.close());

const gids = () => world.sandbox.gids;
const message = ({ status, body }: Answer) => [status, body.errors?.[0].message];
const task = async (gid: string, fields: string) =>
  (await world.get(`/tasks/${gid}?opt_fields=${fields}`)).body.data;
const tasksIn = async (list: string): Promise<string[]> =>
  (await world.get(`${list}/tasks?limit=100`)).body.data.map((each: { gid: string }) => each.gid);

describe('a new task', () => {
  test('is in its projects, with their custom fields, and answers what was asked', async () => {
    const { projects, customFields, enumOptions, users, tags } = gids();
    const { status, body, headers } = await world.post('/tasks?opt_fields=name,assignee.name,due_on', {
      name: 'Draft the page',
      projects: [projects.website],
      assignee: 'sofia@meridian-outdoor.example',
      due_on: '2027-01-08',
      start_on: '2027-01-04',
      followers: ['me', users.priya],
      tags: [tags.urgent],
      custom_fields: { [customFields.priority]: enumOptions.high },
    });
    expect(status).toBe(201);
    const { gid } = body.data;
    expect(headers.get('location')).toBe(`/tasks/${gid}`);
    const assignee = { gid: users.sofia, name: 'Sofia Rossi' };
    expect(body.data).toEqual({ gid, name: 'Draft the page', assignee, due_on: '2027-01-08' });
    const seen = await task(
      gid,
      'custom_fields.name,custom_fields.display_value,followers.gid,tags.gid,created_by',
    );
    expect(seen.custom_fields).toEqual([
      { gid: customFields.priority, name: 'Priority', display_value: 'High' },
      { gid: customFields.budget, name: 'Budget', display_value: null },
    ]);
    expect(seen.followers.map((each: { gid: string }) => each.gid)).toEqual([
      users.ada,
      users.sofia,
      users.priya,
    ]);
    expect(await tasksIn(`/projects/${projects.website}`)).toContain(gid);
  });

  test('needs a place, and one workspace', async () => {
    const { projects } = gids();
    expect(message(await world.post('/tasks', { name: 'Nowhere' }))).toEqual([
      400,
      'workspace: You should specify one of workspace, parent, projects',
    ]);
    expect((await world.post('/tasks', { projects: [projects.website, projects.books] })).status).toBe(400);
    const below = await world.post('/tasks', { name: 'Below', parent: gids().tasks.first });
    expect((await task(below.body.data.gid, 'parent.gid,workspace.gid')).parent.gid).toBe(gids().tasks.first);
    expect((await task(gids().tasks.first, 'num_subtasks')).num_subtasks).toBe(4);
  });
});

describe('a change of a task', () => {
  test('keeps the two forms of a description, days and moments, and completion together', async () => {
    const path = `/tasks/${gids().tasks.approval}`;
    const formatted = await world.put(`${path}?opt_fields=notes,html_notes`, {
      html_notes: '<body><b>Now</b> &amp; here</body>',
    });
    expect(formatted.body.data).toMatchObject({
      notes: 'Now & here',
      html_notes: '<body><b>Now</b> &amp; here</body>',
    });
    const plain = await world.put(`${path}?opt_fields=html_notes`, { notes: 'a < b' });
    expect(plain.body.data.html_notes).toBe('<body>a &#60; b</body>');
    const due = await world.put(`${path}?opt_fields=due_on,due_at,start_on`, {
      due_at: '2027-01-08T09:00:00Z',
      start_on: null,
    });
    expect(due.body.data).toMatchObject({
      due_on: '2027-01-08',
      due_at: '2027-01-08T09:00:00.000Z',
      start_on: null,
    });
    const approved = await world.put(`${path}?opt_fields=approval_status,completed_by.gid`, {
      completed: true,
    });
    expect(approved.body.data).toMatchObject({
      approval_status: 'approved',
      completed_by: { gid: gids().users.ada },
    });
    const again = await world.put(`${path}?opt_fields=completed,completed_at`, {
      approval_status: 'pending',
    });
    expect(again.body.data).toMatchObject({ completed: false, completed_at: null });
  });

  test('moves it below another one, never below itself', async () => {
    const { first, shared } = gids().tasks;
    await world.put(`/tasks/${shared}`, { parent: first });
    const subtasks = (await world.get(`/tasks/${first}/subtasks`)).body.data;
    expect(subtasks.map((each: { gid: string }) => each.gid)).toContain(shared);
    expect(message(await world.put(`/tasks/${first}`, { parent: shared }))).toEqual([
      400,
      `parent: It is below the task itself: ${shared}`,
    ]);
    await world.put(`/tasks/${shared}`, { parent: null });
    expect((await world.get(`/tasks/${first}/subtasks`)).body.data).toHaveLength(3);
  });

  test.each<[Record<string, unknown>, number, string]>([
    [{ nom: 'x' }, 400, 'nom: Not a field that can be written'],
    [{ created_at: '2026-01-01' }, 400, 'created_at: Not a field that can be written'],
    [{ name: null }, 400, 'name: Cannot be null'],
    [{ name: 7 }, 400, 'name: Not a string'],
    [{ completed: 'yes' }, 400, 'completed: Not a boolean'],
    [{ html_notes: 'bare' }, 400, 'html_notes: XML is invalid'],
    [{ due_on: '2027-02-30' }, 400, 'due_on: Not a valid date: 2027-02-30'],
    [{ due_at: 'soon' }, 400, 'due_at: Not a valid datetime: soon'],
    [
      { due_on: '2027-01-01', due_at: '2027-01-01T09:00:00Z' },
      400,
      'due_at: Should not be used together with due_on',
    ],
    [{ start_on: '2027-01-01' }, 400, 'start_on: due_on or due_at must be present in the request'],
    [{ start_at: null, due_on: null }, 400, 'start_at: due_at must be present in the request'],
    [{ start_on: '2027-01-03', due_on: '2027-01-01' }, 400, 'start_on: Must not be after due_on'],
    [{ assignee: '404404' }, 404, 'assignee: Unknown object: 404404'],
    [{ assignee: 'noor@bookclub.example' }, 400, 'assignee: Not a user in this workspace'],
    [{ approval_status: 'approved' }, 400, 'approval_status: Not an approval'],
    [{ approval_status: 'maybe' }, 400, 'approval_status: Not a valid option: maybe'],
    [{ resource_subtype: 'custom' }, 400, 'custom_type: Missing input'],
    [{ custom_fields: [] }, 400, 'custom_fields: Not an object'],
    [{ custom_fields: { 404404: 1 } }, 400, 'custom_fields: Unknown object: 404404'],
  ])('with %j is refused', async (data, status, words) => {
    const [seen, said] = message(await world.put(`/tasks/${gids().tasks.first}`, data));
    expect([seen, String(said).slice(0, words.length)]).toEqual([status, words]);
  });
});

describe('values of custom fields', () => {
  const set = (name: keyof World['sandbox']['gids']['customFields'], value: unknown) =>
    world.put(`/tasks/${gids().tasks.first}?opt_fields=custom_fields`, {
      custom_fields: { [gids().customFields[name]]: value },
    });

  test('are set by the type of the field, and cleared with null', async () => {
    const { high, web, email } = gids().enumOptions;
    const { sofia } = gids().users;
    const shown: unknown[] = [];
    for (const [name, value] of [
      ['priority', high],
      ['channels', [web, email]],
      ['effort', 2.5],
      ['goesLive', { date: '2027-03-01' }],
      ['goesLive', { date_time: '2027-03-01T09:00:00Z' }],
      ['supplier', 'Kern'],
      ['supplier', null],
    ] as const) {
      expect((await set(name, value)).status).toBe(200);
      const { custom_fields: fields } = await task(gids().tasks.first, 'custom_fields.display_value');
      shown.push(
        fields.find((each: { gid: string }) => each.gid === gids().customFields[name]).display_value,
      );
    }
    expect(shown).toEqual(['High', 'Web, E-mail', '2.5', '2027-03-01', '2027-03-01T09:00:00Z', 'Kern', null]);
    await world.post(`/projects/${gids().projects.launch}/addCustomFieldSetting`, {
      custom_field: gids().customFields.reviewers,
    });
    expect((await set('reviewers', ['me', sofia])).status).toBe(200);
    const { custom_fields: fields } = await task(gids().tasks.first, 'custom_fields.people_value.name');
    expect(fields.at(-1).people_value).toHaveLength(2);
  });

  test.each([
    ['priority', '404404', 'custom_fields: Unknown object: 404404'],
    ['priority', 1, 'Not the gid of an option'],
    ['channels', 'Web', 'Not a list of gids of options'],
    ['effort', '2', 'Not a number'],
    ['supplier', 2, 'Not a string'],
    ['goesLive', '2027-03-01', 'Not an object with a valid date or date_time'],
    [
      'goesLive',
      { date: '2027-03-01', date_time: '2027-03-01T09:00:00Z' },
      'Not an object with a valid date',
    ],
    ['reviewers', ['me'], 'is not on given object'],
  ] as const)('%s takes no %j', async (name, value, words) => {
    const [status, said] = message(await set(name, value));
    expect(status).toBe(400);
    expect(said).toContain(words);
  });
});

test('a deleted task is gone, with what is below it', async () => {
  const { first } = gids().tasks;
  const [subtask] = (await world.get(`/tasks/${first}/subtasks`)).body.data;
  const { status, body } = await world.delete(`/tasks/${first}`);
  expect([status, body]).toEqual([200, { data: {} }]);
  expect(world.sandbox.calls.at(-1)).not.toHaveProperty('body');
  expect(message(await world.delete(`/tasks/${first}`))).toEqual([404, `task: Unknown object: ${first}`]);
  expect((await world.get(`/tasks/${subtask.gid}`)).status).toBe(404);
  expect(await tasksIn(`/sections/${gids().sections.backlog}`)).not.toContain(first);
});

test('a task goes to the end of a project, the top of a section, or where it is said', async () => {
  const { projects, sections, tasks } = gids();
  const { gid } = (await world.post('/tasks', { name: 'Wanders', workspace: gids().organization })).body.data;
  const add = (data: Record<string, unknown>) => world.post(`/tasks/${gid}/addProject`, data);
  expect((await add({ project: projects.launch, section: sections.review })).body).toEqual({ data: {} });
  expect((await tasksIn(`/sections/${sections.review}`)).at(-1)).toBe(gid);
  await world.post(`/sections/${sections.done}/addTask`, { task: gid });
  expect((await tasksIn(`/sections/${sections.done}`))[0]).toBe(gid);
  expect(await tasksIn(`/sections/${sections.review}`)).not.toContain(gid);
  const { memberships, custom_fields: fields } = await task(
    gid,
    'memberships.section.gid,custom_fields.name',
  );
  expect(memberships).toEqual([{ section: { gid: sections.done } }]);
  expect(fields.map((each: { name: string }) => each.name)).toEqual(['Priority', 'Budget']);
  const second = (await tasksIn(`/sections/${sections.done}`))[2];
  await world.post(`/sections/${sections.done}/addTask`, { task: gid, insert_after: second });
  expect((await tasksIn(`/sections/${sections.done}`))[2]).toBe(gid);
  expect((await add({ project: projects.website, section: sections.done })).status).toBe(400);
  expect((await add({ project: projects.books })).status).toBe(400);
  expect((await add({ project: '404404' })).status).toBe(404);
  const elsewhere = { task: gid, insert_before: tasks.approval, insert_after: tasks.first };
  expect((await world.post(`/sections/${sections.done}/addTask`, elsewhere)).status).toBe(400);
});

test('a task is followed and tagged once, whoever asks how often', async () => {
  const path = `/tasks/${gids().tasks.shared}`;
  const followers = { followers: ['me', 'grace@meridian-outdoor.example'] };
  const answer = await world.post(`${path}/addFollowers?opt_fields=followers.name`, followers);
  await world.post(`${path}/addFollowers`, followers);
  const { urgent } = gids().tags;
  expect((await world.post(`${path}/addTag`, { tag: urgent })).body).toEqual({ data: {} });
  await world.post(`${path}/addTag`, { tag: urgent });
  const seen = await task(gids().tasks.shared, 'followers.name,tags.gid');
  expect(seen.followers).toEqual(answer.body.data.followers);
  expect(seen.tags).toEqual([{ gid: urgent }]);
  expect(message(await world.post(`${path}/addTag`, {}))).toEqual([400, 'tag: Missing input']);
});
