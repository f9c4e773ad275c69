import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/server.ts';
import { exposedName } from '../../src/telemetry/exposed-name.ts';
import { METRICS, type Metric } from '../../src/telemetry/metrics.ts';
import { finish, post, ROOT, run, urlOf } from '../e2e/support.ts';
import { connect, type TestSocket } from '../server/support.ts';
import { hang } from '../support/scripted-asana.ts';
import { ask, sandboxTarget, scripted, send } from './support.ts';

const START = `mutation ($gid: ID!, $key: String) {
  duplicateTask(input: { taskGid: $gid, name: "Copy", idempotencyKey: $key, waitForSlot: 1 }) { job { gid } }
}`;

async function watchToTheEnd(socket: TestSocket, gid: string): Promise<void> {
  const query = 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status newTask { name } } }';
  socket.send({ type: 'subscribe', id: '1', payload: { query, variables: { gid } } });
  while ((await socket.next()).type !== 'complete');
}

/** So long a job runs that is surely seen running, on a busy machine too. */
const SEEN_RUNNING_MS = 2_000;

describe('a started and watched job', () => {
  test('moves every metric that operators look at', async () => {
    const { url, gateway, sandbox } = await sandboxTarget({}, SEEN_RUNNING_MS);
    const { ada } = sandbox.tokens;
    const variables = { gid: sandbox.gids.tasks.first, key: 'once' };
    const { gid } = (await ask(url, START, { token: ada, variables })).data.duplicateTask.job;
    await ask(url, START, { token: ada, variables });
    const { telemetry } = gateway;
    const socket = await connect(url, { Authorization: `Bearer ${ada}` });
    const watching = watchToTheEnd(socket, gid);
    while (telemetry.read('subscribers') === 0) await new Promise(setImmediate);
    expect([telemetry.read('sockets'), telemetry.read('watched_jobs')]).toEqual([1, 1]);
    await watching;
    await ask(url, '{ a: task(gid: "1") { name } b: task(gid: "2") { name } }', { token: ada });
    socket.socket.terminate();
    expect({
      queries: telemetry.read('requests', { type: 'query', transport: 'http', outcome: 'ok' }),
      mutations: telemetry.read('requests', { type: 'mutation', transport: 'http', outcome: 'ok' }),
      streams: telemetry.read('requests', { type: 'subscription', transport: 'websocket', outcome: 'ok' }),
      started: telemetry.read('starts', { kind: 'duplicateTask', outcome: 'started' }),
      repeated: telemetry.read('starts', { kind: 'duplicateTask', outcome: 'repeated' }),
      slotWaits: telemetry.read('slot_wait_seconds'),
      batches: telemetry.read('batch_size'),
      posts: telemetry.read('upstream_calls', { route: '/tasks/{gid}/duplicate', outcome: 'ok' }),
      pollers: telemetry.read('pollers'),
      subscribers: telemetry.read('subscribers'),
    }).toEqual({
      queries: 1,
      mutations: 2,
      streams: 1,
      started: 1,
      repeated: 1,
      slotWaits: 1,
      batches: 1,
      posts: 1,
      pollers: 0,
      subscribers: 0,
    });
    for (const name of ['events', 'detection_delay_seconds', 'request_duration_seconds', 'polls'] as const) {
      expect(telemetry.read(name)).toBeGreaterThan(0);
    }
    const page = (await send(`${gateway.baseUrl}/metrics`)).text;
    expect(page).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(page).not.toContain(gid);
  });
});

