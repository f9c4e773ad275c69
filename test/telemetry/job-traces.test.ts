import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { expect, test } from 'vitest';
import { ask, sandboxTarget, scriptedTarget } from '../security/support.ts';
import { connect, type TestSocket } from '../server/support.ts';
import { json } from '../support/scripted-asana.ts';
import { registerSdk, textOf } from './spans.ts';

const START = `mutation Start($gid: ID!) {
  duplicateTask(input: { taskGid: $gid, name: "Copy of a secret plan" }) { job { gid } userErrors { code } }
}`;
const WATCH = 'subscription Watch($gid: ID!) { jobUpdated(gid: $gid) { status newTask { name } } }';

async function watchToTheEnd(socket: TestSocket, gid: string): Promise<void> {
  socket.send({ type: 'subscribe', id: '1', payload: { query: WATCH, variables: { gid } } });
  while ((await socket.next()).type !== 'complete');
}

const idOf = (span: ReadableSpan | undefined): string => span?.spanContext().spanId ?? 'none';
const traceOf = (span: ReadableSpan | undefined): string => span?.spanContext().traceId ?? 'none';
const named = (spans: readonly ReadableSpan[], name: string) => spans.filter((span) => span.name === name);

test('a watched job has one trace, linked to who began to watch, and each poll is in it', async () => {
  const told = registerSdk();
  const { url, sandbox } = await sandboxTarget({}, 2_000);
  const { ada } = sandbox.tokens;
  const variables = { gid: sandbox.gids.tasks.first };
  const { gid } = (await ask(url, START, { token: ada, variables })).data.duplicateTask.job;
  const socket = await connect(url, { Authorization: `Bearer ${ada}` });
  await watchToTheEnd(socket, gid);
  socket.socket.terminate();
  await expect.poll(() => told.named('subscription')).toHaveLength(1);

  const spans = told.all();
  const [mutation] = named(spans, 'mutation');
  const [watcher] = named(spans, 'subscription');
  const [watch, ...others] = named(spans, 'job.watch');
  expect(others).toEqual([]);
  expect(mutation).toMatchObject({
    kind: 1,
    attributes: { 'graphql.operation.name': 'Start', outcome: 'ok' },
  });
  expect(named(spans, 'POST /tasks/{gid}/duplicate')).toMatchObject([
    {
      kind: 2,
      parentSpanContext: { spanId: idOf(mutation) },
      attributes: { 'http.response.status_code': 201 },
    },
  ]);
  expect(watch).toMatchObject({
    attributes: { 'asana.job.gid': gid, 'asana.job.status': 'succeeded' },
    links: [{ context: { spanId: idOf(watcher) } }],
  });
  expect(watch?.parentSpanContext).toBeUndefined();

  const polls = named(spans, 'job.poll');
  expect(polls.length).toBeGreaterThan(1);
  const reads = named(spans, 'GET /jobs/{gid}');
  for (const poll of polls) {
    expect(poll.parentSpanContext?.spanId).toBe(idOf(watch));
    expect(reads.map((read) => read.parentSpanContext?.spanId)).toContain(idOf(poll));
  }
  const events = named(spans, 'job.event');
  expect(events.map(traceOf)).toEqual(events.map(() => traceOf(watch)));
  // What events carry is read on behalf of who watches, long after the operation has begun.
  const ofWatcher = reads.filter((read) => traceOf(read) === traceOf(watcher));
  expect(ofWatcher.length).toBeGreaterThan(1);
  expect(textOf(spans)).not.toMatch(/secret plan/);
  expect(textOf(spans)).not.toContain(ada);
});

test('a trace is handed on to Asana, and nothing else that came with it', async () => {
  const told = registerSdk();
  const { url, asana } = await scriptedTarget();
  asana.next(json(500, { errors: [{ message: 'no' }] }));
  asana.next(json(200, { data: { gid: '1', name: 'Ada' } }));
  const id = '0af7651916cd43dd8448eb211c80319c';
  const headers = {
    traceparent: `00-${id}-b7ad6b7169203331-01`,
    tracestate: 'of=them',
    baggage: 'account=7',
  };
  await ask(url, '{ user(gid: "otto@example.com") { name } }', { token: 'token', headers });
  const calls = told.named('GET /users/{gid}');
  expect(calls).toMatchObject([
    { status: { code: 2 }, attributes: { 'http.response.status_code': 500, 'error.type': '500' } },
    { status: { code: 0 }, attributes: { 'http.response.status_code': 200 } },
  ]);
  expect(asana.requests.map((sent) => sent.headers)).toMatchObject(
    calls.map((call) => ({ traceparent: `00-${id}-${idOf(call)}-01`, tracestate: 'of=them' })),
  );
  for (const sent of asana.requests) expect(sent.headers).not.toHaveProperty('baggage');
  // A name that no id of random hexadecimal digits has in it by chance.
  expect(textOf(told.all())).not.toContain('otto');
  expect(told.named('query')[0]?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
});

test('an answer with errors is a failure, by its first code', async () => {
  const told = registerSdk();
  const { url } = await scriptedTarget();
  await ask(url, '{ me { name } }');
  await expect.poll(() => told.named('query')).toHaveLength(1);
  expect(told.named('query')[0]).toMatchObject({
    status: { code: 2 },
    attributes: { 'error.type': 'UNAUTHENTICATED', outcome: 'error' },
  });
});
