import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';
import { type Bulk, bulkEvents, countsOf, startMany } from './bulk-events.ts';

const gateway = withSandbox({ jobDurationMs: 1_500 });

test('a list without anybody’s token is interrupted, and goes on once its user has seen that', async () => {
  const items = Array.from({ length: 5 }, (_, at) => ({
    duplicateProject: { projectGid: gateway.gids.projects.office, name: `Later ${at}` },
  }));
  const { bulk } = await startMany(gateway, items);
  const id = (bulk as Bulk).id;
  const running = await gateway.watch(
    'subscription ($id: ID!) { bulkUpdated(id: $id) { counts { running } } }',
    { id },
  );
  for await (const { data } of running) {
    if ((data?.bulkUpdated as Bulk | undefined)?.counts.running === 4) break;
  }
  const { data } = await gateway.run('{ me { gid } }');
  gateway.services.errands.tokensGone(`user:${data.me.gid}`);
  const list = async () =>
    gateway.services.lists.find(Buffer.from(id, 'base64').toString().slice(5), `user:${data.me.gid}`);
  await expect.poll(async () => (await list())?.state).toBe('interrupted');
  const events = await bulkEvents(gateway, id);
  expect(events[0]?.state).toBe('INTERRUPTED');
  expect([events.at(-1)?.state, countsOf(events.at(-1) as Bulk)]).toEqual(['FINISHED', 'succeeded 5']);
});
