import { describe, expect, test } from 'vitest';
import { fieldTree } from '../../../src/asana/api/fields.ts';
import type { ReadAction } from '../../../src/asana/client.ts';
import { clientBench, taskRead } from '../../support/asana-client.ts';
import { batchOf, json, refuse, text } from '../../support/scripted-asana.ts';

const tasks = (count: number): ReadAction[] =>
  Array.from({ length: count }, (_, index) => taskRead(String(index + 1), 'name'));

describe('several reads', () => {
  test('of none make no call', async () => {
    const { client, asana, context } = await clientBench();
    expect(await client.readMany([], context())).toEqual([]);
    expect(asana.calls).toEqual([]);
  });

  test('go ten to a batch, in order', async () => {
    const { client, asana, context, stats } = await clientBench();
    const results = await client.readMany(tasks(22), context());
    expect(results.map((result) => 'data' in result && result.data)).toEqual(
      tasks(22).map((_, index) => ({ gid: String(index + 1), name: `name of ${index + 1}` })),
    );
    expect(asana.calls).toHaveLength(3);
    expect(stats.upstreamCalls).toBe(3);
  });

  test('are written as Asana wants them', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(batchOf([200, { data: { gid: '1' } }], [200, { data: [], next_page: null }]));
    const list = { path: '/tasks/1/subtasks', route: '/tasks/{gid}/subtasks', fields: fieldTree(['name']) };
    const params = { completed_since: 'now' };
    await client.readMany(
      [taskRead('1', 'b', 'a.c'), { ...list, limit: 5, offset: 'xy', params }],
      context(),
    );
    expect(JSON.parse(asana.requests[0]?.body ?? '')).toEqual({
      data: {
        actions: [
          { method: 'get', relative_path: '/tasks/1', options: { fields: ['a.c', 'b'] } },
          {
            method: 'get',
            relative_path: '/tasks/1/subtasks',
            data: { completed_since: 'now' },
            options: { fields: ['name'], limit: 5, offset: 'xy' },
          },
        ],
      },
    });
  });

  test('fail one by one', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(
      batchOf(
        [404, { errors: [{ message: 'task: Unknown object: 1' }] }],
        [200, { data: { gid: '2' } }],
        [200, { data: [] }],
        [403, { errors: [] }],
      ),
    );
    expect(await client.readMany(tasks(4), context())).toMatchObject([
      { code: 'NOT_FOUND', upstreamMessages: ['task: Unknown object: 1'] },
      { data: { gid: '2' } },
      { code: 'UPSTREAM_ERROR', message: expect.stringContaining('GET /tasks/3') },
      { code: 'FORBIDDEN', message: expect.stringContaining('GET /tasks/4') },
    ]);
    expect(asana.calls).toHaveLength(1);
  });

  test('that met a fault of Asana are read again, alone', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(batchOf([200, { data: { gid: '1' } }], [500, { errors: [{ message: 'x' }] }]));
    expect(await client.readMany(tasks(2), context())).toMatchObject([
      { data: { gid: '1' } },
      { data: { gid: '2' } },
    ]);
    expect(asana.calls).toEqual(['BATCH /tasks/1 [name] + /tasks/2 [name]', 'GET /tasks/2 [name]']);
  });

  test('are repeated together when their batch fails', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(refuse(503, 'x'), refuse(429, 'x', { 'retry-after': '0' }));
    expect(await client.readMany(tasks(1).concat(tasks(1)), context())).toMatchObject([
      { data: { gid: '1' } },
      { data: { gid: '1' } },
    ]);
    expect(asana.calls[1]).toMatch(/^BATCH/);
  });

  test.each([
    ['too few results', batchOf([200, { data: { gid: '1' } }])],
    ['HTML', text(200, '<html></html>')],
    ['an empty body', text(200, '')],
    ['an object for results', json(200, { data: {} })],
  ])('answered with %s all fail, naming the call', async (_what, answer) => {
    const { client, asana, context } = await clientBench();
    asana.next(answer);
    const results = await client.readMany(tasks(2), context());
    const error = { code: 'UPSTREAM_ERROR', message: expect.stringContaining('POST /batch') };
    expect(results).toMatchObject([error, error]);
    expect(asana.calls).toHaveLength(1);
  });

  test('leave organization exports out of the batch', async () => {
    const { client, asana, context } = await clientBench();
    const route = '/organization_exports/{gid}';
    await client.readMany([...tasks(2), { path: '/organization_exports/3', route, fields: null }], context());
    expect(asana.calls.toSorted()).toEqual([
      'BATCH /tasks/1 [name] + /tasks/2 [name]',
      'GET /organization_exports/3 []',
    ]);
  });

  test('go one by one where batches are refused, from then on', async () => {
    const { client, asana, context, telemetry } = await clientBench();
    asana.next(refuse(403, 'Forbidden'));
    expect(await client.readMany(tasks(2), context())).toMatchObject([
      { data: { gid: '1' } },
      { data: { gid: '2' } },
    ]);
    await client.readMany(tasks(2), context());
    expect(asana.calls[0]).toMatch(/^BATCH/);
    const gets = ['GET /tasks/1 [name]', 'GET /tasks/1 [name]', 'GET /tasks/2 [name]', 'GET /tasks/2 [name]'];
    expect(asana.calls.slice(1).toSorted()).toEqual(gets);
    expect(telemetry.read('batch_refused')).toBe(1);
  });

  test('go one by one, this once, where Asana cannot take the batch', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(refuse(400, 'Bad batch'));
    const there = [{ data: { gid: '1' } }, { data: { gid: '2' } }];
    expect(await client.readMany(tasks(2), context())).toMatchObject(there);
    expect(await client.readMany(tasks(2), context())).toMatchObject(there);
    const batch = 'BATCH /tasks/1 [name] + /tasks/2 [name]';
    expect(asana.calls.toSorted()).toEqual([batch, batch, 'GET /tasks/1 [name]', 'GET /tasks/2 [name]']);
  });

  test('shrink to what the budget grants', async () => {
    const { client, asana, context } = await clientBench({ requestsPerMinute: 36, timeoutMs: 500 });
    const results = await client.readMany(tasks(10), context());
    expect(results.slice(0, 6)).toMatchObject(
      Array.from({ length: 6 }, (_, index) => ({ data: { gid: `${index + 1}` } })),
    );
    const late = { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) };
    expect(results.slice(6)).toMatchObject([late, late, late, late]);
    expect(asana.calls).toHaveLength(1);
  });

  test('never have more than fifty in flight', async () => {
    const { client, asana, context, token } = await clientBench();
    let most = 0;
    for (let each = 0; each < 200; each += 1) {
      asana.next((request, response) => {
        most = Math.max(most, client.rateLimit(token).inFlightReads);
        json(200, { data: { gid: request.url.pathname.split('/').at(-1) } })(request, response);
      });
    }
    await Promise.all(tasks(200).map((task) => client.read(task, context())));
    expect(most).toBeLessThanOrEqual(50);
    expect(client.rateLimit(token).inFlightReads).toBe(0);
  });
});
