/** What is said of a list whose items are wrong, where much is. */
import { expect, test } from 'vitest';
import { checkItems } from '../../../src/schema/lists/check-items.ts';

const wrong = { duplicateTask: { taskGid: 'none', name: 'x' } };

test('of the mistakes in a list the first hundred are told', () => {
  const checked = checkItems(Array(150).fill(wrong));
  const userErrors = 'userErrors' in checked ? checked.userErrors : [];
  expect(userErrors.map(({ field }) => field?.[2])).toEqual(Array.from({ length: 100 }, (_, at) => `${at}`));
});
