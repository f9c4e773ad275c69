import { expect, test } from 'vitest';
import { callLines } from '../../support/calls.ts';
import { globalId, withSandbox } from '../with-sandbox.ts';
import { type Bulk, bulkEvents, changeBulk, countsOf, readBulk, startMany } from './bulk-events.ts';

const gateway = withSandbox({ jobDurationMs: 150 });
const copyOf = (name: string, more: Record<string, unknown> = {}) => ({
  duplicateProject: { projectGid: gateway.gids.projects.office, name, ...more },
});
const begun = async (
  ...args: Parameters<typeof startMany> extends [unknown, ...infer Rest] ? Rest : never
) => {
  const { bulk, userErrors } = await startMany(gateway, ...args);
  expect(userErrors).toEqual([]);
  return (bulk as Bulk).id;
};
const lastOf = async (id: string): Promise<Bulk> => (await bulkEvents(gateway, id)).at(-1) as Bulk;
/** Names of the projects that were asked for, in their order. */
const posted = (): (string | undefined)[] =>
  callLines(gateway.sandbox.calls)
    .filter((line) => line.startsWith('POST /projects'))
    .map((line) => /"name":"([^"]*)"/.exec(line)?.[1]);

test('a list is answered at once, and started item by item to its end', async () => {
  const names = Array.from({ length: 6 }, (_, at) => `Copy ${at}`);
  const { bulk, userErrors, calls } = await startMany(
    gateway,
    names.map((name) => copyOf(name)),
  );
  expect([userErrors, calls]).toEqual([[], []]);
  expect([bulk?.state, bulk?.total, bulk?.finishedAt]).toEqual(['RUNNING', 6, null]);
  const last = await lastOf(bulk?.id as string);
  expect([last.state, countsOf(last)]).toEqual(['FINISHED', 'succeeded 6']);
  expect(last.finishedAt).not.toBeNull();
  expect(last.items.nodes.map(({ name, job }) => [name, job?.status])).toEqual(
    names.map((name) => [name, 'SUCCEEDED']),
  );
  expect(posted()).toEqual(names);
  const lines = callLines(gateway.sandbox.calls);
  expect(lines.filter((line) => !/POST \/projects|\/jobs\/|POST \/batch/.test(line))).toEqual([]);
});

test('a mistake in any item refuses the whole list, at its place', async () => {
  const wrong = [
    copyOf('fine'),
    copyOf('dates', { scheduleDates: { shouldSkipWeekends: true, startOn: '2026-01-01' } }),
    { duplicateTask: { taskGid: 'x' } },
    copyOf('slot', { waitForSlot: 5 }),
    copyOf('key', { idempotencyKey: 'k' }),
    copyOf('no key', { idempotencyKey: '' }),
    copyOf('set up', { setUp: { tasks: [{ where: {}, set: { name: 'n' } }] } }),
  ];
  const { bulk, userErrors, calls } = await startMany(gateway, wrong);
  expect([bulk, calls]).toEqual([null, []]);
  expect(userErrors.map(({ code, field }) => `${code} ${field?.join('.')}`)).toEqual([
    'BAD_USER_INPUT input.items.1.duplicateProject.include',
    'BAD_USER_INPUT input.items.2.duplicateTask.taskGid',
    'BAD_USER_INPUT input.items.3.duplicateProject.waitForSlot',
    'BAD_USER_INPUT input.items.4.duplicateProject.idempotencyKey',
    'BAD_USER_INPUT input.items.5.duplicateProject.idempotencyKey',
    'BAD_USER_INPUT input.items.6.duplicateProject.setUp.tasks.0.where',
  ]);
});

test('a list has 1 to 1,000 items', async () => {
  for (const length of [0, 1_001]) {
    const { userErrors } = await startMany(
      gateway,
      Array.from({ length }, () => copyOf('x')),
    );
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: ['input', 'items'] }]);
  }
});

test('what Asana refuses is refused, what fails has failed, and the others go on', async () => {
  const id = await begun([
    { duplicateProject: { projectGid: '404', name: 'nowhere' } },
    copyOf('no [fail]'),
    copyOf('yes'),
  ]);
  const { state, counts, items } = await lastOf(id);
  expect([state, countsOf({ counts })]).toEqual(['FINISHED', 'succeeded 1, failed 1, refused 1']);
  expect(items.nodes.map(({ state: each }) => each)).toEqual(['REFUSED', 'FAILED', 'SUCCEEDED']);
  expect(items.nodes[0]?.userErrors).toMatchObject([
    { code: 'NOT_FOUND', field: ['input', 'items', '0', 'duplicateProject', 'projectGid'] },
  ]);
  expect(items.nodes[1]?.job?.status).toBe('FAILED');
});

