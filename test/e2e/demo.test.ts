import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  JobResultDocument,
  type JobResultQuery,
  StartDuplicateProjectDocument,
  type StartDuplicateProjectMutation,
  WatchJobDocument,
  type WatchJobSubscription,
} from '../generated/graphql.ts';
import { SECRET } from '../support/webhook-receiver.ts';
import { post, type Running, run, urlOf } from './support.ts';

let demo: Running;
let url: string;

beforeAll(async () => {
  demo = run(['demo', '--port', '0']);
  url = await urlOf(demo);
});

afterAll(async () => {
  await demo[Symbol.asyncDispose]();
});

async function startDuplication(name: string): Promise<string> {
  const found = await post(url, '{ workspaces { nodes { projects(first: 1) { nodes { gid } } } } }');
  const { workspaces } = found.data as {
    workspaces: { nodes: { projects: { nodes: { gid: string }[] } }[] };
  };
  const projectGid = workspaces.nodes[0]?.projects.nodes[0]?.gid ?? '';
  const answer = await post(url, print(StartDuplicateProjectDocument), { input: { projectGid, name } });
  const { duplicateProject } = answer.data as StartDuplicateProjectMutation;
  expect(duplicateProject?.userErrors).toEqual([]);
  return duplicateProject?.job?.gid ?? '';
}

describe('the demo', () => {
  test('starts a job, shows it over SSE, and reads what it made', async () => {
    const gid = await startDuplication('Copied over SSE');
    const stream = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: print(WatchJobDocument), variables: { gid } }),
    });
    const events = (await stream.text())
      .split('\n')
      .filter((line) => line.startsWith('data: {'))
      .map((line) => JSON.parse(line.slice('data: '.length)) as { data: WatchJobSubscription });
    expect(events.at(-1)?.data.jobUpdated).toMatchObject({
      gid,
      status: 'SUCCEEDED',
      finished: true,
      newProject: { name: 'Copied over SSE' },
    });
    const result = await post(url, print(JobResultDocument), { gid });
    expect(result.errors).toBeUndefined();
    expect((result.data as JobResultQuery).job?.newProject).toMatchObject({ name: 'Copied over SSE' });
  });

  test('shows GraphiQL to browsers, with a token filled in', async () => {
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain('sandbox-demo-token');
    const asset = /(\/graphql\/assets\/[^"]+\.js)/.exec(html)?.[1] ?? '';
    expect((await fetch(new URL(asset, url))).status).toBe(200);
  });

  test('answers /health, /ready and /metrics', async () => {
    for (const path of ['/health', '/ready']) expect((await fetch(new URL(path, url))).status).toBe(200);
    const metrics = await (await fetch(new URL('/metrics', url))).text();
    expect(metrics).toContain('gateway_upstream_calls_total');
    expect(metrics).toContain('nodejs_eventloop_lag_seconds');
  });

  test('tells its sockets when it stops, and ends with 0', async () => {
    const gid = await startDuplication('Watched until the end');
    let closed: (event: { code: number }) => void = () => {};
    const closing = new Promise<{ code: number }>((resolve) => {
      closed = resolve;
    });
    const client = createClient({
      url: url.replace('http:', 'ws:'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      on: { closed: (event) => closed(event as { code: number }) },
    });
    const events = client.iterate({ query: print(WatchJobDocument), variables: { gid } });
    expect((await events.next()).value).toMatchObject({ data: { jobUpdated: { gid, finished: false } } });
    demo.child.kill('SIGTERM');
    expect((await closing).code).toBe(1001);
    expect((await demo.ended).code).toBe(0);
    await events.return?.().catch(() => {});
    await client.dispose();
  });
});

describe('the demo of somebody with a real gateway', () => {
  const told = JSON.stringify({
    crm: { url: 'https://crm.invalid/hook', secret: SECRET },
    here: { url: 'http://127.0.0.1:9/hook', secret: SECRET },
  });
  const real = {
    ASANA_TOKEN: 'a-real-token',
    GATEWAY_KEYS: 'web:key',
    ASANA_BASE_URL: 'https://asana.invalid/api/1.0',
    STATE_FILE: '/nowhere/state.db',
    REDIS_URL: 'redis://127.0.0.1:9',
    TRUSTED_DOCUMENTS: '/nowhere/documents.json',
  };

  test('touches neither the account the shell knows of, nor its state, nor who is told elsewhere', async () => {
    await using own = run(['demo', '--port', '0'], { env: { ...real, CALLBACKS: told } });
    const at = await urlOf(own);
    expect(await post(at, '{ me { name } }')).toEqual({ data: { me: { name: 'Ada Okafor' } } });
    const start = `mutation ($to: String!) {
      duplicateTask(input: { taskGid: "1", name: "Told of", callback: { to: $to } }) { userErrors { field } }
    }`;
    const [crm, here] = await Promise.all(['crm', 'here'].map((to) => post(at, start, { to })));
    expect(crm?.data).toEqual({ duplicateTask: { userErrors: [{ field: ['input', 'callback', 'to'] }] } });
    expect(JSON.stringify(here)).not.toContain('"callback"');
    expect(own.output()).not.toMatch(/a-real-token|"stateFile"|"redis"/);
  });

  test('begins also where a setting of that one is none', async () => {
    await using own = run(['demo', '--port', '0'], {
      env: { CALLBACKS: '{', STATE_FILE: '/nowhere/state.db' },
    });
    expect((await post(await urlOf(own), '{ me { name } }')).errors).toBeUndefined();
  });
});
