import { describe, expect, test } from 'vitest';
import type { ReadAction } from '../../../src/asana/client.ts';
import { clientBench, taskRead } from '../../support/asana-client.ts';
import { batchOf, json, refuse, text } from '../../support/scripted-asana.ts';

const tasks = (count: number): ReadAction[] =>
  Array.from({ length: count }, (_, index) => taskRead(String(index + 1), 'name'));

describe('several reads', () => {
  test('of a token that is dead fail one by one', async () => {
    const { client, asana, context } = await clientBench();
    const dead = refuse(401, 'Not Authorized');
    asana.next(dead, dead, dead);
    const error = { code: 'UNAUTHENTICATED', status: 401 };
    expect(await client.readMany(tasks(2), context())).toMatchObject([error, error]);
    await client.readMany(tasks(2), context());
    expect(asana.calls.map((call) => call.split(' ')[0])).toEqual(['BATCH', 'GET', 'GET', 'BATCH']);
  });

  test.each([
    ['401', refuse(401, 'Not Authorized')],
    ["a proxy's 403", text(403, '<html>No POST here</html>')],
    ["a proxy's 404", text(404, 'Not Found')],
  ])('go one by one where only the batch is answered with %s, from then on', async (_what, answer) => {
    const { client, asana, context } = await clientBench();
    asana.next(answer);
    const there = [{ data: { gid: '1' } }, { data: { gid: '2' } }];
    expect(await client.readMany(tasks(2), context())).toMatchObject(there);
    expect(await client.readMany(tasks(2), context())).toMatchObject(there);
    expect(asana.calls.map((call) => call.split(' ')[0])).toEqual(['BATCH', 'GET', 'GET', 'GET', 'GET']);
  });

  test('that are too much for one batch go in halves', async () => {
    const { client, asana, context } = await clientBench();
    const tooMuch = text(413, '<html>Request Entity Too Large</html>');
    asana.next(tooMuch, tooMuch);
    const there = Array.from({ length: 4 }, (_, index) => ({ data: { gid: `${index + 1}` } }));
    expect(await client.readMany(tasks(4), context())).toMatchObject(there);
    expect(asana.calls.map((call) => call.split(' + ').length)).toEqual([4, 2, 2, 1, 1]);
    expect(asana.calls[0]).toMatch(/^BATCH/);
  });

  test('with a query that no URL holds are no batch once batches are refused', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(refuse(401, 'Not Authorized'));
    const fields = Array.from({ length: 900 }, (_, index) => `field_${index}`);
    expect(await client.read(taskRead('1', ...fields), context())).toMatchObject({ data: { gid: '1' } });
    expect(asana.calls.map((call) => call.split(' ')[0])).toEqual(['BATCH', 'GET']);
  });

  test('one of which has no status fail there alone', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(
      json(200, { data: [{ status_code: 200, body: { data: { gid: '1' } } }, { status_code: '200' }] }),
    );
    expect(await client.readMany(tasks(2), context())).toMatchObject([
      { data: { gid: '1' } },
      { code: 'UPSTREAM_ERROR', message: expect.stringContaining('GET /tasks/2') },
    ]);
    expect(asana.calls).toHaveLength(1);
  });

  test('that somebody else than Asana refuses are not known to be missing', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(batchOf([404, '<html>Maintenance</html>'], [200, { data: { gid: '2' } }]));
    expect(await client.readMany(tasks(2), context())).toMatchObject([
      { code: 'UPSTREAM_ERROR', status: 404, retryable: true },
      { data: { gid: '2' } },
    ]);
    expect(asana.calls).toHaveLength(1);
  });

  test('find their results in whatever order they come', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(
      batchOf(
        [200, { data: { gid: '3' } }],
        [404, { errors: [{ message: 'task: Unknown object: 2' }] }],
        [200, { data: { gid: '1' } }],
      ),
    );
    expect(await client.readMany(tasks(3), context())).toMatchObject([
      { data: { gid: '1' } },
      { code: 'NOT_FOUND', message: expect.stringContaining('GET /tasks/2') },
      { data: { gid: '3' } },
    ]);
    expect(asana.calls).toHaveLength(1);
  });

  test('whose results came in another order and name nothing are read alone', async () => {
    const { client, asana, context } = await clientBench();
    const lists = ['4', '5'].map((gid) => ({
      path: `/projects/${gid}/tasks`,
      route: '/projects/{gid}/tasks',
      fields: null,
      limit: 10,
    }));
    asana.next(
      batchOf(
        [200, { data: [{ gid: '50' }] }],
        [200, { data: { gid: '2' } }],
        [200, { data: { gid: '1' } }],
        [200, { data: [{ gid: '40' }] }],
      ),
      json(200, { data: [{ gid: '40' }] }),
      json(200, { data: [{ gid: '50' }] }),
    );
    const results = await client.readMany([...tasks(2), ...lists], context());
    expect(results.slice(0, 2)).toMatchObject([{ data: { gid: '1' } }, { data: { gid: '2' } }]);
    expect(asana.calls.slice(1).map((call) => call.split('?')[0])).toEqual([
      'GET /projects/4/tasks',
      'GET /projects/5/tasks',
    ]);
  });

  test('that name nothing go alone where results once came in another order', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(batchOf([200, { data: { gid: '2' } }], [200, { data: { gid: '1' } }]));
    await client.readMany(tasks(2), context());
    const lists = ['4', '5'].map((gid) => ({
      path: `/projects/${gid}/tasks`,
      route: '/projects/{gid}/tasks',
      fields: null,
      limit: 10,
    }));
    await client.readMany([...lists, ...tasks(2)], context());
    expect(
      asana.calls
        .slice(1)
        .map((call) => call.split('?')[0]?.slice(0, 21))
        .sort(),
    ).toEqual(['BATCH /tasks/1 [name]', 'GET /projects/4/tasks', 'GET /projects/5/tasks']);
  });
});
