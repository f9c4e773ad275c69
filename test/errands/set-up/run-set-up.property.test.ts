import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import type { Errand } from '../../../src/errands/errand.ts';
import { setUpKind } from '../../../src/errands/set-up/run-set-up.ts';
import { type SetUpInput, type SetUpProgress, stepsOf } from '../../../src/errands/set-up/set-up.ts';
import { fakeProject, Killed, PROJECT, runOnce, setUpErrand } from './asana-project.ts';

const NAMES = ['A', 'B', 'C'] as const;
const name = fc.constantFrom(...NAMES);
const inputs: fc.Arbitrary<SetUpInput> = fc.record(
  {
    project: fc.constant({ notes: 'n' }),
    members: fc.constant(['me']),
    portfolioGids: fc.constantFrom(['71'], ['71', '72']),
    customFields: fc.constant([{ gid: '81', value: { text: 'x' } }]),
    tasks: fc.array(fc.record({ where: fc.record({ name }), set: fc.record({ name }) }), { maxLength: 4 }),
  },
  { requiredKeys: [] },
);
const projects = fc.array(fc.record({ name, section: fc.constant('S') }), { maxLength: 5 });
/** How many calls and keepings each life of the gateway lasts, and whether its last call is carried out. */
const lives = fc.array(fc.tuple(fc.nat(12), fc.boolean()), { maxLength: 8 });

/** Which step a call is of. */
function stepOf(call: string): string {
  if (call.startsWith('GET')) return 'match';
  if (call.includes('addMembers')) return 'members';
  if (call.startsWith('POST /portfolios')) return 'portfolios';
  if (call.startsWith('PUT /tasks')) return 'tasks';
  return call.includes('custom_fields') ? 'customFields' : 'project';
}

const ORDER = ['project', 'members', 'portfolios', 'customFields', 'match', 'tasks'];

test('killed anywhere and resumed, a set-up does every step, in order, to the tasks it matched at first', async () => {
  await fc.assert(
    fc.asyncProperty(inputs, projects, lives, async (input, tasks, killed) => {
      const fake = fakeProject(tasks);
      const kind = setUpKind({
        client: fake.client,
        jobs: { whenReady: async () => PROJECT },
        failureLimitMs: 0,
        clock: systemClock,
        random: () => 0.5,
      });
      const before = fake.tasks.map((task) => ({ ...task }));
      const wanted = (input.tasks ?? []).map(({ where }) =>
        before.filter((task) => task.name === where.name).map(({ gid }) => gid),
      );
      let errand: Errand = setUpErrand(input, '5');
      for (const [lasts, isCarriedOut] of [...killed, [Number.POSITIVE_INFINITY, true] as const]) {
        let left = lasts;
        const from = fake.calls.length;
        const die = (): boolean => {
          left -= 1;
          return left < 0;
        };
        fake.before = () => {
          if (!die()) return 'answer';
          if (isCarriedOut) return 'lose';
          throw new Killed();
        };
        const {
          errand: after,
          kept,
          error,
        } = await runOnce(kind, errand, {
          keeping: () => {
            if (die()) throw new Killed();
          },
        });
        for (const each of [errand, ...kept]) {
          const { steps } = each.progress as SetUpProgress;
          const matched = steps.flatMap((step) => (step.matched === null ? [] : [step]));
          for (const step of matched) expect(step.matched).toEqual(wanted[Number(step.name.split('.')[1])]);
        }
        const order = fake.calls.slice(from).map((call) => ORDER.indexOf(stepOf(call)));
        expect(order).toEqual([...order].sort((a, b) => a - b));
        errand = after;
        if (error === null) break;
        expect(error).toBeInstanceOf(Killed);
      }
      const steps = (errand.progress as SetUpProgress).steps;
      expect(steps.map((step) => [step.name, step.state])).toEqual(
        stepsOf(input).map((step) => {
          const index = Number(step.name.split('.')[1] ?? -1);
          return [step.name, wanted[index]?.length === 0 ? 'failed' : 'done'];
        }),
      );
      for (const [index, gids] of wanted.entries()) {
        const body = JSON.stringify({ name: input.tasks?.[index]?.set.name });
        for (const gid of gids) expect(fake.calls).toContain(`PUT /tasks/${gid} ${body}`);
      }
      expect(fake.calls.filter((call) => call.startsWith('PUT /tasks')).length > 0).toBe(
        wanted.flat().length > 0,
      );
    }),
  );
});
