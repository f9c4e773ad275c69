import { describe, expect, onTestFinished, test } from 'vitest';
import { executorWithSandbox } from '../../support/execute.ts';
import { json, reset, scriptedAsana } from '../../support/scripted-asana.ts';
import { writeMutationOf } from './write-cases.ts';
import { writing } from './writing.ts';

const { gateway, fail, spoil, run, updateTask } = writing();

describe('a reply', () => {
  test('may be asked for what Asana’s document does not list', async () => {
    const { calls } = await run('updateProject', 'project', 'owner { email } team { name }', {
      projectGid: gateway.gids.projects.website,
      archived: false,
    });
    expect(calls).toEqual([
      `PUT /projects/${gateway.gids.projects.website} [owner.email,team.name] {"archived":false}`,
    ]);
  });

  test('without the object is made up for by a read', async () => {
    spoil('POST', /addFollowers$/, { status: 200, body: { data: {} } }, 'after-effect');
    const { written, calls } = await run('addTaskFollowers', 'task', 'name', {
      taskGid: gateway.gids.tasks.first,
      followers: ['me'],
    });
    expect(written.result).toEqual({ name: 'Draft trail shoe page' });
    expect(calls).toEqual([
      expect.stringContaining('/addFollowers [name]'),
      `GET /tasks/${gateway.gids.tasks.first} [name]`,
    ]);
  });

  test('with another object is none', async () => {
    spoil('PUT', /tasks/, { status: 200, body: { data: { gid: '7', name: 'Other' } } }, 'after-effect');
    const { errors } = await updateTask({ notes: 'a' });
    expect(errors).toMatchObject([{ code: 'UPSTREAM_ERROR' }]);
  });

  test('that is lost after a deletion is made up for by the 404 that follows', async () => {
    const { approval } = gateway.gids.tasks;
    spoil('DELETE', `/tasks/${approval}`, { kind: 'reset' }, 'after-effect');
    const { written, errors, calls } = await run('deleteTask', 'deletedTaskGid', '', { taskGid: approval });
    expect(errors).toEqual([]);
    expect(written).toEqual({ result: approval, userErrors: [] });
    expect(calls).toEqual([`DELETE /tasks/${approval}`, `DELETE /tasks/${approval}`]);
    const again = await run('deleteTask', 'deletedTaskGid', '', { taskGid: approval });
    expect(again.written).toMatchObject({
      result: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'taskGid'] }],
    });
  });

  test('that cannot be read again leaves the gid, and errors that may be tried again', async () => {
    const gid = gateway.gids.tasks.first;
    fail({
      match: { method: 'GET', path: `/tasks/${gid}` },
      fault: { status: 403, body: { errors: [{ message: 'No' }] } },
    });
    const input = { taskGid: gid, tagGid: gateway.gids.tags.urgent };
    const { written, errors, calls } = await run('addTaskTag', 'task', 'gid name notes', input);
    expect(written).toEqual({ result: { gid, name: null, notes: null }, userErrors: [] });
    expect(errors.map(({ path, code }) => [path, code])).toEqual([
      ['written.result.name', 'FORBIDDEN'],
      ['written.result.notes', 'FORBIDDEN'],
    ]);
    expect(calls).toHaveLength(2);
  });
});

test('what was made and cannot be read says so, and is not worth a repetition', async () => {
  const asana = await scriptedAsana();
  onTestFinished(() => asana[Symbol.asyncDispose]());
  const executor = await executorWithSandbox({ between: async () => asana.baseUrl });
  onTestFinished(() => executor[Symbol.asyncDispose]());
  asana.next(json(201, { data: { gid: '5', name: 'Made' } }), json(403, { errors: [{ message: 'No' }] }));
  const { data, errors } = await executor.run(
    writeMutationOf('createSection', 'section', 'name tasks { nodes { gid } }'),
    {
      input: { projectGid: '1', name: 'Made' },
    },
  );
  expect(data.written.result).toEqual({ name: 'Made', tasks: null });
  expect(errors).toMatchObject([{ code: 'FORBIDDEN', extensions: { gid: '5', retryable: false } }]);
});

test('an update whose replies are all lost may be sent again by the caller', async () => {
  const asana = await scriptedAsana();
  onTestFinished(() => asana[Symbol.asyncDispose]());
  const executor = await executorWithSandbox({ between: async () => asana.baseUrl, timeoutMs: 2_000 });
  onTestFinished(() => executor[Symbol.asyncDispose]());
  asana.next(reset, reset, reset, reset);
  const { errors } = await executor.run(writeMutationOf('updateTask', 'task', 'gid'), {
    input: { taskGid: '1', name: 'Again' },
  });
  expect(errors).toMatchObject([{ code: 'UPSTREAM_UNREACHABLE', extensions: { retryable: true } }]);
  expect(asana.calls).toHaveLength(4);
});
