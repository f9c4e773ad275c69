import { describe, expect, test } from 'vitest';
import { misspeltVariables } from '../../src/config/misspelt.ts';
import { ConfigError } from '../../src/config.ts';
import { refusal } from './support.ts';

describe('several wrong settings', () => {
  test('are told at once, a line each', () => {
    const env = {
      PORT: 'abc',
      LOG_LEVEL: 'loud',
      ASANA_TOKEN: 'x',
      ASANA_TOKEN_FILE: '/x',
      ASANA_TIMEOUT: '1ms',
    };
    const lines = refusal(env, ['--prot', '1', '--graphiql', 'maybe', 'now', '--drain-delay']).split('\n');
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      '--prot',
      'now',
      '--drain-delay',
      'PORT',
      'ASANA_TOKEN',
      'ASANA_TIMEOUT',
      'LOG_LEVEL',
      '--graphiql',
    ]);
  });

  test('are held together only where each is right', () => {
    expect(refusal({ ASANA_TOKEN: 't', HOST: '0.0.0.0', PORT: 'abc' }).split('\n')).toHaveLength(2);
    expect(refusal({ ASANA_TOKEN: 'two words', HOST: '0.0.0.0' }).split('\n')).toHaveLength(1);
  });

  test('take one line each, whatever is in them', () => {
    expect(new ConfigError('A: got\n  b', 'C: d').message).toBe('A: got b\nC: d');
  });
});

describe('a variable that is a slip away from a setting', () => {
  test.each([
    ['ASANA_TOKN', 'ASANA_TOKEN'],
    ['ASANA_TOKEN_FLE', 'ASANA_TOKEN_FILE'],
    ['GATEWAY_KEY', 'GATEWAY_KEYS'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['asana_base_url', 'ASANA_BASE_URL'],
    ['ASANA_REQUEST_PER_MINUTE', 'ASANA_REQUESTS_PER_MINUTE'],
  ])('%s is told as %s', (variable, meant) => {
    expect(misspeltVariables({ [variable]: 'x' })).toEqual([{ variable, meant }]);
  });

  test.each(['HOME', 'PATH', 'HOSTNAME', 'REDIS_PORT', 'ASANA_WORKSPACE', 'GATEWAY_PORT', 'ASANA_TOKEN'])(
    '%s is none',
    (variable) => expect(misspeltVariables({ [variable]: 'x' })).toEqual([]),
  );
});
