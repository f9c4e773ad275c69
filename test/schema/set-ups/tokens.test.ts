import { createClient } from 'graphql-ws';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { GatewayOptions } from '../../../src/gateway.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { type Answer, ask, sandboxTarget, type Target } from '../../security/support.ts';
import { callLines } from '../../support/calls.ts';
import { eventually } from '../../support/eventually.ts';

type SandboxTarget = Target & { sandbox: Sandbox };

const START = `mutation ($gid: ID!, $name: String!) {
  duplicateProject(input: { projectGid: $gid, name: $name, setUp: { project: { notes: "as wished" } } }) {
    job { gid setUp { id state } }
  }
}`;
const SET_UP = 'query ($id: ID!) { setUp(id: $id) { state } }';

interface Started {
  readonly gid: string;
  readonly setUp: { readonly id: string; readonly state: string };
}

const as = ({ url }: Target, token: string, query: string, variables: object = {}): Promise<Answer> =>
  ask(url, query, { token, variables });

async function start(target: SandboxTarget, name: string): Promise<Started> {
  const variables = { gid: target.sandbox.gids.projects.office, name };
  const { data } = await as(target, target.sandbox.tokens.ada, START, variables);
  return data.duplicateProject.job;
}

/** As it is kept; looked at behind the back of its user. */
const kept = async ({ gateway }: SandboxTarget, { gid }: Started) =>
  (await gateway.services.errands.findAbout('setUp', gid))?.state;
const patches = ({ sandbox }: SandboxTarget) => sandbox.calls.filter(({ method }) => method === 'PUT');

test('a set-up goes on when nobody is there any more', async () => {
  const target = await sandboxTarget();
  const started = await start(target, 'Alone');
  expect(started.setUp.state).toBe('WAITING');
  await eventually(async () => (await kept(target, started)) === 'done', 20_000);
  expect(patches(target)).toHaveLength(1);
});

async function watch(
  target: SandboxTarget,
  { setUp }: Started,
  token: string,
  most: number,
): Promise<string[]> {
  const client = createClient({
    url: target.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: `Bearer ${token}` },
  });
  onTestFinished(async () => client.dispose());
  const states: string[] = [];
  for await (const { data } of client.iterate<{ setUpUpdated: { state: string } }>({
    query: 'subscription ($id: ID!) { setUpUpdated(id: $id) { state } }',
    variables: { id: setUp.id },
  })) {
    states.push(data?.setUpUpdated.state ?? 'error');
    if (states.length === most) break;
  }
  return states;
}

test('with ERRAND_TOKEN_TTL of 0 it goes on only while its user is there', async () => {
  const target = await sandboxTarget({ errandTokenTtlMs: 0 });
  const started = await start(target, 'Alone [slow]');
  await eventually(async () => (await kept(target, started)) === 'interrupted', 20_000);
  expect(await watch(target, started, target.sandbox.tokens.ada, 2)).toEqual(['INTERRUPTED', 'WAITING']);
});

test.each([
  ['a batch', { method: 'POST', path: /^\/batch$/ }],
  ['another object', { method: 'GET', path: /^\/tasks\/\d+$/ }],
])('a 401 of %s alone interrupts no set-up, and the token begins others', async (_what, match) => {
  const target = await sandboxTarget();
  const { sandbox } = target;
  const fault = { status: 401, body: { errors: [{ message: 'Not Authorized' }] } };
  onTestFinished(sandbox.fail({ match, fault }));
  const before = await start(target, 'Before [slow]');
  const { first } = sandbox.gids.tasks;
  const task = `task(gid: "${first}") { name }`;
  await as(target, sandbox.tokens.ada, `{ ${task} }`);
  await as(
    target,
    sandbox.tokens.ada,
    `{ ${task} project(gid: "${sandbox.gids.projects.office}") { name } }`,
  );
  const after = await start(target, 'After');
  await eventually(async () => (await kept(target, after)) === 'done', 20_000);
  expect(await kept(target, before)).not.toBe('interrupted');
});

describe('a token that is refused', () => {
  async function interrupted(options: GatewayOptions = {}) {
    const target = await sandboxTarget(options);
    const started = await start(target, 'Refused [slow]');
    target.sandbox.store.revokeToken(target.sandbox.tokens.ada);
    await as(target, target.sandbox.tokens.ada, '{ me { gid } }');
    await eventually(async () => (await kept(target, started)) === 'interrupted', 20_000);
    return { target, started, second: target.sandbox.tokens.adaSecond };
  }

  test('interrupts, and what is asked shows it as it was and goes on with a fresh one', async () => {
    const { target, started, second } = await interrupted();
    const read = () => as(target, second, SET_UP, { id: started.setUp.id });
    expect((await read()).data).toEqual({ setUp: { state: 'INTERRUPTED' } });
    expect((await read()).data).toEqual({ setUp: { state: 'WAITING' } });
  });

  test.each([
    ['lists recentJobs', '{ recentJobs { gid } }'],
    ['asks for the job’s set-up', 'query ($gid: ID!) { job(gid: $gid) { setUp { state } } }'],
    ['waits for the job', 'query ($gid: ID!) { waitForJob(gid: $gid, seconds: 1) { gid } }'],
  ])('goes on when its user %s', async (_name, query) => {
    const { target, started, second } = await interrupted();
    await as(target, second, query, query.includes('$gid') ? { gid: started.gid } : {});
    await eventually(async () => (await kept(target, started)) === 'waiting', 20_000);
  });

  test('is not gone on for by what only hands a token over', async () => {
    const { target, started, second } = await interrupted();
    await as(target, second, '{ me { gid } }');
    await as(target, second, '{ me { name } }');
    expect(await kept(target, started)).toBe('interrupted');
  });

  test('leaves a set-up that is then cancelled as far as it was', async () => {
    const { target, started, second } = await interrupted();
    const cancel = 'mutation ($id: ID!) { cancelSetUp(input: { id: $id }) { setUp { state } } }';
    const before = target.sandbox.calls.length;
    const { data } = await as(target, second, cancel, { id: started.setUp.id });
    expect(data.cancelSetUp.setUp.state).toBe('CANCELLED');
    expect(callLines(target.sandbox.calls.slice(before))).toEqual(['GET /users/me [gid]']);
  });

  test('takes nothing away where any request has handed a fresh one over', async () => {
    const target = await sandboxTarget();
    const started = await start(target, 'Handed over');
    const before = target.sandbox.calls.length;
    await as(target, target.sandbox.tokens.adaSecond, '{ workspaces { nodes { gid } } }');
    const learnt = () => target.sandbox.calls.slice(before).some(({ path }) => path === '/users/me');
    await eventually(learnt, 20_000);
    target.sandbox.store.revokeToken(target.sandbox.tokens.ada);
    await eventually(async () => (await kept(target, started)) === 'done', 20_000);
    expect(patches(target)).toHaveLength(1);
  });
});

test('no token shows in what is kept, logged or measured', async () => {
  const target = await sandboxTarget();
  const started = await start(target, 'Secret');
  await eventually(async () => (await kept(target, started)) === 'done', 20_000);
  const { ada } = target.sandbox.tokens;
  const row = await target.gateway.services.errands.findAbout('setUp', started.gid);
  const metrics = await (await fetch(new URL('/metrics', target.url))).text();
  for (const text of [JSON.stringify(row), metrics, ...target.lines]) expect(text).not.toContain(ada);
  expect(metrics).toMatch(/^gateway_errands_total\{kind="setUp",state="done"\} 1$/m);
});
