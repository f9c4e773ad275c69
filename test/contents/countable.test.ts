import { expect, test } from 'vitest';
import { countableOf, type EndFacts, type StartFacts, sinceSuccessMs } from '../../src/contents/countable.ts';
import { CONTENTS_LIMIT_MS } from '../../src/contents/counted.ts';

const startOf = (kind: string, rest: Partial<StartFacts> = {}): StartFacts => ({
  kind,
  source: { gid: '7' },
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

test('the success of a job that nobody saw running may be long ago', () => {
  const blank: EndFacts = { startedAt: null, status: null, sinceEndMs: null };
  const since = (end: EndFacts | null) => sinceSuccessMs('succeeded', end);
  expect(since(null)).toBe(CONTENTS_LIMIT_MS);
  expect(since(blank)).toBe(CONTENTS_LIMIT_MS);
  expect(since({ ...blank, status: 'succeeded' })).toBe(CONTENTS_LIMIT_MS);
  expect(since({ ...blank, status: 'in_progress' })).toBe(0);
  expect(since({ ...blank, startedAt: 5 })).toBe(0);
  expect(since({ startedAt: 5, status: 'succeeded', sinceEndMs: 700 })).toBe(700);
  for (const status of ['not_started', 'in_progress', 'failed', 'unknown'])
    expect(sinceSuccessMs(status, { ...blank, startedAt: 5, sinceEndMs: 700 })).toBeNull();
});
