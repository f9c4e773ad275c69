import { describe, expect, test } from 'vitest';
import { fieldTree } from '../../src/asana/api/fields.ts';
import { Reader, type ReaderOptions } from '../../src/asana/reader.ts';
import { clientBench } from '../support/asana-client.ts';
import { batchOf, hang, json, refuse } from '../support/scripted-asana.ts';

const fields = (...paths: string[]) => fieldTree(paths);

async function readerBench(options: ReaderOptions = {}) {
  const bench = await clientBench();
  return { ...bench, reader: new Reader(bench.client, bench.token, { stats: bench.stats, ...options }) };
}

describe('a record', () => {
  test('wanted twice within a tick is read once, with both fields', async () => {
    const { reader, asana } = await readerBench();
    const [one, other] = await Promise.all([
      reader.record('Task', '1', fields('name')),
      reader.record('Task', '1', fields('assignee.name')),
    ]);
    expect(one).toBe(other);
    expect(one.data).toMatchObject({ gid: '1', name: 'name of 1' });
    expect(asana.calls).toEqual(['GET /tasks/1 [assignee.name,name]']);
  });

  test('known already is not read again', async () => {
    const { reader, asana } = await readerBench();
    await reader.record('Task', '1', fields('name', 'notes'));
    await reader.record('Task', '1', fields('notes', 'gid'));
    expect(asana.calls).toHaveLength(1);
  });

  test('is asked only for what it lacks', async () => {
    const { reader, asana } = await readerBench();
    const first = await reader.record('Task', '1', fields('name', 'assignee.name'));
    const second = await reader.record('Task', '1', fields('name', 'assignee.email', 'notes'));
    expect(second).toBe(first);
    expect(asana.calls[1]).toBe('GET /tasks/1 [assignee.email,assignee.name,notes]');
    expect(second.data).toMatchObject({ name: 'name of 1', notes: 'notes of 1' });
    await reader.record('Task', '1', fields('assignee.name', 'assignee.email', 'notes'));
    expect(asana.calls).toHaveLength(2);
  });

  test('asked for a key that did not come is not asked again', async () => {
    const { reader, asana } = await readerBench();
    asana.next(json(200, { data: { gid: '1' } }));
    expect((await reader.record('Task', '1', fields('actual_time_minutes'))).data).toEqual({ gid: '1' });
    await reader.record('Task', '1', fields('actual_time_minutes'));
    expect(asana.calls).toHaveLength(1);
  });

  test('that failed is tried again', async () => {
    const { reader, asana } = await readerBench();
    asana.next(refuse(404, 'Unknown object'));
    await expect(reader.record('Task', '1', fields('name'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(reader.peek('Task', '1')).toBeUndefined();
    expect((await reader.record('Task', '1', fields('name'))).data).toMatchObject({ name: 'name of 1' });
  });

  test('handed in is not read, but for what it lacks', async () => {
    const { reader, asana } = await readerBench();
    reader.prime('Job', '7', { gid: '7', status: 'in_progress' }, fields('status'));
    expect((await reader.record('Job', '7', fields('status'))).data.status).toBe('in_progress');
    await reader.record('Job', '7', fields('status', 'new_task.name'));
    expect(asana.calls).toEqual(['GET /jobs/7 [new_task.name]']);
    expect(reader.peek('Job', '7')?.data.status).toBe('in_progress');
  });

  test('handed in anew replaces what is older', async () => {
    const { reader, asana } = await readerBench();
    reader.prime('Job', '7', { gid: '7', new_task: { gid: '1', name: 'One' } }, fields('new_task.name'));
    reader.prime('Job', '7', { gid: '7', new_task: { gid: '2' } }, fields('new_task.gid'));
    await reader.record('Job', '7', fields('new_task.name'));
    expect(asana.calls).toEqual(['GET /jobs/7 [new_task.name]']);
  });

  test('with a wrong gid fails without a call, alone', async () => {
    const { reader, asana } = await readerBench();
    const [wrong, right] = await Promise.allSettled([
      reader.record('Task', '1/../2', fields('name')),
      reader.record('Task', '2', fields('name')),
    ]);
    expect(wrong).toMatchObject({ status: 'rejected', reason: { code: 'BAD_USER_INPUT' } });
    expect(right.status).toBe('fulfilled');
    expect(asana.calls).toEqual(['GET /tasks/2 [name]']);
  });
});

describe('what is wanted within a tick', () => {
  test('rides in one batch, records, lists and the rest', async () => {
    const { reader, asana } = await readerBench();
    asana.next(
      batchOf(
        [200, { data: { gid: '1', name: 'One' } }],
        [200, { data: [{ gid: '2', name: 'Two', notes: '' }], next_page: { offset: 'more' } }],
        [200, { data: { num_tasks: 3 } }],
      ),
    );
    const page = { path: '/projects/5/tasks', route: '/projects/{gid}/tasks', limit: 10 };
    const counts = { path: '/projects/5/task_counts', route: '/projects/{gid}/task_counts' };
    const [task, list, same, numbers] = await Promise.all([
      reader.record('Task', '1', fields('name')),
      reader.list({ ...page, fields: fields('name') }),
      reader.list({ ...page, fields: fields('notes') }),
      reader.single({ ...counts, fields: fields('num_tasks') }),
    ]);
    expect(task.data).toMatchObject({ name: 'One' });
    expect(list).toEqual({
      items: [{ gid: '2', name: 'Two', notes: '' }],
      nextOffset: 'more',
      fields: fields('name', 'notes'),
      call: 'GET /projects/5/tasks',
    });
    expect(same).toEqual(list);
    expect(numbers).toEqual({ num_tasks: 3 });
    expect(asana.calls).toEqual([
      'BATCH /tasks/1 [name] + /projects/5/tasks?limit=10 [name,notes] + /projects/5/task_counts [num_tasks]',
    ]);
  });

  test('fails by itself', async () => {
    const { reader, asana } = await readerBench();
    asana.next(batchOf([200, { data: { gid: '1' } }], [403, { errors: [] }]));
    const [one, two] = await Promise.allSettled([
      reader.record('Task', '1', fields()),
      reader.record('Project', '2', fields('name')),
    ]);
    expect(one.status).toBe('fulfilled');
    expect(two).toMatchObject({ status: 'rejected', reason: { code: 'FORBIDDEN' } });
  });

  test('is told apart by page and parameters', async () => {
    const { reader, asana } = await readerBench();
    const page = {
      path: '/workspaces/5/projects',
      route: '/workspaces/{gid}/projects',
      fields: fields('name'),
    };
    const empty = { data: [], next_page: null };
    asana.next(batchOf([200, empty], [200, empty], [200, empty]));
    await Promise.all([
      reader.list({ ...page, limit: 1 }),
      reader.list({ ...page, limit: 2 }),
      reader.list({ ...page, limit: 2, params: { archived: 'true' } }),
      reader.list({ ...page, limit: 2 }),
    ]);
    expect(asana.requests[0]?.body.match(/relative_path/g)).toHaveLength(3);
  });

  test('fails for every waiter when the caller leaves', async () => {
    const leaving = new AbortController();
    const { reader, asana } = await readerBench({ signal: leaving.signal });
    asana.next(hang);
    const waiters = [1, 2, 3].map((gid) => reader.record('Task', String(gid), fields('name')));
    const settled = Promise.allSettled(waiters);
    await asana.received(1);
    leaving.abort(new Error('left'));
    expect((await settled).map((each) => each.status === 'rejected' && String(each.reason))).toEqual([
      'Error: left',
      'Error: left',
      'Error: left',
    ]);
  });

  test('fails for every waiter when a batch cannot be built', async () => {
    const { reader, asana, client, token } = await readerBench();
    const broken = new Proxy(fields(), {
      ownKeys() {
        throw new Error('no keys');
      },
    });
    const page = { path: '/workspaces', route: '/workspaces', limit: 1 };
    const waiters = await Promise.allSettled([
      reader.record('Task', '1', fields('name')),
      reader.list({ ...page, fields: broken }),
    ]);
    expect(waiters.map((each) => each.status === 'rejected' && String(each.reason))).toEqual([
      'Error: no keys',
      'Error: no keys',
    ]);
    expect(client.rateLimit(token).inFlightReads).toBe(0);
    expect(asana.calls).toEqual([]);
  });

  test('is counted for its operation', async () => {
    const { reader, stats } = await readerBench();
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => reader.record('Task', String(at + 1), fields('name'))),
    );
    expect(stats).toEqual({ upstreamCalls: 2, retries: 0 });
  });
});
