import { Client, Dispatcher } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { StartAction } from '../../src/asana/client.ts';
import { clientBench, taskRead } from '../support/asana-client.ts';
import { REFUSALS } from '../support/refusals.ts';
import { hang, json, refuse, reset, text } from '../support/scripted-asana.ts';

const DUPLICATE: StartAction = {
  path: '/tasks/1/duplicate',
  route: '/tasks/{gid}/duplicate',
  body: { name: 'Copy' },
  fields: ['new_task.name', 'status'],
};
const started = json(201, { data: { gid: '7', status: 'not_started' } });

describe('a start', () => {
  test('is one POST with its body under data', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(started);
    expect((await client.start(DUPLICATE, context())).data).toEqual({ gid: '7', status: 'not_started' });
    expect(asana.calls).toEqual(['POST /tasks/1/duplicate [new_task.name,status]']);
    expect(asana.requests[0]?.body).toBe('{"data":{"name":"Copy"}}');
    expect(asana.requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      connection: 'close',
    });
  });

  test('without fields asks for none', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(started);
    await client.start({ ...DUPLICATE, fields: [] }, context());
    expect(asana.requests[0]?.url.search).toBe('');
  });

  test('goes over a connection nobody used before', async () => {
    const { client, asana, context } = await clientBench();
    await client.read(taskRead('1'), context());
    const before = asana.connections();
    asana.next(started, started);
    await client.start(DUPLICATE, context());
    await client.start(DUPLICATE, context());
    expect(asana.connections()).toBe(before + 2);
  });

  test.each([
    ['a reset', reset],
    ['a 500', refuse(500, 'Server Error')],
    ['a 503 that names a wait', refuse(503, 'Busy', { 'retry-after': '0' })],
    ['a 408', refuse(408, 'Request Timeout')],
    ['a 425', text(425, '')],
    ['errors in a 201', json(201, { errors: [{ message: 'Sorry' }] })],
    ['a job with an empty gid', json(201, { data: { gid: '' } })],
    ['HTML', text(201, '<html></html>')],
    ['an empty body', text(201, '')],
    ['a list', json(201, { data: [] })],
    ['a job without gid', json(201, { data: { status: 'succeeded' } })],
  ])('answered by %s has an unknown outcome and is not repeated', async (_what, answer) => {
    const { client, asana, context } = await clientBench();
    asana.next(answer);
    await expect(client.start(DUPLICATE, context())).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      retryable: false,
      message: expect.stringMatching(/POST \/tasks\/1\/duplicate.*look at the target/),
    });
    expect(asana.calls).toHaveLength(1);
  });

  test('that hangs has an unknown outcome at its deadline', async () => {
    const { client, asana, context } = await clientBench({ timeoutMs: 200 });
    asana.next(hang);
    await expect(client.start(DUPLICATE, context())).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(asana.calls).toHaveLength(1);
  });

  test.each(REFUSALS)('refused with %i fails with %s', async (status, code) => {
    const { client, asana, context } = await clientBench();
    asana.next(refuse(status, 'because'));
    await expect(client.start(DUPLICATE, context())).rejects.toMatchObject({
      code,
      upstreamMessages: ['because'],
    });
    expect(asana.calls).toHaveLength(1);
  });

  test.each([
    ['HTML', text(404, '<html>Maintenance</html>')],
    ['nothing', text(403, '')],
    ['other JSON', json(400, { message: 'blocked by policy' })],
  ])('refused by somebody else than Asana, with %s, is no refusal', async (_what, answer) => {
    const { client, asana, context } = await clientBench();
    asana.next(answer);
    await expect(client.start(DUPLICATE, context())).rejects.toMatchObject({
      code: 'UPSTREAM_ERROR',
      retryable: false,
      message: expect.stringContaining('POST /tasks/1/duplicate'),
    });
    expect(asana.calls).toHaveLength(1);
  });

  test('refused with 429 is sent again', async () => {
    const { client, asana, context } = await clientBench();
    asana.next(refuse(429, 'Rate limit reached', { 'retry-after': '0' }), started);
    expect((await client.start(DUPLICATE, context())).data).toMatchObject({ gid: '7' });
    expect(asana.calls).toHaveLength(2);
  });

  test.each([
    ['You have too many running jobs', true],
    ['Only 5 concurrent duplications are allowed', true],
    ['You already have 5 jobs in progress.', true],
    ['You have made too many concurrent requests', false],
    ['Rate limit exceeded for GET /jobs', false],
  ])('refused with %j is about running jobs: %s', async (message, about) => {
    const { client, asana, context, token } = await clientBench();
    asana.next(refuse(429, message, { 'retry-after': '600' }));
    const error = await client.start(DUPLICATE, context()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'RATE_LIMITED',
      details: {},
      upstreamMessages: [message],
      isAboutRunningJobs: about,
    });
    expect(client.rateLimit(token).retryAfterMs === null).toBe(about);
  });

  test('to a server that is not there was not sent', async () => {
    const { client, asana, context, stats } = await clientBench();
    await asana[Symbol.asyncDispose]();
    await expect(client.start(DUPLICATE, context())).rejects.toMatchObject({
      code: 'UPSTREAM_UNREACHABLE',
      message: expect.stringContaining('Nothing was sent'),
    });
    expect(stats.retries).toBe(3);
  });

  test('with less than half its time left is not sent', async () => {
    const { client, asana, context } = await clientBench();
    const deadlineMs = performance.now() + 4_000;
    await expect(client.start(DUPLICATE, context({ deadlineMs }))).rejects.toMatchObject({
      code: 'RATE_LIMITED',
    });
    expect(asana.calls).toEqual([]);
  });

  test('under way is not given up when its caller leaves', async () => {
    const { client, asana, context } = await clientBench();
    const leaving = new AbortController();
    asana.next((request, response) => {
      leaving.abort(new Error('left'));
      started(request, response);
    });
    const { data } = await client.start(DUPLICATE, context({ signal: leaving.signal }));
    expect(data).toMatchObject({ gid: '7' });
  });

  test('is not sent for a caller that has left', async () => {
    const { client, asana, context } = await clientBench();
    const signal = AbortSignal.abort(new Error('left'));
    await expect(client.start(DUPLICATE, context({ signal }))).rejects.toThrow('left');
    expect(asana.calls).toEqual([]);
  });

  test('that waits for budget is not sent when its caller leaves', async () => {
    const { client, asana, context } = await clientBench({ requestsPerMinute: 60 });
    await client.readMany(
      Array.from({ length: 10 }, (_, at) => taskRead(String(at + 1), 'name')),
      context(),
    );
    const leaving = new AbortController();
    const left = client.start(
      { ...DUPLICATE, path: '/tasks/2/duplicate' },
      context({ signal: leaving.signal }),
    );
    asana.next(started);
    const stays = client.start(DUPLICATE, context());
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    await stays;
    expect(asana.calls).toEqual([
      expect.stringContaining('BATCH'),
      'POST /tasks/1/duplicate [new_task.name,status]',
    ]);
  });

  test('that waits for a connection is not sent when its caller leaves', async () => {
    const dispatcher = new Doorkeeper();
    const { client, asana, context, token } = await clientBench({ dispatcher });
    dispatcher.way = new Client(new URL(asana.baseUrl).origin);
    onTestFinished(() => dispatcher.way?.destroy());
    const leaving = new AbortController();
    const left = client.start(DUPLICATE, context({ signal: leaving.signal }));
    await dispatcher.knock;
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect(client.rateLimit(token).inFlightWrites).toBe(0);
    dispatcher.open();
    await client.read(taskRead('1', 'name'), context());
    expect(asana.calls).toEqual(['GET /tasks/1 [name]']);
  });

  test('under way is waited for when the client closes', async () => {
    const { client, asana, context } = await clientBench();
    let answer = () => {};
    asana.next((request, response) => {
      answer = () => started(request, response);
    });
    const start = client.start(DUPLICATE, context());
    await asana.received(1);
    const closed = client[Symbol.asyncDispose]();
    answer();
    expect((await start).data).toMatchObject({ gid: '7' });
    await closed;
  });
});

/** Lets nothing through to the server before it is told to. */
class Doorkeeper extends Dispatcher {
  way: Client | undefined;
  readonly knock: Promise<void>;
  #knocked = (): void => {};
  #open = false;
  readonly #held: (() => void)[] = [];

  constructor() {
    super();
    this.knock = new Promise((resolve) => {
      this.#knocked = resolve;
    });
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const pass = (): void => void this.way?.dispatch(options, handler);
    if (this.#open) pass();
    else this.#held.push(pass);
    this.#knocked();
    return true;
  }

  open(): void {
    this.#open = true;
    for (const pass of this.#held) pass();
  }
}
