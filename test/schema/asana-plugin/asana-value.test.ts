import { describe, expect, test } from 'vitest';
import { createTelemetry } from '../../../src/telemetry.ts';
import { withSandbox } from '../with-sandbox.ts';

const lines: string[] = [];
const telemetry = createTelemetry({
  level: 'trace',
  destination: { write: (line) => void lines.push(line) },
});
const gateway = withSandbox({ telemetry });

/** Reads a record whose reply is this. */
async function answered(path: string, data: object, source: string) {
  const undo = gateway.sandbox.fail({ match: { path }, fault: { status: 200, body: { data } } });
  try {
    return await gateway.run(source);
  } finally {
    undo();
  }
}

const task = (data: object, selection: string) =>
  answered('/tasks/1', { gid: '1', ...data }, `{ task(gid: "1") { gid ${selection} } }`);
const job = (data: object, selection: string) =>
  answered('/jobs/1', { gid: '1', status: 'in_progress', ...data }, `{ job(gid: "1") { gid ${selection} } }`);

describe('a value that is not of its type', () => {
  test.each([
    ['name', 'name', 7, 'text'],
    ['name', 'name', { secret: 1 }, 'text'],
    ['notes', 'notes', ['secret'], 'text'],
    ['completed', 'completed', 'yes', 'yes or no'],
    ['completed', 'completed', 1, 'yes or no'],
    ['numSubtasks', 'num_subtasks', 1.5, 'whole number of 32 bits'],
    ['numSubtasks', 'num_subtasks', 3e9, 'whole number of 32 bits'],
    ['numSubtasks', 'num_subtasks', '3', 'whole number of 32 bits'],
    ['actualTimeMinutes', 'actual_time_minutes', '3', 'number'],
    ['createdAt', 'created_at', 'yesterday', 'moment'],
    ['createdAt', 'created_at', '2026-02-30T10:00:00Z', 'moment'],
    ['createdAt', 'created_at', 1767268800000, 'moment'],
    ['dueOn', 'due_on', '2026-02-30', 'day'],
    ['dueOn', 'due_on', 'tomorrow', 'day'],
    ['dueOn', 'due_on', true, 'day'],
    ['resourceSubtype', 'resource_subtype', 5, 'word'],
    ['approvalStatus', 'approval_status', {}, 'word'],
  ])('of %s is null, and says where it stood: %s %j', async (field, key, value, type) => {
    const { data, errors, calls } = await task({ [key]: value }, field);
    expect(data.task).toEqual({ gid: '1', [field]: null });
    expect(errors).toMatchObject([
      {
        path: `task.${field}`,
        code: 'UPSTREAM_ERROR',
        message: expect.stringContaining(`GET /tasks/1 with something that is no ${type} in "${key}"`),
      },
    ]);
    expect(errors[0]?.message).not.toContain('secret');
    expect(calls).toEqual([`GET /tasks/1 [${key}]`]);
  });

  test.each([
    ['assignee { name }', {}],
    ['assignee { name }', []],
    ['assignee { name }', { gid: null }],
    ['assignee { name }', { gid: 9 }],
    ['assignee { name }', { gid: '' }],
    ['assignee { name }', 'secret'],
    ['assignee { name }', 5],
  ])('nulls the object: %s of %j', async (selection, assignee) => {
    const { data, errors } = await task({ assignee }, selection);
    expect(data.task).toEqual({ gid: '1', assignee: null });
    expect(errors).toMatchObject([{ path: 'task.assignee', code: 'UPSTREAM_ERROR' }]);
    expect(errors[0]?.message).toMatch(
      /GET \/tasks\/1 with something that is no (object|gid) in "assignee(\.gid)?"/,
    );
    expect(errors[0]?.message).not.toContain('secret');
  });

  test('in a list of objects is null there alone', async () => {
    const followers = [{ gid: '5', name: 'Ann' }, { gid: 9 }, null, 'secret', { gid: '6', name: 3 }];
    const { data, errors, calls } = await task({ followers }, 'followers { gid name }');
    const ann = { gid: '5', name: 'Ann' };
    expect(data.task.followers).toEqual([ann, null, null, null, { gid: '6', name: null }]);
    expect(errors.map(({ path, code }) => [path, code])).toEqual(
      ['1', '2', '3', '4.name'].map((at) => [`task.followers.${at}`, 'UPSTREAM_ERROR']),
    );
    expect(errors[3]?.message).toContain('in "followers.name"');
    expect(calls).toEqual(['GET /tasks/1 [followers.name]']);
  });

  test('instead of a list is null', async () => {
    const { data, errors } = await task(
      { followers: { gid: '5' }, tags: 'x' },
      'followers { gid } tags { gid }',
    );
    expect(data.task).toEqual({ gid: '1', followers: null, tags: null });
    expect(errors).toMatchObject([{ path: 'task.followers' }, { path: 'task.tags' }]);
  });

  test('below another object is found by its whole path', async () => {
    const made = { gid: '9', owner: { gid: '5', name: false } };
    const { data, errors } = await job({ new_project: made }, 'newProject { owner { gid name } }');
    expect(data.job.newProject).toEqual({ owner: { gid: '5', name: null } });
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining(
          'GET /jobs/1 with something that is no text in "new_project.owner.name"',
        ),
      },
    ]);
  });

  test('in a page of a list is null there alone', async () => {
    const { data, errors } = await answered(
      '/projects/1/tasks',
      [{ gid: '5', name: 'One' }, null, { name: 'Two' }, { gid: '6', name: {} }],
      `{ project(gid: "${gateway.gids.projects.website}") { gid } }`,
    ).then(async () => {
      const path = `/projects/${gateway.gids.projects.website}/tasks`;
      const undo = gateway.sandbox.fail({
        match: { path },
        fault: {
          status: 200,
          body: {
            data: [{ gid: '5', name: 'One' }, null, { name: 'Two' }, { gid: '6', name: {} }],
            next_page: null,
          },
        },
      });
      const result = await gateway.run(
        `{ project(gid: "${gateway.gids.projects.website}") { tasks { nodes { gid name } edges { node { gid } } } } }`,
      );
      undo();
      return result;
    });
    expect(data.project.tasks).toEqual({
      nodes: [{ gid: '5', name: 'One' }, null, null, { gid: '6', name: null }],
      edges: [{ node: { gid: '5' } }, { node: null }, { node: null }, { node: { gid: '6' } }],
    });
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['UPSTREAM_ERROR']));
  });
});

