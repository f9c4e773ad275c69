import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { start } from '../faults/starting.ts';
import { type GatewayWithSandbox, startWithSandbox } from '../faults/with-sandbox.ts';
import { callLines } from '../support/calls.ts';

const WATCH = 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { gid status newTask { name } } }';

let running: GatewayWithSandbox;
beforeAll(async () => {
  running = await startWithSandbox({
    sandbox: { jobDurationMs: (_kind, name) => (name.includes('long') ? 600_000 : 0) },
  });
  // Whose token it is gets known once, in the background of a start.
  await running.ask('{ recentJobs { gid } }');
});
afterAll(() => running[Symbol.asyncDispose]());

type Events = AsyncIterator<unknown> & { return?: (value?: undefined) => Promise<unknown> };

const overSocket = (variables: Record<string, unknown>): Events =>
  running.connect().iterate({ query: WATCH, variables });

async function* overStream(variables: Record<string, unknown>): AsyncGenerator<unknown> {
  const response = await fetch(running.gateway.url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${running.sandbox.tokens.ada}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
    },
    body: JSON.stringify({ query: WATCH, variables }),
  });
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString();
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const data = /^event: next\ndata: (.*)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (data !== undefined) yield JSON.parse(data);
    }
  }
}

describe.each([
  ['a WebSocket', overSocket],
  ['an event stream', overStream],
])('the first event over %s', (_transport, watch) => {
  test('is the present state, by one read, though nothing changes', async () => {
    const { gid } = await start(running, { name: 'A long one' });
    running.sandbox.clearCalls();
    const events = watch({ gid });
    const { value } = await events.next();
    expect(value).toMatchObject({
      data: { jobUpdated: { gid, status: expect.stringMatching(/^(NOT_STARTED|IN_PROGRESS)$/) } },
    });
    expect(callLines(running.sandbox.calls)).toEqual([
      expect.stringMatching(new RegExp(`^GET /jobs/${gid} \\[.*new_task.name.*status\\]$`)),
    ]);
    await events.return?.(undefined);
  });

  test('comes to somebody who joins as well', async () => {
    const { gid } = await start(running, { name: 'A long one' });
    running.sandbox.clearCalls();
    const [first, second] = [watch({ gid }), watch({ gid })];
    const told = await first.next();
    expect((await second.next()).value).toEqual(told.value);
    expect(callLines(running.sandbox.calls).length).toBeLessThanOrEqual(2);
    await Promise.all([first.return?.(undefined), second.return?.(undefined)]);
  });

  test('is the only one when the job has finished', async () => {
    const { gid } = await start(running, { name: 'Over' });
    await running.ask('query ($gid: ID!) { waitForJob(gid: $gid) { status } }', { gid });
    running.sandbox.clearCalls();
    const events = watch({ gid });
    expect((await events.next()).value).toMatchObject({ data: { jobUpdated: { status: 'SUCCEEDED' } } });
    expect((await events.next()).done).toBe(true);
    expect(callLines(running.sandbox.calls)).toHaveLength(1);
  });
});
