import { describe, expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox({ jobDurationMs: 60_000 });
const text = '<html>Maintenance</html>';

function startOf(selection: string, key = '') {
  return `mutation ($gid: ID!) { duplicateTask(input: { taskGid: $gid, name: "Copy" ${key} }) {
    job { ${selection} } userErrors { code message field }
  } }`;
}

/** Starts a job whose reply is this, and whose reads fail in this way. */
async function started(reply: object, fault: { status: number; body?: object }, selection: string, key = '') {
  const undo = [
    gateway.sandbox.fail({
      match: { method: 'POST', path: /duplicate/ },
      fault: { status: 201, body: { data: reply } },
    }),
    gateway.sandbox.fail({ match: { method: 'GET', path: /^\/(jobs|projects|tasks|users)\/8/ }, fault }),
  ];
  try {
    return await gateway.run(startOf(selection, key), { gid: gateway.gids.tasks.first });
  } finally {
    for (const each of undo) each();
  }
}

describe('a start whose job cannot be read', () => {
  test.each([
    [404, { errors: [{ message: 'job: Unknown object: 8801' }] }, 'NOT_FOUND'],
    [403, { errors: [{ message: 'Forbidden' }] }, 'FORBIDDEN'],
    [403, undefined, 'UPSTREAM_ERROR'],
    [401, { errors: [{ message: 'Not Authorized' }] }, 'UNAUTHENTICATED'],
  ])('answers with its gid: %i', async (status, body, code) => {
    const before = Date.now();
    const { data, errors, calls } = await started(
      { gid: '8801' },
      { status, body: body ?? ({ page: text } as object) },
      'gid id status finished kind observedAt resourceSubtype newTask { name } result { __typename }',
    );
    const { job, userErrors } = data.duplicateTask;
    expect(userErrors).toEqual([]);
    expect(job).toMatchObject({
      gid: '8801',
      status: 'UNKNOWN',
      finished: false,
      kind: 'DUPLICATE_TASK',
      resourceSubtype: null,
      newTask: null,
      result: null,
    });
    expect(Date.parse(job.observedAt)).toBeGreaterThanOrEqual(before);
    expect(errors.map(({ path }) => path).sort()).toEqual([
      'duplicateTask.job.newTask',
      'duplicateTask.job.resourceSubtype',
      'duplicateTask.job.result',
    ]);
    for (const { extensions, message } of errors) {
      expect(extensions).toMatchObject({ code, gid: '8801', retryable: false });
      expect(extensions.retryAfter).toBeUndefined();
      expect(message).toContain('8801 was started');
    }
    expect(calls.filter((call) => call.startsWith('GET /jobs'))).toHaveLength(1);
  });

  test('whose reply has a status is whole, but for what lies behind other objects', async () => {
    const { data, errors, calls } = await started(
      { gid: '8802', status: 'in_progress', new_task: { gid: '8900', name: 'Copy' } },
      { status: 403, body: { errors: [{ message: 'Forbidden' }] } },
      'status newTask { gid name assignee { name } subtasks { nodes { gid } } }',
    );
    expect(data.duplicateTask.job).toEqual({
      status: 'IN_PROGRESS',
      newTask: { gid: '8900', name: 'Copy', assignee: null, subtasks: null },
    });
    expect(errors).toHaveLength(2);
    for (const { extensions } of errors) {
      expect(extensions).toMatchObject({ code: 'FORBIDDEN', gid: '8802', retryable: false });
    }
    expect(calls[0]).toBe(
      `POST /tasks/${gateway.gids.tasks.first}/duplicate [new_task.name,status] {"data":{"name":"Copy"}}`.replace(
        '{"data":{"name":"Copy"}}',
        '{"name":"Copy"}',
      ),
    );
  });

  test.each([{ new_task: {} }, { new_task: [] }, { new_task: { gid: 9 } }, { new_task: 'x' }])(
    'and whose object is none says so: %j',
    async (reply) => {
      const { data, errors } = await started(
        { gid: '8803', status: 5, ...reply },
        { status: 500 },
        'gid status newTask { gid }',
      );
      expect(data.duplicateTask.job).toEqual({ gid: '8803', status: 'UNKNOWN', newTask: null });
      expect(errors).toMatchObject([
        {
          path: 'duplicateTask.job.newTask',
          extensions: { code: 'UPSTREAM_ERROR', gid: '8803', retryable: false },
        },
      ]);
      expect(errors[0]?.message).toContain(`POST /tasks/${gateway.gids.tasks.first}/duplicate`);
    },
  );

  test('answers with its gid when it is repeated under its key', async () => {
    const key = 'idempotencyKey: "lost"';
    const refused = { status: 404, body: { errors: [{ message: 'Unknown object' }] } };
    const selection = 'gid status finished newTask { name }';
    await started({ gid: '8804' }, refused, selection, key);
    const { data, errors, calls } = await started({ gid: '8805' }, refused, selection, key);
    expect(data.duplicateTask.job).toEqual({
      gid: '8804',
      status: 'UNKNOWN',
      finished: false,
      newTask: null,
    });
    expect(errors).toMatchObject([
      { path: 'duplicateTask.job.newTask', extensions: { code: 'NOT_FOUND', gid: '8804', retryable: false } },
    ]);
    expect(calls).toEqual(['GET /jobs/8804 [new_task.name,status]']);
  });
});

test('an organization export whose reply has its gid alone is read, and not believed to be empty', async () => {
  const query = `mutation ($gid: ID!) { createOrganizationExport(input: { organizationGid: $gid }) {
    organizationExport { gid state createdAt } userErrors { code }
  } }`;
  const undo = gateway.sandbox.fail({
    match: { method: 'POST', path: /organization_exports/ },
    fault: { status: 201, body: { data: { gid: '8806' } } },
  });
  const { data, errors, calls } = await gateway.run(query, { gid: gateway.gids.organization });
  undo();
  expect(data.createOrganizationExport).toEqual({
    organizationExport: { gid: '8806', state: null, createdAt: null },
    userErrors: [],
  });
  expect(errors).toHaveLength(2);
  for (const { extensions } of errors) expect(extensions).toMatchObject({ gid: '8806', retryable: false });
  expect(calls).toEqual([
    expect.stringMatching(/^POST \/organization_exports \[created_at,state\]/),
    'GET /organization_exports/8806 [created_at,state]',
  ]);
});

describe('a start asks', () => {
  test('for what is listed for it, to the letter, and reads the rest', async () => {
    gateway.sandbox.fail({
      match: { method: 'POST', path: /duplicate/ },
      times: 1,
      fault: {
        status: 201,
        body: {
          data: { gid: '8810', status: 'in_progress', new_project: { gid: gateway.gids.projects.website } },
        },
      },
    });
    const { data, errors, calls } = await gateway.run(
      `mutation ($gid: ID!) { duplicateProject(input: { projectGid: $gid, name: "Copy" }) {
        job { status newProject { gid owner { name } } newPortfolio { id } newTask { name createdBy { name } } }
      } }`,
      { gid: gateway.gids.projects.website },
    );
    expect(errors).toEqual([]);
    expect(data.duplicateProject.job.newProject.owner).toEqual({ name: expect.any(String) });
    expect(calls[0]).toMatch(
      /^POST \/projects\/\d+\/duplicate \[new_portfolio,new_project,new_task.created_by,new_task.name,status\]/,
    );
    // A token that was refused above is looked up anew.
    const more = calls.slice(1).filter((call) => !call.startsWith('GET /users/me'));
    expect(more).toEqual([expect.stringMatching(/^GET \/projects\/\d+ \[owner.name\]$/)]);
  });

  test('for nothing where only the gid is wanted', async () => {
    const { calls } = await gateway.run(startOf('gid id'), { gid: gateway.gids.tasks.first });
    expect(calls).toEqual([`POST /tasks/${gateway.gids.tasks.first}/duplicate {"name":"Copy"}`]);
  });
});

test("a refusal that is not Asana's frees the key, and is no userError", async () => {
  const undo = gateway.sandbox.fail({
    match: { method: 'POST', path: /duplicate/ },
    fault: { status: 404, body: text },
  });
  const source = startOf('gid', 'idempotencyKey: "page"');
  const refused = await gateway.run(source, { gid: gateway.gids.tasks.first });
  undo();
  expect(refused.data.duplicateTask).toBeNull();
  expect(refused.errors).toMatchObject([{ code: 'UPSTREAM_ERROR', extensions: { retryable: false } }]);
  const { data, calls } = await gateway.run(source, { gid: gateway.gids.tasks.first });
  expect(data.duplicateTask.job.gid).toMatch(/^\d+$/);
  expect(calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
});
