import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.sandbox.close());

const jobOf = async (gid: string, token?: string) => (await world.get(`/jobs/${gid}`, token)).body.data;

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
