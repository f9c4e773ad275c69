/** SetUp: what goes on with a project after the answer; begun, looked at, watched, retried and cancelled. */
import { fieldTree } from '../../asana/api/fields.ts';
import { checkGid } from '../../asana/api/ids.ts';
import { setUpProblems } from '../../errands/set-up/check.ts';
import type { SetUpInput, SetUpProgress, SetUpStep } from '../../errands/set-up/set-up.ts';
import { userErrorsOf } from '../../starts/user-errors.ts';
import { type Ref, refOfGid } from '../asana-plugin/ref.ts';
import { builder } from '../builder.ts';
import { type GatewayContext, newReader } from '../context.ts';
import '../set-ups/inputs.ts';
import { inputField } from '../input-field.ts';
import { changed, ownMutation, payloadType, type WithMistakes } from '../payload.ts';
import { SetUpEvents } from '../set-ups/set-up-events.ts';
import {
  beginSetUp,
  changeSetUp,
  findSetUp,
  progressOf,
  type SetUpObject,
  setUpId,
} from '../set-ups/set-ups.ts';
import { UserErrorRef } from '../starts/user-errors.ts';

const SetUpState = builder.enumType('SetUpState', {
  description: 'Where a set-up stands.',
  values: {
    WAITING: { value: 'waiting', description: 'It waits until the project can be worked with.' },
    RUNNING: { value: 'running', description: 'Steps are being done.' },
    DONE: { value: 'done', description: 'All steps are done.' },
    FAILED: { value: 'failed', description: 'A step failed, or the job did. `retrySetUp` tries again.' },
    INTERRUPTED: {
      value: 'interrupted',
      description:
        'Nobody’s token is there to go on with. It goes on when its user asks for it, watches its job or lists `recentJobs`.',
    },
    CANCELLED: { value: 'cancelled', description: 'Its user ended it.' },
  },
} as const);

const SetUpStepState = builder.enumType('SetUpStepState', {
  description: 'Where a step stands.',
  values: {
    PENDING: { value: 'pending', description: 'Not begun.' },
    RUNNING: { value: 'running', description: 'Begun.' },
    DONE: { value: 'done', description: 'Done.' },
    FAILED: { value: 'failed', description: 'Asana refused it, or went on failing; see `userErrors`.' },
    SKIPPED: { value: 'skipped', description: 'Not done, because the set-up ended before.' },
  },
} as const);

