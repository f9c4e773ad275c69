import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { asanaToken } from '../../../src/asana/api/token.ts';
import { createAsanaClient } from '../../../src/asana/client.ts';
import { decodeBody } from '../../../src/asana/transport/content-coding.ts';
import { changesIn } from '../../../src/asana/transport/wire.ts';
import { silentTelemetry } from '../../../src/telemetry.ts';
import { clientBench, taskRead } from '../../support/asana-client.ts';
import type { Answer } from '../../support/scripted-asana.ts';

const RECORD = JSON.stringify({ data: { gid: '1', name: 'One' } });
const START = { path: '/tasks/1/duplicate', route: '/tasks/{gid}/duplicate', body: {}, fields: [] };

function packed(coding: string, body: Buffer, status = 200): Answer {
  return (_request, response) => void response.writeHead(status, { 'content-encoding': coding }).end(body);
}

describe('a reply in a content coding', () => {
  test.each([
    ['gzip', gzipSync(RECORD)],
    ['x-gzip', gzipSync(RECORD)],
    ['GZIP', gzipSync(RECORD)],
    ['br', brotliCompressSync(RECORD)],
    ['deflate', deflateSync(RECORD)],
    ['deflate', deflateRawSync(RECORD)],
    ['identity', Buffer.from(RECORD)],
    ['gzip, br', brotliCompressSync(gzipSync(RECORD))],
  ])('%s is read, of reads and of starts', async (coding, body) => {
    const { client, asana, context } = await clientBench();
    asana.next(packed(coding, body), packed(coding, body, 201));
    expect((await client.read(taskRead('1'), context())).data).toEqual({ gid: '1', name: 'One' });
    expect((await client.start(START, context())).data).toEqual({ gid: '1', name: 'One' });
    expect(asana.requests.map(({ headers }) => headers['accept-encoding'])).toEqual([
      'gzip, br, deflate',
      'gzip, br, deflate',
    ]);
  });

  test.each([
    ['zstd', Buffer.from('x'), 'a content coding it was not asked for'],
    ['gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(RECORD))), 'a content coding it was not asked for'],
    ['gzip', Buffer.from(RECORD), 'a body that does not unpack'],
    ['br', brotliCompressSync(RECORD).subarray(0, 10), 'a body that does not unpack'],
    ['constructor', Buffer.from('x'), 'a content coding it was not asked for'],
  ])('%s that cannot be read says so', async (coding, body, what) => {
    const { client, asana, context } = await clientBench();
    asana.next(packed(coding, body), packed(coding, body, 201));
    await expect(client.read(taskRead('1'), context())).rejects.toMatchObject({
      code: 'UPSTREAM_ERROR',
      message: expect.stringContaining(`GET /tasks/1 with ${what}`),
    });
    await expect(client.start(START, context())).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(asana.calls).toHaveLength(2);
  });

  test('that unpacks to more than 20 MiB is given up on the way', async () => {
    const { client, asana, context } = await clientBench();
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, 'x'));
    asana.next(packed('gzip', bomb));
    const before = process.memoryUsage().arrayBuffers;
    await expect(client.read(taskRead('1'), context())).rejects.toMatchObject({
      code: 'UPSTREAM_ERROR',
      retryable: false,
      message: expect.stringContaining('more than 20 MiB'),
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * 1024 * 1024);
  });

  test('that is long says how long it is as it unpacks, and is given up where there is no room', async () => {
    const long = 'x'.repeat(1_000_000);
    for (const [coding, body] of [
      ['gzip', gzipSync(long)],
      ['br', brotliCompressSync(long)],
      ['deflate', deflateSync(long)],
      ['deflate', deflateRawSync(long)],
    ] as const) {
      const told: number[] = [];
      const read = await decodeBody(body, coding, 2_000_000, (bytes) => told.push(bytes) > 0);
      expect([read, told.at(-1)]).toEqual([{ text: long }, long.length]);
      const given = await decodeBody(body, coding, 2_000_000, (bytes) => bytes < 300_000);
      expect(given).toEqual({ problem: 'no room' });
    }
  });

  test('four long ones are unpacked at once, the others after them', async () => {
    const body = gzipSync('x'.repeat(1_000_000));
    let underWay = 0;
    let most = 0;
    const unpackOne = async () => {
      const read = decodeBody(body, 'gzip', 2_000_000, (bytes) => {
        if (bytes === 0) underWay += 1;
        if (bytes === 1_000_000) underWay -= 1;
        most = Math.max(most, underWay);
        return true;
      });
      return 'text' in (await read);
    };
    expect(await Promise.all(Array.from({ length: 9 }, unpackOne))).not.toContain(false);
    expect([most, underWay]).toEqual([4, 0]);
  });

  test('with a status of its own keeps its words', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(packed('gzip', gzipSync('{"errors":[{"message":"task: Unknown object: 1"}]}'), 404));
    await expect(client.read(taskRead('1'), context())).rejects.toMatchObject({
      code: 'NOT_FOUND',
      upstreamMessages: ['task: Unknown object: 1'],
    });
  });
});

