import { expect, test } from 'vitest';
import { callLines } from '../../support/calls.ts';
import { withSandbox } from '../with-sandbox.ts';
import { type Bulk, bulkEvents, countsOf, startMany } from './bulk-events.ts';

const gateway = withSandbox({ jobDurationMs: 300 });
const copyOf = (name: string, more: Record<string, unknown> = {}) => ({
  duplicateProject: { projectGid: gateway.gids.projects.office, name, ...more },
});

test('a list is answered at once, and started item by item to its end', async () => {
  const items = Array.from({ length: 6 }, (_, at) => copyOf(`Copy ${at}`));
  const { bulk, userErrors, calls } = await startMany(gateway, items);
  expect([userErrors, calls]).toEqual([[], []]);
  expect([bulk?.state, bulk?.total]).toEqual(['RUNNING', 6]);
  const last = (await bulkEvents(gateway, bulk?.id as string)).at(-1) as Bulk;
  expect([last.state, countsOf(last)]).toEqual(['FINISHED', 'succeeded 6']);
  expect(last.items.nodes.map(({ name, job }) => [name, job?.status])).toEqual(
    items.map(({ duplicateProject }) => [duplicateProject.name, 'SUCCEEDED']),
  );
  const posts = callLines(gateway.sandbox.calls).filter((line) => line.startsWith('POST /projects'));
  expect(posts.map((line) => /"name":"([^"]*)"/.exec(line)?.[1])).toEqual(
    items.map(({ duplicateProject }) => duplicateProject.name),
  );
});
