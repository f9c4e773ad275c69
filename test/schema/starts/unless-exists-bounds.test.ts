/** How much `unlessExists` reads, and how much it tells of, where there is more. */
import { expect, onTestFinished, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox({ jobDurationMs: 0 });
const LIST = { method: 'GET', path: /^\/teams\/\d+\/projects$/ };
const DUPLICATE = `mutation ($input: DuplicateProjectInput!) { started: duplicateProject(input: $input) {
  job { gid } existing { gid } userErrors { code }
} }`;

async function duplicate(name: string, unlessExists: boolean) {
  const input = { projectGid: gateway.gids.projects.website, name, unlessExists };
  const { data, errors, calls } = await gateway.run(DUPLICATE, { input });
  expect([errors, data.started.userErrors]).toEqual([[], []]);
  return { ...data.started, calls };
}

/** The list has pages of these projects. */
function pages(...all: readonly (readonly object[])[]): void {
  for (const [at, data] of all.entries()) {
    const offset = `page-${at + 1}`;
    const next_page = at < all.length - 1 ? { offset, path: '/x', uri: 'https://x.example/x' } : null;
    onTestFinished(
      gateway.sandbox.fail({ match: LIST, times: 1, fault: { status: 200, body: { data, next_page } } }),
    );
  }
}

test('of one’s own starts of the name twenty are read', async () => {
  for (let each = 0; each < 21; each += 1) expect((await duplicate('Mine', false)).job).not.toBeNull();
  pages([]);
  const { job, existing, calls } = await duplicate('Mine', true);
  expect([job, existing.length]).toEqual([null, 20]);
  expect(calls.join('\n').match(/GET \/jobs\/\d+/g)).toHaveLength(20);
});

test('a hundred projects of the name are told of', async () => {
  const project = (at: number) => ({ gid: `${900_000 + at}`, name: 'Many', archived: false });
  const all = Array.from({ length: 150 }, (_, at) => project(at));
  pages(all.slice(0, 100), all.slice(100));
  const { job, existing } = await duplicate('Many', true);
  expect(job).toBeNull();
  expect(existing).toEqual(all.slice(0, 100).map(({ gid }) => ({ gid })));
});
