import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.sandbox.close());

const launch = () => `/projects/${world.sandbox.gids.projects.launch}`;
const body = (text: object) => ({
  method: 'POST',
  headers: { authorization: `Bearer ${world.sandbox.tokens.ada}` },
  body: JSON.stringify(text),
});
const duplicate = () => `${world.sandbox.url}/projects/${world.sandbox.gids.projects.empty}/duplicate`;

test.each([
  'opt_fields=name,notes',
  'opt_fields=name&opt_fields=notes',
  'opt_fields=name,%20notes,name',
  'opt_fields=+name&opt_fields=notes,name&opt_fields=',
])('%s shows both fields once', async (query) => {
  const { body: answer } = await world.get(`${launch()}?${query}`);
  expect(Object.keys(answer.data).sort()).toEqual(['gid', 'name', 'notes']);
});

test('pages keep fields that were given apart', async () => {
  const { body: first } = await world.get(`${launch()}/tasks?limit=2&opt_fields=name&opt_fields=completed`);
  const { body: next } = await world.get(first.next_page.path);
  expect(Object.keys(next.data[0]).sort()).toEqual(['completed', 'gid', 'name']);
});

test.each(['limit=2&limit=3', 'offset=a&offset=b', 'completed_since=now&completed_since=now'])(
  '%s is refused by the name of what was given twice',
  async (query) => {
    const answer = await world.get(`${launch()}/tasks?${query}`);
    const name = query.split('=')[0];
    expect([answer.status, answer.body.errors[0].message]).toEqual([400, `${name}: Given more than once`]);
  },
);

test.each([
  ['opt_pretty', true],
  ['opt_pretty=true', true],
  ['opt_pretty=false', false],
  ['', false],
])('?%s indents: %s', async (query, indented) => {
  const headers = { authorization: `Bearer ${world.sandbox.tokens.ada}` };
  const text = await (await fetch(`${world.sandbox.url}/users/me?${query}`, { headers })).text();
  expect(text.startsWith('{\n  "data": {\n    "gid"')).toBe(indented);
});

test.each([
  { fields: ['status', 'new_project.name'], pretty: true },
  { fields: 'status,new_project.name', pretty: true },
])('a write takes options %j beside its data', async (options) => {
  const text = await (await fetch(duplicate(), body({ data: { name: 'Copy' }, options }))).text();
  expect(text.startsWith('{\n')).toBe(true);
  expect(Object.keys(JSON.parse(text).data).sort()).toEqual(['gid', 'new_project', 'status']);
});

test.each([{}, { data: null }, { data: [] }, { data: 'name' }, { name: 'Copy' }])(
  'a body %j lacks its data',
  async (text) => {
    const response = await fetch(duplicate(), body(text));
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    expect([response.status, errors[0]?.message]).toEqual([400, 'data: Missing input']);
  },
);

test('a form is no JSON', async () => {
  const form = new URLSearchParams({ name: 'Copy' });
  const headers = { authorization: `Bearer ${world.sandbox.tokens.ada}` };
  const response = await fetch(duplicate(), { method: 'POST', headers, body: form });
  expect(response.status).toBe(400);
});
