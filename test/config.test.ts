import { describe, expect, test } from 'vitest';
import { settingsHelp, settingsMarkdown } from '../src/config/help.ts';
import { completeConfig, flagOf, parseConfig, SETTINGS } from '../src/config.ts';
import { config, refusal } from './config/support.ts';

describe('defaults', () => {
  test('are those of the documented table', () => {
    expect(config()).toEqual({
      host: '127.0.0.1',
      port: 4000,
      asanaBaseUrl: 'https://app.asana.com/api/1.0',
      asanaToken: null,
      gatewayKeys: null,
      asanaRequestsPerMinute: 'auto',
      asanaTimeoutMs: 10_000,
      asanaEnable: null,
      asanaDisable: null,
      maxOperations: 1_000,
      watchFailureLimitMs: 300_000,
      stateFile: null,
      callbacks: null,
      redisUrl: null,
      redisPrefix: 'asana-jobs-gateway',
      hashSecret: null,
      corsOrigins: null,
      trustedProxies: null,
      adminPort: null,
      drainDelayMs: 0,
      drainTimeoutMs: 10_000,
      errandTokenTtlMs: 3_600_000,
      logLevel: 'info',
      logFormat: 'json',
      introspection: true,
      graphiql: true,
      console: true,
      federation: false,
      trustedDocuments: null,
    });
  });

  test('write log lines for people on a terminal', () => {
    expect(config({}, [], true).logFormat).toBe('pretty');
    expect(config({ LOG_FORMAT: 'json' }, [], true).logFormat).toBe('json');
  });

  test('stand where a variable is empty', () => {
    expect(config({ PORT: '', ASANA_TOKEN: '', LOG_LEVEL: '' })).toEqual(config());
  });

  test('are those of a command that has its own, and what is refused names them', () => {
    const defaults = { port: '4001', logFormat: 'pretty' };
    expect(parseConfig({ env: {}, defaults })).toEqual({ ...config(), port: 4_001, logFormat: 'pretty' });
    expect(() => parseConfig({ env: { PORT: 'x', LOG_FORMAT: 'xml' }, defaults })).toThrow(
      'PORT: got "x", takes a whole number from 0 to 65535 (default 4001)\nLOG_FORMAT: got "xml", takes json or pretty (default pretty)',
    );
  });

  test('complete a partial configuration', () => {
    expect(completeConfig({ port: 0 })).toEqual({ ...config(), port: 0 });
    expect(() => completeConfig({ gatewayKeys: [{ name: 'web', key: 'k' }] })).toThrow(
      /^gatewayKeys: got keys without asanaToken,/,
    );
  });
});