test('STOP: the first that is refused cancels what waits', async () => {
  const names = Array.from({ length: 6 }, (_, at) => `after ${at}`);
  const items = [copyOf('first'), { duplicateProject: { projectGid: '404', name: 'nowhere' } }];
  const id = await begun([...items, ...names.map((name) => copyOf(name))], { onFailure: 'STOP' });
  const events = await bulkEvents(gateway, id);
  const { state, counts } = events.at(-1) as Bulk;
  expect([state, countsOf({ counts })]).toEqual(['STOPPED', 'succeeded 1, refused 1, cancelled 6']);
  expect(posted()).toEqual(['first', 'nowhere']);
});

test('a list that is cancelled ends what waits at once, and nothing that runs', async () => {
  const id = await begun(Array.from({ length: 8 }, (_, at) => copyOf(`cancel ${at}`)));
  const running = await gateway.watch(
    `subscription ($id: ID!) { bulkUpdated(id: $id) { counts { running } } }`,
    { id },
  );
  for await (const { data } of running) {
    if ((data?.bulkUpdated as Bulk | undefined)?.counts.running) break;
  }
  const cancelled = await changeBulk(gateway, 'cancelBulk', id);
  expect([cancelled.state, cancelled.counts.waiting]).toEqual(['CANCELLED', 0]);
  expect(cancelled.counts.cancelled).toBeGreaterThan(3);
  const last = await lastOf(id);
  expect([last.state, last.counts.cancelled]).toEqual(['CANCELLED', cancelled.counts.cancelled]);
  expect((last.counts.succeeded ?? 0) + (last.counts.cancelled ?? 0)).toBe(8);
  expect(last.finishedAt).not.toBeNull();
  expect(await changeBulk(gateway, 'cancelBulk', id)).toEqual(last);
});

test('a list that is tried again starts what failed or was refused, and nothing else', async () => {
  const id = await begun([
    copyOf('once'),
    copyOf('no [fail]'),
    { duplicateProject: { projectGid: '404', name: 'nowhere' } },
  ]);
  await lastOf(id);
  gateway.sandbox.clearCalls();
  const again = await changeBulk(gateway, 'retryBulk', id);
  expect([again.state, again.finishedAt]).toEqual(['RUNNING', null]);
  const last = await lastOf(id);
  expect([last.state, countsOf(last)]).toEqual(['FINISHED', 'succeeded 1, failed 1, refused 1']);
});

test('an item whose set-up failed repeats its set-up, never its start', async () => {
  const setUp = { portfolioGids: ['404'], project: { notes: 'x' } };
  const id = await begun([copyOf('Set up later', { setUp })]);
  const failed = await lastOf(id);
  const [item] = failed.items.nodes;
  expect([countsOf(failed), item?.job?.status]).toEqual(['failed 1', 'SUCCEEDED']);
  expect(item?.userErrors).toMatchObject([
    { field: ['input', 'items', '0', 'duplicateProject', 'setUp', 'portfolioGids', '0'] },
  ]);
  gateway.sandbox.clearCalls();
  await changeBulk(gateway, 'retryBulk', id);
  const last = await lastOf(id);
  expect(last.items.nodes[0]?.job?.gid).toBe(item?.job?.gid);
  const lines = callLines(gateway.sandbox.calls).filter((line) => line.startsWith('POST /p'));
  expect(lines).toEqual([expect.stringMatching(/^POST \/portfolios\/404\/addItem/)]);
});

test('with a set-up an item has succeeded when that is done', async () => {
  const id = await begun([copyOf('Set up now', { setUp: { project: { notes: 'as wished' } } })]);
  const events = await bulkEvents(gateway, id);
  expect(countsOf(events.at(-1) as Bulk)).toBe('succeeded 1');
  expect(callLines(gateway.sandbox.calls).filter((line) => line.startsWith('PUT'))).toHaveLength(1);
});

test('unlessExists: what is there already is told, and not started', async () => {
  const id = await begun([copyOf('Office Move', { unlessExists: true })]);
  const last = await lastOf(id);
  expect([countsOf(last), posted()]).toEqual(['exists 1', []]);
  expect(last.items.nodes[0]?.existing).toEqual([{ gid: gateway.gids.projects.office }]);
  expect(last.items.nodes[0]?.job).toBeNull();
});

