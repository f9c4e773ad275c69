import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, createWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.sandbox.close());

const gids = () => world.sandbox.gids;
const message = ({ status, body }: Answer) => [status, body.errors?.[0].message];
const named = (list: { name: string }[]) => list.map(({ name }) => name);

describe('a change of a project', () => {
  test('keeps what is not said, clears with null, and answers what was asked', async () => {
    const { website } = gids().projects;
    const fields = 'name,notes,color,owner,due_on,start_on,privacy_setting,default_view,archived';
    const { status, body } = await world.put(`/projects/${website}?opt_fields=${fields}`, {
      name: 'Redesign',
      notes: 'New shop',
      color: 'dark-teal',
      owner: null,
      start_on: null,
      due_on: '2027-01-04',
      privacy_setting: 'private',
      default_view: 'calendar',
      archived: true,
    });
    expect([status, body.data]).toEqual([
      200,
      {
        gid: website,
        name: 'Redesign',
        notes: 'New shop',
        color: 'dark-teal',
        owner: null,
        start_on: null,
        due_on: '2027-01-04',
        privacy_setting: 'private',
        default_view: 'calendar',
        archived: true,
      },
    ]);
    const { data } = (await world.get(`/projects/${website}?opt_fields=name,members.name`)).body;
    expect(data.name).toBe('Redesign');
    expect(data.members).toHaveLength(2);
  });

  test.each<[Record<string, unknown>, number, string]>([
    [{ followers: '1,2' }, 400, 'followers: Not a field that can be written'],
    [{ color: 'mauve' }, 400, 'color: Not a valid option: mauve'],
    [{ owner: 'noor@bookclub.example' }, 400, 'owner: Not a user in this workspace'],
    [{ owner: 'nobody@example.com' }, 404, 'owner: Unknown object: nobody@example.com'],
    [{ start_on: '2027-01-04' }, 400, 'start_on: due_on or due_at must be present in the request'],
    [
      { start_on: '2027-01-04', due_on: '2027-01-04' },
      400,
      'start_on: start_on and due_on cannot be the same date',
    ],
    [{ archived: null }, 400, 'archived: Cannot be null'],
  ])('with %j is refused', async (data, status, words) => {
    const [seen, said] = message(await world.put(`/projects/${gids().projects.website}`, data));
    expect([seen, String(said).slice(0, words.length)]).toEqual([status, words]);
  });

  test('of a project nobody sees is 404', async () => {
    const { hiring } = gids().projects;
    expect(message(await world.put(`/projects/${hiring}`, { name: 'Mine' }))).toEqual([
      404,
      `project: Unknown object: ${hiring}`,
    ]);
  });
});

test('members come and go, by gid, address or me, in a text or a list', async () => {
  const path = `/projects/${gids().projects.office}`;
  const { yuki, jonas } = gids().users;
  const added = await world.post(`${path}/addMembers?opt_fields=members.name`, {
    members: `${yuki},jonas@meridian-outdoor.example,me`,
  });
  expect(named(added.body.data.members)).toEqual([
    'Fatima Haddad',
    'Ada Okafor',
    'Yuki Tanaka',
    'Jonas Weber',
  ]);
  const removed = await world.post(`${path}/removeMembers?opt_fields=members.name`, {
    members: [yuki, jonas],
  });
  expect(named(removed.body.data.members)).toEqual(['Fatima Haddad', 'Ada Okafor']);
  expect((await world.post(`${path}/removeMembers`, { members: yuki })).status).toBe(200);
  expect(message(await world.post(`${path}/addMembers`, { members: '' }))).toEqual([
    400,
    'members: Missing input',
  ]);
  expect((await world.post(`${path}/addMembers`, { members: '404404' })).status).toBe(404);
});

test('a custom field comes to a project and to the tasks in it, once', async () => {
  const { projects, customFields } = gids();
  const path = `/projects/${projects.website}/addCustomFieldSetting`;
  const data = { custom_field: customFields.effort, is_important: true };
  const { status, body } = await world.post(
    `${path}?opt_fields=is_important,custom_field.name,project.name`,
    data,
  );
  expect([status, body.data]).toMatchObject([
    200,
    { is_important: true, custom_field: { name: 'Effort' }, project: { name: 'Website Redesign' } },
  ]);
  const [task] = (await world.get(`/projects/${projects.website}/tasks?opt_fields=custom_fields.name`)).body
    .data;
  expect(named(task.custom_fields)).toEqual(['Effort']);
  expect((await world.post(path, data)).status).toBe(403);
  expect((await world.post(path, { custom_field: '404404' })).status).toBe(404);
});