describe('values', () => {
  test.each([
    ['PORT', '0', 'port', 0],
    ['HOST', '[::1]', 'host', '::1'],
    ['HOST', '0.0.0.0', 'host', '0.0.0.0'],
    ['ASANA_TIMEOUT', '500ms', 'asanaTimeoutMs', 500],
    ['ASANA_TIMEOUT', '1.5s', 'asanaTimeoutMs', 1_500],
    ['WATCH_FAILURE_LIMIT', '2m', 'watchFailureLimitMs', 120_000],
    ['DRAIN_DELAY', '0s', 'drainDelayMs', 0],
    ['ASANA_REQUESTS_PER_MINUTE', '150', 'asanaRequestsPerMinute', 150],
    ['ASANA_REQUESTS_PER_MINUTE', 'auto', 'asanaRequestsPerMinute', 'auto'],
    ['ASANA_BASE_URL', 'http://127.0.0.1:9/api/1.0/', 'asanaBaseUrl', 'http://127.0.0.1:9/api/1.0'],
    ['ASANA_BASE_URL', 'http://[::1]:9', 'asanaBaseUrl', 'http://[::1]:9'],
    ['ASANA_BASE_URL', 'https://asana.test/api/1.0', 'asanaBaseUrl', 'https://asana.test/api/1.0'],
    [
      'CORS_ORIGINS',
      'https://a.test, http://localhost:3000',
      'corsOrigins',
      ['https://a.test', 'http://localhost:3000'],
    ],
    ['TRUSTED_PROXIES', '10.0.0.0/8,::1', 'trustedProxies', ['10.0.0.0/8', '::1/128']],
    ['REDIS_URL', 'rediss://user:pass@cache.test:6380/1', 'redisUrl', 'rediss://user:pass@cache.test:6380/1'],
    ['ASANA_ENABLE', 'new_goals, old-ids', 'asanaEnable', ['new_goals', 'old-ids']],
    ['ASANA_DISABLE', 'string_ids', 'asanaDisable', ['string_ids']],
    ['STATE_FILE', './memory of file:s', 'stateFile', './memory of file:s'],
    ['GRAPHIQL', 'off', 'graphiql', false],
    ['INTROSPECTION', 'true', 'introspection', true],
    ['LOG_LEVEL', 'silent', 'logLevel', 'silent'],
  ])('%s=%s is understood', (name, value, key, expected) => {
    expect(config({ [name]: value })).toMatchObject({ [key]: expected });
  });

  test.each([
    ['PORT', 'abc', 'PORT: got "abc", takes a whole number from 0 to 65535 (default 4000)'],
    ['PORT', '65536', 'PORT: got "65536", takes a whole number from 0 to 65535 (default 4000)'],
    ['PORT', '40e1', 'PORT: got "40e1", takes a whole number from 0 to 65535 (default 4000)'],
    [
      'HOST',
      'a b',
      'HOST: got "a b", takes a host name or an IP address, such as 127.0.0.1 or 0.0.0.0 (default 127.0.0.1)',
    ],
    [
      'ASANA_TIMEOUT',
      '10',
      'ASANA_TIMEOUT: got "10", takes a duration such as 500ms, 10s or 5m, at least 100ms, at most 60m (default 10s)',
    ],
    [
      'ASANA_TIMEOUT',
      '0s',
      'ASANA_TIMEOUT: got "0s", takes a duration such as 500ms, 10s or 5m, at least 100ms, at most 60m (default 10s)',
    ],
    [
      'DRAIN_TIMEOUT',
      '2h',
      'DRAIN_TIMEOUT: got "2h", takes a duration such as 500ms, 10s or 5m, at most 60m (default 10s)',
    ],
    [
      'ASANA_REQUESTS_PER_MINUTE',
      '0',
      'ASANA_REQUESTS_PER_MINUTE: got "0", takes auto, or a whole number from 1 to 100000 (default auto)',
    ],
    [
      'ASANA_BASE_URL',
      'http://app.asana.com/api/1.0',
      'ASANA_BASE_URL: got "http://app.asana.com/api/1.0", takes an https:// URL without query or password (http:// only to this machine) (default https://app.asana.com/api/1.0)',
    ],
    [
      'ASANA_BASE_URL',
      'http://127.0.0.1.evil.test',
      'ASANA_BASE_URL: got "http://127.0.0.1.evil.test", takes an https:// URL without query or password (http:// only to this machine) (default https://app.asana.com/api/1.0)',
    ],
    [
      'CORS_ORIGINS',
      '*',
      'CORS_ORIGINS: got "*", takes a comma list of origins such as https://app.example.com',
    ],
    [
      'CORS_ORIGINS',
      'https://*.a.test',
      'CORS_ORIGINS: got "https://*.a.test", takes a comma list of origins such as https://app.example.com',
    ],
    [
      'CORS_ORIGINS',
      'https://a.test/path',
      'CORS_ORIGINS: got "https://a.test/path", takes a comma list of origins such as https://app.example.com',
    ],
    [
      'CORS_ORIGINS',
      'null',
      'CORS_ORIGINS: got "null", takes a comma list of origins such as https://app.example.com',
    ],
    [
      'TRUSTED_PROXIES',
      '10.0.0.0/33',
      'TRUSTED_PROXIES: got "10.0.0.0/33", takes a comma list of addresses or CIDR ranges such as 10.0.0.0/8',
    ],
    ...[':memory:', 'data/', 'file:state.db', 'FILE:///data/state.db?mode=memory', 'sqlite:state.db'].map(
      (value) => [
        'STATE_FILE',
        value,
        `STATE_FILE: got "${value}", takes the path of a file, in a folder that is there; no URI, and not :memory:`,
      ],
    ),
    [
      'LOG_LEVEL',
      'loud',
      'LOG_LEVEL: got "loud", takes trace, debug, info, warn, error, fatal or silent (default info)',
    ],
    ['LOG_FORMAT', 'xml', 'LOG_FORMAT: got "xml", takes json or pretty (default json; pretty on a terminal)'],
    ['GRAPHIQL', 'maybe', 'GRAPHIQL: got "maybe", takes on or off (default on)'],
  ])('%s=%s is refused in one line', (name, value, message) => {
    expect(refusal({ [name]: value })).toBe(message);
  });
});