/** A server of raw bytes, which says the same to whoever asks, in pieces. */
async function answering(...parts: string[]) {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => {
      const [first = '', ...rest] = parts;
      socket.write(first);
      for (const part of rest) setImmediate(() => socket.write(part));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = createAsanaClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    timeoutMs: 5_000,
    requestsPerMinute: 'auto',
    telemetry: silentTelemetry(),
    random: () => 0,
  });
  onTestFinished(async () => {
    await client[Symbol.asyncDispose]();
    server.close();
  });
  const stats = { upstreamCalls: 0, retries: 0 };
  return {
    client,
    stats,
    context: { token: asanaToken('1/secret-of-ann'), priority: 'read', stats } as const,
  };
}

describe('a server that says 100 Continue though nobody asked', () => {
  const reply = `HTTP/1.1 200 OK\r\ncontent-length: ${RECORD.length}\r\n\r\n${RECORD}`;
  const hold = 'HTTP/1.1 100 Continue\r\n\r\n';

  test.each([
    ['at once with the reply', [hold + reply]],
    ['twice', [hold + hold + reply]],
    ['before the reply', [hold, reply]],
    ['in pieces', [hold.slice(0, 7), hold.slice(7, 20), hold.slice(20) + reply.slice(0, 9), reply.slice(9)]],
    ['after other news', [`HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${hold}`, reply]],
    ['not at all', [reply.slice(0, 10), reply.slice(10)]],
  ])('%s is heard out, of reads and of starts', async (_what, parts) => {
    const { client, context, stats } = await answering(...parts);
    for (let read = 0; read < 3; read += 1) {
      expect((await client.read(taskRead('1'), context)).data).toEqual({ gid: '1', name: 'One' });
    }
    expect((await client.start(START, context)).data).toEqual({ gid: '1', name: 'One' });
    expect(stats).toEqual({ upstreamCalls: 4, retries: 0 });
  });
});

test.each([
  ['no HTTP', 'hello\r\n\r\n'],
  ['a chunk without a length', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ['a header that may not be', `HTTP/1.1 200 OK\r\na: \0\r\ncontent-length: 2\r\n\r\n{}`],
  ['two lengths', `HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}`],
  ['a head of 40,000 bytes', `HTTP/1.1 200 OK\r\na: ${'a'.repeat(40_000)}\r\ncontent-length: 2\r\n\r\n{}`],
])('%s is an answer nobody understands, not a server nobody reached', async (_what, reply) => {
  const { client, context, stats } = await answering(reply);
  await expect(client.read(taskRead('1'), context)).rejects.toMatchObject({
    code: 'UPSTREAM_ERROR',
    retryable: true,
    message: expect.stringContaining('Asana answered GET /tasks/1 with something that is no HTTP'),
  });
  expect(stats).toEqual({ upstreamCalls: 4, retries: 3 });
  await expect(client.start(START, context)).rejects.toMatchObject({
    code: 'OUTCOME_UNKNOWN',
    message: expect.stringContaining('the reply was unreadable'),
  });
  expect(stats.upstreamCalls).toBe(5);
});

test('every call asks for the changes of the API that the settings name', async () => {
  const { client, asana, context } = await clientBench({ changes: { enable: ['a', 'b'], disable: ['c'] } });
  await client.read(taskRead('1'), context());
  await client.readMany([taskRead('1'), taskRead('2')], context());
  await client.start(START, context());
  expect(asana.requests.map(({ headers }) => [headers['asana-enable'], headers['asana-disable']])).toEqual(
    Array(3).fill(['a,b', 'c']),
  );
});

test.each([
  [
    'name=a;info=https://x.test/?p=1,2;affected=true',
    [{ name: 'a', info: 'https://x.test/?p=1,2', affected: true }],
  ],
  [
    'name=a;info=https://x.test/1,2;affected=true, name=b;info=;affected=false',
    [
      { name: 'a', info: 'https://x.test/1,2', affected: true },
      { name: 'b', info: '', affected: false },
    ],
  ],
  ['Name=a; Affected=True', [{ name: 'a', info: '', affected: true }]],
  ['nonsense', []],
  [',,;;==', []],
])('the header %j announces changes', (header, changes) => {
  expect(changesIn(header)).toEqual(changes);
});
