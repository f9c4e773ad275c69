import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createTelemetry, METRICS, silentTelemetry } from '../../src/telemetry.ts';

function logged(secrets: readonly string[] = []) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { telemetry: createTelemetry({ level: 'trace', destination, secrets }), lines };
}

describe('the log', () => {
  test('writes one JSON line with level and time', () => {
    const { telemetry, lines } = logged();
    telemetry.log.info({ operation: 'JobQuery' }, 'answered');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      operation: 'JobQuery',
      msg: 'answered',
    });
  });

  test.each([
    ['an Authorization value', 'Authorization: Bearer abc.def-123', 'abc.def-123'],
    [
      'a personal access token',
      'token 2/1200000000001/1200000000002:0a1b2c3d4e5f60718293a4b5c6d7e8f9',
      '0a1b2c3d4e5f',
    ],
    ['an older personal access token', '1/1200000000001:0a1b2c3d4e5f60718293a4b5c6d7e8f9', '0a1b2c3d4e5f'],
    ['an OAuth token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl', 'eyJzdWIi'],
    ['a password in a URL', 'redis://user:hunter22@10.0.0.1:6379/0', 'hunter22'],
  ])('takes %s out of what it writes', (_, text, secret) => {
    const { telemetry, lines } = logged();
    telemetry.log.error({ err: new Error(text), nested: { text } }, text);
    expect(lines.join('')).not.toContain(secret);
    expect(lines.join('')).toContain('[redacted]');
    expect(() => JSON.parse(lines[0] ?? '')).not.toThrow();
  });

  test('takes the named secrets out of what it writes', () => {
    const { telemetry, lines } = logged(['pa"ss\\word']);
    telemetry.log.warn({ headers: { key: 'pa"ss\\word' } }, 'pa"ss\\word');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ headers: { key: '[redacted]' }, msg: '[redacted]' });
  });

  test('takes secrets out that became known later', () => {
    const { telemetry, lines } = logged(['first-one']);
    telemetry.hide(['second-one']);
    telemetry.log.warn('first-one second-one');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'first-one [redacted]' });
  });

  test('says nothing when silent', () => {
    expect(silentTelemetry().log.isLevelEnabled('fatal')).toBe(false);
  });
});

describe('metrics', () => {
  test('sums counters per combination of labels', () => {
    const telemetry = silentTelemetry();
    telemetry.count('upstream_calls', { method: 'GET', route: '/jobs/{gid}', outcome: 'ok' });
    telemetry.count('upstream_calls', { method: 'GET', route: '/jobs/{gid}', outcome: 'ok' });
    telemetry.count('upstream_calls', { method: 'POST', route: '/batch', outcome: 'ok' }, 3);
    expect(telemetry.read('upstream_calls')).toBe(5);
    expect(telemetry.read('upstream_calls', { route: '/jobs/{gid}' })).toBe(2);
  });

  test('shows counters, histograms and gauges to Prometheus', async () => {
    const telemetry = silentTelemetry();
    telemetry.count('starts', { kind: 'DUPLICATE_PROJECT', outcome: 'started' });
    telemetry.observe('batch_size', 3);
    telemetry.observe('batch_size', 10);
    telemetry.gauge('pollers', () => 7);
    const { contentType, body } = await telemetry.metrics();
    expect(contentType).toContain('text/plain');
    expect(body).toContain('gateway_starts_total{kind="DUPLICATE_PROJECT",outcome="started"} 1');
    expect(body).toContain('gateway_batch_size_bucket{le="2"} 0');
    expect(body).toContain('gateway_batch_size_bucket{le="3"} 1');
    expect(body).toContain('gateway_batch_size_bucket{le="+Inf"} 2');
    expect(body).toContain('gateway_batch_size_sum 13');
    expect(body).toContain('gateway_pollers 7');
    expect(body).toContain('nodejs_eventloop_lag_seconds');
  });

  test('names every metric of the table even before first use', async () => {
    const { body } = await silentTelemetry().metrics();
    for (const [name, { type }] of Object.entries(METRICS)) {
      expect(body).toContain(`# TYPE gateway_${name}${type === 'counter' ? '_total' : ''} ${type}\n`);
    }
  });

  test('reads a gauge again on every look', async () => {
    const telemetry = silentTelemetry();
    let value = 1;
    telemetry.gauge('subscribers', () => value);
    expect((await telemetry.metrics()).body).toContain('gateway_subscribers 1');
    value = 2;
    expect((await telemetry.metrics()).body).toContain('gateway_subscribers 2');
  });

  test('keeps tokens and unknown labels out of series', async () => {
    const telemetry = silentTelemetry();
    telemetry.count('errors', { code: 'Bearer secret-token', token: 'secret-token' });
    const { body } = await telemetry.metrics();
    expect(body).not.toContain('secret-token');
    expect(body).toContain('gateway_errors_total{code="Bearer [redacted]"} 1');
  });

  test('counts a flood of label values as other', async () => {
    const telemetry = silentTelemetry();
    for (let index = 0; index < 1_500; index += 1) telemetry.count('errors', { code: `CODE_${index}` });
    expect(telemetry.read('errors')).toBe(1_500);
    expect(telemetry.read('errors', { code: 'other' })).toBe(500);
  });

  test('refuses a name the table lacks', () => {
    const telemetry = silentTelemetry();
    expect(() => telemetry.count('typo' as 'starts')).toThrow(/No metric named typo/);
  });
});

describe('the default destination', () => {
  test('accepts any writable stream', () => {
    const chunks: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        chunks.push(String(chunk));
        done();
      },
    });
    createTelemetry({ destination: stream }).log.info('ready');
    expect(chunks.join('')).toContain('"msg":"ready"');
  });
});
