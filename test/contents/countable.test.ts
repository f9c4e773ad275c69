import { expect, test } from 'vitest';
import { countableOf, type StartFacts } from '../../src/contents/countable.ts';

const startOf = (kind: string, rest: Partial<StartFacts> = {}): StartFacts => ({
  kind,
  source: { gid: '7' },
  withSubtasks: null,
  ...rest,
});

test.each([
  [
    'a project that was copied',
    'new_project',
    startOf('duplicateProject'),
    { what: 'tasks', gid: '8', source: '7' },
  ],
  [
    'a project made of a template',
    'new_project',
    startOf('instantiateProject'),
    { what: 'tasks', gid: '8', source: null },
  ],
  ['a project nobody knows the start of', 'new_project', null, { what: 'tasks', gid: '8', source: null }],
  [
    'a task with its subtasks',
    'new_task',
    startOf('duplicateTask', { withSubtasks: true }),
    { what: 'subtasks', gid: '8', source: '7' },
  ],
  ['a task without them', 'new_task', startOf('duplicateTask', { withSubtasks: false }), null],
  ['a task made of a template', 'new_task', startOf('instantiateTask'), null],
  ['a task nobody knows the start of', 'new_task', null, null],
  ['a portfolio', 'new_portfolio', startOf('duplicatePortfolio'), null],
  ['a template', 'new_project_template', startOf('saveProjectAsTemplate'), null],
  ['an export', 'new_graph_export', startOf('createGraphExport'), null],
] as const)('%s', (_name, key, start, countable) => {
  expect(countableOf({ created: { [key]: '8' } }, start)).toEqual(countable);
  expect(countableOf({ created: { [key]: null } }, start)).toBeNull();
});
