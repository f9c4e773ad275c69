import { context, trace } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import { SPANS_OF_A_TRACE } from '../../src/telemetry/tracing.ts';
import { createTelemetry, NO_SPAN, silentTelemetry } from '../../src/telemetry.ts';
import { registerSdk } from './spans.ts';

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const API = Symbol.for('opentelemetry.js.api.1');

test('costs a plain call where no SDK is registered', async () => {
  const { span, startSpan, bound } = silentTelemetry();
  const run = () => {};
  expect(startSpan('read', { attributes: () => expect.unreachable() })).toBe(NO_SPAN);
  expect(bound(run)).toBe(run);
  expect(await span('read', { attributes: () => expect.unreachable() }, async ({ ids }) => ids)).toBeNull();
});

test('a failure is noted and passed on', async () => {
  const told = registerSdk();
  const { span } = silentTelemetry();
  expect(await span('well', { kind: 'client' }, async () => 'done')).toBe('done');
  await expect(span('ill', {}, () => Promise.reject(new TypeError('Bearer nothing')))).rejects.toThrow();
  expect(
    told.all().map(({ name, kind, status, attributes }) => ({ name, kind, status, attributes })),
  ).toEqual([
    { name: 'well', kind: 2, status: { code: 0 }, attributes: {} },
    { name: 'ill', kind: 0, status: { code: 2 }, attributes: { 'error.type': 'TypeError' } },
  ]);
});

test.each(['1.0.0', '1.4.1', '1.9.0', '1.10.0'])('is told to an SDK whose API is %s', (version) => {
  const told = registerSdk();
  const registered = (globalThis as Record<symbol, unknown>)[API] as { version: string };
  const own = registered.version;
  registered.version = version;
  silentTelemetry().startSpan('read').end();
  registered.version = own;
  expect(told.named('read')).toHaveLength(1);
});

test('goes on where only a provider of tracers is registered', () => {
  const told = registerSdk();
  context.disable();
  const outer = silentTelemetry().startSpan('outer');
  expect(outer.run(() => 'done')).toBe('done');
  silentTelemetry().startSpan('inner', { within: outer }).end();
  outer.end();
  expect(told.family()).toEqual(new Set([' > outer', 'outer > inner']));
});

describe('where a span begins', () => {
  test('within what is under way, across waits', async () => {
    const told = registerSdk();
    const { span } = silentTelemetry();
    await span('outer', {}, async () => {
      await new Promise(setImmediate);
      await span('inner', {}, async () => {});
    });
    expect(told.family()).toEqual(new Set([' > outer', 'outer > inner']));
  });

  test('with what a caller sent, and what is sent on leads back to it', () => {
    const told = registerSdk();
    const span = silentTelemetry().startSpan('served', {
      kind: 'server',
      from: () => ({ traceparent: PARENT, tracestate: 'of=them' }),
    });
    const { headers, ids } = span;
    span.end();
    expect(told.all()[0]).toMatchObject({ kind: 1, parentSpanContext: { spanId: 'b7ad6b7169203331' } });
    expect(ids?.trace_id).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(headers).toEqual({ traceparent: `00-${ids?.trace_id}-${ids?.span_id}-01`, tracestate: 'of=them' });
  });

  test.each([undefined, '', 'nonsense', 7, '00-0-0-01'])(
    'with itself where a caller sent %j',
    (traceparent) => {
      const told = registerSdk();
      silentTelemetry()
        .startSpan('served', { kind: 'server', from: () => ({ traceparent }) })
        .end();
      expect(told.all()[0]?.parentSpanContext).toBeUndefined();
    },
  );

  test('within the span of somebody else’s server, as a part of it', async () => {
    const told = registerSdk();
    await trace.getTracer('theirs').startActiveSpan('GET', { kind: 1 }, async (outer) => {
      silentTelemetry()
        .startSpan('served', { kind: 'server', from: () => ({ traceparent: PARENT }) })
        .end();
      outer.end();
    });
    expect(told.family()).toEqual(new Set([' > GET', 'GET > served']));
    expect(told.named('served')[0]?.kind).toBe(0);
  });

  test('in a trace of its own, linked to what is under way', async () => {
    const told = registerSdk();
    const { span, startSpan } = silentTelemetry();
    const ids = await span('asked', {}, async (outer) => {
      startSpan('goes on', { own: true }).end();
      return outer.ids;
    });
    const [own] = told.named('goes on');
    expect(own?.parentSpanContext).toBeUndefined();
    expect(own?.links).toMatchObject([{ context: { traceId: ids?.trace_id, spanId: ids?.span_id } }]);
  });

  test('where a queue took it from, not where the queue ran it', async () => {
    const told = registerSdk();
    const { span, startSpan, bound } = silentTelemetry();
    let later = () => {};
    await span('first', {}, async () => {
      later = bound(() => startSpan('inner').end());
    });
    await span('second', {}, async () => later());
    expect(told.family()).toContain('first > inner');
  });
});

test('a trace tells of so many spans, then of none, and is handed on all the same', () => {
  const told = registerSdk();
  const { startSpan } = silentTelemetry();
  const root = startSpan('root');
  for (let index = 0; index < SPANS_OF_A_TRACE + 100; index += 1) {
    const inner = startSpan('inner', { within: root });
    inner.run(() => expect(startSpan('innermost').headers.traceparent).toContain(root.ids?.trace_id));
    inner.end();
  }
  root.end();
  expect(told.all()).toHaveLength(SPANS_OF_A_TRACE / 2 + 1);
  startSpan('another').end();
  expect(told.named('another')).toHaveLength(1);
});

test('a log line within a span leads to its trace, and says nothing of it elsewhere', async () => {
  registerSdk();
  const lines: string[] = [];
  const { log, span } = createTelemetry({ destination: { write: (line: string) => void lines.push(line) } });
  const ids = await span('asked', {}, async ({ ids }) => {
    log.info({ call: 'GET /jobs/1' }, 'within');
    return ids;
  });
  log.info('outside');
  const [within, outside] = lines.map((line) => JSON.parse(line));
  expect(within).toMatchObject({ ...ids, call: 'GET /jobs/1', msg: 'within' });
  expect(Object.keys(outside)).toEqual(['level', 'time', 'msg']);
});
