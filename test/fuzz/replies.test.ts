import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { createTelemetry } from '../../src/telemetry.ts';
import { wholeBody } from '../support/whole-body.ts';
import { type FuzzReply, MARK, reply, results } from './arbitrary-reply.ts';

/** Replies tried for each kind of call: more on demand, fewer of what waits in between. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 40);

const TASK =
  '{ gid id name completed numSubtasks dueOn createdAt approvalStatus assignee { id name photo { image21x21 } } followers { name } memberships { project { name } section { id } } customFields { gid resourceSubtype numberValue enumValue { id } } tags { id } parent { name } }';
const JOB = `{ gid id status finished kind observedAt resourceSubtype newTask ${TASK} newProject { id name owner { name } color } result { __typename } source { __typename } }`;
const OPERATIONS: Readonly<Record<string, string>> = {
  'a read': `{ task(gid: "12") ${TASK} job(gid: "5") ${JOB} me { id name workspaces { nodes { id name } } } }`,
  'a list':
    '{ workspaces(first: 3) { nodes { id name isOrganization emailDomains } pageInfo { hasNextPage endCursor } } project(gid: "5") { taskCounts { numTasks } tasks(first: 2) { nodes { id name } edges { node { id } } } } portfolio(gid: "5") { items { nodes { __typename } } } workspace(gid: "5") { typeahead(type: TASK, query: "x") { __typename } } }',
  'a batch': `{ ${Array.from({ length: 12 }, (_, at) => `t${at}: task(gid: "${at + 1}") { id name assignee { name email } }`).join(' ')} }`,
  'a start': `mutation { duplicateProject(input: { projectGid: "5", name: "x", idempotencyKey: "KEY" }) { job ${JOB} userErrors { code message field } } }`,
  'a poll': `subscription { jobUpdated(gid: "5") ${JOB} }`,
};

let gateway: Gateway;
let asana: ReturnType<typeof createServer>;
let answer: { reply: FuzzReply; batch: { replies: readonly FuzzReply[]; isTurned: boolean; raw: unknown } };
const lines: string[] = [];
const unhandled: unknown[] = [];
const onUnhandled = (error: unknown): void => void unhandled.push(error);

beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled);
  asana = createServer(async (request, response) => {
    const asked = await wholeBody(request);
    if (asked === null) return;
    const path = new URL(request.url ?? '/', 'http://asana.test').pathname;
    if (path === '/batch') {
      const { replies, isTurned, raw } = answer.batch;
      const { actions } = JSON.parse(asked).data;
      const data = (actions as { relative_path: string }[]).map(({ relative_path }, at) => {
        const { status, body } = replies[at] as FuzzReply;
        return { status_code: status, body: parsed(body(relative_path.split('/')[2] ?? '')) };
      });
      response.end(JSON.stringify(raw === null ? { data: isTurned ? data.reverse() : data } : raw));
      return;
    }
    const { status, type, body } = answer.reply;
    response.writeHead(status, type ? { 'content-type': type } : {});
    response.end(body(path.split('/')[2] ?? ''));
  });
  asana.listen(0, '127.0.0.1');
  await once(asana, 'listening');
  gateway = await createGateway({
    port: 0,
    asanaBaseUrl: `http://127.0.0.1:${(asana.address() as AddressInfo).port}`,
    asanaTimeoutMs: 150,
    watchFailureLimitMs: 150,
    telemetry: createTelemetry({ level: 'trace', destination: { write: (line) => void lines.push(line) } }),
  });
});

afterAll(async () => {
  process.off('unhandledRejection', onUnhandled);
  await gateway?.[Symbol.asyncDispose]();
  asana?.closeAllConnections();
  asana?.close();
});

test.each(Object.keys(OPERATIONS))(
  'whatever Asana answers to %s is an answer, and stays out of the log',
  async (name) => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(reply, results, async (one, batch) => {
        run += 1;
        answer = { reply: one, batch };
        lines.length = 0;
        const said = await ask(
          (OPERATIONS[name] as string).replace('KEY', `key-${run}`),
          `token-${name}-${run}`,
        );
        expect(said).toMatch(/"data"|"errors"/);
        expect(said).not.toContain('INTERNAL_SERVER_ERROR');
        expect(lines.join('\n')).not.toContain(MARK);
        expect(unhandled).toEqual([]);
      }),
      { numRuns: name === 'a poll' ? Math.ceil(RUNS / 5) : RUNS, endOnFailure: true },
    );
  },
);

/** What the gateway says; of a stream the first event. */
async function ask(query: string, token: string): Promise<string> {
  const leaving = new AbortController();
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: query.startsWith('subscription') ? 'text/event-stream' : 'application/json',
      authorization: `Bearer ${token.replaceAll(' ', '-')}`,
    },
    body: JSON.stringify({ query }),
    signal: leaving.signal,
  });
  if (!query.startsWith('subscription')) return response.text();
  let said = '';
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  while (reader && !said.includes('event: next')) {
    const { value, done } = await reader.read();
    if (done) break;
    said += decoder.decode(value, { stream: true });
  }
  leaving.abort();
  return said;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
