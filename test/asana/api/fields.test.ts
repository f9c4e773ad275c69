import { describe, expect, test } from 'vitest';
import {
  containsFields,
  fieldPaths,
  fieldTree,
  mergeFields,
  missingFields,
  NO_FIELDS,
} from '../../../src/asana/api/fields.ts';

const tree = (paths: string) => fieldTree(paths === '' ? [] : paths.split(' '));

describe('field trees', () => {
  test.each([
    ['', 'gid'],
    ['name', 'name'],
    ['gid', 'gid'],
    ['gid name', 'name'],
    ['b a c.d c.b', 'a b c.b c.d'],
    ['assignee.gid', 'assignee.gid'],
    ['assignee.gid assignee.name', 'assignee.name'],
    ['assignee', 'assignee'],
    ['a.b.c.gid', 'a.b.c.gid'],
  ])('%j is written %j', (paths, written) => {
    expect(fieldPaths(tree(paths)).join(' ')).toBe(written);
  });

  test.each([
    ['a', 'b', 'a b'],
    ['a.x', 'a.y b', 'a.x a.y b'],
    ['a', 'a.x', 'a.x'],
    ['', 'a', 'a'],
  ])('%j and %j make %j', (a, b, union) => {
    expect(fieldPaths(mergeFields(tree(a), tree(b))).join(' ')).toBe(union);
  });

  test('a union that adds nothing is the first tree itself', () => {
    const whole = tree('a.x b');
    expect(mergeFields(whole, tree('a.x'))).toBe(whole);
    expect(mergeFields(whole, NO_FIELDS)).toBe(whole);
  });

  test('a union leaves both trees as they were', () => {
    const [a, b] = [tree('r.x'), tree('r.y')];
    mergeFields(a, b);
    expect([fieldPaths(a), fieldPaths(b)]).toEqual([['r.x'], ['r.y']]);
  });

  test.each([
    ['a b', 'a', true],
    ['a', 'a b', false],
    ['', 'gid', true],
    ['a.x', 'a.gid', true],
    ['a', 'a.x', false],
    ['b', 'a.gid', false],
  ])('%j holds %j: %s', (a, b, holds) => {
    expect(containsFields(tree(a), tree(b))).toBe(holds);
  });

  test.each([
    ['a', 'a b', 'b'],
    ['a.x', 'a.x a.y', 'a.y'],
    ['', 'a.gid', 'a.gid'],
    ['a', 'gid', 'gid'],
  ])('%j lacks of %j: %j', (asked, wanted, lacking) => {
    expect(fieldPaths(missingFields(tree(asked), tree(wanted))).join(' ')).toBe(lacking);
  });
});
