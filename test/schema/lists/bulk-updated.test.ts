import { expect, test } from 'vitest';
import { callLines } from '../../support/calls.ts';
import { withSandbox } from '../with-sandbox.ts';
import { type Bulk, bulkEvents, startMany } from './bulk-events.ts';

const gateway = withSandbox({ jobDurationMs: 400 });

test('what is read for an item is read again only when the item has changed', async () => {
  const items = Array.from({ length: 8 }, (_, at) => ({
    duplicateProject: { projectGid: gateway.gids.projects.office, name: `Read ${at}` },
  }));
  const { bulk } = await startMany(gateway, items);
  const selection = `items(first: 50) { nodes { state job { status newProject { name tasks(first: 1) { nodes { name } } } } } }`;
  const events = await bulkEvents(gateway, bulk?.id as string, selection);
  const last = events.at(-1) as unknown as {
    items: { nodes: { state: string; job: { newProject: { name: string; tasks: { nodes: unknown[] } } } }[] };
  };
  expect(last.items.nodes.map(({ job }) => job.newProject.name)).toEqual(
    items.map(({ duplicateProject }) => duplicateProject.name),
  );
  expect(last.items.nodes.every(({ job }) => job.newProject.tasks.nodes.length === 1)).toBe(true);
  const lines = callLines(gateway.sandbox.calls).map((line) => line.trim());
  // Each is read while it runs, and once it has succeeded.
  const reads = lines.filter((line) => /^GET \/jobs\/\d+ .*new_project\.name/.test(line));
  expect(reads.length).toBeLessThanOrEqual(2 * items.length);
  const lists = lines.filter((line) => /^GET \/projects\/\d+\/tasks/.test(line));
  expect(lists.length).toBeLessThanOrEqual(2 * items.length);
  expect(events.length).toBeGreaterThan(3);
});

test('there are four events a second at most, and the last is the end', async () => {
  const items = Array.from({ length: 12 }, (_, at) => ({
    duplicateProject: { projectGid: gateway.gids.projects.office, name: `Often ${at}` },
  }));
  const { bulk } = await startMany(gateway, items);
  const begunAt = performance.now();
  const events = await bulkEvents(gateway, bulk?.id as string, 'state finishedAt counts { succeeded }');
  const seconds = (performance.now() - begunAt) / 1_000;
  expect(events.length).toBeLessThanOrEqual(4 * seconds + 1);
  expect(events[0]).toMatchObject({ state: 'RUNNING', finishedAt: null });
  expect(events.at(-1)).toMatchObject({ state: 'FINISHED', counts: { succeeded: 12 } });
  expect((events.at(-1) as Bulk).finishedAt).not.toBeNull();
});
