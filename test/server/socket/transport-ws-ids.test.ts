/** Ids of operations are the client's: which come back, and when they may be used again. Spoken by hand. */
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { connect, subscribe } from '../support.ts';
import { complete, expectAnswer, expectSilence, sharedServer } from './spoken.ts';

const server = sharedServer();

describe('an id comes back as it was sent', () => {
  test.each([
    '1',
    '0',
    '-1',
    '007',
    ' ',
    '__proto__',
    'constructor',
    'toString',
    'a"b\\c',
    '{"id":"1"}',
    '☃ 😀 \u0000 \u2028',
    'x'.repeat(256),
    '😀'.repeat(128),
  ])('%j', async (id) => {
    const client = await connect(server().url);
    client.send(subscribe(id, '{ hello }'));
    await expectAnswer(client, id, { hello: 'world' });
    client.send(subscribe(id, '{ helo }'));
    expect(await client.next()).toMatchObject({ id, type: 'error' });
    client.socket.close();
  });

  test('whatever order they are used in', async () => {
    const client = await connect(server().url);
    const text = (id: string) => subscribe(id, `query { echo(text: "${id}") }`);
    client.sendTogether(text('3'), text('1'), text('2'));
    const answers = new Map<string, unknown>();
    for (let message = 0; message < 6; message += 1) {
      const { id = '', type, payload } = await client.next();
      if (type === 'next') answers.set(id, payload);
    }
    expect(Object.fromEntries(answers)).toEqual({
      1: { data: { echo: '1' } },
      2: { data: { echo: '2' } },
      3: { data: { echo: '3' } },
    });
    client.socket.close();
  });
});

describe('an id is free again', () => {
  test('after the last message of its operation', async () => {
    const client = await connect(server().url);
    for (let time = 1; time <= 3; time += 1) {
      client.send(subscribe('1', '{ hello }'));
      await expectAnswer(client, '1', { hello: 'world' });
    }
    client.socket.close();
  });

  test.each([
    ['a query', '{ hang }'],
    ['a mutation', 'mutation { hang }'],
  ])('once completed, while %s is still ending', async (_what, query) => {
    const client = await connect(server().url);
    client.send(subscribe('1', query));
    const { signal } = await server().hanging.next();
    client.send(complete('1'));
    client.send(subscribe('1', '{ hello }'));
    await expectAnswer(client, '1', { hello: 'world' });
    expect(signal?.aborted).toBe(true);
    server().release();
    await expectSilence(client);
    client.socket.close();
  });

  test.each([
    ['a query', '{ hang }'],
    ['a mutation', 'mutation { hang }'],
  ])('in the same tick as it is completed, while %s runs', async (_what, query) => {
    const client = await connect(server().url);
    client.send(subscribe('1', query));
    await server().hanging.next();
    client.sendTogether(complete('1'), subscribe('1', '{ hello }'));
    await expectAnswer(client, '1', { hello: 'world' });
    server().release();
    await expectSilence(client);
    client.socket.close();
  });

  test.each(['query', 'mutation'])('while a %s under it ends before the new one does', async (type) => {
    const client = await connect(server().url);
    client.send(subscribe('1', `${type} { old: hang }`));
    await server().hanging.next();
    client.sendTogether(complete('1'), subscribe('1', `${type} { new: hang }`));
    await server().hanging.next();
    server().release();
    await expectSilence(client);
    server().release();
    await expectAnswer(client, '1', { new: 'released' });
    client.socket.close();
  });

  test('in the same tick as it was first used and completed', async () => {
    const client = await connect(server().url);
    client.sendTogether(
      subscribe('1', '{ hang }'),
      complete('1'),
      subscribe('1', 'subscription { tick }'),
      complete('1'),
      subscribe('1', '{ hello }'),
    );
    await expectAnswer(client, '1', { hello: 'world' });
    // Whether what was completed had begun by then is up to how much there is to do; if it had, it comes to its end.
    const { hanging, tickers } = server();
    if (hanging.size > 0) {
      server().release();
      await hanging.next();
    }
    if (tickers.size > 0) await (await tickers.next()).left;
    await expectSilence(client);
    client.socket.close();
  });

  test('fifty times in a tick', async () => {
    const client = await connect(server().url);
    const again = Array.from({ length: 50 }, (_, time) => [
      subscribe('1', `{ echo(text: "${time}") }`),
      complete('1'),
    ]).flat();
    client.sendTogether(...again, subscribe('1', '{ hello }'));
    await expectAnswer(client, '1', { hello: 'world' });
    await expectSilence(client);
    client.socket.close();
  });

  test('while the old operation ends between the two messages of the new one', async () => {
    const client = await connect(server().url);
    client.send(subscribe('1', '{ hang }'));
    await server().hanging.next();
    client.sendTogether(complete('1'), subscribe('1', 'subscription { tick }'));
    const ticker = await server().tickers.next();
    ticker.push(1);
    expect(await client.next()).toEqual({ id: '1', type: 'next', payload: { data: { tick: 1 } } });
    server().release();
    await expectSilence(client);
    ticker.push(2);
    expect(await client.next()).toEqual({ id: '1', type: 'next', payload: { data: { tick: 2 } } });
    ticker.end();
    expect(await client.next()).toEqual(complete('1'));
    client.socket.close();
  });

  test('for its second operation to be completed as well', async () => {
    const client = await connect(server().url);
    client.sendTogether(subscribe('1', '{ hang }'), complete('1'), subscribe('1', '{ hang }'));
    const [first, second] = [await server().hanging.next(), await server().hanging.next()];
    client.send(complete('1'));
    await once(second.signal!, 'abort');
    expect(first.signal?.aborted).toBe(true);
    server().release();
    server().release();
    await expectSilence(client);
    client.socket.close();
  });
});

describe('complete', () => {
  test('ends a stream, and its source', async () => {
    const client = await connect(server().url);
    client.send(subscribe('1', 'subscription { tick }'));
    const ticker = await server().tickers.next();
    ticker.push(1);
    expect(await client.next()).toMatchObject({ id: '1', type: 'next' });
    client.send(complete('1'));
    await ticker.left;
    ticker.push(2);
    await expectSilence(client);
    client.socket.close();
  });

  test('of what is not under way changes nothing', async () => {
    const client = await connect(server().url);
    client.send(complete('never'));
    client.send(subscribe('1', '{ hello }'));
    await expectAnswer(client, '1', { hello: 'world' });
    client.sendTogether(complete('1'), complete('1'));
    await expectSilence(client);
    client.socket.close();
  });

  test('of one operation leaves the others alone', async () => {
    const client = await connect(server().url);
    client.sendTogether(subscribe('1', 'subscription { tick }'), subscribe('2', 'subscription { tick }'));
    const [first, second] = [await server().tickers.next(), await server().tickers.next()];
    client.send(complete('1'));
    await first.left;
    second.push(2);
    expect(await client.next()).toEqual({ id: '2', type: 'next', payload: { data: { tick: 2 } } });
    expect(second.returned).toBe(false);
    client.socket.close();
  });
});
