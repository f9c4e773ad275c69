/** Polls give way to people, and one poll's trouble is no other's. */
import { expect, test } from 'vitest';
import { fieldTree } from '../../src/asana/api/fields.ts';
import { Reader } from '../../src/asana/reader.ts';
import { clientBench, taskRead } from '../support/asana-client.ts';
import { eventually } from '../support/eventually.ts';
import { asked, batchOf, hang } from '../support/scripted-asana.ts';

const STATUS = fieldTree(['status']);

test('polls are handed out while another call of theirs hangs', async () => {
  const { client, token, asana } = await clientBench();
  const leaving = new AbortController();
  const reader = new Reader(client, token, { signal: leaving.signal });
  asana.next(hang);
  let settled = 0;
  const polls = Array.from({ length: 20 }, async (_, at) => {
    await reader.record('Job', String(at + 1), STATUS, { priority: 'poll' }).catch(() => {});
    settled += 1;
  });
  await eventually(() => settled > 0);
  expect(settled).toBe(10);
  leaving.abort(new Error('enough'));
  await Promise.all(polls);
  expect(asana.calls).toHaveLength(2);
});

test('polls are handed out while one of their batch is repeated', async () => {
  const { client, token, asana } = await clientBench({ timeoutMs: 2_000 });
  const reader = new Reader(client, token);
  asana.next(batchOf([200, { data: { gid: '1', status: 'in_progress' } }], [500, {}]), hang, asked);
  const [good, bad] = ['1', '2'].map((gid) => reader.record('Job', gid, STATUS, { priority: 'poll' }));
  let repeated = false;
  void bad?.then(() => {
    repeated = true;
  });
  expect((await good)?.data).toMatchObject({ status: 'in_progress' });
  expect(repeated).toBe(false);
  expect((await bad)?.data).toMatchObject({ status: 'status of 2' });
});

test('a poll stands in line where a query is refused at once', async () => {
  const { client, asana, context } = await clientBench({ requestsPerMinute: 30, timeoutMs: 1_500 });
  await client.readMany(
    Array.from({ length: 5 }, (_, at) => taskRead(String(at + 1), 'name')),
    context(),
  );
  // The next request is there in 2.4 s.
  const poll = client.read(taskRead('11', 'name'), context({ priority: 'poll' }));
  const query = client.read(taskRead('12', 'name'), context());
  await expect(query).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  expect((await poll).data).toMatchObject({ gid: '11' });
  expect(asana.calls).toHaveLength(2);
});
