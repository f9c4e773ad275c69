import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSandbox } from '../../../src/sandbox/server.ts';
import { ask, target } from '../../security/support.ts';
import { openReceiver, SECRET } from '../../support/webhook-receiver.ts';

const KEY = 'a-key-of-the-web-app';

/** A gateway in service mode whose token Asana refuses for whatever is changed. */
async function refusedSetUp() {
  const crm = await openReceiver();
  onTestFinished(() => crm[Symbol.asyncDispose]());
  const sandbox = await createSandbox({ jobDurationMs: 100, childrenDelayMs: 0 });
  onTestFinished(() => sandbox.close());
  const service = { asanaToken: sandbox.tokens.ada, gatewayKeys: [{ name: 'web', key: KEY }] };
  const callbacks = [{ name: 'crm', url: crm.url, secrets: [SECRET] }];
  const { url } = await target(sandbox.url, { ...service, callbacks });
  return {
    ...{ crm, url },
    accept: sandbox.fail({ match: { method: 'PUT' }, fault: { status: 401 } }),
    tries: () => sandbox.calls.filter(({ method }) => method === 'PUT').length,
    ask: async (query: string, variables: object = {}) =>
      (await ask(url, query, { token: KEY, variables: { gid: sandbox.gids.projects.office, ...variables } }))
        .data,
  };
}

const SET_UP = 'projectGid: $gid, name: "Refused", setUp: { project: { notes: "n" } }';

test('a list waits for its user where the token is refused for the set-up of an item, and does not try again by itself', async () => {
  const { ask, tries, accept, crm } = await refusedSetUp();
  const start = `mutation ($gid: ID!) {
    startMany(input: { items: [{ duplicateProject: { ${SET_UP} } }], callback: { to: "crm" } }) { bulk { id } }
  }`;
  const { id } = (await ask(start)).startMany.bulk;
  const types = () => crm.received.map(({ message }) => message.type);
  await expect.poll(types).toEqual(['errand.interrupted']);
  const before = tries();
  expect(before).toBeLessThanOrEqual(2);
  accept();
  const read = 'query ($id: ID!) { bulk(id: $id) { state counts { succeeded } } }';
  const over = { bulk: { state: 'FINISHED', counts: { succeeded: 1 } } };
  await expect.poll(() => ask(read, { id }), { interval: 300 }).toEqual(over);
  expect(tries()).toBe(before + 1);
  await expect.poll(() => types().at(-1)).toBe('bulk.finished');
});

test('who watches a set-up has it tried once, not again and again', async () => {
  const { ask, tries, url } = await refusedSetUp();
  const start = `mutation ($gid: ID!) { duplicateProject(input: { ${SET_UP} }) { job { setUp { id } } } }`;
  const { id } = (await ask(start)).duplicateProject.job.setUp;
  const client = createClient({
    url: url.replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { Authorization: `Bearer ${KEY}` },
  });
  onTestFinished(async () => client.dispose());
  const query = 'subscription ($id: ID!) { setUpUpdated(id: $id) { state } }';
  let interruptions = 0;
  for await (const { data } of client.iterate<{ setUpUpdated: { state: string } }>({
    query,
    variables: { id },
  })) {
    if (data?.setUpUpdated.state !== 'INTERRUPTED') continue;
    interruptions += 1;
    if (interruptions === 2) break;
  }
  // Time enough for another try, were there one.
  for (let at = 0; at < 20; at += 1) await ask('{ me { name } }');
  expect(tries()).toBe(2);
});
