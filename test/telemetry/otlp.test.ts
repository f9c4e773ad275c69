import { expect, test } from 'vitest';
import { type Ended, post, type Running, run, urlOf } from '../e2e/support.ts';
import { connect } from '../server/support.ts';
import { type CollectedSpan, startCollector } from './collector.ts';

const QUERY = 'query Who { me { name workspaces { nodes { name } } } nobody: task(gid: "1") { name } }';
const PARENT = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' };
const TRACEPARENT = `00-${PARENT.trace}-${PARENT.span}-01`;
const [SERVER, CLIENT] = [2, 3];
const ERROR = 2;

function demo(env: Record<string, string>, args: readonly string[] = []): Running {
  return run(['demo', ...args], { env: { PORT: '0', OTEL_BSP_SCHEDULE_DELAY: '100', ...env } });
}

async function stop(running: Running): Promise<Ended> {
  running.child.kill('SIGTERM');
  return running.ended;
}

const linesOf = ({ stdout }: Ended): Record<string, unknown>[] =>
  stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

test.each([
  ['protobuf', {}, 'application/x-protobuf'],
  ['JSON', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }, 'application/json'],
])('an endpoint in the environment is all it takes for traces, as %s', async (_name, settings, type) => {
  await using collector = await startCollector();
  await using running = demo({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-team=ours',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    ...settings,
  });
  const url = await urlOf(running);
  await post(url, QUERY, {}, { traceparent: TRACEPARENT, 'x-request-id': 'traced' });
  const server = await collector.saw(({ kind }) => kind === SERVER);
  expect(server).toMatchObject({
    name: 'query',
    traceId: PARENT.trace,
    parentSpanId: PARENT.span,
    status: 0,
    attributes: {
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Who',
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'http.route': '/graphql',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(url).port),
      'url.path': '/graphql',
      requestId: 'traced',
      outcome: 'ok',
    },
    resource: {
      'service.name': 'asana-jobs-gateway',
      'service.version': expect.stringMatching(/^\d/),
      'deployment.environment.name': 'test',
      'telemetry.sdk.language': 'nodejs',
    },
  });
  const calls = collector.spans.filter(({ kind }) => kind === CLIENT);
  expect(calls.length).toBeGreaterThan(0);
  for (const { traceId, attributes } of calls) {
    expect(traceId).toBe(PARENT.trace);
    expect(attributes).toMatchObject({ 'server.address': '127.0.0.1', 'http.response.status_code': 200 });
  }
  expect(collector.headers[0]).toMatchObject({ 'content-type': type, 'x-team': 'ours' });
  const ended = await stop(running);
  const lines = linesOf(ended);
  expect(lines.find(({ msg }) => String(msg).startsWith('ready'))).toMatchObject({
    traces: `${collector.url}/v1/traces`,
  });
  expect(lines.find(({ requestId, msg }) => requestId === 'traced' && msg === 'request')).toMatchObject({
    trace_id: PARENT.trace,
    span_id: server.spanId,
  });
  expect([ended.code, ended.stderr]).toEqual([0, '']);
});

test('what is left is sent at the end, and its own settings decide what is sent', async () => {
  await using collector = await startCollector();
  await using running = demo({
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/v1/traces`,
    OTEL_SERVICE_NAME: 'jobs',
    OTEL_TRACES_SAMPLER: 'parentbased_always_off',
    OTEL_BSP_SCHEDULE_DELAY: '60000',
  });
  const url = await urlOf(running);
  await post(url, '{ me { name } }');
  await post(url, '{ nowhere }', {}, { traceparent: TRACEPARENT });
  expect(collector.spans).toEqual([]);
  expect((await stop(running)).code).toBe(0);
  expect(collector.spans.map(({ traceId, resource }) => [traceId, resource['service.name']])).toEqual([
    [PARENT.trace, 'jobs'],
  ]);
  expect(collector.spans[0]).toMatchObject({
    status: ERROR,
    attributes: { 'error.type': 'GRAPHQL_VALIDATION_FAILED' },
  });
});

test('over a WebSocket, what came with the message counts before what came with the socket', async () => {
  await using collector = await startCollector();
  await using running = demo({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const socket = await connect(await urlOf(running), { TraceParent: TRACEPARENT });
  const other = { trace: '1'.repeat(32), span: '2'.repeat(16) };
  const ask = async (id: string, payload: object) => {
    socket.send({ type: 'subscribe', id, payload });
    while ((await socket.next()).type !== 'complete');
  };
  await ask('1', { query: 'query FromSocket { me { name } }' });
  await ask('2', {
    query: 'query FromMessage { me { name } }',
    extensions: { traceparent: `00-${other.trace}-${other.span}-01` },
  });
  const named = (name: string) => (span: CollectedSpan) => span.attributes['graphql.operation.name'] === name;
  expect(await collector.saw(named('FromSocket'))).toMatchObject({
    name: 'query',
    kind: SERVER,
    traceId: PARENT.trace,
    parentSpanId: PARENT.span,
    attributes: { 'network.protocol.name': 'websocket' },
  });
  const second = await collector.saw(named('FromMessage'));
  expect([second.traceId, second.parentSpanId]).toEqual([other.trace, other.span]);
  socket.socket.terminate();
});

test('a collector that is away or refuses is said once a batch, counted, and holds up no stop', async () => {
  await using collector = await startCollector();
  collector.answerWith(400);
  await using running = demo({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const url = await urlOf(running);
  await post(url, '{ me { name } }');
  await running.saw(/"from":"opentelemetry"/);
  const metrics = await (await fetch(new URL('/metrics', url))).text();
  expect(metrics).toMatch(/gateway_spans_total\{outcome="lost"\} [1-9]/);
  expect((await stop(running)).code).toBe(0);
});

test('what the SDK complains of is said in words, what it read before there was a log too', async () => {
  await using collector = await startCollector();
  collector.answerWith(200, 'thanks');
  await using running = demo({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_TRACES_SAMPLER: 'sometimes',
  });
  const url = await urlOf(running);
  await post(url, '{ me { name } }');
  await running.saw(/could not deserialize/);
  const { stdout } = await stop(running);
  expect(stdout).toContain('OTEL_TRACES_SAMPLER value \\"sometimes\\" invalid, defaulting to');
  expect(stdout).toContain('OTLPExportDelegate: Export succeeded but could not deserialize response');
});

test('what cannot be done is said in one line, and the gateway serves', async () => {
  await using running = demo({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
  });
  const url = await urlOf(running);
  expect(await post(url, '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  const said = linesOf(await stop(running)).filter(({ level }) => level === 'warn');
  expect(said).toHaveLength(1);
  expect(said[0]?.msg).toContain('OTEL_EXPORTER_OTLP_PROTOCOL: got grpc, takes http/protobuf or http/json');
});