describe('the dashboard', () => {
  const text = readFileSync(path.join(ROOT, 'docs/grafana-dashboard.json'), 'utf8');
  const known = new Set(
    Object.entries(METRICS as Readonly<Record<string, Metric>>).flatMap(([key, metric]) => {
      const name = exposedName(key, metric);
      return metric.type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
    }),
  );
  const used = (source: string) => new Set(source.match(/\bgateway_[a-z_]+/g));

  test('shows every metric', () => {
    const shown = [...used(text)].map((name) => name.replace(/_(bucket|sum|count)$/, ''));
    const missing = Object.entries(METRICS as Readonly<Record<string, Metric>>)
      .map(([key, metric]) => exposedName(key, metric))
      .filter((name) => !shown.includes(name));
    expect(missing).toEqual([]);
  });

  test('is one Grafana can load: panels with targets, on a grid', () => {
    const { panels, uid, schemaVersion, templating } = JSON.parse(text);
    expect([typeof uid, typeof schemaVersion]).toEqual(['string', 'number']);
    expect(templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    const ids = panels.map(({ id }: { id: number }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { type, title, gridPos, targets, datasource } of panels) {
      expect([typeof title, typeof gridPos.x, gridPos.x + gridPos.w <= 24]).toEqual([
        'string',
        'number',
        true,
      ]);
      if (type === 'row') continue;
      expect(datasource).toEqual({ type: 'prometheus', uid: `\${datasource}` });
      expect(targets.length).toBeGreaterThan(0);
      for (const { expr } of targets) expect(typeof expr).toBe('string');
    }
  });

  test.each([
    ['docs/grafana-dashboard.json', text],
    ['docs/alerts.yml', readFileSync(path.join(ROOT, 'docs/alerts.yml'), 'utf8')],
    ['docs/alerts.yml', readFileSync(path.join(ROOT, 'docs/alerts.yml'), 'utf8')],
    [
      'docs/operating.md',
      readFileSync(path.join(ROOT, 'docs/operating.md'), 'utf8').replace(
        /<!-- metrics -->[\s\S]*<!-- \/metrics -->/,
        '',
      ),
    ],
  ])('%s asks for metrics that exist, with their labels', (file, source) => {
    // Words may name a histogram as a whole.
    const isKnown = (name: string) =>
      known.has(name) || (file.endsWith('.md') && known.has(`${name}_bucket`));
    expect([...used(source)].filter((name) => !isKnown(name))).toEqual([]);
    for (const [, by = '', name = ''] of source.matchAll(/\bby \(([^)]*)\) \((?:\w+\()?(gateway_[a-z_]+)/g)) {
      const key = name.replace(/^gateway_/, '').replace(/_(total|bucket|sum|count)$/, '');
      const labels: readonly string[] = (METRICS as Readonly<Record<string, Metric>>)[key]?.labels ?? [];
      for (const label of by.split(', ')) expect([...labels, 'le', 'instance']).toContain(label);
    }
    for (const [, name = '', selector = ''] of source.matchAll(/\b(gateway_[a-z_]+)\{([^}]*)\}/g)) {
      const key = name.replace(/^gateway_/, '').replace(/_(total|bucket|sum|count)$/, '');
      const labels: readonly string[] = (METRICS as Readonly<Record<string, Metric>>)[key]?.labels ?? [];
      for (const [, label] of selector.matchAll(/([a-z_]+)\s*[=!]/g)) {
        expect([...labels, 'le', 'instance', 'job']).toContain(label);
      }
    }
  });
});

describe('the built program', () => {
  test.each(['0.0.0.0', '::', '192.0.2.1', 'gateway.example.com'])(
    'in service mode without keys does not start on %s',
    async (host) => {
      const { code, stdout, stderr } = await finish(['start'], {
        HOST: host,
        PORT: '0',
        ASANA_TOKEN: 'own-token-that-nobody-may-read',
      });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^asana-jobs-gateway: GATEWAY_KEYS: got nothing although ASANA_TOKEN is set/);
      expect(stderr).not.toContain('nobody-may-read');
    },
  );

  test('with 100 live subscriptions tells each that it stops, and ends with 0 in time', async () => {
    await using sandbox = await createSandbox({ jobDurationMs: 60_000 });
    await using gateway = run(['start', '--port', '0', '--drain-timeout', '2s'], {
      env: { ASANA_BASE_URL: sandbox.url },
    });
    const url = await urlOf(gateway);
    const authorization = `Bearer ${sandbox.tokens.ada}`;
    const { data } = await post(url, START, { gid: sandbox.gids.tasks.first }, { authorization });
    const { gid } = (data as { duplicateTask: { job: { gid: string } } }).duplicateTask.job;
    const query = `subscription { jobUpdated(gid: "${gid}") { status } }`;
    const sockets = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const socket = await connect(url, { Authorization: authorization });
        socket.send({ type: 'subscribe', id: '1', payload: { query } });
        expect((await socket.next()).type).toBe('next');
        return socket;
      }),
    );
    const began = performance.now();
    gateway.child.kill('SIGTERM');
    const told = await Promise.all(sockets.map(({ closed }) => closed));
    expect(new Set(told.map(({ code }) => code))).toEqual(new Set([1001]));
    expect((await gateway.ended).code).toBe(0);
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  test('killed in the middle of a start has logged what was on its way', async () => {
    const asana = await scripted();
    asana.next(hang);
    await using gateway = run(['start', '--port', '0'], { env: { ASANA_BASE_URL: asana.baseUrl } });
    const headers = { authorization: 'Bearer somebody', 'x-request-id': 'the-lost-one' };
    const query = 'mutation { duplicateTask(input: { taskGid: "1200", name: "x" }) { job { gid } } }';
    const asking = post(await urlOf(gateway), query, {}, headers).catch(() => 'cut off');
    await asana.received(1);
    gateway.child.kill('SIGKILL');
    const { stdout } = await gateway.ended;
    expect(await asking).toBe('cut off');
    const lines = stdout.split('\n').filter((line) => line.includes('"requestId":"the-lost-one"'));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ call: 'POST /tasks/1200/duplicate', msg: 'what is sent once goes out' }),
    ]);
  });

  test.each(['throw new Error("boom")', 'Promise.reject(new Error("boom"))'])(
    'ends with 1 and a line after %s',
    async (mistake) => {
      const script = `process.on("SIGUSR2", () => { ${mistake} })`;
      await using gateway = run(['start', '--port', '0'], {
        env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` },
      });
      await urlOf(gateway);
      gateway.child.kill('SIGUSR2');
      const { code, stdout } = await gateway.ended;
      expect(code).toBe(1);
      expect(stdout).toMatch(/"level":"fatal".*boom.*an error nobody caught ends the process/);
    },
  );
});