describe('flags', () => {
  test('win over variables, in both spellings', () => {
    expect(config({ PORT: '1' }, ['--port', '2'])).toMatchObject({ port: 2 });
    expect(config({}, ['--port=3', '--asana-timeout=5s'])).toMatchObject({ port: 3, asanaTimeoutMs: 5_000 });
  });

  test.each([
    [['--prot', '1'], '--prot: no such flag; did you mean --port?'],
    [['--utterly-unknown'], '--utterly-unknown: no such flag; help lists them all'],
    [['--port'], '--port: got no value, takes a whole number from 0 to 65535'],
    [['--port', '--host', 'x'], '--port: got no value, takes a whole number from 0 to 65535'],
    [['--port', '1', '--port', '2'], '--port: got two values, takes one'],
    [['--port', 'x'], '--port: got "x", takes a whole number from 0 to 65535 (default 4000)'],
    [['4000'], '4000: got an argument, takes flags such as --port 4000'],
  ])('%j is refused in one line', (argv, message) => {
    expect(refusal({}, argv)).toBe(message);
  });

  test('never take a secret, nor repeat it', () => {
    for (const [key, entry] of Object.entries(SETTINGS)) {
      if (!('secret' in entry)) continue;
      const message = refusal({}, [`${flagOf(entry)}=hunter22`]);
      expect(message, key).toContain(
        `takes it from the variable ${entry.env}, or the file that ${entry.env}_FILE`,
      );
      expect(message, key).not.toContain('hunter22');
    }
  });
});

describe('settings together', () => {
  test('keep the admin port apart from the port', () => {
    expect(refusal({ PORT: '5000', ADMIN_PORT: '5000' })).toBe(
      'ADMIN_PORT: got 5000, takes another port than PORT',
    );
    expect(refusal({ PORT: '0', ADMIN_PORT: '0' })).toBe('accepted');
  });

  test("ask for a change of Asana's API in one way", () => {
    expect(refusal({ ASANA_ENABLE: 'a,b', ASANA_DISABLE: 'c,b' })).toBe(
      'ASANA_DISABLE: got b, which ASANA_ENABLE has as well, takes each change in one of the two',
    );
    expect(refusal({ ASANA_ENABLE: 'a b' })).toMatch(/^ASANA_ENABLE: got "a b", takes a comma list of names/);
    expect(refusal({ ASANA_ENABLE: 'a', ASANA_DISABLE: 'b' })).toBe('accepted');
  });
});

describe('the table in words', () => {
  test('shows every setting in help and README', () => {
    const help = settingsHelp();
    const readme = settingsMarkdown();
    for (const entry of Object.values(SETTINGS)) {
      expect(help).toContain(`${entry.env}`);
      expect(readme).toContain(`| \`${entry.env}\` |`);
      expect(help).toContain(entry.help);
      if ('secret' in entry) expect(help).not.toContain(flagOf(entry));
    }
  });

  test('has defaults that its own parsers accept', () => {
    for (const entry of Object.values(SETTINGS)) {
      if (entry.default !== null) expect(() => entry.type.parse(entry.default), entry.env).not.toThrow();
    }
  });
});
