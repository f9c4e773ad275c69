import { describe, expect, test } from 'vitest';
import { type Config, ConfigError, completeConfig, parseConfig } from '../../src/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { mountGateway } from '../../src/mounted-gateway.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { SECRET } from '../support/webhook-receiver.ts';

const crm = { name: 'crm', url: 'https://crm.example.com/hook', secrets: [SECRET] };

/** Why options are refused; `accepted` where they are not. */
function refusal(options: Record<string, unknown>): string {
  try {
    completeConfig(options as Partial<Config>);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
}

const EVERY_SETTING = {
  HOST: '[::1]',
  PORT: '0',
  ASANA_BASE_URL: 'http://127.0.0.1:9/api/1.0/',
  ASANA_TOKEN: 'service-token',
  GATEWAY_KEYS: 'web:key-1,web:key-2,cron:key:3',
  ASANA_REQUESTS_PER_MINUTE: '150',
  ASANA_TIMEOUT: '1.5s',
  ASANA_ENABLE: 'new_goals',
  ASANA_DISABLE: 'string_ids,old-ids',
  MAX_OPERATIONS: '8',
  WATCH_FAILURE_LIMIT: '2m',
  ERRAND_TOKEN_TTL: '0',
  STATE_FILE: 'state file.db',
  CALLBACKS: JSON.stringify({
    crm: { url: crm.url, secret: SECRET, previousSecret: SECRET },
    erp: { url: crm.url, secret: SECRET },
  }),
  REDIS_PREFIX: 'mine',
  HASH_SECRET: 'a-secret',
  CORS_ORIGINS: 'https://a.test,http://localhost:3000',
  TRUSTED_PROXIES: '10.0.0.0/8,::1',
  ADMIN_PORT: '4001',
  LOG_FORMAT: 'pretty',
  GRAPHIQL: 'off',
  TRUSTED_DOCUMENTS: 'documents.json',
};

describe('options of a program', () => {
  test('are what is read from the environment, which they come back as', () => {
    const config = parseConfig({ env: EVERY_SETTING });
    expect(completeConfig(config)).toEqual(config);
    const { STATE_FILE, ...others } = EVERY_SETTING;
    const shared = parseConfig({
      env: { ...others, REDIS_URL: 'redis://cache.test', ERRAND_TOKEN_TTL: '24h' },
    });
    expect(completeConfig(shared)).toEqual(shared);
  });

  test('are brought into the form of settings, and are the default where they are nothing', () => {
    expect(
      completeConfig({
        asanaBaseUrl: 'https://asana.test/api/1.0/',
        trustedProxies: ['::1'],
        corsOrigins: [],
        hashSecret: '',
        port: undefined as unknown as number,
      }),
    ).toEqual({
      ...completeConfig({}),
      asanaBaseUrl: 'https://asana.test/api/1.0',
      trustedProxies: ['::1/128'],
    });
  });

  test.each([
    [{ port: 70_000 }, 'port: got 70000, takes a whole number from 0 to 65535 (default 4000)'],
    [{ port: '4000' }, 'port: got "4000", takes a whole number from 0 to 65535 (default 4000)'],
    [{ maxOperations: 1.5 }, 'maxOperations: got 1.5, takes a whole number from 1 to 100000 (default 1000)'],
    [
      { maxOperations: null },
      'maxOperations: got null, takes a whole number from 1 to 100000 (default 1000)',
    ],
    [
      { asanaTimeoutMs: 5 },
      'asanaTimeoutMs: got 5, takes a number of milliseconds from 100 to 3600000 (default 10000)',
    ],
    [
      { drainTimeoutMs: Number.NaN },
      'drainTimeoutMs: got NaN, takes a number of milliseconds from 0 to 3600000 (default 10000)',
    ],
    [
      { drainDelayMs: -1 },
      'drainDelayMs: got -1, takes a number of milliseconds from 0 to 3600000 (default 0)',
    ],
    [
      { asanaRequestsPerMinute: 'all' },
      'asanaRequestsPerMinute: got "all", takes auto, or a whole number from 1 to 100000 (default auto)',
    ],
    [{ graphiql: 'off' }, 'graphiql: got "off", takes true or false (default true)'],
    [
      { logLevel: 'loud' },
      'logLevel: got "loud", takes trace, debug, info, warn, error, fatal or silent (default info)',
    ],
    [
      { corsOrigins: 'https://a.test' },
      'corsOrigins: got "https://a.test", takes a list of origins such as https://app.example.com',
    ],
    [
      { corsOrigins: ['*'] },
      "corsOrigins: got [ '*' ], takes a list of origins such as https://app.example.com",
    ],
    [{ stateFile: ':memory:' }, 'stateFile: got ":memory:", takes the path of a file'],
    [{ asanaBaseUrl: 'http://asana.test' }, 'asanaBaseUrl: got "http://asana.test", takes an https:// URL'],
    [{ asanaToken: 'two words' }, 'asanaToken: got a text that is no token, takes a token'],
    [
      { gatewayKeys: [{ name: 'web', key: 'secret-1,cron:secret-2' }] },
      'gatewayKeys: got something else, takes a list of { name, key }',
    ],
    [
      { gatewayKeys: [{ name: 'a b', key: 'secret-1' }] },
      'gatewayKeys: got an entry that is not name:key (number 1 of 1)',
    ],
    [
      { gatewayKeys: [{ name: 'web:crm', key: 'secret-1' }] },
      'gatewayKeys: got something else, takes a list of { name, key }',
    ],
    [{ gatewayKeys: 'web:secret-1' }, 'gatewayKeys: got something else, takes a list of'],
    [
      { callbacks: [crm, { ...crm, url: 'https://secret-1.test' }] },
      'callbacks: got "crm" twice, takes a list of { name, url, secrets }',
    ],
    [
      { callbacks: [{ ...crm, secrets: ['secret-1'] }] },
      'callbacks: got for "crm" a secret that is not whsec_',
    ],
    [{ callbacks: [{ ...crm, secrets: [] }] }, 'callbacks: got for "crm" a secret that is not whsec_'],
    [{ callbacks: { crm } }, 'callbacks: got something else, takes a list of'],
    [{ asanaTimeout: 5_000 }, 'asanaTimeout: no such option; did you mean asanaTimeoutMs?'],
    [
      { asanaToken: 'a', host: '0.0.0.0' },
      'gatewayKeys: got nothing although asanaToken is set and host is 0.0.0.0',
    ],
    [{ adminPort: 80, port: 80 }, 'adminPort: got 80, takes another port than port'],
  ])('%j: refused in one line that names the option', (options, said) => {
    const message = refusal(options);
    expect(message.split('\n')).toHaveLength(1);
    expect(message).toContain(said);
    expect(message).not.toContain('secret-');
  });

  test('are refused all at once, by a gateway that listens and by one that is mounted', async () => {
    const wrong = {
      maxOperations: 0,
      logLevel: 'loud' as 'info',
      drainTimeoutMs: -1,
      telemetry: silentTelemetry(),
    };
    const names = ['maxOperations', 'drainTimeoutMs', 'logLevel'];
    for (const made of [createGateway({ ...wrong, port: 0 }), mountGateway(wrong)]) {
      const error = await made.then(
        (gateway) => gateway.close({ immediately: true }),
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as ConfigError).problems.map((line) => line.split(':')[0])).toEqual(names);
    }
  });
});
