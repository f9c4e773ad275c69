/** Whatever the documents and the page's menu tell people to write is what the sandbox understands. */
import { expect, test } from 'vitest';
import {
  nameTagRows,
  sandboxFaultsMarkdown,
  TOKEN_FAULTS,
  type TokenFault,
  tokenFaultRows,
} from '../../src/sandbox/faults/fault-table.ts';
import { FAULT_KINDS } from '../../src/sandbox/faults/faults.ts';
import { bearerOf } from '../../src/sandbox/faults/tokens.ts';
import { createWorld } from './support.ts';

test.each(tokenFaultRows)('$write behind a token is an ending: $effect', async ({ write }) => {
  await using world = await createWorld();
  const bearer = bearerOf(`Bearer ${world.sandbox.tokens.ada}${write}`, world.sandbox.store);
  expect(bearer?.user).toBe(world.sandbox.store.userOfToken(world.sandbox.tokens.ada));
  expect([...(bearer?.endings ?? [])].map((ending) => `-${ending}`)).toEqual([write]);
});

test('every kind of fault can be had by an ending', () => {
  const faults: readonly TokenFault[] = TOKEN_FAULTS;
  const kinds = faults.flatMap(({ fault }) => (fault && 'kind' in fault ? [fault.kind] : []));
  expect(new Set(kinds)).toEqual(new Set(FAULT_KINDS));
  expect(faults.some(({ after }) => after === 'after-effect')).toBe(true);
});

test('-lost behind a token starts a job, and its reply never comes', async () => {
  await using world = await createWorld();
  const { store, tokens, gids } = world.sandbox;
  const path = `/projects/${gids.projects.empty}/duplicate`;
  await expect(world.post(path, { name: 'Lost' }, `${tokens.ada}-lost`)).rejects.toThrow();
  expect(store.all('job')).toHaveLength(1);
  expect((await world.get('/users/me', `${tokens.ada}-lost`)).status).toBe(200);
});

test('the documents list every ending and every tag', () => {
  const written = sandboxFaultsMarkdown().matchAll(/^\| `(.+?)` \|/gm);
  expect([...written].map(([, write]) => write)).toEqual(
    [...tokenFaultRows, ...nameTagRows].map(({ write }) => write),
  );
});
