import { describe, expect, test } from 'vitest';
import { startJob, startProjectJob } from '../starts/starting.ts';
import { withSandbox } from '../with-sandbox.ts';

/** One clock for the sandbox's jobs and the ledger's ages. */
const clock = { time: Date.parse('2026-09-07T08:00:00.000Z'), now: () => clock.time };
const gateway = withSandbox({ clock, ledgerNow: clock.now, jobDurationMs: 4_000, childrenDelayMs: 1_000 });

const FULL = '{ status contents { state present expected } ready }';
const POLLED = '[new_graph_export.gid,new_project.gid,new_resource_export.gid,new_task.gid,status]';

async function read(gid: string, token?: string) {
  const query = `query ($gid: ID!) { job(gid: $gid) ${FULL} }`;
  const { data, errors, calls } = await gateway.run(query, { gid }, token);
  expect(errors).toEqual([]);
  const { status, contents, ready } = data.job;
  return { is: [status, contents && Object.values(contents).join(' '), ready], calls };
}
const pass = (ms: number) => {
  clock.time += ms;
};
/** The project that a job made. */
const newProject = async (gid: string): Promise<string> =>
  (await gateway.run('query ($gid: ID!) { job(gid: $gid) { newProject { gid } } }', { gid })).data.job
    .newProject.gid;
const TASKS = 31;

describe('contents of a copied project', () => {
  test('are counted beside the source, in a batch of counts, until they are complete', async () => {
    const gid = await startProjectJob(gateway);
    const { website } = gateway.gids.projects;
    expect(await read(gid)).toEqual({
      is: ['NOT_STARTED', null, false],
      calls: [`GET /jobs/${gid} ${POLLED}`],
    });
    pass(1_000);
    const project = await newProject(gid);
    expect(await read(gid)).toEqual({
      is: ['IN_PROGRESS', `ARRIVING 0 ${TASKS}`, false],
      calls: [
        `GET /jobs/${gid} ${POLLED}`,
        'POST /batch',
        `  GET /projects/${website}/task_counts [num_tasks]`,
        `  GET /projects/${project}/task_counts [num_tasks]`,
      ],
    });
    pass(3_000);
    const counted = [`GET /jobs/${gid} ${POLLED}`, `GET /projects/${project}/task_counts [num_tasks]`];
    expect(await read(gid)).toEqual({ is: ['SUCCEEDED', `ARRIVING 0 ${TASKS}`, false], calls: counted });
    pass(1_000);
    expect(await read(gid)).toEqual({
      is: ['SUCCEEDED', `COMPLETE ${TASKS} ${TASKS}`, true],
      calls: counted,
    });
    // Whatever becomes of the project: it was complete.
    gateway.sandbox.store.remove(project);
    expect(await read(gid)).toEqual({
      is: ['SUCCEEDED', `COMPLETE ${TASKS} ${TASKS}`, true],
      calls: [`GET /jobs/${gid} ${POLLED}`],
    });
  });

  test('are not counted where nobody selects them', async () => {
    const gid = await startProjectJob(gateway);
    pass(6_000);
    const { data, calls } = await gateway.run(
      'query ($gid: ID!) { job(gid: $gid) { status requestedName newProject { name } } }',
      { gid },
    );
    expect(data.job).toEqual({
      status: 'SUCCEEDED',
      requestedName: 'A copy',
      newProject: { name: 'A copy' },
    });
    expect(calls).toEqual([`GET /jobs/${gid} [new_project.name,status]`]);
  });

  test('settle when tasks stay away, and are counted once for each answer', async () => {
    const gid = await startProjectJob(gateway, 'A copy [missing tasks]');
    const half = Math.ceil(TASKS / 2);
    pass(4_500);
    expect((await read(gid)).is).toEqual(['SUCCEEDED', `ARRIVING 0 ${TASKS}`, false]);
    pass(2_000);
    expect((await read(gid)).is).toEqual(['SUCCEEDED', `ARRIVING ${half} ${TASKS}`, false]);
    pass(46_000);
    expect((await read(gid)).is).toEqual(['SUCCEEDED', `ARRIVING ${half} ${TASKS}`, false]);
    pass(1_100);
    expect((await read(gid)).is).toEqual(['SUCCEEDED', `SETTLED ${half} ${TASKS}`, true]);
    expect((await read(gid)).calls).toEqual([`GET /jobs/${gid} ${POLLED}`]);
  });

  test('are unknown when the count is refused twice, a second apart', async () => {
    const { ada } = gateway.sandbox.tokens;
    const gid = await startProjectJob(gateway);
    pass(6_000);
    const token = `${ada}-nocounts`;
    expect((await read(gid, token)).is).toEqual(['SUCCEEDED', 'ARRIVING  ', false]);
    pass(900);
    expect((await read(gid, token)).is).toEqual(['SUCCEEDED', 'ARRIVING  ', false]);
    pass(200);
    expect((await read(gid, token)).is).toEqual(['SUCCEEDED', 'UNKNOWN  ', false]);
    expect((await read(gid, ada)).is).toEqual(['SUCCEEDED', 'UNKNOWN  ', false]);
  });

  test('are final at the first look after ten minutes', async () => {
    const gid = await startProjectJob(gateway, 'A copy [missing tasks]');
    pass(5_000);
    await gateway.run('query ($gid: ID!) { job(gid: $gid) { status } }', { gid });
    pass(600_001);
    expect((await read(gid)).is).toEqual(['SUCCEEDED', `SETTLED ${Math.ceil(TASKS / 2)} ${TASKS}`, true]);
  });

  test('of a job nobody here saw running are final at the first look', async () => {
    const { url, tokens } = gateway.sandbox;
    const reply = await fetch(`${url}/projects/${gateway.gids.projects.website}/duplicate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.ada}`, 'content-type': 'application/json' },
      body: JSON.stringify({ data: { name: 'From elsewhere' } }),
    });
    const { gid } = ((await reply.json()) as { data: { gid: string } }).data;
    pass(5_000);
    expect((await read(gid)).is).toEqual(['SUCCEEDED', `SETTLED ${TASKS} `, true]);
  });

  test('stay away from a job that failed', async () => {
    const gid = await startProjectJob(gateway, 'A copy [dangling]');
    pass(5_000);
    expect(await read(gid)).toEqual({ is: ['FAILED', null, false], calls: [`GET /jobs/${gid} ${POLLED}`] });
  });

  test('that cannot be counted in passing are no error', async () => {
    const gid = await startProjectJob(gateway);
    pass(6_000);
    const heal = gateway.sandbox.fail({ match: { path: /task_counts$/ }, fault: { kind: 'wrong-shape' } });
    expect((await read(gid)).is).toEqual(['SUCCEEDED', 'ARRIVING  ', false]);
    heal();
    expect((await read(gid)).is).toEqual(['SUCCEEDED', `COMPLETE ${TASKS} ${TASKS}`, true]);
  });
});

