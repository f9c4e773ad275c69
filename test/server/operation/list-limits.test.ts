import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createGateway, type Gateway } from '../../../src/gateway.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import { silentTelemetry } from '../../../src/telemetry.ts';

const START_MANY =
  'mutation ($input: StartManyInput!) { startMany(input: $input) { bulk { total } userErrors { field } } }';

let sandbox: Sandbox;
let gateway: Gateway;
beforeAll(async () => {
  sandbox = await createSandbox({ jobDurationMs: 60_000 });
  gateway = await createGateway({ asanaBaseUrl: sandbox.url, port: 0, telemetry: silentTelemetry() });
  await ask('{ me { gid } }', {});
});
afterAll(async () => {
  await gateway.close({ immediately: true });
  await sandbox.close();
});

async function ask(query: string, variables: object, token = sandbox.tokens.ada) {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

/** Items with set-ups of so many entries each, refused for one wrong date: nothing of them is started. */
function items(count: number, entries: number) {
  const setUp = {
    tasks: Array.from({ length: entries }, () => ({ where: { name: 'a' }, set: { name: 'b' } })),
  };
  const item = { duplicateProject: { projectGid: '1', name: 'x'.repeat(200), setUp } };
  const wrong = {
    duplicateProject: { projectGid: '1', name: 'x', scheduleDates: { shouldSkipWeekends: true } },
  };
  return [...Array.from({ length: count - 1 }, () => item), wrong];
}
const WRONG = (count: number) => ({
  data: {
    startMany: {
      bulk: null,
      userErrors: [{ field: ['input', 'items', `${count - 1}`, 'duplicateProject', 'scheduleDates'] }],
    },
  },
});

test('a list brings more than others may: an item counts as one value, whatever is in it', async () => {
  const input = { items: items(1_000, 12) };
  expect(JSON.stringify(input).length).toBeGreaterThan(700_000);
  expect((await ask(START_MANY, { input })).body).toEqual(WRONG(1_000));
  const large = { items: items(1_000, 24) };
  expect(JSON.stringify(large).length).toBeGreaterThan(1_200_000);
  const { body } = await ask(START_MANY, { input: large });
  expect(body.errors).toMatchObject([{ extensions: { limit: 'variables', allowed: 100_000 } }]);
  const long = {
    items: items(1_000, 1).map((item) => ({
      duplicateProject: { ...item.duplicateProject, name: 'x'.repeat(3_500) },
    })),
  };
  expect(JSON.stringify(long).length).toBeGreaterThan(3_500_000);
  expect((await ask(START_MANY, { input: long })).body).toEqual(WRONG(1_000));
});

test('nobody else may bring so much: no stranger, and no other operation', async () => {
  const input = { items: items(1_000, 20) };
  const stranger = await ask(START_MANY, { input }, 'a-token-nobody-knows');
  expect([stranger.status, stranger.body.errors]).toMatchObject([
    413,
    [{ extensions: { limit: 'bodyBytes', allowed: 1_000_000 } }],
  ]);
  const both = `mutation ($input: StartManyInput!) { a: startMany(input: $input) { bulk { total } } b: startMany(input: $input) { bulk { total } } }`;
  const other = await ask(both, { input });
  expect([other.status, other.body.errors]).toMatchObject([
    413,
    [{ extensions: { code: 'QUERY_TOO_LARGE', limit: 'bodyBytes', allowed: 1_000_000 } }],
  ]);
  const most = await ask(START_MANY, { input: { items: items(1_000, 95) } });
  expect([most.status, most.body.errors]).toMatchObject([413, [{ extensions: { allowed: 4_000_000 } }]]);
});

test('a list may stand in a fragment, named or not', async () => {
  const input = { items: items(1_000, 18) };
  const root = 'startMany(input: $input) { bulk { total } userErrors { field } }';
  for (const query of FRAGMENTS.map((each) => each.replace('ROOT', root)))
    expect((await ask(query, { input })).body).toEqual(WRONG(1_000));
});

const FRAGMENTS = [
  'mutation ($input: StartManyInput!) { ... on Mutation { ...A } } fragment A on Mutation { ... { ROOT } }',
  'mutation ($input: StartManyInput!) { ...A ...A } fragment A on Mutation { ROOT }',
];

/** Sends an operation over a WebSocket of its own: its answer, or the code the socket is closed with. */
function overSocket(token: string, payload: object): Promise<unknown> {
  const socket = new WebSocket(gateway.url.replace('http:', 'ws:'), 'graphql-transport-ws');
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } })),
    );
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'connection_ack')
        socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload }));
      if (message.type !== 'next' && message.type !== 'error') return;
      resolve(message.payload);
      socket.terminate();
    });
    socket.on('close', (code) => resolve(code));
  });
}

test('the same holds on a WebSocket', async () => {
  const variables = { input: { items: items(1_000, 14) } };
  const long = {
    input: {
      items: variables.input.items.map((item) => ({
        duplicateProject: { ...item.duplicateProject, name: 'x'.repeat(1_200) },
      })),
    },
  };
  const payload = { query: START_MANY, variables: long };
  expect(JSON.stringify(payload).length).toBeGreaterThan(1_500_000);
  expect(await overSocket(sandbox.tokens.ada, payload)).toEqual(WRONG(1_000));
  const spread = `mutation ($input: StartManyInput!) { ...A } fragment A on Mutation ${START_MANY.slice(START_MANY.indexOf('{'))}`;
  expect(await overSocket(sandbox.tokens.ada, { query: spread, variables: long })).toEqual(WRONG(1_000));
  expect(await overSocket('a-token-nobody-knows', payload)).toBe(1009);
  const query =
    'mutation ($input: StartManyInput!) { startMany(input: $input) { bulk { total } } cancelBulk(input: { id: "" }) { bulk { total } } }';
  expect(await overSocket(sandbox.tokens.ada, { query, variables: long })).toMatchObject([
    { extensions: { limit: 'bodyBytes', allowed: 1_000_000 } },
  ]);
});
