/** A set-up that is cancelled in the middle of a step. Knows no Asana. */
import { expect, test } from 'vitest';
import { setUpKind } from '../../../src/errands/set-up/run-set-up.ts';
import { type SetUpInput, type SetUpProgress, stepsOf } from '../../../src/errands/set-up/set-up.ts';
import { GatewayError } from '../../../src/errors.ts';
import { OWNER, openInstances, TOKEN } from '../instances.ts';
import { type FakeProject, fakeProject, PROJECT } from './asana-project.ts';

const INPUT: SetUpInput = {
  tasks: [
    { where: { section: 'S' }, set: { completed: true } },
    { where: { section: 'T' }, set: { completed: true } },
  ],
};
const TASKS = [...['A', 'B', 'C'].map((name) => ({ name, section: 'S' })), { name: 'D', section: 'T' }];

/** Runs it, and cancels it while `during` is on its way. */
async function cancelled(fake: FakeProject, during: string) {
  const jobs = { whenReady: async () => PROJECT };
  const instances = openInstances({
    isShared: false,
    kinds: (_name, clock) => [
      setUpKind({ client: fake.client, jobs, failureLimitMs: 60_000, clock, random: () => 0.5 }),
    ],
  });
  const { errands } = instances.open('here');
  const errand = await errands.reserve(
    {
      ...{ kind: 'setUp', owner: OWNER, about: null, plan: { job: null, input: INPUT } },
      progress: { project: PROJECT, steps: stepsOf(INPUT) },
    },
    TOKEN,
  );
  const { before } = fake;
  let cancelling: Promise<unknown> | null = null;
  fake.before = (call) => {
    if (call.startsWith(during)) cancelling ??= errands.cancel(errand, 10_000);
    return before(call);
  };
  await errands.begin(errand, {});
  await instances.clock.advance(120_000);
  await cancelling;
  const seen = async () => {
    const found = await errands.find(errand.id, OWNER);
    const { steps = [] } = (found?.progress ?? {}) as Partial<SetUpProgress>;
    return [found?.state, ...steps.map(({ state }) => state)].join(' ');
  };
  return { instances, errands, errand, seen };
}

const changes = (fake: FakeProject) => fake.calls.filter((call) => call.startsWith('PUT')).length;

test('ends the step under way, all of its tasks, and begins no other', async () => {
  const fake = fakeProject(TASKS, 9);
  const { seen } = await cancelled(fake, 'PUT /tasks/2');
  expect([await seen(), changes(fake)]).toEqual(['cancelled done skipped', 3]);
});

test('waits for no Asana that is away: the step has failed, and may be tried again', async () => {
  const fake = fakeProject(TASKS, 9);
  let isAway = true;
  fake.before = (call) => {
    if (isAway && !call.startsWith('GET'))
      throw new GatewayError('UPSTREAM_ERROR', 'away', { retryable: true });
    return 'answer';
  };
  const { instances, errands, errand, seen } = await cancelled(fake, 'PUT /tasks/1');
  expect(await seen()).toBe('cancelled failed skipped');
  isAway = false;
  const again = { steps: stepsOf(INPUT), project: PROJECT };
  await errands.restart(errand, TOKEN, () => ({ progress: again }));
  await instances.clock.advance(1_000);
  expect([await seen(), changes(fake)]).toEqual(['done done done', 4]);
});

test('in its last step has nothing more to skip, and may be tried again', async () => {
  const fake = fakeProject(TASKS, 9);
  let isRefused = true;
  fake.before = (call) => {
    if (isRefused && call.startsWith('PUT /tasks/4'))
      throw new GatewayError('NOT_FOUND', 'gone', { status: 404 });
    return 'answer';
  };
  const { instances, errands, errand, seen } = await cancelled(fake, 'PUT /tasks/4');
  expect(await seen()).toBe('failed done failed');
  isRefused = false;
  await errands.restart(errand, TOKEN, () => ({ progress: { steps: stepsOf(INPUT), project: PROJECT } }));
  await instances.clock.advance(1_000);
  expect(await seen()).toBe('done done done');
});