test('a list repeated under its key is the same list, as it is now', async () => {
  const items = [copyOf('keyed')];
  const id = await begun(items, { idempotencyKey: 'a list' });
  await lastOf(id);
  const { bulk } = await startMany(gateway, items, { idempotencyKey: 'a list' });
  expect([bulk?.id, bulk?.state]).toEqual([id, 'FINISHED']);
  const same = [copyOf('keyed', { setUp: null, unlessExists: null })];
  const asMeant = await startMany(gateway, same, {
    idempotencyKey: 'a list',
    onFailure: null,
    callback: null,
  });
  expect([asMeant.bulk?.id, asMeant.userErrors]).toEqual([id, []]);
  const { userErrors } = await startMany(gateway, [copyOf('other')], { idempotencyKey: 'a list' });
  expect(userErrors).toMatchObject([{ field: ['input', 'idempotencyKey'] }]);
});

test('a list is nobody else’s to see, and found by node, bulk and recentBulks alike', async () => {
  const id = await begun([copyOf('mine')]);
  await lastOf(id);
  const query = `query ($id: ID!) { bulk(id: $id) { id } node(id: $id) { id __typename } recentBulks(first: 1) { id } all: recentBulks(first: null) { __typename } }`;
  const mine = await gateway.run(query, { id });
  expect(mine.data).toEqual({
    bulk: { id },
    node: { id, __typename: 'Bulk' },
    recentBulks: [{ id }],
    all: expect.any(Array),
  });
  expect(mine.calls).toEqual([]);
  const theirs = await gateway.run(query, { id }, gateway.sandbox.tokens.grace);
  expect(theirs.data).toEqual({ bulk: null, node: null, recentBulks: [], all: [] });
  const unknown = await gateway.run(query, { id: globalId('Bulk', '00000000-0000-0000-0000-000000000000') });
  expect(unknown.data.bulk).toBeNull();
  const cancel =
    'mutation ($id: ID!) { cancelBulk(input: { id: $id }) { bulk { id } userErrors { code field } } }';
  const refused = await gateway.run(cancel, { id }, gateway.sandbox.tokens.grace);
  expect(refused.data.cancelBulk).toEqual({
    bulk: null,
    userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
  });
});

test('an item is found by node, by the user of its list alone', async () => {
  const id = await begun([copyOf('first of two'), copyOf('second of two')]);
  await lastOf(id);
  const read = await gateway.run(`query ($id: ID!) { bulk(id: $id) { items { nodes { id } } } }`, { id });
  const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on BulkItem { id index name job { status } } } }`;
  const [first, second] = read.data.bulk.items.nodes.map((node: { id: string }) => node.id);
  const none = globalId('BulkItem', `${Buffer.from(id, 'base64').toString().slice('Bulk:'.length)}:2`);
  const mine = await gateway.run(query, { ids: [second, first, none] });
  const [__typename, job] = ['BulkItem', { status: 'SUCCEEDED' }];
  expect(mine.data.nodes).toEqual([
    { __typename, id: second, index: 1, name: 'second of two', job },
    { __typename, id: first, index: 0, name: 'first of two', job },
    null,
  ]);
  expect(mine.calls).toEqual([]);
  const theirs = await gateway.run(query, { ids: [first] }, gateway.sandbox.tokens.grace);
  expect(theirs.data.nodes).toEqual([null]);
});

test('items are read page by page, and by where they stand', async () => {
  const id = await begun(Array.from({ length: 5 }, (_, at) => copyOf(at === 2 ? 'no [fail]' : `page ${at}`)));
  await lastOf(id);
  const page = `items(first: $first, after: $after, state: $state) { nodes { index } pageInfo { hasNextPage endCursor } }`;
  const read = async (variables: Record<string, unknown>) => {
    const { data } = await gateway.run(
      `query ($id: ID!, $first: Int, $after: String, $state: BulkItemState) { bulk(id: $id) { ${page} } }`,
      { id, ...variables },
    );
    const { nodes, pageInfo } = data.bulk.items;
    return [nodes.map(({ index }: { index: number }) => index), pageInfo];
  };
  expect(await read({ first: null })).toEqual([[0, 1, 2, 3, 4], { hasNextPage: false, endCursor: null }]);
  expect(await read({ first: 2 })).toEqual([[0, 1], { hasNextPage: true, endCursor: '2' }]);
  expect(await read({ first: 3, after: '2' })).toEqual([[2, 3, 4], { hasNextPage: false, endCursor: null }]);
  expect(await read({ first: 2, state: 'SUCCEEDED' })).toEqual([
    [0, 1],
    { hasNextPage: true, endCursor: '2' },
  ]);
  expect(await read({ first: 5, state: 'FAILED' })).toEqual([[2], { hasNextPage: false, endCursor: null }]);
});

test('what a finished list says of its items costs no call', async () => {
  const id = await begun([copyOf('quiet')]);
  await lastOf(id);
  const bulk = await readBulk(gateway, id);
  expect(bulk.calls).toEqual([]);
});
