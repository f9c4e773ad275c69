import { describe, expect, onTestFinished, test } from 'vitest';
import type { WriteName } from '../../../src/asana/api/writes.ts';
import { startProjectJob } from '../starts/starting.ts';
import { writing } from './writing.ts';

const { gateway, fail, spoil, run, updateTask } = writing();

describe('what is null and what is absent', () => {
  test('null clears, and what is absent is not sent', async () => {
    await updateTask({ dueOn: '2027-01-08' });
    const { written, calls } = await updateTask({ dueOn: null, notes: undefined }, 'dueOn');
    expect(written).toEqual({ result: { dueOn: null }, userErrors: [] });
    expect(calls).toEqual([`PUT /tasks/${gateway.gids.tasks.shared} [due_on] {"due_on":null}`]);
  });

  test('null where Asana has none is a userError, and nothing is sent', async () => {
    const { written, errors, calls } = await updateTask({ name: null, completed: null, assignee: null });
    expect(errors).toEqual([]);
    expect(written).toMatchObject({
      result: null,
      userErrors: [
        { code: 'BAD_USER_INPUT', field: ['input', 'name'] },
        { code: 'BAD_USER_INPUT', field: ['input', 'completed'] },
      ],
    });
    expect(calls).toEqual([]);
  });

  test('a section of null puts a new task nowhere else', async () => {
    const input = { name: 'Anywhere', projectGids: [gateway.gids.projects.website], sectionGid: null };
    const { written, calls } = await run('createTask', 'task', 'gid', input);
    expect(written.userErrors).toEqual([]);
    expect(calls).toHaveLength(1);
  });
});

describe('a value of a custom field', () => {
  const { customFields } = {
    customFields: (value: unknown) => [{ gid: gateway.gids.customFields.supplier, value }],
  };

  test('is one of its kinds, as Asana’s map', async () => {
    const { written, calls } = await updateTask(
      { customFields: customFields({ text: 'Lumen' }) },
      'customFields { gid textValue }',
    );
    const gid = gateway.gids.customFields.supplier;
    expect(written.result.customFields).toContainEqual({ gid, textValue: 'Lumen' });
    expect(calls).toEqual([
      `PUT /tasks/${gateway.gids.tasks.shared} [custom_fields.text_value] {"custom_fields":{"${gid}":"Lumen"}}`,
    ]);
  });

  test('is cleared by null, and may not be left out', async () => {
    const { calls } = await updateTask({ customFields: customFields(null) });
    expect(calls[0]).toContain(`{"custom_fields":{"${gateway.gids.customFields.supplier}":null}}`);
    const {
      data,
      errors,
      calls: none,
    } = await updateTask({
      customFields: [{ gid: gateway.gids.customFields.supplier }],
    });
    expect(data).toEqual({ written: null });
    expect(errors).toMatchObject([
      {
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining('input.customFields.0'),
        extensions: { field: ['input', 'customFields', '0', 'value'] },
      },
    ]);
    expect(none).toEqual([]);
  });

  test.each([{}, { text: 'a', number: 1 }, { text: null }])('is not %j', async (value) => {
    const { data, errors, calls } = await updateTask({ customFields: customFields(value) });
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
    expect(calls).toEqual([]);
  });

  test('that Asana refuses is a userError at what it names', async () => {
    const wrong = async (value: object) =>
      (await updateTask({ customFields: customFields(value) })).written.userErrors[0];
    expect(await wrong({ number: 1 })).toMatchObject({ field: ['input', 'customFields', '0', 'value'] });
    const gid = gateway.gids.customFields.priority;
    const { written } = await updateTask({ customFields: [{ gid, value: { enumOptionGid: '404404' } }] });
    expect(written.userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', field: ['input', 'customFields', '0', 'value', 'enumOptionGid'] },
    ]);
  });
});

