import { expect, onTestFinished, test } from 'vitest';
import { createSandbox } from '../../../src/sandbox/server.ts';
import { ask, sandboxTarget, target } from '../../security/support.ts';
import { openReceiver, type Receiver, SECRET, verified } from '../../support/webhook-receiver.ts';

const START = `mutation ($gid: ID!, $on: JobMoment) {
  duplicateProject(input: { projectGid: $gid, name: "Told of", callback: { to: "crm", on: $on } }) {
    job { gid } userErrors { message }
  }
}`;

async function receiver(): Promise<Receiver> {
  const crm = await openReceiver();
  onTestFinished(() => crm[Symbol.asyncDispose]());
  return crm;
}

const types = ({ received }: Receiver): string[] => received.map(({ message }) => message.type);

test('that nobody’s token is there any more is told, and the moment once its user is back', async () => {
  const crm = await receiver();
  const callbacks = [{ name: 'crm', url: crm.url, secrets: [SECRET] }];
  const target = await sandboxTarget({ errandTokenTtlMs: 0, callbacks }, 2_000);
  const { gids, tokens } = target.sandbox;
  const variables = { gid: gids.projects.office };
  const started = await ask(target.url, START, { token: tokens.ada, variables });
  const { gid } = started.data.duplicateProject.job;
  await expect.poll(() => types(crm), { timeout: 10_000 }).toEqual(['errand.interrupted']);
  expect(verified(crm.received[0] as (typeof crm.received)[number])).toMatchObject({
    data: { jobGid: gid, kind: 'DUPLICATE_PROJECT', name: 'Told of', result: null, contents: null },
  });
  const wait = `query ($gid: ID!) { recentJobs { gid } waitForJob(gid: $gid, seconds: 50) { status } }`;
  const { data } = await ask(target.url, wait, { token: tokens.ada, variables: { gid } });
  expect(data.waitForJob.status).toBe('SUCCEEDED');
  await expect.poll(() => types(crm).at(-1), { timeout: 10_000 }).toBe('job.finished');
  const ids = crm.received.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(ids.length);
});

test('whoever is back only to see that the job is over has it told', async () => {
  const crm = await receiver();
  const callbacks = [{ name: 'crm', url: crm.url, secrets: [SECRET] }];
  const { sandbox, url } = await sandboxTarget({ errandTokenTtlMs: 0, callbacks }, 1_000);
  const { gids, tokens } = sandbox;
  const started = await ask(url, START, { token: tokens.ada, variables: { gid: gids.projects.office } });
  const { gid } = started.data.duplicateProject.job;
  await expect.poll(() => types(crm), { timeout: 10_000 }).toEqual(['errand.interrupted']);
  const headers = { authorization: `Bearer ${tokens.ada}` };
  const status = async () =>
    (await (await fetch(`${sandbox.url}/jobs/${gid}`, { headers })).json()).data.status as string;
  await expect.poll(status, { timeout: 10_000 }).toBe('succeeded');
  await ask(url, `{ waitForJob(gid: "${gid}") { status } }`, { token: tokens.ada });
  await expect.poll(() => types(crm).at(-1), { timeout: 10_000 }).toBe('job.finished');
});

test.each([
  ['a set-up', 'query ($setUp: ID!) { setUp(id: $setUp) { state } }'],
  ['the set-up of a job', 'query ($gid: ID!) { job(gid: $gid) { setUp { state } } }'],
])('who waits to tell of its end goes on when its user asks for %s', async (_what, query) => {
  const crm = await receiver();
  const callbacks = [{ name: 'crm', url: crm.url, secrets: [SECRET] }];
  const { gateway, sandbox, url } = await sandboxTarget({ callbacks });
  const { gids, tokens, store } = sandbox;
  const start = `mutation ($gid: ID!) {
    duplicateProject(input: {
      projectGid: $gid, name: "Refused [slow]", setUp: { project: { notes: "n" } }, callback: { to: "crm", on: SET_UP }
    }) { job { gid setUp { id } } }
  }`;
  const started = await ask(url, start, { token: tokens.ada, variables: { gid: gids.projects.office } });
  const { gid, setUp } = started.data.duplicateProject.job;
  store.revokeToken(tokens.ada);
  await ask(url, '{ me { gid } }', { token: tokens.ada });
  const kept = async () => (await gateway.services.errands.findAbout('callback', gid))?.state;
  await expect.poll(kept, { timeout: 10_000 }).toBe('interrupted');
  await ask(url, query, { token: tokens.adaSecond, variables: { gid, setUp: setUp.id } });
  await expect.poll(kept, { timeout: 10_000 }).toBe('running');
});

test('in service mode a set-up for which Asana refused the token is told of once, and its end once it went on', async () => {
  const crm = await receiver();
  const key = 'a-key-of-the-web-app';
  const sandbox = await createSandbox({ jobDurationMs: 100, childrenDelayMs: 0 });
  onTestFinished(() => sandbox.close());
  const { gids, tokens } = sandbox;
  const service = { asanaToken: tokens.ada, gatewayKeys: [{ name: 'web', key }] };
  const callbacks = [{ name: 'crm', url: crm.url, secrets: [SECRET] }];
  const { url } = await target(sandbox.url, { ...service, callbacks });
  sandbox.fail({ match: { method: 'PUT' }, times: 1, fault: { status: 401 } });
  const start = `mutation ($gid: ID!) {
    duplicateProject(input: {
      projectGid: $gid, name: "Refused once", setUp: { project: { notes: "n" } }, callback: { to: "crm", on: SET_UP }
    }) { job { gid setUp { id } } }
  }`;
  const started = await ask(url, start, { token: key, variables: { gid: gids.projects.office } });
  const { gid, setUp } = started.data.duplicateProject.job;
  await expect.poll(() => types(crm)).toEqual(['errand.interrupted']);
  const look = 'query ($id: ID!) { setUp(id: $id) { state } }';
  await ask(url, look, { token: key, variables: { id: setUp.id } });
  await expect.poll(() => types(crm)).toEqual(['errand.interrupted', 'job.set_up']);
  expect(crm.received.map(({ message }) => message.data)).toMatchObject([
    { jobGid: gid, status: 'SUCCEEDED', setUp: 'INTERRUPTED' },
    { jobGid: gid, status: 'SUCCEEDED', setUp: 'DONE' },
  ]);
});

test('neither URL nor secret nor token shows in a log, a metric, an answer or a message', async () => {
  const crm = await receiver();
  const callbacks = [{ name: 'crm', url: crm.url, secrets: [SECRET] }];
  const target = await sandboxTarget({ callbacks });
  const { gids, tokens } = target.sandbox;
  crm.answers.push((request) => void request.socket.destroy());
  await ask(target.url, START, { token: tokens.ada, variables: { gid: gids.projects.office } });
  const list = '{ callbackDeliveries { id to type jobGid state attempts lastStatus nextTryAt } }';
  const deliveries = async () => (await ask(target.url, list, { token: tokens.ada })).data.callbackDeliveries;
  await expect.poll(async () => (await deliveries())[0]?.attempts, { timeout: 10_000 }).toBe(1);
  const metrics = await (await fetch(new URL('/metrics', target.url))).text();
  expect(metrics).toContain('gateway_callbacks_total{to="crm",outcome="repeated"} 1');
  const shown = [...target.lines, metrics, JSON.stringify(await deliveries()), crm.received[0]?.body].join(
    '\n',
  );
  const hidden = [crm.url, new URL(crm.url).port, SECRET, SECRET.slice(6), tokens.ada];
  for (const secret of hidden) expect(shown).not.toContain(secret);
});
