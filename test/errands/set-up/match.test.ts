import { expect, test } from 'vitest';
import { listedTask, matched } from '../../../src/errands/set-up/match.ts';
import { type SetUpInput, stepsOf } from '../../../src/errands/set-up/set-up.ts';

const task = (gid: string, name: string | null, ...sections: string[]) => ({ gid, name, sections });
const TASKS = [
  task('1', 'Brief', 'To do'),
  task('2', 'Brief', 'Done'),
  task('3', 'brief', 'To do'),
  task('4', null, 'To do', 'Later'),
];

/** What each entry means, or the code it failed with. */
function meant(...wheres: NonNullable<SetUpInput['tasks']>[number]['where'][]): (string | undefined)[] {
  const input: SetUpInput = { tasks: wheres.map((where) => ({ where, set: { completed: true } })) };
  const { steps } = matched({ project: '9', steps: stepsOf(input) }, { job: null, input }, TASKS);
  return steps.map(({ matched: gids, userErrors }) => userErrors[0]?.code ?? gids?.join(','));
}

test.each([
  ['a name means every task that is called so, to the letter', { name: 'Brief' }, '1,2'],
  ['a section means every task in it', { section: 'To do' }, '1,3,4'],
  ['both mean a task that has both', { name: 'Brief', section: 'To do' }, '1'],
  ['null is as good as nothing said', { name: null, section: 'Later' }, '4'],
  ['a name in other letters means nothing', { name: 'BRIEF' }, 'NOT_FOUND'],
  ['a section that is not there means nothing', { name: 'Brief', section: 'Later' }, 'NOT_FOUND'],
])('%s', (_name, where, gids) => {
  expect(meant(where)).toEqual([gids]);
});

test('entries are matched together, and one that means nothing fails alone', () => {
  expect(meant({ name: 'nothing' }, { name: 'Brief' })).toEqual(['NOT_FOUND', '1,2']);
});

test('a mistake points at the entry’s where', () => {
  const input: SetUpInput = { tasks: [{ where: { name: 'A', section: 'B' }, set: {} }] };
  const { steps } = matched({ project: '9', steps: stepsOf(input) }, { job: null, input }, []);
  expect(steps).toEqual([
    {
      name: 'tasks.0',
      state: 'failed',
      matched: [],
      userErrors: [
        {
          code: 'NOT_FOUND',
          field: ['tasks', '0', 'where'],
          message: 'The project had no task called "A" in a section called "B". Names are matched exactly.',
        },
      ],
    },
  ]);
});

test('what was matched before is not matched again', () => {
  const input: SetUpInput = { tasks: [{ where: { name: 'Brief' }, set: {} }] };
  const steps = stepsOf(input).map((step) => ({ ...step, matched: ['77'] }));
  expect(matched({ project: '9', steps }, { job: null, input }, TASKS).steps[0]?.matched).toEqual(['77']);
});

test('more tasks than are kept are a mistake of the entry that is too much', () => {
  const many = Array.from({ length: 6_000 }, (_, at) => task(`${at}`, 'Same'));
  const entry = { where: { name: 'Same' }, set: {} };
  const input: SetUpInput = { tasks: [entry, entry] };
  const { steps } = matched({ project: '9', steps: stepsOf(input) }, { job: null, input }, many);
  expect(
    steps.map(({ state, matched: gids, userErrors }) => [state, gids?.length, userErrors[0]?.code]),
  ).toEqual([
    ['pending', 6_000, undefined],
    ['failed', undefined, 'BAD_USER_INPUT'],
  ]);
});

test.each([
  ['a number', 5, null],
  ['no gid', { name: 'x' }, null],
  ['nothing but a gid', { gid: '1' }, task('1', null)],
  ['a name that is none', { gid: '1', name: 5, memberships: 'x' }, task('1', null)],
  [
    'memberships of another project',
    {
      gid: '1',
      name: 'A',
      memberships: [
        { project: { gid: '9' }, section: { name: 'Here' } },
        { project: { gid: '8' }, section: { name: 'There' } },
        { project: { gid: '9' }, section: null },
        null,
      ],
    },
    task('1', 'A', 'Here'),
  ],
])('of %s in a list so much is read', (_name, item, expected) => {
  expect(listedTask(item, '9')).toEqual(expected);
});