test('a portfolio brings its custom fields along, and takes those away that nobody set', async () => {
  const { portfolios, projects, customFields, enumOptions } = gids();
  const path = `/portfolios/${portfolios.marketing}`;
  const fields = async () =>
    (await world.get(`/projects/${projects.empty}?opt_fields=custom_fields.name`)).body.data.custom_fields;
  const set = (value: unknown) =>
    world.put(`/projects/${projects.empty}`, { custom_fields: { [customFields.priority]: value } });
  expect((await set(enumOptions.low)).status).toBe(400);
  expect((await world.post(`${path}/addItem`, { item: projects.empty })).body).toEqual({ data: {} });
  expect(named(await fields())).toEqual(['Priority']);
  const items = (await world.get(`${path}/items`)).body.data;
  expect(items.at(-1).gid).toBe(projects.empty);
  await world.post(`${path}/removeItem`, { item: projects.empty });
  expect(await fields()).toEqual([]);
  expect((await world.post(`${path}/removeItem`, { item: projects.empty })).status).toBe(404);
  await world.post(`${path}/addItem`, { item: projects.empty, insert_before: projects.launch });
  expect((await world.get(`${path}/items`)).body.data[0].gid).toBe(projects.empty);
  expect((await set(enumOptions.low)).status).toBe(200);
});

test('a portfolio does not hold itself, nor what is elsewhere', async () => {
  const { company, marketing } = gids().portfolios;
  const add = async (portfolio: string, item: string) =>
    (await world.post(`/portfolios/${portfolio}/addItem`, { item })).status;
  expect(await add(marketing, company)).toBe(400);
  expect(await add(company, company)).toBe(400);
  expect(await add(company, gids().projects.books)).toBe(400);
  expect(await add(company, gids().tasks.first)).toBe(404);
});

test('a section is made where it is said', async () => {
  const { projects, sections } = gids();
  const path = `/projects/${projects.launch}/sections`;
  const names = async () => named((await world.get(path)).body.data);
  const { status, body } = await world.post(`${path}?opt_fields=name,project.name`, {
    name: 'Stuck',
    insert_after: sections.doing,
  });
  expect([status, body.data]).toMatchObject([
    201,
    { name: 'Stuck', project: { name: 'Autumn Launch Campaign' } },
  ]);
  await world.post(path, { name: 'First', insert_before: sections.backlog });
  await world.post(path, { name: 'Last' });
  expect(await names()).toEqual([
    'First',
    'Backlog',
    'Planned',
    'In progress',
    'Stuck',
    'In review',
    'Done',
    'Last',
  ]);
  expect(message(await world.post(path, { name: ' ' }))).toEqual([400, 'name: Missing input']);
  const both = { name: 'Both', insert_before: sections.doing, insert_after: sections.doing };
  expect((await world.post(path, both)).status).toBe(400);
  const elsewhere = `/projects/${projects.website}/sections`;
  expect((await world.post(elsewhere, { name: 'Where', insert_after: sections.doing })).status).toBe(400);
});

test('a comment is the caller’s, in one form or the other', async () => {
  const path = `/tasks/${gids().tasks.first}/stories`;
  const fields = 'text,html_text,is_pinned,type,resource_subtype,created_by.name,target.gid';
  const { status, body } = await world.post(`${path}?opt_fields=${fields}`, {
    text: 'a < b',
    is_pinned: true,
  });
  expect([status, body.data]).toEqual([
    201,
    {
      gid: expect.any(String),
      text: 'a < b',
      html_text: '<body>a &#60; b</body>',
      is_pinned: true,
      type: 'comment',
      resource_subtype: 'comment_added',
      created_by: { gid: gids().users.ada, name: 'Ada Okafor' },
      target: { gid: gids().tasks.first },
    },
  ]);
  const formatted = await world.post(path, { html_text: '<body><em>Yes</em></body>' });
  expect(formatted.body.data.text).toBe('Yes');
  expect((await world.post(path, { text: 'a', html_text: '<body>a</body>' })).status).toBe(400);
  expect(message(await world.post(path, {}))).toEqual([400, 'text: Missing input']);
});

test('a report is the newest of its project from then on', async () => {
  const { website } = gids().projects;
  const report = { parent: website, text: 'Late', status_type: 'at_risk', title: 'Week 1' };
  const { status, body } = await world.post(
    '/status_updates?opt_fields=title,status_type,author.name',
    report,
  );
  expect([status, body.data]).toMatchObject([201, { title: 'Week 1', status_type: 'at_risk' }]);
  const { data } = (await world.get(`/projects/${website}?opt_fields=current_status_update.title`)).body;
  expect(data.current_status_update).toMatchObject({ gid: body.data.gid, title: 'Week 1' });
  const wrong = async (change: Record<string, unknown>) =>
    message(await world.post('/status_updates', { ...report, ...change }));
  expect(await wrong({ status_type: 'missed' })).toEqual([400, 'status_type: Not a valid option: missed']);
  expect(await wrong({ text: undefined })).toEqual([400, 'text: Missing input']);
  expect(await wrong({ parent: gids().tasks.first })).toEqual([
    404,
    `parent: Unknown object: ${gids().tasks.first}`,
  ]);
});

test('a token that may only read writes nothing', async () => {
  const token = `${world.sandbox.tokens.ada}-readonly`;
  expect((await world.delete(`/tasks/${gids().tasks.first}`, token)).status).toBe(403);
  expect((await world.get(`/tasks/${gids().tasks.first}`, token)).status).toBe(200);
});