describe('where a mistake is', () => {
  test.each<[string, WriteName, string, () => object, string[]]>([
    [
      'an owner nobody knows',
      'updateProject',
      'project',
      () => ({ projectGid: gateway.gids.projects.website, owner: 'x@example.com' }),
      ['owner'],
    ],
    [
      'a member nobody knows',
      'addProjectMembers',
      'project',
      () => ({ projectGid: gateway.gids.projects.website, members: ['me', '404404'] }),
      ['members', '1'],
    ],
    [
      'a tag nobody knows',
      'createTask',
      'task',
      () => ({ projectGids: [gateway.gids.projects.website], tagGids: ['404404'] }),
      ['tagGids', '0'],
    ],
    [
      'a section elsewhere',
      'addTaskToProject',
      'task',
      () => ({
        taskGid: gateway.gids.tasks.shared,
        projectGid: gateway.gids.projects.website,
        sectionGid: gateway.gids.sections.done,
      }),
      ['sectionGid'],
    ],
    [
      'a word for goals only',
      'createStatusUpdate',
      'statusUpdate',
      () => ({ parentGid: gateway.gids.projects.website, text: 'a', statusType: 'MISSED' }),
      ['statusType'],
    ],
    ['no words at all', 'addComment', 'comment', () => ({ taskGid: gateway.gids.tasks.shared }), ['text']],
  ])('%s', async (_what, name, field, input, path) => {
    const { written } = await run(name, field, 'gid', input());
    expect(written).toMatchObject({ result: null, userErrors: [{ field: ['input', ...path] }] });
  });

  test('days that do not go together are seen without a call', async () => {
    const { written, calls } = await updateTask({ startOn: null, dueAt: undefined });
    expect(written).toMatchObject({ result: null, userErrors: [{ field: ['input', 'startOn'] }] });
    expect(calls).toEqual([]);
  });
});

test('moments go out in UTC, as Asana takes them', async () => {
  const { calls } = await updateTask({
    startAt: '2027-01-01T00:30:00+02:00',
    dueAt: '2027-01-02T00:30:00Z',
    customFields: [{ gid: '1', value: { dateTime: '2027-01-01T23:30:00-0100' } }],
  });
  const body = JSON.parse(calls[0]?.replace(/^[^{]*/, '') ?? '');
  expect(body).toEqual({
    start_at: '2026-12-31T22:30:00.000Z',
    due_at: '2027-01-02T00:30:00Z',
    custom_fields: { 1: { date_time: '2027-01-02T00:30:00.000Z' } },
  });
});

describe('a task that is made in a section', () => {
  const create = (change: object = {}, selection = 'gid name') =>
    run('createTask', 'task', selection, {
      name: 'Placed',
      projectGids: [gateway.gids.projects.launch],
      sectionGid: gateway.gids.sections.review,
      ...change,
    });
  const addTask = () => `/sections/${gateway.gids.sections.review}/addTask`;

  test('is two calls, and is read again for what the second changed', async () => {
    const selection = 'name memberships { section { name } }';
    const { written, errors, calls } = await create({}, selection);
    expect(errors).toEqual([]);
    expect(written).toEqual({
      result: { name: 'Placed', memberships: [{ section: { name: 'In review' } }] },
      userErrors: [],
    });
    const made = gateway.sandbox.calls[1]?.body as { task: string };
    expect(calls).toEqual([
      `POST /tasks [name] {"name":"Placed","projects":["${gateway.gids.projects.launch}"]}`,
      `POST ${addTask()} {"task":"${made.task}"}`,
      `GET /tasks/${made.task} [memberships.section.name]`,
    ]);
  });

  test('is answered when the section refuses it, with the mistake at the section', async () => {
    const { written, errors, calls } = await create({ sectionGid: '404404' });
    expect(errors).toEqual([]);
    expect(written).toMatchObject({
      result: { gid: expect.any(String), name: 'Placed' },
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'sectionGid'] }],
    });
    expect(calls).toHaveLength(2);
  });

  test('is answered when Asana fails at the section for as long as it may', async () => {
    fail({ match: { path: addTask() }, fault: { status: 500 } });
    const { written, errors } = await create();
    expect(errors).toEqual([]);
    expect(written).toMatchObject({
      result: { name: 'Placed' },
      userErrors: [{ code: 'UPSTREAM_ERROR', field: ['input', 'sectionGid'] }],
    });
  });

  test('goes there after a fault that passes', async () => {
    spoil('POST', addTask(), { kind: 'reset' });
    const { written, calls } = await create();
    expect(written.userErrors).toEqual([]);
    expect(calls.filter((call) => call.startsWith(`POST ${addTask()}`))).toHaveLength(2);
  });

  test('is not made for a section that is none', async () => {
    const { errors, calls } = await create({ sectionGid: 'review' });
    expect(errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('sectionGid') },
    ]);
    expect(calls).toEqual([]);
  });

  test('is told the same again under its key, with what went wrong', async () => {
    const input = { sectionGid: '404404', idempotencyKey: 'placed' };
    const first = await create(input);
    const second = await create(input);
    expect(second.written).toEqual(first.written);
    expect(second.calls).toEqual([`GET /tasks/${first.written.result.gid} [name]`]);
  });
});

