import { beforeAll, describe, expect, test } from 'vitest';
import { STARTS, type StartName, type StartRoute } from '../../../src/asana/api/starts.ts';
import { jobKindName } from '../../../src/schema/starts/job-kind.ts';
import { jobKindsMarkdown } from '../../../src/schema/starts/markdown.ts';
import { JOB_KINDS } from '../../../src/schema/starts/table.ts';
import { REFUSALS } from '../../support/refusals.ts';
import { withSandbox } from '../with-sandbox.ts';
import { mutationOf, type StartCase, startCases } from './start-cases.ts';

const clock = { time: Date.parse('2026-09-07T08:00:00Z'), now: () => clock.time };
const gateway = withSandbox({ clock, jobDurationMs: 1_000 });
const NAMES = Object.keys(JOB_KINDS) as StartName[];

let cases: Record<StartName, StartCase>;
beforeAll(async () => {
  const { data } = await gateway.run(
    'query ($gid: ID!) { projectTemplate(gid: $gid) { requestedRoles { gid } } }',
    {
      gid: gateway.gids.projectTemplates.campaign,
    },
  );
  cases = startCases(
    gateway,
    data.projectTemplate.requestedRoles.map(({ gid }: { gid: string }) => gid),
  );
});

async function startIt(name: StartName, selection = 'gid', input = cases[name].input) {
  clock.time += 60_000;
  const answer = await gateway.run(mutationOf(name, cases[name].inputType, selection), { input });
  return { ...answer, started: answer.data.started };
}

