/** An operation may wait for many things at once; nobody is told of a leak that is none. */
import { expect, onTestFinished, test } from 'vitest';
import type { Operation } from '../../src/schema/operation.ts';
import { connect, post, startServer, subscribe } from './support.ts';

/** As many calls on their way listen to the end of their operation. */
function listen(operation: Operation): { operation: Operation } {
  for (let number = 0; number < 30; number += 1) operation.signal?.addEventListener('abort', () => {});
  return { operation };
}

test('an operation with many calls at once warns of nothing, over HTTP and a WebSocket', async () => {
  const warnings: string[] = [];
  const note = ({ message }: Error): void => void warnings.push(message);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  await using running = await startServer({}, { createContext: listen });
  expect(await (await post(running.url, { query: '{ hello }' })).json()).toEqual({
    data: { hello: 'world' },
  });
  const client = await connect(running.url);
  client.send(subscribe('1', '{ hello }'));
  expect(await client.next()).toMatchObject({ type: 'next', payload: { data: { hello: 'world' } } });
  client.socket.terminate();
  await client.closed;
  expect(warnings.filter((text) => text.includes('listeners'))).toEqual([]);
});