describe('an idempotency key', () => {
  const comment = (change: object, selection = 'gid text') =>
    run('addComment', 'comment', selection, { taskGid: gateway.gids.tasks.shared, text: 'Once', ...change });
  const stories = () => `/tasks/${gateway.gids.tasks.shared}/stories`;

  test('gives the gid of a comment again; Asana reads the rest to nobody', async () => {
    const first = await comment({ idempotencyKey: 'a' });
    const { written, errors, calls } = await comment({ idempotencyKey: 'a' });
    const { gid } = first.written.result;
    expect(written).toEqual({ result: { gid, text: null }, userErrors: [] });
    expect(errors).toMatchObject([
      { path: 'written.result.text', code: 'NOT_FOUND', extensions: { gid, retryable: false } },
    ]);
    expect(calls).toEqual([]);
  });

  test('belongs to its input, its mutation and its person', async () => {
    await comment({ idempotencyKey: 'b' });
    const other = await comment({ idempotencyKey: 'b', text: 'Other' });
    expect(other.written).toMatchObject({
      result: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'idempotencyKey'] }],
    });
    const { grace } = gateway.sandbox.tokens;
    const input = { taskGid: gateway.gids.tasks.shared, text: 'Once', idempotencyKey: 'b' };
    expect((await run('addComment', 'comment', 'text', input, grace)).written.result.text).toBe('Once');
  });

  test('never sends again what may have happened', async () => {
    spoil('POST', stories(), { kind: 'reset' }, 'after-effect');
    const first = await comment({ idempotencyKey: 'c' });
    const second = await comment({ idempotencyKey: 'c' });
    expect(first.errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN' }]);
    expect(second.errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN', extensions: { retryable: false } }]);
    expect(second.calls).toEqual([]);
  });

  test('of a custom field gives the project again', async () => {
    const { effort } = gateway.gids.customFields;
    const input = { projectGid: gateway.gids.projects.app, customFieldGid: effort, idempotencyKey: 'd' };
    await run('addProjectCustomField', 'project', 'name', input);
    const { written, calls } = await run('addProjectCustomField', 'project', 'name', input);
    expect(written).toEqual({ result: { name: 'Mobile App 3.0' }, userErrors: [] });
    expect(calls).toEqual([`GET /projects/${gateway.gids.projects.app} [name]`]);
  });
});

describe('what an operation sees after a write', () => {
  test('a record read before it is read again after it', async () => {
    const { shared } = gateway.gids.tasks;
    const { urgent, print } = gateway.gids.tags;
    const { data, calls } = await gateway.run(
      `mutation ($task: ID!, $one: ID!, $other: ID!) {
        a: addTaskTag(input: { taskGid: $task, tagGid: $one }) { task { tags { gid } } }
        b: addTaskTag(input: { taskGid: $task, tagGid: $other }) { task { tags { gid } } }
        c: updateTask(input: { taskGid: $task, name: "Seen" }) { task { parent { name } projects { name tasks(first: 4) { nodes { name } } } } }
      }`,
      { task: shared, one: urgent, other: print },
    );
    expect(data.a.task.tags).toContainEqual({ gid: urgent });
    expect(data.b.task.tags).toEqual([...data.a.task.tags, { gid: print }]);
    expect(data.c.task.projects[0].tasks.nodes).toContainEqual({ name: 'Seen' });
    expect(calls.filter((call) => call.startsWith(`GET /tasks/${shared} `))).toHaveLength(2);
  });

  test('an event of a watched job has what was written', async () => {
    const gid = await startProjectJob(gateway, 'Watched');
    const query = 'query ($gid: ID!) { job(gid: $gid) { newProject { gid name } } }';
    const { data } = await gateway.run(query, { gid });
    const projectGid = data.job.newProject.gid;
    await run('updateProject', 'project', 'gid', { projectGid, name: 'Written since' });
    const stream = await gateway.watch(
      'subscription ($gid: ID!) { jobUpdated(gid: $gid) { newProject { name } } }',
      { gid },
    );
    onTestFinished(() => void stream.return?.());
    const { value } = await stream.next();
    expect(value.data.jobUpdated.newProject).toEqual({ name: 'Written since' });
  });
});

test('each write is counted by what came of it', async () => {
  const { telemetry } = gateway.services;
  const count = (outcome: string) => telemetry.read('writes', { write: 'addComment', outcome });
  const before = ['written', 'repeated', 'not_found'].map(count);
  const input = { taskGid: gateway.gids.tasks.shared, text: 'Counted', idempotencyKey: 'counted' };
  await run('addComment', 'comment', 'gid', input);
  await run('addComment', 'comment', 'gid', input);
  await run('addComment', 'comment', 'gid', { taskGid: '404404', text: 'Not' });
  expect(['written', 'repeated', 'not_found'].map(count)).toEqual(before.map((value) => value + 1));
});
