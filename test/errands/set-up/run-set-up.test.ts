import { expect, test } from 'vitest';
import { ErrandStopped } from '../../../src/errands/run.ts';
import { setUpKind } from '../../../src/errands/set-up/run-set-up.ts';
import type { SetUpInput, SetUpProgress } from '../../../src/errands/set-up/set-up.ts';
import { type ErrorCode, GatewayError } from '../../../src/errors.ts';
import { manualClock } from '../../support/clock.ts';
import {
  type FakeProject,
  fakeProject,
  PROJECT,
  type RunOptions,
  runOnce,
  setUpErrand,
} from './asana-project.ts';

const INPUT: SetUpInput = {
  project: { dueOn: '2026-12-01', startOn: '2026-11-01' },
  members: ['me', 'a@example.com'],
  portfolioGids: ['71', '72'],
  customFields: [{ gid: '81', value: { enumOptionGid: '82' } }],
  tasks: [{ where: { name: 'A' }, set: { name: 'B', assignee: 'me' } }],
};
const TASKS = [
  { name: 'A', section: 'S' },
  { name: 'B', section: 'S' },
  { name: 'A', section: 'T' },
];

function refusal(status: number, code: ErrorCode, message: string): GatewayError {
  return new GatewayError(code, message, { status, upstreamMessages: [message] });
}

const failing = (match: string, error: unknown, times = Number.POSITIVE_INFINITY) => {
  let left = times;
  return (call: string): 'answer' => {
    if (!call.includes(match)) return 'answer';
    left -= 1;
    if (left < 0) return 'answer';
    throw error;
  };
};

async function outcome(
  input: SetUpInput,
  {
    fake = fakeProject(TASKS),
    ready = PROJECT as string | null | Error,
    ...options
  }: RunOptions & {
    fake?: FakeProject;
    ready?: string | null | Error;
  } = {},
) {
  const clock = manualClock();
  const kind = setUpKind({
    client: fake.client,
    jobs: {
      whenReady: async () => {
        if (ready instanceof Error) throw ready;
        return ready;
      },
    },
    failureLimitMs: 60_000,
    clock,
    random: () => 0.5,
  });
  const running = runOnce(kind, setUpErrand(input, '5'), options);
  for (let at = 0; at < 100; at += 1) await clock.advance(1_000);
  const { errand, kept, error } = await running;
  const { steps } = errand.progress as SetUpProgress;
  return {
    state: errand.state,
    plan: errand.plan,
    steps: steps.map((step) => `${step.name} ${step.state}`),
    userErrors: steps.flatMap(({ userErrors }) => userErrors),
    calls: fake.calls,
    events: kept.length,
    error,
  };
}

test('a set-up sends what it says, in its order, and then needs its plan no more', async () => {
  const { state, plan, calls, error } = await outcome(INPUT);
  expect([state, plan, error]).toEqual(['done', null, null]);
  expect(calls).toEqual([
    'PUT /projects/9 {"due_on":"2026-12-01","start_on":"2026-11-01"}',
    'POST /projects/9/addMembers {"members":"me,a@example.com"}',
    'POST /portfolios/71/addItem {"item":"9"}',
    'POST /portfolios/72/addItem {"item":"9"}',
    'PUT /projects/9 {"custom_fields":{"81":"82"}}',
    'GET /projects/9/tasks?0',
    'GET /projects/9/tasks?2',
    'PUT /tasks/1 {"name":"B","assignee":"me"}',
    'PUT /tasks/3 {"name":"B","assignee":"me"}',
  ]);
});

test.each<[string, string, GatewayError, string | null, string[] | null]>([
  [
    'a date of the project',
    'PUT /projects/9 {"due',
    refusal(400, 'BAD_USER_INPUT', 'due_on: Not a valid day: 2026-12-01'),
    'project',
    ['project', 'dueOn'],
  ],
  [
    'somebody',
    'addMembers',
    refusal(404, 'NOT_FOUND', 'members: Unknown object: a@example.com'),
    'members',
    ['members', '1'],
  ],
  [
    'a portfolio',
    '/portfolios/72',
    refusal(404, 'NOT_FOUND', 'portfolio: Unknown object: 72'),
    'portfolios',
    ['portfolioGids', '1'],
  ],
  [
    'a custom field',
    'custom_fields',
    refusal(400, 'BAD_USER_INPUT', 'custom_fields: Unknown object: 82'),
    'customFields',
    ['customFields', '0', 'value', 'enumOptionGid'],
  ],
  [
    'a task',
    '/tasks/3',
    refusal(403, 'FORBIDDEN', 'assignee: not allowed'),
    'tasks.0',
    ['tasks', '0', 'set', 'assignee'],
  ],
  [
    'the project itself',
    'addMembers',
    refusal(404, 'NOT_FOUND', 'project: Unknown object: 9'),
    'members',
    null,
  ],
])(
  'Asana refuses %s: that step fails at its place, the others go on',
  async (_name, match, error, step, field) => {
    const fake = fakeProject(TASKS);
    fake.before = failing(match, error);
    const { state, plan, steps, userErrors } = await outcome(INPUT, { fake });
    expect(state).toBe('failed');
    expect(plan).not.toBeNull();
    expect(steps.filter((each) => each !== `${step} failed`).every((each) => each.endsWith(' done'))).toBe(
      true,
    );
    expect(userErrors).toMatchObject([{ code: error.code, field }]);
  },
);