describe.each(NAMES)('%s', (name) => {
  const route: StartRoute = STARTS[name];
  const isJob = route.fills !== undefined;
  const selection = isJob ? 'gid status' : 'gid state';

  test('is one POST with exactly this path and body', async () => {
    const { path, body } = cases[name];
    const { started, errors, calls } = await startIt(name, selection);
    expect(errors).toEqual([]);
    expect(started).toMatchObject({
      result: { gid: expect.stringMatching(/^\d+$/), [isJob ? 'status' : 'state']: expect.any(String) },
      userErrors: [],
    });
    const fields = route.acceptsFields ? ` [${isJob ? 'status' : 'state'}]` : '';
    const sent = `POST ${path}${fields} `;
    expect(calls).toEqual([expect.stringContaining(sent)]);
    expect(calls[0]?.startsWith(sent)).toBe(true);
    expect(JSON.parse(calls[0]?.slice(sent.length) ?? '')).toEqual(body);
  });

  test('asks for the selected fields in the same POST', async () => {
    const { makes } = cases[name];
    const nested = makes ? `status result { __typename ... on Node { id } } ${makes.field} { id }` : 'state';
    const { started, errors, calls } = await startIt(name, nested);
    expect(errors).toEqual([]);
    expect(started.userErrors).toEqual([]);
    if (route.acceptsFields) expect(calls).toHaveLength(1);
    else expect(calls[0]).not.toContain(`${cases[name].path} [`);
  });

  if (isJob)
    test('starts, is watched and finishes with what it made', async () => {
      const { makes, source } = cases[name];
      const { started } = await startIt(name);
      const { gid } = started.result;
      const stream = await gateway.watch(
        `subscription ($gid: ID!) { jobUpdated(gid: $gid) { status kind result { __typename } } }`,
        { gid },
      );
      const first = await stream.next();
      expect(first.value?.data?.jobUpdated).toMatchObject({ kind: jobKindName(name) });
      await stream.return?.();
      clock.time += 1_000;
      const { data, errors } = await gateway.run(
        `query ($gid: ID!) { job(gid: $gid) { status kind source { __typename } result { __typename } ${makes?.field} { __typename } } }`,
        { gid },
      );
      expect(errors).toEqual([]);
      expect(data.job).toEqual({
        status: 'SUCCEEDED',
        kind: jobKindName(name),
        source: source && { __typename: source },
        result: { __typename: makes?.type },
        [makes?.field as string]: { __typename: makes?.type },
      });
    });

  test.each(REFUSALS)('a refusal with %i is a userError', async (status, code) => {
    const { path } = cases[name];
    gateway.sandbox.fail({
      match: { method: 'POST', path },
      times: 1,
      fault: { status, body: { errors: [{ message: 'No, said Asana' }, { message: 'And no again' }] } },
    });
    const { started, errors, calls } = await startIt(name);
    const field = null;
    expect(errors).toEqual([]);
    expect(started).toEqual({
      result: null,
      userErrors: [
        { code, message: 'No, said Asana', field },
        { code, message: 'And no again', field },
      ],
    });
    expect(calls).toHaveLength(1);
  });

  test('too many running jobs are a userError', async () => {
    gateway.sandbox.fail({
      match: { method: 'POST', path: cases[name].path },
      times: 1,
      fault: {
        status: 429,
        body: { errors: [{ message: 'You have reached the limit of 5 concurrent jobs.' }] },
      },
    });
    const { started, errors, calls } = await startIt(name);
    expect(errors).toEqual([]);
    expect(started).toMatchObject({
      result: null,
      userErrors: [{ code: 'TOO_MANY_RUNNING_JOBS', field: null }],
    });
    expect(calls).toHaveLength(1);
  });

  test('an unknown object is a userError at its gid', async () => {
    const { input, targetField } = cases[name];
    const { started } = await startIt(name, 'gid', { ...input, [targetField]: '404404' });
    expect(started).toMatchObject({
      result: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', targetField] }],
    });
  });

  test('a gid that is none is refused without a call', async () => {
    const { input, targetField } = cases[name];
    const { data, errors, calls } = await startIt(name, 'gid', { ...input, [targetField]: '12/34' });
    expect(data).toEqual({ started: null });
    expect(errors).toMatchObject([{ path: 'started', code: 'BAD_USER_INPUT' }]);
    expect(errors[0]?.message).toContain(targetField);
    expect(calls).toEqual([]);
  });

  test('without a token nothing is sent', async () => {
    const { input, inputType } = cases[name];
    const { data, errors, calls } = await gateway.run(mutationOf(name, inputType, 'gid'), { input }, null);
    expect(data).toEqual({ started: null });
    expect(errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
    expect(calls).toEqual([]);
  });
});

test('what is left out of an input is left out of the body', async () => {
  const task = await startIt('duplicateTask', 'gid', {
    taskGid: gateway.gids.tasks.first,
    name: null,
    include: null,
  });
  expect(task.calls).toEqual([`POST /tasks/${gateway.gids.tasks.first}/duplicate {}`]);
  const none = await startIt('duplicateTask', 'gid', { taskGid: gateway.gids.tasks.first, include: [] });
  expect(none.calls).toEqual([`POST /tasks/${gateway.gids.tasks.first}/duplicate {}`]);
});

test('the table for the README names every start', () => {
  const rows = jobKindsMarkdown().split('\n').slice(2);
  expect(rows).toHaveLength(NAMES.length);
  expect(rows[1]).toBe(
    '| `duplicateProject` | `DUPLICATE_PROJECT` | `POST /projects/{gid}/duplicate` | `newProject` |',
  );
});

describe('where a mistake is', () => {
  const at = async (name: StartName, change: Record<string, unknown>) =>
    (await startIt(name, 'gid', { ...cases[name].input, ...change })).started.userErrors;

  test('a missing role points at the roles', async () => {
    const [role] = cases.instantiateProject.body.requested_roles as unknown[];
    expect(await at('instantiateProject', { requestedRoles: [role] })).toMatchObject([
      { code: 'BAD_USER_INPUT', field: ['input', 'requestedRoles'] },
    ]);
  });

  test('a missing date of a strict start points at the dates', async () => {
    expect(
      await at('instantiateProject', { requestedDates: [{ gid: '1', value: '2027-01-04' }] }),
    ).toMatchObject([{ code: 'BAD_USER_INPUT', field: ['input', 'requestedDates'] }]);
  });

  test('an unknown team points at the team', async () => {
    expect(await at('instantiateProject', { teamGid: '404404' })).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'teamGid'] },
    ]);
  });

  test('an empty name points at the name', async () => {
    expect(await at('duplicateProject', { name: ' ' })).toMatchObject([
      { code: 'BAD_USER_INPUT', field: ['input', 'name'] },
    ]);
  });

  test('a second resource export points at the workspace', async () => {
    const { input, inputType } = cases.createResourceExport;
    await startIt('createResourceExport');
    const { data } = await gateway.run(mutationOf('createResourceExport', inputType, 'gid'), { input });
    expect(data.started.userErrors).toMatchObject([{ code: 'FORBIDDEN', field: ['input', 'workspaceGid'] }]);
  });
});

describe('mistakes seen without a call', () => {
  test.each([
    [
      'two start days',
      'duplicateProject',
      { scheduleDates: { shouldSkipWeekends: false, startOn: '2027-01-04', dueOn: '2027-02-01' } },
      ['input', 'scheduleDates'],
    ],
    [
      'no day at all',
      'duplicateProject',
      { scheduleDates: { shouldSkipWeekends: false } },
      ['input', 'scheduleDates'],
    ],
    ['dates that are not copied', 'duplicateProject', { include: ['MEMBERS'] }, ['input', 'include']],
    [
      'a date given twice',
      'instantiateProject',
      {
        requestedDates: [
          { gid: '1', value: null },
          { gid: '1', value: null },
        ],
      },
      ['input', 'requestedDates', '1', 'gid'],
    ],
    [
      'a role given twice',
      'instantiateProject',
      {
        requestedRoles: [
          { gid: '8', value: 'me' },
          { gid: '9', value: 'me' },
          { gid: '8', value: 'me' },
        ],
      },
      ['input', 'requestedRoles', '2', 'gid'],
    ],
    ['a team and a workspace', 'saveProjectAsTemplate', { workspaceGid: '1' }, ['input', 'workspaceGid']],
  ] as const)('%s', async (_name, start, change, field) => {
    const { started, calls } = await startIt(start, 'gid', { ...cases[start].input, ...change });
    expect(started.result).toBeNull();
    expect(started.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }]);
    expect(calls).toEqual([]);
  });
});
