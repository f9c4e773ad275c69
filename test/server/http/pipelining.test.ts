/** Requests that are sent without waiting for answers: whatever comes behind them, each is answered, in its turn. */
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytes, raw } from '../../security/support.ts';
import { rawSocket } from '../../support/raw-socket.ts';
import { startServer, type TestServer } from '../support.ts';

let running: TestServer;
beforeEach(async () => {
  running = await startServer();
});
afterEach(() => running.server.close());

const KEPT = { Connection: 'keep-alive' };

function posted(query: string, headers: Record<string, string> = KEPT): string {
  const body = JSON.stringify({ query });
  const type = { 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
  return bytes('POST /graphql', { ...type, ...headers }, body);
}

const SLOW = posted('mutation { hang }');
const UPGRADE = { Upgrade: 'websocket', Connection: 'Upgrade' };
const HANDSHAKE = {
  ...UPGRADE,
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  'Sec-WebSocket-Protocol': 'graphql-transport-ws',
};

/** What comes back, the first request being slow. */
async function behindSlow(...requests: string[]): Promise<string> {
  const answers = raw(running.url, SLOW + requests.join(''));
  await running.hanging.next();
  running.release();
  return answers;
}

const statusesOf = (answers: string): number[] =>
  [...answers.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

describe('behind a slow request', () => {
  test.each([
    ['the next', []],
    ['others', [posted('{ who: hello }'), posted('{ who: hello }')]],
  ])('an upgrade to what is not served is plain HTTP, after %s', async (_name, between) => {
    const upgrade = bytes('GET /graphql?query={plain:hello}', { Upgrade: 'foo', Connection: 'Upgrade' });
    const last = posted('{ last: hello }', { Connection: 'close' });
    const answers = await behindSlow(...between, upgrade, last);
    expect(statusesOf(answers)).toEqual([200, ...between.map(() => 200), 200, 200]);
    expect(answers).toMatch(/"hang":"released"[\s\S]*"plain":"world"[\s\S]*"last":"world"/);
  });

  test.each([
    ['with it', true],
    ['before it is open', false],
  ])('a WebSocket is opened after the answers, and reads what was sent %s', async (_name, isTogether) => {
    const close = Buffer.from([0x88, 0x80, 0, 0, 0, 0]); // masked
    const socket = rawSocket(running.server.address.port);
    const requests = Buffer.from(SLOW + SLOW + bytes('GET /graphql', HANDSHAKE));
    socket.write(isTogether ? Buffer.concat([requests, close]) : requests);
    let answers = '';
    socket.on('data', (chunk) => {
      answers += chunk.toString('latin1');
    });
    await running.hanging.next();
    running.release();
    await running.hanging.next();
    if (!isTogether) socket.write(close);
    expect((await fetch(`${running.server.baseUrl}/health`)).status).toBe(200); // it is there by now
    running.release();
    await once(socket, 'close');
    expect(statusesOf(answers)).toEqual([200, 200, 101]);
    expect(answers.split('\r\n\r\n').at(-1)).toBe('\x88\x00');
  });

  test.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['a tunnel', bytes('CONNECT localhost:443'), 405],
    ['an expectation', bytes('GET /health', { Expect: 'miracles' }), 417],
    ['a refused WebSocket', bytes('GET /graphql', UPGRADE), 400],
    ['headers without end', bytes('GET /health', { 'X-Long': 'x'.repeat(20_000) }), 431],
  ])('%s is refused after the answers to all before', async (_name, last, status) => {
    const answers = await behindSlow(posted('mutation { start }'), last);
    expect(statusesOf(answers)).toEqual([200, 200, status]);
    expect(answers).toMatch(/"hang":"released"[\s\S]*"start":"started"[\s\S]*"BAD_REQUEST"/);
  });

  test('a body that cannot be read is refused in its turn', async () => {
    const chunked = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked', ...KEPT };
    const answers = await behindSlow(bytes('POST /graphql', chunked, 'no chunk\r\n'));
    expect(statusesOf(answers)).toEqual([200, 400]);
    await expect.poll(() => running.lines.length).toBe(2);
    expect(running.lines).toMatchObject([{ outcome: 'ok' }, { outcome: 'refused', status: 400 }]);
  });

  test('what does not come in time is refused after the answer', async () => {
    await using hasty = await startServer({}, { timeouts: { headersMs: 50, requestMs: 100, checkMs: 20 } });
    const answers = raw(hasty.url, SLOW + bytes('GET /health').slice(0, -4));
    await hasty.hanging.next();
    const late = bytes('GET /health').slice(0, -4);
    expect(statusesOf(await raw(hasty.url, late))).toEqual([408]); // the other's time was over before
    hasty.release();
    expect(statusesOf(await answers)).toEqual([200, 408]);
  });

  test('an upgrade that waits does not hold up the end', async () => {
    const answers = raw(running.url, SLOW + bytes('GET /graphql', HANDSHAKE));
    await running.hanging.next();
    await running.server.close();
    expect(await answers).toBe('');
  });
});

test('nothing runs behind an answer that was the last', async () => {
  const refused = bytes('GET /health', { Expect: 'miracles', ...KEPT });
  expect(statusesOf(await raw(running.url, refused + posted('mutation { start }')))).toEqual([417]);
  expect(running.lines).toEqual([]);
});

test('one connection may ask for upgrades as often as it likes', async () => {
  const warnings: Error[] = [];
  const warned = (warning: Error): void => void warnings.push(warning);
  process.on('warning', warned);
  const upgrade = bytes('GET /health', { Upgrade: 'foo', Connection: 'Upgrade' });
  const answers = await raw(running.url, upgrade.repeat(30) + bytes('GET /health'));
  process.off('warning', warned);
  expect(statusesOf(answers)).toEqual(Array(31).fill(200));
  expect(warnings).toEqual([]);
});

describe('a handshake that is none', () => {
  const WITHOUT_KEY = { ...HANDSHAKE, 'Sec-WebSocket-Key': '' };
  test.each([
    ['no key', bytes('GET /graphql', UPGRADE), 400, 'Sec-WebSocket-Key'],
    ['an empty key', bytes('GET /graphql', WITHOUT_KEY), 400, 'Sec-WebSocket-Key'],
    [
      'another version',
      bytes('GET /graphql', { ...HANDSHAKE, 'Sec-WebSocket-Version': '7' }),
      400,
      'Version',
    ],
    ['no names', bytes('GET /graphql', { ...HANDSHAKE, 'Sec-WebSocket-Protocol': ',,' }), 400, 'Protocol'],
    ['POST', bytes('POST /graphql', HANDSHAKE), 405, 'GET'],
  ])('(%s) is refused in the form of all refusals', async (_name, request, status, message) => {
    const answer = await raw(running.url, request);
    expect(statusesOf(answer)).toEqual([status]);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(status === 405 ? /^Allow: GET$/m : /^Sec-WebSocket-Version: 13, 8$/m);
    expect(head).toMatch(/^Content-Type: application\/json/m);
    expect(JSON.parse(body)).toMatchObject({
      errors: [
        {
          message: expect.stringContaining(message),
          extensions: { code: 'BAD_REQUEST', retryable: false },
        },
      ],
    });
  });
});
