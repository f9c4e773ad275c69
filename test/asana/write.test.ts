import { expect, test } from 'vitest';
import type { WriteAction } from '../../src/asana/client.ts';
import { clientBench } from '../support/asana-client.ts';
import { REFUSALS } from '../support/refusals.ts';
import { hang, json, refuse, reset, text } from '../support/scripted-asana.ts';

const RENAME: WriteAction = {
  method: 'PUT',
  path: '/tasks/1',
  route: '/tasks/{gid}',
  body: { name: 'Renamed', due_on: null },
  fields: ['assignee.name', 'name'],
};
const DELETE: WriteAction = {
  method: 'DELETE',
  path: '/tasks/1',
  route: '/tasks/{gid}',
  body: null,
  fields: [],
  removes: true,
};
const done = json(200, { data: { gid: '1', name: 'Renamed' } });
const empty = json(200, { data: {} });

test('a write is one call with its body under data', async () => {
  const { client, asana, context } = await clientBench();
  asana.next(done);
  expect((await client.write(RENAME, context())).data).toEqual({ gid: '1', name: 'Renamed' });
  expect(asana.calls).toEqual(['PUT /tasks/1 [assignee.name,name]']);
  expect(asana.requests[0]?.body).toBe('{"data":{"name":"Renamed","due_on":null}}');
});

test('a deletion brings no body and asks for no fields', async () => {
  const { client, asana, context } = await clientBench();
  asana.next(empty);
  expect((await client.write(DELETE, context())).data).toEqual({});
  expect(asana.calls).toEqual(['DELETE /tasks/1 []']);
  expect(asana.requests[0]).toMatchObject({ body: '' });
  expect(asana.requests[0]?.headers).not.toHaveProperty('content-type');
});

test('more fields than a URL holds go with the data', async () => {
  const { client, asana, context } = await clientBench();
  const fields = Array.from({ length: 900 }, (_, at) => `field_${at}`);
  asana.next(done);
  await client.write({ ...RENAME, fields }, context());
  expect(asana.requests[0]?.url.search).toBe('');
  expect(JSON.parse(asana.requests[0]?.body ?? '')).toEqual({ data: RENAME.body, options: { fields } });
});

test.each([
  ['a reset', reset],
  ['a 500', refuse(500, 'Server Error')],
  ['a 503 that names a wait', refuse(503, 'Busy', { 'retry-after': '0' })],
  ['a 408', refuse(408, 'Request Timeout')],
  ['a 425', text(425, '')],
  ['a 429', refuse(429, 'Rate limit reached', { 'retry-after': '0' })],
])('%s is met by sending it again', async (_what, answer) => {
  const { client, asana, context, stats } = await clientBench();
  asana.next(answer, done);
  expect((await client.write(RENAME, context())).data).toMatchObject({ name: 'Renamed' });
  expect(asana.calls).toHaveLength(2);
  expect(stats.retries).toBe(1);
});

test('a reply that hangs is given up in time for another try', async () => {
  const { client, asana, context } = await clientBench({ timeoutMs: 4_000 });
  asana.next(hang, done);
  expect((await client.write(RENAME, context())).data).toMatchObject({ name: 'Renamed' });
});

test('what fails again and again may be tried again by the caller', async () => {
  const { client, asana, context } = await clientBench();
  asana.next(...Array.from({ length: 4 }, () => refuse(500, 'Server Error')));
  await expect(client.write(RENAME, context())).rejects.toMatchObject({
    code: 'UPSTREAM_ERROR',
    retryable: true,
    message: expect.stringContaining('PUT /tasks/1'),
  });
  expect(asana.calls).toHaveLength(4);
});

test('a wait longer than the call may take is told', async () => {
  const { client, asana, context, token } = await clientBench();
  asana.next(refuse(429, 'Rate limit reached', { 'retry-after': '60' }));
  await expect(client.write(RENAME, context())).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterMs: 60_000,
  });
  expect(client.rateLimit(token).retryAfterMs).toBeGreaterThan(50_000);
});

test.each(REFUSALS)('a refusal with %i fails with %s at once', async (status, code) => {
  const { client, asana, context } = await clientBench();
  asana.next(refuse(status, 'because'));
  await expect(client.write(RENAME, context())).rejects.toMatchObject({
    code,
    upstreamMessages: ['because'],
  });
  expect(asana.calls).toHaveLength(1);
});

test('a refusal by somebody else than Asana is none', async () => {
  const { client, asana, context } = await clientBench();
  asana.next(text(404, '<html>Maintenance</html>'));
  await expect(client.write(DELETE, context())).rejects.toMatchObject({ code: 'UPSTREAM_ERROR' });
});

test.each([
  ['a reset', reset],
  ['a 502', text(502, '<html>')],
])('what %s may have taken away is gone when Asana says 404', async (_what, answer) => {
  const { client, asana, context } = await clientBench();
  asana.next(answer, refuse(404, 'task: Unknown object: 1'));
  expect((await client.write(DELETE, context())).data).toBeNull();
  expect(asana.calls).toEqual(['DELETE /tasks/1 []', 'DELETE /tasks/1 []']);
});

test.each([
  ['the first answer', DELETE, []],
  ['the answer after a 429', DELETE, [refuse(429, 'Slowly', { 'retry-after': '0' })]],
  ['the answer to a change', RENAME, [reset]],
  ['what a proxy says', DELETE, [reset], text(404, '<html>')],
])('404 as %s is a failure', async (_what, action, before, last = refuse(404, 'task: Unknown object: 1')) => {
  const { client, asana, context } = await clientBench();
  asana.next(...before, last);
  const failed = client.write(action, context());
  await expect(failed).rejects.toMatchObject({ status: 404 });
});

test('a write under way is not given up when its caller leaves', async () => {
  const { client, asana, context } = await clientBench();
  const leaving = new AbortController();
  asana.next((request, response) => {
    leaving.abort(new Error('left'));
    done(request, response);
  });
  const { data } = await client.write(RENAME, context({ signal: leaving.signal }));
  expect(data).toMatchObject({ gid: '1' });
});

test('nothing is sent again for a caller that has left', async () => {
  const { client, asana, context } = await clientBench();
  const leaving = new AbortController();
  asana.next((request, response) => {
    leaving.abort(new Error('left'));
    reset(request, response);
  });
  await expect(client.write(RENAME, context({ signal: leaving.signal }))).rejects.toThrow('left');
  expect(asana.calls).toHaveLength(1);
});

test('fifteen are in flight with one token, and others wait', async () => {
  const { client, asana, context, token } = await clientBench();
  const answers: (() => void)[] = [];
  for (let at = 0; at < 15; at += 1)
    asana.next((request, response) => void answers.push(() => done(request, response)));
  const writes = Array.from({ length: 20 }, () => client.write(RENAME, context()));
  await asana.received(15);
  expect(client.rateLimit(token).inFlightWrites).toBe(15);
  asana.next(...Array.from({ length: 5 }, () => done));
  for (const answer of answers) answer();
  expect(await Promise.all(writes)).toHaveLength(20);
  expect(asana.calls).toHaveLength(20);
});

test('a write under way is waited for when the client closes', async () => {
  const { client, asana, context } = await clientBench();
  let answer = () => {};
  asana.next((request, response) => {
    answer = () => done(request, response);
  });
  const write = client.write(RENAME, context());
  await asana.received(1);
  const closed = client[Symbol.asyncDispose]();
  answer();
  expect((await write).data).toMatchObject({ gid: '1' });
  await closed;
});
