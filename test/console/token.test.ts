import { beforeAll, expect, test, vi } from 'vitest';
import type { cleanToken as CleanToken } from '../../src/console/token.ts';

let cleanToken: typeof CleanToken;

beforeAll(async () => {
  // The page reads its settings from an attribute of the document it is in.
  vi.stubGlobal('document', { getElementById: () => null });
  ({ cleanToken } = await import('../../src/console/token.ts'));
});

test.each([
  ['  abc \n', 'abc'],
  ['Bearer abc', 'abc'],
  ['authorization: bearer abc', 'abc'],
  ['bearerabc', 'bearerabc'],
  ['Bearer Bearer abc', 'abc'],
  ['bearer: abc', 'abc'],
  ['"abc"', 'abc'],
  [`-H 'Authorization: Bearer abc'`, 'abc'],
  ['-H "Authorization: Bearer abc" \\', 'abc'],
  ['`Bearer  abc`', 'abc'],
  ['\u{FEFF}abc\u{200B}', 'abc'],
  ['ab"c', 'ab"c'],
  ['Bearer', 'Bearer'],
])('%j is taken as %s', (typed, token) => {
  expect(cleanToken(typed)).toBe(token);
});
