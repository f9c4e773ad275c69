import { describe, expect, test } from 'vitest';
import { settingsHelp } from '../../src/config/help.ts';
import { ConfigError, parseConfig } from '../../src/config.ts';
import { SECRET } from '../support/webhook-receiver.ts';

const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 'x').toString('base64')}`;
const URL = 'https://crm.example.com/hook?key=of-ours';
const crmValue = JSON.stringify({ url: URL, secret: SECRET });
const crm = (more: object = {}) => JSON.stringify({ crm: { url: URL, secret: SECRET, ...more } });

function refusal(CALLBACKS: string): string {
  try {
    parseConfig({ env: { CALLBACKS } });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
}

test('endpoints are read with their secrets, the present one first', () => {
  const { callbacks } = parseConfig({ env: { CALLBACKS: crm({ previousSecret: secretOf(24) }) } });
  expect(callbacks).toEqual([{ name: 'crm', url: URL, secrets: [SECRET, secretOf(24)] }]);
});

test.each([
  ['none', '{}'],
  ['one on this machine', crm({ url: 'http://127.0.0.1:9000/hook' })],
  ['a secret of 24 bytes', crm({ secret: secretOf(24) })],
  ['a secret of 64 bytes', crm({ secret: secretOf(64) })],
  ['a secret without padding', crm({ secret: secretOf(32).replace(/=+$/, '') })],
  ['a previous secret of null', crm({ previousSecret: null })],
])('%s: taken', (_name, text) => {
  expect(refusal(text)).toBe('accepted');
});

const many = Object.fromEntries(
  Array.from({ length: 33 }, (_, at) => [`c${at}`, { url: URL, secret: SECRET }]),
);

describe('refused is', () => {
  test.each([
    ['no JSON', `{"crm": ${SECRET}`, 'something that is no JSON'],
    ['a list', '[]', 'something else'],
    ['a name with blanks', JSON.stringify({ 'c r m': {} }), 'a name that is none (number 1 of 1)'],
    ['a name of the prototype', '{"__proto__ ": 1}', 'a name that is none (number 1 of 1)'],
    ['more than 32', JSON.stringify(many), 'more than 32 callbacks'],
    ['no object', '{"crm": "x"}', 'for "crm" a url that is none'],
    ['no URL', crm({ url: 'crm.example.com' }), 'for "crm" a url that is none'],
    ['plain HTTP', crm({ url: 'http://crm.example.com' }), 'for "crm" a url that is neither https'],
    ['another scheme', crm({ url: 'ftp://localhost' }), 'for "crm" a url that is neither https'],
    ['a password', crm({ url: 'https://a:b@crm.example.com' }), 'for "crm" a url with a user or password'],
    ['a key that is none', crm({ previoussecret: SECRET }), 'for "crm" something beside url'],
    ['no secret', crm({ secret: undefined }), 'for "crm" a secret that is not'],
    ['a secret of 23 bytes', crm({ secret: secretOf(23) }), 'for "crm" a secret that is not'],
    ['a secret of 65 bytes', crm({ secret: secretOf(65) }), 'for "crm" a secret that is not'],
    ['a secret of another alphabet', crm({ secret: `whsec_${'_'.repeat(44)}` }), 'for "crm" a secret that'],
    ['a secret without its prefix', crm({ secret: SECRET.slice(6) }), 'for "crm" a secret that is not'],
    ['a name twice', `{"crm": ${crmValue}, "erp": ${crmValue}, "crm": ${crmValue}}`, '"crm" twice, takes'],
    ['a name twice, once spelt another way', `{"crm": ${crmValue}, "\\u0063rm": ${crmValue}}`, '"crm" twice'],
    [
      'a url twice',
      `{"crm": {"url": "${URL}", "url": "${URL}", "secret": "${SECRET}"}}`,
      'for "crm" url twice',
    ],
    ['a wrong previous one', crm({ previousSecret: 'x' }), 'for "crm" a previousSecret that is not'],
  ])('%s, and nothing of it is shown', (_name, text, got) => {
    const message = refusal(text);
    expect(message).toContain(`CALLBACKS: got ${got}`);
    expect(message.split('\n')).toHaveLength(1);
    for (const secret of [SECRET, SECRET.slice(6), 'example.com', 'of-ours']) {
      expect(message).not.toContain(secret);
    }
  });
});

test('there is no flag for it, and help shows none', () => {
  expect(() => parseConfig({ env: {}, argv: ['--callbacks', '{}'] })).toThrow(ConfigError);
  expect(settingsHelp()).toContain('CALLBACKS (or CALLBACKS_FILE; no flag)');
});
