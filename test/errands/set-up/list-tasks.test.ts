/** The pages of a project's tasks, as Asana may serve them. Knows no set-up. */
import { expect, test } from 'vitest';
import { listTasks, type ReadTaskPage, type TaskPage } from '../../../src/errands/set-up/list-tasks.ts';
import { LISTED_TASKS_LIMIT } from '../../../src/errands/set-up/match.ts';
import { GatewayError } from '../../../src/errors.ts';

const task = (gid: string) => ({ gid, name: gid, memberships: [] });

/** Answers the calls in order, the last answer again and again. */
function pages(...answers: (TaskPage | Error)[]): { read: ReadTaskPage; offsets: (string | null)[] } {
  const offsets: (string | null)[] = [];
  return {
    offsets,
    async read(offset) {
      const answer = answers[Math.min(offsets.length, answers.length - 1)];
      offsets.push(offset);
      if (answer instanceof Error) throw answer;
      return answer as TaskPage;
    },
  };
}

const gidsOf = async ({ read }: { read: ReadTaskPage }) =>
  (await listTasks(read, '9'))?.map(({ gid }) => gid) ?? null;
const refused = (status: number) => new GatewayError('UPSTREAM_ERROR', 'No', { status, retryable: false });

test('a task that is on two pages is there once', async () => {
  const list = pages(
    { data: [task('1'), task('2')], nextOffset: 'a' },
    { data: [task('2'), null, { name: 'no gid' }, task('3')], nextOffset: null },
  );
  expect(await gidsOf(list)).toEqual(['1', '2', '3']);
  expect(list.offsets).toEqual([null, 'a']);
});

test.each([
  ['of nothing', () => []],
  ['of the same', () => [task('1')]],
  ['of one each', (at: number) => [task(String(at))]],
])('pages %s without an end are said to be that, not too many tasks', async (_what, dataAt) => {
  const endless = Array.from({ length: 200 }, (_, at) => ({ data: dataAt(at), nextOffset: `to ${at}` }));
  const list = pages(...endless);
  await expect(gidsOf(list)).rejects.toMatchObject({ code: 'UPSTREAM_ERROR', retryable: false });
  expect(list.offsets).toHaveLength(LISTED_TASKS_LIMIT / 100);
});

test('a page that leads back to one that was there is the last that is read', async () => {
  const page = (nextOffset: string) => ({ data: [task('1')], nextOffset });
  const list = pages(page('a'), page('b'), page('a'));
  await expect(gidsOf(list)).rejects.toMatchObject({ code: 'UPSTREAM_ERROR', retryable: false });
  expect(list.offsets).toEqual([null, 'a', 'b']);
});

test('more tasks than are looked at are none, also where some come twice', async () => {
  const full = Array.from({ length: 101 }, (_, page) => ({
    data: Array.from({ length: 100 }, (_each, at) => task(String(page * 99 + at))),
    nextOffset: `to ${page}`,
  }));
  expect(await gidsOf(pages(...full))).toBeNull();
});

test('a list whose offset has expired is begun again', async () => {
  const list = pages({ data: [task('1')], nextOffset: 'old' }, refused(400), {
    data: [task('2')],
    nextOffset: null,
  });
  expect(await gidsOf(list)).toEqual(['2']);
  expect(list.offsets).toEqual([null, 'old', null]);
});

test('one whose offset expires again and again is given up', async () => {
  const first = { data: [task('1')], nextOffset: 'old' };
  const list = pages(first, refused(400), first, refused(400), first, refused(400));
  await expect(gidsOf(list)).rejects.toMatchObject({ status: 400 });
  expect(list.offsets).toEqual([null, 'old', null, 'old', null, 'old']);
});

test.each([
  ['the first page is refused', [refused(400)], 1],
  ['a later one is refused otherwise', [{ data: [], nextOffset: 'a' }, refused(403)], 2],
])('it is not begun again where %s', async (_what, answers, calls) => {
  const list = pages(...answers);
  await expect(gidsOf(list)).rejects.toThrow('No');
  expect(list.offsets).toHaveLength(calls);
});
