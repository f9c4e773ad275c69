import { describe, expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const clock = { time: Date.parse('2026-09-07T08:00:00Z'), now: () => clock.time };
const gateway = withSandbox({ clock });

const PAGE = `query ($gid: ID!, $first: Int, $after: String) { project(gid: $gid) { tasks(first: $first, after: $after) {
  nodes { gid } edges { cursor node { gid } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
} } }`;

interface Page {
  readonly nodes: { gid: string }[];
  readonly edges: { cursor: string | null; node: { gid: string } }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

async function pages(first: number): Promise<Page[]> {
  const found: Page[] = [];
  let after: string | null = null;
  do {
    const { data, errors } = await gateway.run(PAGE, { gid: gateway.gids.projects.launch, first, after });
    expect(errors).toEqual([]);
    const page: Page = data.project.tasks;
    found.push(page);
    after = page.pageInfo.endCursor;
  } while (after !== null);
  return found;
}

test.each([37, 50, 100])('all 250 tasks arrive exactly once in pages of %i', async (first) => {
  const found = await pages(first);
  const gids = found.flatMap(({ nodes }) => nodes.map(({ gid }) => gid));
  const stored = gateway.sandbox.store
    .list('project-tasks', gateway.gids.projects.launch)
    .map(({ gid }) => gid);
  expect(found).toHaveLength(Math.ceil(250 / first));
  expect(gids).toEqual(stored);
  for (const { nodes, edges, pageInfo } of found) {
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    expect(pageInfo.hasNextPage).toBe(pageInfo.endCursor !== null);
    expect(edges.slice(0, -1).every(({ cursor }) => cursor === null)).toBe(true);
    expect(edges.at(-1)?.cursor).toBe(pageInfo.endCursor);
    expect(edges[0]?.cursor).toBe(pageInfo.startCursor);
    expect(pageInfo.hasPreviousPage).toBe(false);
  }
});

test('a page of one edge begins where it ends', async () => {
  const { data } = await gateway.run(PAGE, { gid: gateway.gids.projects.launch, first: 1 });
  const { edges, pageInfo }: Page = data.project.tasks;
  expect(pageInfo.startCursor).toEqual(expect.any(String));
  expect(pageInfo.startCursor).toBe(pageInfo.endCursor);
  expect(edges).toMatchObject([{ cursor: pageInfo.startCursor }]);
});

test('a page is one call of its own with its limit and offset', async () => {
  const { launch } = gateway.gids.projects;
  const first = await gateway.run(PAGE, { gid: launch, first: 10 });
  const after = first.data.project.tasks.pageInfo.endCursor;
  const { calls } = await gateway.run(PAGE, { gid: launch, first: 10, after });
  expect(first.calls).toEqual([
    `GET /projects/${launch} [gid]`,
    `GET /projects/${launch}/tasks?limit=10 [gid]`,
  ]);
  expect(calls).toEqual([
    `GET /projects/${launch} [gid]`,
    `GET /projects/${launch}/tasks?limit=10&offset=${after} [gid]`,
  ]);
});

test('fifty come when nothing else is asked', async () => {
  const { data, calls } = await gateway.run(
    'query ($gid: ID!) { project(gid: $gid) { tasks { nodes { gid } } } }',
    { gid: gateway.gids.projects.launch },
  );
  expect(data.project.tasks.nodes).toHaveLength(50);
  expect(calls[1]).toContain('limit=50');
});

test('a variable that was not given is an argument that was not given', async () => {
  const { launch } = gateway.gids.projects;
  const { data, calls } = await gateway.run(PAGE, { gid: launch });
  expect(data.project.tasks.nodes).toHaveLength(50);
  expect(calls[1]).toBe(`GET /projects/${launch}/tasks?limit=50 [gid]`);
});

test('an expired cursor is a clear error of that list', async () => {
  const { launch } = gateway.gids.projects;
  const first = await gateway.run(PAGE, { gid: launch, first: 10 });
  clock.time += 3_600_000;
  const { data, errors } = await gateway.run(PAGE, {
    gid: launch,
    first: 10,
    after: first.data.project.tasks.pageInfo.endCursor,
  });
  expect(data.project).toEqual({ tasks: null });
  expect(errors).toMatchObject([{ path: 'project.tasks', code: 'BAD_USER_INPUT' }]);
  expect(errors[0]?.message).toMatch(/pagination token has expired.*start again without `after`/s);
});

test.each([0, -1, 101, 1000])('first: %i is refused without a call', async (first) => {
  const { data, errors, calls } = await gateway.run(
    'query ($first: Int!) { workspaces(first: $first) { nodes { name } } }',
    { first },
  );
  expect(data).toEqual({ workspaces: null });
  expect(errors).toMatchObject([{ path: 'workspaces', code: 'BAD_USER_INPUT' }]);
  expect(errors[0]?.message).toBe(`first is ${first}; it takes a whole number from 1 to 100.`);
  expect(calls).toEqual([]);
});

test('first: null is the default', async () => {
  const { data, calls } = await gateway.run('{ workspaces(first: null) { nodes { name } } }');
  expect(data.workspaces.nodes).not.toEqual([]);
  expect(calls).toEqual(['GET /workspaces?limit=50 [name]']);
});

test('an empty list is a page without edges', async () => {
  const { data } = await gateway.run(PAGE, { gid: gateway.gids.projects.empty });
  expect(data.project.tasks).toEqual({
    nodes: [],
    edges: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  });
});

test('two aliases of one page are one call with both their fields', async () => {
  const { launch } = gateway.gids.projects;
  const { data, calls } = await gateway.run(
    `query ($gid: ID!) { project(gid: $gid) {
      a: tasks(first: 3) { nodes { name } } b: tasks(first: 3) { nodes { completed } } c: tasks(first: 4) { nodes { gid } }
    } }`,
    { gid: launch },
  );
  expect(data.project.a.nodes).toHaveLength(3);
  expect(data.project.b.nodes[0]).toHaveProperty('completed');
  expect(data.project.c.nodes).toHaveLength(4);
  expect(calls).toEqual([
    `GET /projects/${launch} [gid]`,
    'POST /batch',
    `  GET /projects/${launch}/tasks?limit=3 [completed,name]`,
    `  GET /projects/${launch}/tasks?limit=4 [gid]`,
  ]);
});

test('rows of a list carry all that was asked and are not read again', async () => {
  const { launch } = gateway.gids.projects;
  const { data, calls } = await gateway.run(
    'query ($gid: ID!) { project(gid: $gid) { tasks(first: 100) { nodes { name assignee { name } memberships { section { name } } customFields { displayValue } } } } }',
    { gid: launch },
  );
  expect(data.project.tasks.nodes).toHaveLength(100);
  expect(calls).toEqual([
    `GET /projects/${launch} [gid]`,
    `GET /projects/${launch}/tasks?limit=100 [assignee.name,custom_fields.display_value,memberships.section.name,name]`,
  ]);
});

describe('the inline list of workspaces', () => {
  const query = `query ($first: Int, $after: String) { me { workspaces(first: $first, after: $after) {
    nodes { name } edges { cursor } pageInfo { hasNextPage endCursor }
  } } }`;

  test('comes whole with its person', async () => {
    const { data, calls } = await gateway.run(query);
    expect(data.me.workspaces).toEqual({
      nodes: [{ name: 'Meridian Outdoor' }, { name: 'Harbour Book Club' }],
      edges: [{ cursor: null }, { cursor: null }],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
    expect(calls).toEqual(['GET /users/me [workspaces.name]']);
  });

  test('can be taken in pieces', async () => {
    const one = (await gateway.run(query, { first: 1 })).data.me.workspaces;
    expect(one.nodes).toEqual([{ name: 'Meridian Outdoor' }]);
    expect(one.pageInfo.hasNextPage).toBe(true);
    const other = (await gateway.run(query, { first: 1, after: one.pageInfo.endCursor })).data.me.workspaces;
    expect(other.nodes).toEqual([{ name: 'Harbour Book Club' }]);
    expect(other.pageInfo).toEqual({ hasNextPage: false, endCursor: null });
  });

  test('refuses a cursor of another list', async () => {
    const { data, errors } = await gateway.run(query, { after: 'eyJhbGciOiJ' });
    expect(data.me).toEqual({ workspaces: null });
    expect(errors).toMatchObject([{ path: 'me.workspaces', code: 'BAD_USER_INPUT' }]);
  });
});

test('an empty cursor is told from one that has expired, and nothing is sent', async () => {
  const list = await gateway.run(PAGE, { gid: gateway.gids.projects.launch, first: 1, after: '' });
  const inline = await gateway.run('{ me { gid workspaces(after: "") { nodes { gid } } } }');
  for (const { errors } of [list, inline]) {
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
    expect(errors[0]?.message).toMatch(/^after is an empty text; leave it out for the first page/);
  }
  expect(list.calls.join()).not.toContain('/tasks');
});
