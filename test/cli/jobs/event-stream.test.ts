import { describe, expect, test } from 'vitest';
import { readEvents } from '../../../src/cli/jobs/event-stream.ts';

async function read(...chunks: (string | Uint8Array)[]): Promise<unknown[]> {
  async function* bytes() {
    for (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
  }
  const seen: unknown[] = [];
  for await (const event of readEvents(bytes())) seen.push(event);
  return seen;
}

describe('a stream of events', () => {
  test('is read however it is cut into pieces', async () => {
    const text = ':\n\nevent: next\ndata: {"data":{"name":"Zoë"}}\n\nevent: complete\ndata:\n\n';
    const all = new TextEncoder().encode(text);
    const single = [...all].map((byte) => Uint8Array.of(byte));
    expect(await read(text)).toEqual([{ data: { name: 'Zoë' } }]);
    expect(await read(...single)).toEqual([{ data: { name: 'Zoë' } }]);
  });

  test('may end its lines as it likes, and write data in several', async () => {
    expect(await read('event: next\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent: complete\r\n\r\n')).toEqual([
      { a: 1 },
    ]);
  });

  test('that ends before it is complete is broken', async () => {
    await expect(read('event: next\ndata: {}\n\n')).rejects.toThrow('before it was complete');
  });
});
