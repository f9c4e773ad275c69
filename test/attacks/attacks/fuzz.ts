/** Nonsense, half sense and sense in the wrong order: bodies, messages and upgrade requests made by chance. */
import { once } from 'node:events';
import fc from 'fast-check';
import { type Attack, sideBySide } from '../attack.ts';
import { crowd, post, tcp, websocket } from '../clients.ts';

const WORDS = [
  'me',
  'job',
  'gid',
  '{',
  '}',
  '(',
  ')',
  '$a',
  ':',
  '"1"',
  '...',
  'on',
  'Job',
  '@skip(if: true)',
  '__schema',
  '"',
  '\\u',
  '#',
  '0',
  '-',
  '1e999',
  'null',
  'query',
  'mutation',
  'subscription',
  'fragment',
  'é',
  '\u0000',
  '\ud800',
  '💥',
];
const document = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join(' ')),
  fc.string({ maxLength: 200, unit: 'binary' }),
  fc.constantFrom(
    '{ me { name } }',
    'query ($a: ID!) { job(gid: $a) { status } }',
    'subscription { jobUpdated(gid: "1") { status } }',
  ),
);
const params = fc.record(
  {
    query: fc.oneof(
      { weight: 5, arbitrary: document },
      { weight: 1, arbitrary: fc.jsonValue() as fc.Arbitrary<unknown> },
    ),
    variables: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
    operationName: fc.oneof(fc.string(), fc.jsonValue()),
    extensions: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  { weight: 4, arbitrary: params.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 500 }) },
);
const contentType = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/graphql',
  'multipart/form-data; boundary=x',
  'application/json;charset=UTF-8',
  '',
);
const accept = fc.constantFrom(
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'text/event-stream',
  'multipart/mixed',
  'application/json;q=0',
  'image/png',
  ';;;',
);
const message = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record(
        {
          type: fc.constantFrom(
            'subscribe',
            'complete',
            'ping',
            'pong',
            'connection_init',
            'next',
            'error',
            'start',
            'stop',
          ),
          id: fc.oneof(
            fc.constantFrom('1', '2', '', '__proto__', 'constructor'),
            fc.string({ maxLength: 300 }),
            fc.jsonValue(),
          ),
          payload: fc.oneof(params, fc.jsonValue()),
        },
        { requiredKeys: ['type'] },
      )
      .map((value) => JSON.stringify(value)),
  },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
const headerLine = fc.constantFrom(
  'Upgrade: websocket',
  'Upgrade: h2c',
  'Upgrade: websocket, h2c',
  'Connection: Upgrade',
  'Connection: close',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Version: 8',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Key: x',
  'Sec-WebSocket-Protocol: graphql-transport-ws',
  'Sec-WebSocket-Protocol: graphql-ws',
  'Sec-WebSocket-Protocol: ,,',
  'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=1',
  'Host: 127.0.0.1',
  'Host: evil.example',
  'Origin: null',
  'Origin: https://evil.example',
  'Transfer-Encoding: chunked',
  'Content-Length: 5',
  'Content-Length: -1',
  'Expect: 100-continue',
);
const upgrade = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'CONNECT', 'OPTIONS', 'HEAD', 'BREW'),
    path: fc.constantFrom(
      '/graphql',
      '/',
      '/graphql/',
      '//graphql',
      '/graphql?query={me{name}}',
      'http://evil.example/graphql',
      '*',
      '/%00',
    ),
    lines: fc.array(headerLine, { maxLength: 10 }),
    rest: fc.string({ unit: 'binary', maxLength: 50 }),
  })
  .map(
    ({ method, path, lines, rest }) => `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${rest}`,
  );

/** Values in a row that the seed decides. */
function* endless<T>(arbitrary: fc.Arbitrary<T>, seed: number): Generator<T> {
  for (let round = 0; ; round += 1) yield* fc.sample(arbitrary, { seed: seed + round, numRuns: 500 });
}

const isAlarm = (text: string): boolean => text.includes('INTERNAL_SERVER_ERROR');

export const fuzz: readonly Attack[] = [
  {
    name: 'bodies made by chance',
    async run(target, signal) {
      const agent = crowd(8);
      const complaints: string[] = [];
      const requests = endless(fc.tuple(body, contentType, accept), target.seed);
      const sent = await sideBySide(8, signal, async () => {
        const [text, type, accepted] = requests.next().value as [string, string, string];
        const headers = { 'content-type': type, accept: accepted, authorization: target.authorization };
        // A subscription over an event stream has no end of its own: the connection is given up after a moment.
        const answer = await Promise.race([
          post(target, text, { agent, headers }),
          new Promise<null>((resolve) => setTimeout(resolve, 500, null)),
        ]);
        if (!answer) return;
        const isWrong = isAlarm(answer.head) || (answer.status >= 500 && answer.status !== 503);
        if (isWrong) complaints.push(`${type} ${text} -> ${answer.status} ${answer.head}`.slice(0, 2_000));
      });
      agent.destroy();
      return { sent, complaints };
    },
  },
  {
    name: 'messages made by chance',
    async run(target, signal) {
      const complaints: string[] = [];
      const messages = endless(fc.array(message, { minLength: 1, maxLength: 20 }), target.seed);
      const sent = await sideBySide(8, signal, async () => {
        const socket = await websocket(target);
        socket.on('message', (data) => {
          if (isAlarm(String(data))) complaints.push(String(data).slice(0, 1_000));
        });
        const closed = once(socket, 'close');
        for (const text of messages.next().value as string[]) socket.send(text);
        socket.close(1000);
        const [code] = (await closed) as [number];
        if (code === 4500 || code === 1011) complaints.push(`closed with ${code}`);
      });
      return { sent, complaints };
    },
  },
  {
    name: 'upgrade requests made by chance',
    async run(target, signal) {
      const complaints: string[] = [];
      const requests = endless(upgrade, target.seed);
      const sent = await sideBySide(16, signal, async () => {
        const socket = await tcp(target);
        let text = '';
        socket.on('data', (chunk: Buffer) => {
          if (text.length < 2_000) text += chunk.toString('latin1');
        });
        const request = requests.next().value as string;
        socket.write(request);
        socket.setTimeout(150, () => socket.destroy());
        await once(socket, 'close');
        if (isAlarm(text) || / 50[0-2] /.test(text.slice(0, 20))) complaints.push(`${request} -> ${text}`);
      });
      return { sent, complaints };
    },
  },
];
