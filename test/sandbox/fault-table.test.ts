/** Whatever the documents and the page's menu tell people to write is what the sandbox understands. */
import { expect, test } from 'vitest';
import { nameTagRows, sandboxFaultsMarkdown, tokenFaultRows } from '../../src/sandbox/faults/fault-table.ts';
import { bearerOf } from '../../src/sandbox/faults/tokens.ts';
import { createWorld } from './support.ts';

test.each(tokenFaultRows)('$write behind a token is an ending: $effect', async ({ write }) => {
  await using world = await createWorld();
  const bearer = bearerOf(`Bearer ${world.sandbox.tokens.ada}${write}`, world.sandbox.store);
  expect(bearer?.user).toBe(world.sandbox.store.userOfToken(world.sandbox.tokens.ada));
  expect([...(bearer?.endings ?? [])].map((ending) => `-${ending}`)).toEqual([write]);
});

test('the documents list every ending and every tag', () => {
  const written = sandboxFaultsMarkdown().matchAll(/^\| `(.+?)` \|/gm);
  expect([...written].map(([, write]) => write)).toEqual(
    [...tokenFaultRows, ...nameTagRows].map(({ write }) => write),
  );
});
