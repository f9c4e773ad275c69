import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';
import { type Bulk, bulkEvents, countsOf, startMany } from './bulk-events.ts';

const gateway = withSandbox({ jobDurationMs: 150 });
const copyOf = (name: string, more: Record<string, unknown> = {}) => ({
  duplicateProject: { projectGid: gateway.gids.projects.office, name, ...more },
});
const ITEMS = `query ($id: ID!) { bulk(id: $id) { items { nodes {
  state name job { gid } existing { gid } candidates { __typename ... on Project { gid name } } userErrors { code } } } } }`;

test('an item whose reply was lost is unknown, shows what it may have made, and is sent no more', async () => {
  const recover = gateway.sandbox.fail({
    match: { method: 'POST', path: /\/duplicate$/ },
    times: 1,
    after: 'after-effect',
    fault: { kind: 'reset' },
  });
  const { bulk } = await startMany(gateway, [copyOf('Lost copy'), copyOf('Other copy')]);
  const { id } = bulk as Bulk;
  const last = (await bulkEvents(gateway, id)).at(-1) as Bulk;
  recover();
  expect([last.state, countsOf(last)]).toEqual(['FINISHED', 'succeeded 1, unknown 1']);
  const { data, calls } = await gateway.run(ITEMS, { id });
  const [lost, other] = data.bulk.items.nodes;
  expect(lost).toEqual({
    ...{ state: 'UNKNOWN', name: 'Lost copy', job: null, existing: null, userErrors: [] },
    candidates: [{ __typename: 'Project', gid: expect.any(String), name: 'Lost copy' }],
  });
  expect(other).toMatchObject({ state: 'SUCCEEDED', candidates: null, existing: null });
  expect(calls).toEqual([
    `GET /projects/${gateway.gids.projects.office} [team.gid,workspace.gid]`,
    expect.stringMatching(/^GET \/teams\/\d+\/projects\?limit=100 \[created_at,name\]$/),
  ]);
  const unasked = ITEMS.replace(/candidates \{.*?\} \}/, '');
  expect((await gateway.run(unasked, { id })).calls).toEqual([]);
  const starts = await gateway.run('{ unknownStarts { name } }');
  expect(starts.data.unknownStarts).toEqual([{ name: 'Lost copy' }]);
  const retry =
    'mutation ($id: ID!) { retryBulk(input: { id: $id }) { bulk { state } userErrors { code } } }';
  const again = await gateway.run(retry, { id });
  expect([again.data.retryBulk, again.calls]).toEqual([{ bulk: { state: 'FINISHED' }, userErrors: [] }, []]);
});

test('existing and candidates are null where they do not apply', async () => {
  const items = [copyOf('Office Move', { unlessExists: true }), copyOf('New move', { unlessExists: true })];
  const { bulk } = await startMany(gateway, [...items, copyOf('no [fail]')]);
  const { id } = bulk as Bulk;
  await bulkEvents(gateway, id);
  const { data } = await gateway.run(ITEMS, { id });
  const seen = data.bulk.items.nodes.map((node: Record<string, unknown>) => [
    node.state,
    node.existing,
    node.candidates,
    node.job !== null,
  ]);
  expect(seen).toEqual([
    ['EXISTS', [{ gid: gateway.gids.projects.office }], null, false],
    ['SUCCEEDED', null, null, true],
    ['FAILED', null, null, true],
  ]);
});
