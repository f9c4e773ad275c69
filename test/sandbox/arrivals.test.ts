import { expect, test } from 'vitest';
import { createWorld, type World } from './support.ts';

/** Seconds after its success → tasks that are there, by list and by count. */
async function arrivals(world: World, name: string, seconds: readonly number[]): Promise<number[]> {
  const { gids } = world.sandbox;
  const copy = await world.post(`/projects/${gids.projects.launch}/duplicate`, { name });
  world.clock.time += 4_000;
  const job = (await world.get(`/jobs/${copy.body.data.gid}`)).body.data;
  expect(job.status).toBe('succeeded');
  const project = job.new_project.gid;
  const succeededAt = world.clock.time;
  const there: number[] = [];
  for (const each of seconds) {
    world.clock.time = succeededAt + each * 1_000;
    const tasks = (await world.get(`/projects/${project}/tasks`)).body.data;
    const { num_tasks } = (await world.get(`/projects/${project}/task_counts?opt_fields=num_tasks`)).body
      .data;
    expect(num_tasks).toBe(tasks.length);
    there.push(num_tasks);
  }
  return there;
}

const original = async (world: World) =>
  (await world.get(`/projects/${world.sandbox.gids.projects.launch}/tasks`)).body.data.length;

test('tasks arrive together a second after the success', async () => {
  await using world = await createWorld();
  const all = await original(world);
  expect(await arrivals(world, 'Copy', [0, 0.9, 1])).toEqual([0, 0, all]);
});

test('tags in a name make them slow, stall or stay away', async () => {
  await using world = await createWorld();
  const all = await original(world);
  const half = Math.ceil(all / 2);
  expect(await arrivals(world, 'Copy [slow tasks]', [0, 1, 2, 3.5, all])).toEqual([0, 1, 2, 3, all]);
  expect(await arrivals(world, 'Copy [stalled tasks]', [0, 1, 12, 13])).toEqual([0, half, half, all]);
  expect(await arrivals(world, 'Copy [missing tasks]', [0, 1, 600])).toEqual([0, half, half]);
});

test('subtasks of a copied task and tasks of a template arrive one by one as well', async () => {
  await using world = await createWorld();
  const { tasks: seeded, projectTemplates, templateRoles } = world.sandbox.gids;
  const source = (await world.get(`/tasks/${seeded.first}?opt_fields=num_subtasks`)).body.data;
  expect(source.num_subtasks).toBe(3);
  const name = 'Copy [slow tasks]';
  const copy = await world.post(`/tasks/${source.gid}/duplicate`, { name, include: 'subtasks' });
  const made = await world.post(`/project_templates/${projectTemplates.campaign}/instantiateProject`, {
    name,
    requested_dates: ['1', '2'].map((gid) => ({ gid, value: '2026-11-02' })),
    requested_roles: Object.values(templateRoles).map((gid) => ({ gid, value: 'me' })),
  });
  const there = async () => {
    const jobs = await Promise.all([copy, made].map(({ body }) => world.get(`/jobs/${body.data.gid}`)));
    const [newTask, newProject] = [jobs[0]?.body.data.new_task.gid, jobs[1]?.body.data.new_project.gid];
    const subtasks = (await world.get(`/tasks/${newTask}?opt_fields=num_subtasks`)).body.data.num_subtasks;
    const counts = await world.get(`/projects/${newProject}/task_counts?opt_fields=num_tasks`);
    return [subtasks, counts.body.data.num_tasks];
  };
  world.clock.time += 4_000;
  expect(await there()).toEqual([2, 0]);
  world.clock.time += 1_000;
  expect(await there()).toEqual([3, 1]);
});

test('counts of tasks have a limit of their own, which fails a batch as a whole', async () => {
  await using world = await createWorld({ taskCountsPerMinute: 2 });
  const project = `/projects/${world.sandbox.gids.projects.launch}`;
  const count = () => world.get(`${project}/task_counts`);
  expect([(await count()).status, (await count()).status, (await count()).status]).toEqual([200, 200, 429]);
  const actions = ['', '/task_counts'].map((path) => ({ method: 'get', relative_path: project + path }));
  expect((await world.post('/batch', { actions })).status).toBe(429);
  expect((await world.post('/batch', { actions: actions.slice(0, 1) })).status).toBe(200);
  world.clock.time += 60_000;
  expect((await count()).status).toBe(200);
});

test('a token that ends so is refused counts and nothing else', async () => {
  await using world = await createWorld();
  const token = `${world.sandbox.tokens.ada}-nocounts`;
  const project = `/projects/${world.sandbox.gids.projects.launch}`;
  expect((await world.get(`${project}/task_counts`, token)).status).toBe(403);
  expect((await world.get(project, token)).status).toBe(200);
});
