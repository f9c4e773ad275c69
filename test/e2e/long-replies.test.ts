/** Replies of Asana that are long, all at once: the program with a small heap gives up the longest of them, and lives. */
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { type Answer, scriptedAsana } from '../support/scripted-asana.ts';
import { post, run, urlOf } from './support.ts';

const MEGABYTES = 2 ** 20;
const HEAP = 128;
/** Of which a few are more than a quarter of the heap. */
const REPLY_BYTES = 15 * MEGABYTES;
const READS = 8;
const me: Answer = (_request, response) => void response.end('{"data":{"gid":"7","name":"Ada"}}');

test('what comes of all replies together is bounded, and short ones get through', async () => {
  const asana = await scriptedAsana();
  onTestFinished(() => asana[Symbol.asyncDispose]());
  const running = run(['start', '--port', '0'], {
    env: {
      NODE_OPTIONS: `--max-old-space-size=${HEAP}`,
      ASANA_BASE_URL: asana.baseUrl,
      ASANA_TIMEOUT: '60s',
    },
  });
  onTestFinished(() => running[Symbol.asyncDispose]());
  const url = await urlOf(running);
  const ask = (query: string) => post(url, query, {}, { authorization: 'Bearer of-somebody' });
  asana.next(me);
  await ask('{ me { name } }');

  const ends: (() => void)[] = [];
  const nearlyAll: Answer = (_request, response) => {
    response.on('error', () => {});
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(`{"data":[{"gid":"1","name":"${'x'.repeat(REPLY_BYTES)}`);
    ends.push(() => response.end('"}]}'));
  };
  asana.next(...Array.from({ length: READS }, () => nearlyAll));
  const reads = Array.from({ length: READS }, (_, at) =>
    ask(`{ project(gid: "${at + 1}") { tasks(first: 1) { nodes { gid } } } }`),
  );
  const first = await Promise.race(reads);
  expect(first.errors).toMatchObject([
    { extensions: { code: 'SERVICE_UNAVAILABLE', limit: 'upstreamBytesInAll', retryable: true } },
  ]);
  await asana.received(READS + 1);
  asana.next(me);
  expect(await ask('{ me { name } }')).toEqual({ data: { me: { name: 'Ada' } } });
  for (const end of ends) end();
  const codes = (await Promise.all(reads)).map(({ errors }) => errors?.[0]?.extensions.limit ?? 'answered');
  expect(new Set(codes)).toEqual(new Set(['answered', 'upstreamBytesInAll']));
  running.child.kill('SIGTERM');
  await once(running.child, 'exit');
  expect(running.child.exitCode).toBe(0);
});
