/**
 * Reads a stream of events as GraphQL over HTTP sends them: `event: next` with a result, `event: complete` at the end,
 * comments to keep the line open. Knows no operation.
 */
import { parseJson } from '../../json.ts';

/** One event is at most so long, characters. */
const LONGEST_EVENT = 16 * 1024 * 1024;

/** The results of a stream; returns at `complete`. A stream that ends without it is broken, and throws. */
export async function* readEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    if (rest.length > LONGEST_EVENT) throw new Error('an event of more than 16 MiB');
    const events = rest.split(/\r?\n\r?\n/);
    rest = events.pop() ?? '';
    for (const event of events) {
      const { name, data } = fieldsOf(event);
      if (name === 'complete') return;
      if (name === 'next') yield parseJson(data);
    }
  }
  throw new Error('the stream ended before it was complete');
}

function fieldsOf(event: string): { name: string; data: string } {
  let name = '';
  const data: string[] = [];
  for (const line of event.split(/\r?\n/)) {
    const [, field, value = ''] = /^(\w+):? ?(.*)$/.exec(line) ?? [];
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
  }
  return { name, data: data.join('\n') };
}
