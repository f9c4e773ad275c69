import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadTrustedDocuments } from '../../../src/server/operation/trusted-documents.ts';
import { connect, post, startServer } from '../support.ts';

const HELLO = 'query Hello { hello }';
const TICK = 'subscription Tick { tick }';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const hashed = (text: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } },
});

let folder: string;
const write = async (name: string, content: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trusted-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([true, false])('only trusted documents run, all written by Yoga: %s', (yogaWritesAll) => {
  test.each([
    ['by hash', hashed(HELLO)],
    ['by document id', { documentId: hashOf(HELLO) }],
    ['by prefixed document id', { documentId: `sha256:${hashOf(HELLO)}` }],
    ['by their exact text', { query: HELLO }],
    ['by hash, whatever the text', { query: '{ who }', ...hashed(HELLO) }],
  ])('%s', async (_name, body) => {
    const path = await write(
      'documents.json',
      JSON.stringify({ [hashOf(HELLO)]: HELLO, [hashOf(TICK)]: TICK }),
    );
    await using running = await startServer({ trustedDocuments: path }, { yogaWritesAll });
    const answer = { data: { hello: 'world' } };
    expect(await (await post(running.url, body)).json()).toEqual(answer);
    const client = await connect(running.url);
    client.send({ id: '1', type: 'subscribe', payload: { query: '', ...body } });
    expect(await client.next()).toMatchObject({ type: 'next', payload: answer });
    client.send({ id: '2', type: 'subscribe', payload: body });
    expect(await client.next()).toMatchObject({ id: '1', type: 'complete' });
    expect(await client.next()).toMatchObject({ id: '2', type: 'next', payload: answer });
  });

  test.each([
    ['an unknown hash', hashed('{ who }')],
    ['an unknown text', { query: '{ hello }' }],
    ['nothing', { variables: { a: 1 } }],
  ])('%s is refused', async (_name, body) => {
    const path = await write('documents.json', JSON.stringify({ [hashOf(HELLO)]: HELLO }));
    await using running = await startServer({ trustedDocuments: path }, { yogaWritesAll });
    const response = await post(running.url, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test('streams by hash, over SSE and WebSocket', async () => {
    const path = await write('documents.json', JSON.stringify({ [hashOf(TICK)]: TICK }));
    await using running = await startServer({ trustedDocuments: path }, { yogaWritesAll });
    const response = await post(running.url, hashed(TICK), { accept: 'text/event-stream' });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const overSse = await running.tickers.next();
    await response.body?.cancel();
    await overSse.left;
    const client = await connect(running.url);
    client.send({ id: '1', type: 'subscribe', payload: { query: '', ...hashed(TICK) } });
    (await running.tickers.next()).push(3);
    expect(await client.next()).toMatchObject({ payload: { data: { tick: 3 } } });
    client.send({ id: '2', type: 'subscribe', payload: { query: '{ hello }' } });
    expect(await client.next()).toMatchObject({
      id: '2',
      type: 'error',
      payload: [{ extensions: { code: 'BAD_REQUEST' } }],
    });
  });
});

test.each([
  ['not-json.json', '{', 'cannot be read as JSON'],
  ['list.json', '[]', 'must hold one object'],
  ['numbers.json', '{"a": 1}', '"a" is not one'],
  ['twice.json', '{"a": "{ hello }", "a": "{ other }"}', 'must have an id once, "a" stands there twice'],
])('the file %s is named when it is wrong', async (name, content, message) => {
  const path = await write(name, content);
  await expect(loadTrustedDocuments(path)).rejects.toThrow(message);
});

test('a missing file is named', async () => {
  await expect(loadTrustedDocuments(join(folder, 'missing.json'))).rejects.toThrow('TRUSTED_DOCUMENTS');
});