const Step = builder.objectRef<SetUpStep>('SetUpStep');
builder.objectType(Step, {
  description: 'One step of a set-up.',
  fields: (t) => ({
    name: t.string({
      nullable: false,
      description:
        '`project`, `members`, `portfolios`, `customFields`, then `tasks.0`, `tasks.1` … one for each entry.',
      resolve: ({ name }) => name,
    }),
    state: t.field({
      type: SetUpStepState,
      nullable: false,
      description: 'Where it stands.',
      resolve: ({ state }) => state,
    }),
    matched: t.int({
      description: 'Of an entry of `tasks`: how many tasks matched; null before that was looked for.',
      resolve: ({ matched }) => matched?.length ?? null,
    }),
    userErrors: t.field({
      type: [UserErrorRef],
      nullable: { list: false, items: false },
      description: 'Why it failed. `field` is a path within the set-up, such as `["tasks", "0", "where"]`.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

/** A set-up. */
export const SetUp = builder.objectRef<SetUpObject>('SetUp');
builder.objectType(SetUp, {
  description:
    'What this gateway goes on with after a start, or on a project; its user’s to see, nobody else’s.',
  interfaces: ['Node'],
  isTypeOf: (value) => (value as SetUpObject).type === 'SetUp',
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: 'Global id, for `node`, `setUp`, `retrySetUp` and `cancelSetUp`.',
      resolve: (setUp) => setUpId(setUp),
    }),
    state: t.field({
      type: SetUpState,
      nullable: false,
      description: 'Where it stands.',
      resolve: ({ errand }) => errand.state,
    }),
    project: t.field({
      type: 'Project',
      description: 'The project; null until the job has made it.',
      resolve: (setUp) => projectOf(progressOf(setUp)),
    }),
    steps: t.field({
      type: [Step],
      nullable: { list: false, items: false },
      description: 'Its steps, in the order in which they are done.',
      resolve: (setUp) => [...progressOf(setUp).steps],
    }),
  }),
});

function projectOf({ project }: SetUpProgress): Ref<'Project'> | null {
  return project === null ? null : refOfGid('Project', 'Project', project);
}

const ID = { required: true, description: 'Value of `SetUp.id`.' } as const;

builder.queryField('setUp', (t) =>
  t.field({
    type: SetUp,
    description:
      'A set-up of this user; null for everybody else, and seven days after it was last touched. One that is interrupted goes on.',
    args: { id: t.arg.id(ID) },
    resolve: (_root, { id }, context) => findSetUp(id, context),
  }),
);

builder.subscriptionField('setUpUpdated', (t) =>
  t.field({
    type: SetUp,
    nullable: false,
    description:
      'A set-up of this user: as it is, then each change of a step or of the state, until it is `DONE`, `FAILED` or `CANCELLED`. `INTERRUPTED` is an event, not the end.',
    args: { id: t.arg.id(ID) },
    subscribe: (_root, { id }, context) => new SetUpEvents(id, context),
    resolve: (event: SetUpObject, _args, context) => {
      context.reader = newReader(context.services, context.operation);
      return event;
    },
  }),
);

const IdInputs = {
  retrySetUp: 'Does what failed or was skipped in a set-up after all.',
  cancelSetUp: 'Ends a set-up: the step under way ends, the others are skipped.',
} as const;

for (const name of ['retrySetUp', 'cancelSetUp'] as const) {
  ownMutation<SetUpObject>(name, {
    description: IdInputs[name],
    idOf: 'SetUp',
    which: 'Which set-up.',
    payload: {
      fields: (t) => ({
        setUp: t.field({
          type: SetUp,
          description:
            'The set-up as it is now; null when there is none of this id, or it is somebody else’s.',
          resolve: ({ object }) => object,
        }),
      }),
    },
    change: async (id, context) => changed(await changeSetUp(name, id, context), 'set-up'),
  });
}

interface ProjectSetUpResult extends WithMistakes {
  readonly project: Ref<'Project'> | null;
  readonly setUp: SetUpObject | null;
}

const ProjectPayload = payloadType<ProjectSetUpResult>('setUpProject', {
  userErrors: 'Why nothing was begun; empty when it was.',
  fields: (t) => ({
    project: t.field({
      type: 'Project',
      description: 'The project; null when it is not there, or not visible to the token.',
      resolve: ({ project }) => project,
    }),
    setUp: t.field({
      type: SetUp,
      description: 'The set-up, which goes on after the answer; null when nothing was begun.',
      resolve: ({ setUp }) => setUp,
    }),
  }),
});

const SetUpProjectInput = builder.inputType('SetUpProjectInput', {
  description: 'Sets a project up that is there.',
  fields: (t) => ({
    projectGid: t.id({ required: true, description: 'The project.' }),
    setUp: inputField(t, { type: 'ProjectSetUpInput', required: true, description: 'What it shall be.' }),
  }),
});

builder.mutationField('setUpProject', (t) =>
  t.field({
    type: ProjectPayload,
    description:
      'Makes a project what it shall be, step by step, after the answer: the same as `setUp` of a start, on any project, from now.',
    args: {
      input: t.arg({ type: SetUpProjectInput, required: true, description: 'Which project, and what.' }),
    },
    // The input type is made from the table of writes, which the compiler cannot follow; GraphQL has looked at its shape.
    resolve: (_root, { input }, context) =>
      setUpProject(input as { projectGid: string; setUp: SetUpInput }, context),
  }),
);

/** All that Asana can refuse of the read is the project. */
const READ_PROJECT = { target: { field: 'projectGid', type: 'Project' }, input: {} };

async function setUpProject(
  { projectGid, setUp: input }: { readonly projectGid: string; readonly setUp: SetUpInput },
  context: GatewayContext,
): Promise<ProjectSetUpResult> {
  const gid = checkGid(projectGid, 'projectGid');
  const problems = setUpProblems(input, ['input', 'setUp']);
  if (problems.length > 0) return { project: null, setUp: null, userErrors: problems };
  try {
    await context.reader.record('Project', gid, fieldTree(['gid']), { fromCaller: true });
  } catch (error) {
    const explained = userErrorsOf(error, READ_PROJECT, { projectGid });
    if (!explained) throw error;
    const userErrors = explained.map((each) => ({ ...each, field: ['input', 'projectGid'] }));
    return { project: null, setUp: null, userErrors };
  }
  const setUp = await beginSetUp(gid, input, context);
  return { project: refOfGid('Project', 'Project', gid), setUp, userErrors: [] };
}