describe('contents of other jobs', () => {
  const startTask = async (include: string) => {
    const { data } = await gateway.run(
      `mutation ($gid: ID!) { duplicateTask(input: { taskGid: $gid, include: [${include}] }) { job { gid ready contents { state } } } }`,
      { gid: gateway.gids.tasks.first },
    );
    expect(data.duplicateTask.job).toMatchObject({ ready: false, contents: null });
    return data.duplicateTask.job.gid;
  };

  test('are the subtasks of a task that was copied with them', async () => {
    const gid = await startTask('SUBTASKS NOTES');
    pass(4_500);
    const first = await read(gid);
    expect(first.is).toEqual(['SUCCEEDED', 'ARRIVING 0 3', false]);
    expect(first.calls).toEqual([
      `GET /jobs/${gid} ${POLLED}`,
      'POST /batch',
      `  GET /tasks/${gateway.gids.tasks.first} [num_subtasks]`,
      expect.stringMatching(/^ {2}GET \/tasks\/\d+ \[num_subtasks\]$/),
    ]);
    pass(1_000);
    expect((await read(gid)).is).toEqual(['SUCCEEDED', 'COMPLETE 3 3', true]);
  });

  test('are none where a task was copied without', async () => {
    const gid = await startTask('NOTES');
    pass(5_000);
    expect(await read(gid)).toEqual({ is: ['SUCCEEDED', null, true], calls: [`GET /jobs/${gid} ${POLLED}`] });
  });

  test('expect nothing of a template', async () => {
    const { campaign } = gateway.gids.projectTemplates;
    const { data } = await gateway.run(
      `mutation ($gid: ID!, $roles: [RequestedRoleInput!]) { instantiateProject(input: {
        projectTemplateGid: $gid, name: "Winter", requestedRoles: $roles,
        requestedDates: [{ gid: "1", value: "2026-11-02" }, { gid: "2", value: "2026-11-30" }]
      }) { job { gid } userErrors { message } } }`,
      {
        gid: campaign,
        roles: Object.values(gateway.gids.templateRoles).map((gid) => ({ gid, value: 'me' })),
      },
    );
    const { gid } = data.instantiateProject.job;
    pass(5_500);
    const [, contents] = (await read(gid)).is;
    expect(contents).toMatch(/^ARRIVING [1-9]\d* $/);
    pass(10_000);
    expect((await read(gid)).is).toEqual(['SUCCEEDED', contents.replace('ARRIVING', 'SETTLED'), true]);
  });

  test('are none for an export, which is ready when it can be fetched', async () => {
    const { data } = await gateway.run(
      'mutation ($gid: ID!) { createGraphExport(input: { parentGid: $gid }) { job { gid } } }',
      { gid: gateway.gids.projects.website },
    );
    const { gid } = data.createGraphExport.job;
    expect((await read(gid)).is).toEqual(['NOT_STARTED', null, false]);
    pass(6_000);
    expect(await read(gid)).toEqual({
      is: ['SUCCEEDED', null, true],
      calls: [
        `GET /jobs/${gid} ${POLLED}`,
        `GET /jobs/${gid} [new_graph_export.download_url,new_resource_export.download_url]`,
      ],
    });
    const rule = {
      match: { path: `/jobs/${gid}` },
      times: 2,
      fault: {
        status: 200,
        body: { data: { gid, status: 'succeeded', new_graph_export: { gid: '7', download_url: null } } },
      },
    };
    gateway.sandbox.fail(rule);
    expect((await read(gid)).is).toEqual(['SUCCEEDED', null, false]);
  });
});

test('recent jobs show what was asked for, how far they are, and what is typical', async () => {
  const { grace } = gateway.sandbox.tokens;
  const durations = [4_000, 5_000, 9_000];
  const list = async () =>
    (
      await gateway.run(
        '{ recentJobs(first: 9) { requestedName typicalSeconds ready contents { state } } }',
        {},
        grace,
      )
    ).data.recentJobs;
  expect(await list()).toEqual([]);
  for (const [index, ms] of durations.entries()) {
    const gid = await startJob(gateway, `Number ${index}`, grace);
    pass(ms);
    await read(gid, grace);
    if (index < 2) expect((await list())[0].typicalSeconds).toBeNull();
  }
  expect(await list()).toEqual(
    [2, 1, 0].map((index) => ({
      requestedName: `Number ${index}`,
      typicalSeconds: 5,
      ready: true,
      contents: null,
    })),
  );
});
