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