test('what fails in passing is repeated with growing pauses, and then is done', async () => {
  const fake = fakeProject(TASKS);
  fake.before = failing('addMembers', refusal(500, 'UPSTREAM_ERROR', 'Server error'), 4);
  expect(await outcome({ members: ['me'] }, { fake })).toMatchObject({ state: 'done', userErrors: [] });
});

test('what goes on failing fails after the limit, and the rest is done', async () => {
  const fake = fakeProject(TASKS);
  fake.before = failing('addMembers', refusal(500, 'UPSTREAM_ERROR', 'Server error'));
  const { state, steps, userErrors } = await outcome({ ...INPUT, project: null }, { fake });
  expect(state).toBe('failed');
  expect(steps.slice(0, 2)).toEqual(['members failed', 'portfolios done']);
  expect(userErrors).toEqual([{ code: 'UPSTREAM_ERROR', message: 'Server error', field: null }]);
});

test('tasks that cannot be listed fail every entry, and nothing was matched', async () => {
  const fake = fakeProject(TASKS);
  fake.before = failing('GET', refusal(403, 'FORBIDDEN', 'No'));
  expect(await outcome(INPUT, { fake })).toMatchObject({
    state: 'failed',
    userErrors: [{ code: 'FORBIDDEN', field: null }],
  });
});

test.each([
  ['failed', null],
  ['ended its watch with an error', refusal(404, 'NOT_FOUND', 'no such job')],
])('a job that %s: nothing is sent, every step is skipped', async (_name, ready) => {
  const { state, steps, calls, error } = await outcome(INPUT, { ready });
  expect([state, calls, error]).toEqual(['failed', [], null]);
  expect(steps.every((step) => step.endsWith(' skipped'))).toBe(true);
});

test('a refused token is handed on, and no step has failed', async () => {
  const fake = fakeProject(TASKS);
  const refused = refusal(401, 'UNAUTHENTICATED', 'Not authorized');
  fake.before = failing('addMembers', refused);
  const { error, steps } = await outcome(INPUT, { fake });
  expect(error).toBe(refused);
  expect(steps.slice(0, 3)).toEqual(['project done', 'members running', 'portfolios pending']);
});

test('told to stop, it ends the step under way and begins no other', async () => {
  const fake = fakeProject(TASKS);
  const stop = new AbortController();
  fake.before = (call) => {
    if (call.includes('addMembers')) stop.abort(new ErrandStopped('unwanted'));
    return 'answer';
  };
  const { error, steps, calls } = await outcome(INPUT, { fake, signal: stop.signal });
  expect(error).toMatchObject({ why: 'unwanted' });
  expect(steps.slice(0, 3)).toEqual(['project done', 'members done', 'portfolios pending']);
  expect(calls).toHaveLength(2);
});

test.each([
  [10_000, { state: 'done', steps: ['tasks.0 done'], userErrors: [] }],
  [
    10_001,
    {
      state: 'failed',
      steps: ['tasks.0 failed'],
      userErrors: [
        {
          code: 'BAD_USER_INPUT',
          field: ['tasks', '0', 'where'],
          message: 'The project has more than 10,000 tasks; a set-up looks at no more.',
        },
      ],
    },
  ],
])('of %i tasks, 10,000 are looked at and no page more is asked for', async (count, expected) => {
  const tasks = Array.from({ length: count }, (_, at) => ({ name: `${at}`, section: 'S' }));
  const fake = fakeProject(tasks, 100);
  const input: SetUpInput = { tasks: [{ where: { name: '9999' }, set: { name: 'Last' } }] };
  expect(await outcome(input, { fake })).toMatchObject(expected);
  expect(fake.calls.filter((call) => call.startsWith('GET'))).toHaveLength(100);
  expect(fake.calls.slice(100)).toEqual(
    expected.state === 'done' ? ['PUT /tasks/10000 {"name":"Last"}'] : [],
  );
});
