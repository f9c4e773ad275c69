import { describe, expect, test } from 'vitest';
import { setUpProblems } from '../../../src/errands/set-up/check.ts';
import {
  endOf,
  givenUp,
  nextStep,
  retried,
  type SetUpInput,
  stepsOf,
} from '../../../src/errands/set-up/set-up.ts';

describe('the mistakes of a set-up', () => {
  test.each<[string, SetUpInput, (string | null)[]]>([
    ['nothing at all', {}, []],
    ['a start without a due day', { project: { startOn: '2026-12-01' } }, ['project.startOn']],
    ['a person that is none', { members: ['me', 'nobody at all'] }, ['members.1']],
    ['a portfolio that is none', { portfolioGids: ['12', 'x'] }, ['portfolioGids.1']],
    [
      'a field named twice',
      {
        customFields: [
          { gid: '5', value: null },
          { gid: '5', value: null },
        ],
      },
      ['customFields.1.gid'],
    ],
    ['an entry that says no task', { tasks: [{ where: {}, set: { completed: true } }] }, ['tasks.0.where']],
    ['an entry that changes nothing', { tasks: [{ where: { name: 'A' }, set: {} }] }, ['tasks.0.set']],
    [
      'two due dates',
      { tasks: [{ where: { name: 'A' }, set: { dueOn: '2026-12-01', dueAt: '2026-12-01T00:00:00Z' } }] },
      ['tasks.0.set.dueAt'],
    ],
    [
      'too many entries',
      { tasks: Array.from({ length: 101 }, () => ({ where: { name: 'A' }, set: { completed: true } })) },
      ['tasks'],
    ],
    ['too long a text', { project: { notes: 'x'.repeat(100_000) } }, ['']],
  ])('%s', (_name, input, fields) => {
    const problems = setUpProblems(input, []);
    expect(problems.map(({ field }) => field?.join('.') ?? null)).toEqual(fields);
    expect(new Set(problems.map(({ code }) => code))).toEqual(
      new Set(fields.length > 0 ? ['BAD_USER_INPUT'] : []),
    );
  });

  test.each<[SetUpInput, string]>([
    [{ customFields: [{ gid: '5' }] }, 'setUp.customFields.0'],
    [{ project: { customFields: [{ gid: '5' }] } }, 'setUp.project.customFields.0'],
    [
      {
        tasks: [
          { where: { name: 'A' }, set: { completed: true } },
          { where: { name: 'B' }, set: { customFields: [{ gid: '5', value: null }, { gid: '6' }] } },
        ],
      },
      'setUp.tasks.1.set.customFields.1',
    ],
  ])('a custom field without a value is a mistake of the program, told with its place', (input, place) => {
    const field = [...place.split('.'), 'value'];
    expect(() => setUpProblems(input, ['setUp'])).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining(`${place} has no value`),
        details: { field },
      }),
    );
  });
});

describe('the steps of a set-up', () => {
  const input: SetUpInput = {
    tasks: [
      { where: { name: 'A' }, set: { completed: true } },
      { where: { name: 'B' }, set: { completed: true } },
    ],
    customFields: [{ gid: '5', value: null }],
    portfolioGids: ['1'],
    members: ['me'],
    project: { name: 'x' },
  };

  test('have their order, whatever the input’s', () => {
    expect(stepsOf(input).map(({ name }) => name)).toEqual([
      'project',
      'members',
      'portfolios',
      'customFields',
      'tasks.0',
      'tasks.1',
    ]);
  });

  test('are none for what is not asked', () => {
    expect(stepsOf({ project: {}, members: [], portfolioGids: null, tasks: [] })).toEqual([]);
  });

  test('that are open are skipped when it is given up, and done when it is retried', () => {
    const states = ['done', 'running', 'failed', 'pending', 'pending', 'pending'] as const;
    const steps = stepsOf(input).map((step, at) => ({ ...step, state: states[at] ?? 'pending' }));
    const progress = { project: '9', steps };
    const wordsOf = (each: typeof progress) => each.steps.map(({ state }) => state);
    expect(nextStep(progress)?.name).toBe('members');
    const over = givenUp(progress) as typeof progress;
    expect(wordsOf(over)).toEqual(['done', 'skipped', 'failed', 'skipped', 'skipped', 'skipped']);
    expect([nextStep(over), endOf(over)]).toEqual([null, 'failed']);
    const looked = over.steps.map((step, at) => ({
      ...step,
      matched: at === 4 ? [] : at === 5 ? ['7'] : null,
    }));
    const again = retried({ ...over, steps: looked }) as typeof progress;
    expect(again.steps.map(({ matched }) => matched)).toEqual([null, null, null, null, null, ['7']]);
    expect(wordsOf(again)).toEqual(['done', 'pending', 'pending', 'pending', 'pending', 'pending']);
  });
});
