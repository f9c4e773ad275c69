import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.sandbox.close());

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
