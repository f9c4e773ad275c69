import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.sandbox.close());

const jobOf = async (gid: string, token?: string) => (await world.get(`/jobs/${gid}`, token)).body.data;

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
