import { expect, test } from 'vitest';
import { asanaToken } from '../../../src/asana/api/token.ts';
import { createRequestContext, operationOf } from '../../../src/schema/index.ts';
import { BulkEvents } from '../../../src/schema/lists/bulk-events.ts';
import { manualClock } from '../../support/clock.ts';
import { withSandbox } from '../with-sandbox.ts';
import { type Bulk, bulkEvents, startMany } from './bulk-events.ts';

const gateway = withSandbox({ jobDurationMs: 50 });

test('between two events of a list a quarter of a second passes, whatever happens meanwhile', async () => {
  const { bulk } = await startMany(
    gateway,
    ['one', 'two', 'three'].map((name) => ({
      duplicateProject: { projectGid: gateway.gids.projects.office, name },
    })),
  );
  const { id } = bulk as Bulk;
  const token = asanaToken(gateway.sandbox.tokens.ada);
  const caller = { token, owner: `token:${token.hash}`, name: null };
  const clock = manualClock();
  const events = new BulkEvents(
    id,
    createRequestContext(gateway.services, operationOf(caller, 'test')),
    clock,
  );
  const first = await events.next();
  expect(first.value.errand.progress).toMatchObject({ finishedAt: null });
  let later: string | null = null;
  const second = events.next().then(({ value }) => {
    later = value.errand.state;
  });
  // All of it happens while this clock stands.
  await bulkEvents(gateway, id);
  await clock.advance(249);
  expect(later).toBeNull();
  await clock.advance(1);
  await second;
  expect(later).toBe('done');
  expect(await events.next()).toEqual({ done: true, value: undefined });
});
