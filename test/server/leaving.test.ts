/** A caller that leaves is no error: its line says `cancelled`, and no error is counted. */
import { once } from 'node:events';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { bytes } from '../security/support.ts';
import { rawSocket } from '../support/raw-socket.ts';
import {
  connect,
  post,
  queue,
  startServer,
  subscribe,
  type TestContext,
  type TestServer,
} from './support.ts';

const SSE = { accept: 'text/event-stream' };

let running: TestServer;
/** Tells of each field that waits for its caller to leave. */
let waiting: ReturnType<typeof queue<AbortSignal>>;

beforeEach(async () => {
  waiting = queue();
  const schema = buildSchema(`
    type Query { wait(how: String): String hello: String }
    type Mutation { wait(how: String): String }
    type Subscription { event: Event }
    type Event { wait(how: String): String }
  `);
  const wait = async (_source: unknown, { how }: { how?: string }, context: unknown) => {
    const signal = (context as TestContext).operation.signal!;
    waiting.push(signal);
    if (!signal.aborted) await once(signal, 'abort');
    if (how === 'ours') throw new GatewayError('UPSTREAM_UNREACHABLE', 'The call was given up.');
    throw how === 'reason' ? signal.reason : new Error('given up');
  };
  for (const name of ['Query', 'Mutation', 'Event']) {
    (schema.getType(name) as GraphQLObjectType).getFields().wait!.resolve = wait;
  }
  const { event } = (schema.getType('Subscription') as GraphQLObjectType).getFields();
  event!.subscribe = async function* () {
    yield {};
    yield {};
  };
  event!.resolve = () => ({});
  running = await startServer({}, { schema });
});
afterEach(() => running.server.close());

async function expectCancelled(
  transport: string,
  type: string,
  line: object = { transport, type },
): Promise<void> {
  await expect.poll(() => running.lines.at(-1)).toMatchObject({ ...line, outcome: 'cancelled' });
  const { body } = await running.telemetry.metrics();
  expect(body).not.toMatch(/^gateway_errors_total\{.*\} [1-9]/m);
  expect(body).toMatch(
    new RegExp(
      `^gateway_requests_total\\{type="${type}",transport="${transport}",outcome="cancelled"\\} 1$`,
      'm',
    ),
  );
}

const OPERATIONS = ['ours', 'reason', 'other'].flatMap((how) => [
  ['query', `{ wait(how: "${how}") }`],
  ['mutation', `mutation { wait(how: "${how}") }`],
]) as [string, string][];
const EVENTS = ['ours', 'reason', 'other'].map(
  (how) => ['subscription', `subscription { event { wait(how: "${how}") } }`] as [string, string],
);

describe('over HTTP', () => {
  test.each(OPERATIONS)('in the middle of a %s: %s', async (type, query) => {
    const leaving = new AbortController();
    const gone = fetch(running.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: leaving.signal,
    }).catch(() => 'gone');
    await waiting.next();
    leaving.abort();
    expect(await gone).toBe('gone');
    await expectCancelled('http', type);
  });

  test.each(EVENTS)('in the middle of an event of a stream (%s: %s)', async (type, query) => {
    const response = await post(running.url, { query }, SSE);
    await waiting.next();
    await response.body?.cancel();
    await expectCancelled('sse', type);
  });
});

describe('in the middle of a body', () => {
  test.each([
    ['its side of the connection', 'end'],
    ['all of it', 'resetAndDestroy'],
  ] as const)('by ending %s', async (_name, how) => {
    const headers = { Expect: '100-continue', 'Content-Type': 'application/json', 'Content-Length': '50' };
    const socket = rawSocket(running.server.address.port);
    socket.write(bytes('POST /graphql', headers));
    await once(socket, 'data'); // it is being waited for
    socket.write('{"query":');
    socket[how]();
    socket.resume();
    await expectCancelled('http', 'none', { message: 'request cancelled' });
    expect(running.lines.at(-1)?.status).toBeUndefined();
  });
});

describe('over WebSocket', () => {
  test.each([...OPERATIONS, ...EVENTS])('when its tab is closed (%s: %s)', async (type, query) => {
    const client = await connect(running.url);
    client.send(subscribe('1', query));
    await waiting.next();
    client.socket.terminate();
    await expectCancelled('websocket', type);
  });

  test.each([...OPERATIONS, ...EVENTS])('when it completes (%s: %s)', async (type, query) => {
    const client = await connect(running.url);
    client.send(subscribe('1', query));
    await waiting.next();
    client.send({ id: '1', type: 'complete' });
    await expectCancelled('websocket', type);
    client.socket.close();
  });
});

test('what fails before the caller has left is an error as ever', async () => {
  const client = await connect(running.url);
  client.send(subscribe('1', '{ helo }'));
  expect(await client.next()).toMatchObject({ type: 'error' });
  client.socket.close();
  const { body } = await running.telemetry.metrics();
  expect(body).toContain('gateway_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1');
});
