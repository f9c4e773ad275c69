/** Counts: how many things there are, for which Asana has a tighter limit than for reads. */
import { describe, expect, test } from 'vitest';
import { fieldTree } from '../../../src/asana/api/fields.ts';
import { Reader } from '../../../src/asana/reader.ts';
import { clientBench } from '../../support/asana-client.ts';
import { batchOf, hang, json, refuse } from '../../support/scripted-asana.ts';

const NUMBER = fieldTree(['num_tasks']);
const countsOf = (gid: string) => ({
  path: `/projects/${gid}/task_counts`,
  route: '/projects/{gid}/task_counts',
  fields: NUMBER,
});

async function bench() {
  const on = await clientBench();
  const reader = new Reader(on.client, on.token);
  const count = (gid: string) => reader.single(countsOf(gid), { priority: 'count' });
  const task = (gid: string, field = 'name', priority: 'read' | 'poll' | 'count' = 'read') =>
    reader.record('Task', gid, fieldTree([field]), { priority });
  return { ...on, count, task };
}

describe('counts', () => {
  test('share their batches with nothing but counts', async () => {
    const { asana, count, task } = await bench();
    await Promise.all([task('1'), count('5'), task('2'), count('6'), task('3', 'name', 'poll')]);
    expect(asana.calls.toSorted()).toEqual([
      'BATCH /projects/5/task_counts [num_tasks] + /projects/6/task_counts [num_tasks]',
      'BATCH /tasks/1 [name] + /tasks/2 [name] + /tasks/3 [name]',
    ]);
  });

  test('of a record that is read as well are a call of their own', async () => {
    const { asana, task } = await bench();
    await Promise.all([task('1'), task('1', 'num_subtasks', 'count')]);
    expect(asana.calls.toSorted()).toEqual(['GET /tasks/1 [name]', 'GET /tasks/1 [num_subtasks]']);
  });

  test('that hang hold up neither reads nor polls', async () => {
    const { asana, count, task } = await bench();
    asana.next(hang);
    void count('5').catch(() => {});
    await asana.received(1);
    const found = await Promise.all([task('1'), task('2')]);
    expect(found.map(({ data }) => data.gid)).toEqual(['1', '2']);
    expect((await task('3', 'name', 'poll')).data).toMatchObject({ gid: '3' });
  });

  test('that are refused with 429 hold up counts only', async () => {
    const { asana, client, token, count, task } = await bench();
    asana.next(refuse(429, 'Too many counts.', { 'retry-after': '60' }));
    await expect(count('5')).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 60_000 });
    expect(client.rateLimit(token).retryAfterMs).toBeNull();
    expect(client.pressure(token, 1)).toBe(0);
    expect((await task('1')).data).toMatchObject({ gid: '1' });
    await expect(count('6')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: expect.stringContaining('Nothing was sent'),
    });
    expect(asana.calls).toEqual(['GET /projects/5/task_counts [num_tasks]', 'GET /tasks/1 [name]']);
  });

  test('one of which is refused with 429 within a batch wait, too', async () => {
    const { asana, count, task } = await bench();
    asana.next(
      batchOf([200, { data: { num_tasks: 1 } }], [429, { errors: [{ message: 'Slow down.' }] }]),
      json(200, { data: { gid: '1', name: 'One' } }),
      json(200, { data: { num_tasks: 2 } }),
    );
    const second = (async () => {
      const [one, two] = [count('5'), count('6')];
      expect(await one).toEqual({ num_tasks: 1 });
      return two;
    })();
    await asana.received(1);
    expect((await task('1')).data).toMatchObject({ name: 'One' });
    expect(await second).toEqual({ num_tasks: 2 });
  });
});
