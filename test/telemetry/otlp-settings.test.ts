import { expect, test } from 'vitest';
import { tracesAsked, tracesGoTo } from '../../src/telemetry/otlp-settings.ts';

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

test.each<[object, ReturnType<typeof tracesAsked>]>([
  [{}, { kind: 'none' }],
  [{ OTEL_SERVICE_NAME: 'jobs', OTEL_TRACES_SAMPLER: 'always_on' }, { kind: 'none' }],
  [ENDPOINT, { kind: 'otlp', protocol: 'http/protobuf' }],
  [
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector/v1/traces' },
    { kind: 'otlp', protocol: 'http/protobuf' },
  ],
  [{ OTEL_TRACES_EXPORTER: 'otlp' }, { kind: 'otlp', protocol: 'http/protobuf' }],
  [{ ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }, { kind: 'none' }],
  [{ ...ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' }, { kind: 'none' }],
  [
    { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
    { kind: 'otlp', protocol: 'http/json' },
  ],
  [
    {
      ...ENDPOINT,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
    },
    { kind: 'otlp', protocol: 'http/protobuf' },
  ],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, { kind: 'none' }],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' },
    {
      kind: 'impossible',
      problem: 'OTEL_EXPORTER_OTLP_ENDPOINT: got collector:4317, takes a URL such as http://collector:4318',
    },
  ],
])('%j', (env, asked) => {
  expect(tracesAsked(env as Record<string, string>)).toEqual(asked);
});

test.each([
  [{}, 'http://localhost:4318/v1/traces'],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://u:secret@collector:4318/base/' },
    'http://collector:4318/base/v1/traces',
  ],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector/t?key=secret' }, 'https://collector/t'],
])('where they go is told without what may be secret: %j', (env, told) => {
  expect(tracesGoTo(env as Record<string, string>)).toBe(told);
});
