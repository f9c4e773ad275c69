import { expect, test } from 'vitest';
import { ask, scriptedTarget } from '../../security/support.ts';
import { batchOf, json } from '../../support/scripted-asana.ts';

const TOKEN = 'a-token-of-thirty-two-characters';
const MEGABYTE = 1_000_000;
const notes = (megabytes: number) => 'n'.repeat(megabytes * MEGABYTE);
const page = (megabytes: number) => ({ data: [{ gid: '5', notes: notes(megabytes) }], next_page: null });

test('what is read for one operation is bounded, and the answer is one error', async () => {
  const { url, asana, gateway } = await scriptedTarget();
  const query = `{ project(gid: "1") { notes tasks(first: 2) { nodes { notes tags { name } } } sections { nodes { name } } } }`;
  asana.next(json(200, { data: { gid: '1', notes: notes(15) } }));
  asana.next(batchOf([200, page(19)], [200, { data: [], next_page: null }]));
  const answer = await ask(url, query, { token: TOKEN });
  expect(answer.data).toBeNull();
  expect(answer.errors.map(({ extensions }) => extensions)).toEqual([
    {
      code: 'QUERY_TOO_LARGE',
      retryable: false,
      limit: 'upstreamBytes',
      value: expect.any(Number),
      allowed: 32 * 1024 * 1024,
    },
  ]);
  expect(asana.calls.map((line) => line.replace(/ .*/, ''))).toEqual(['GET', 'BATCH']);
  expect(await gateway.telemetry.metrics()).toMatchObject({
    body: expect.stringContaining('gateway_refused_total{limit="upstreamBytes"} 1'),
  });
  asana.next(json(200, { data: { gid: '1', notes: notes(12) } }));
  asana.next(batchOf([200, page(1)], [200, { data: [], next_page: null }]));
  expect((await ask(url, query, { token: TOKEN })).errors).toEqual([]);
});

test('an event that is too large is one error, and the stream goes on', async () => {
  const { url, asana } = await scriptedTarget();
  const job = (status: string, megabytes: number) =>
    json(200, { data: { gid: '7', status, new_project: { gid: '1', notes: notes(megabytes) } } });
  asana.next(job('in_progress', 1), job('succeeded', 0));
  const aliases = Array.from({ length: 20 }, (_, n) => `n${n}: notes`).join(' ');
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${TOKEN}`,
    },
    body: JSON.stringify({
      query: `subscription { jobUpdated(gid: "7") { status newProject { ${aliases} } } }`,
    }),
  });
  const events = [...(await response.text()).matchAll(/^data: ?(\{.*)$/gm)].map(([, data]) =>
    JSON.parse(data!),
  );
  expect(events).toMatchObject([
    { errors: [{ extensions: { code: 'QUERY_TOO_LARGE', limit: 'answerBytes' } }] },
    { data: { jobUpdated: { status: 'SUCCEEDED', newProject: { n0: expect.any(String) } } } },
  ]);
  expect(events).toHaveLength(2);
});