describe('what a job made', () => {
  test.each([{}, [], { gid: null }, { gid: 9 }])(
    'is null when it is %j, and the job is there',
    async (value) => {
      const { data, errors } = await job(
        { new_project: value },
        'status newProject { gid id } result { __typename }',
      );
      expect(data.job).toEqual({ gid: '1', status: 'IN_PROGRESS', newProject: null, result: null });
      expect(errors).toMatchObject([
        { path: 'job.newProject', code: 'UPSTREAM_ERROR', message: expect.stringContaining('GET /jobs/1') },
        { path: 'job.result', code: 'UPSTREAM_ERROR' },
      ]);
    },
  );

  test('is found behind a key that holds nothing', async () => {
    const { data, errors } = await job({ new_task: {}, new_project: { gid: '9' } }, 'result { __typename }');
    expect(data.job.result).toEqual({ __typename: 'Project' });
    expect(errors).toEqual([]);
  });

  test.each(
    [['succeeded'], { succeeded: true }, 1, true, null, 'completed', 'SUCCEEDED', '__proto__'].map(
      (status) => [status],
    ),
  )('says nothing of a status that is no known word: %j', async (status) => {
    const { data, errors } = await job({ status }, 'status finished');
    expect(data.job).toEqual({ gid: '1', status: 'UNKNOWN', finished: false });
    expect(errors).toEqual([]);
  });
});

test('a gid that is none is found when more has to be read of the object', async () => {
  const { data, errors, calls } = await task(
    { projects: [{ gid: '../x' }] },
    'projects { tasks { nodes { gid } } }',
  );
  expect(data.task.projects).toEqual([{ tasks: null }]);
  expect(errors).toMatchObject([{ code: 'UPSTREAM_ERROR' }]);
  expect(calls).toEqual(['GET /tasks/1 [projects.gid]']);
});

test('a word that nobody knows yet is null, counted, and said once without the word', async () => {
  lines.length = 0;
  const before = telemetry.read('unknown_words', { type: 'ApprovalStatus' }) ?? 0;
  for (let read = 0; read < 2; read += 1) {
    const { data, errors } = await task({ approval_status: 'secretly' }, 'approvalStatus');
    expect(data.task).toEqual({ gid: '1', approvalStatus: null });
    expect(errors).toEqual([]);
  }
  expect(telemetry.read('unknown_words', { type: 'ApprovalStatus' })).toBe(before + 2);
  expect(lines.filter((line) => line.includes('"type":"ApprovalStatus"'))).toHaveLength(1);
  expect(lines.join('')).not.toContain('secretly');
});
