import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { config, type Env, refusal, SERVICE } from './support.ts';

const folder = temporaryFolder();
let written = 0;

function secretFile(content: string): string {
  const file = path.join(folder, `secret-${written++}`);
  writeFileSync(file, content);
  return file;
}

const KEY = 'sixteen-letters1';

describe('secrets', () => {
  test('come from a file, without its line end', () => {
    const env = { ...SERVICE, ASANA_TOKEN: '', ASANA_TOKEN_FILE: secretFile('from-a-file\n') };
    expect(config(env)).toMatchObject({ asanaToken: 'from-a-file' });
  });

  test('are refused when given twice', () => {
    expect(refusal({ ...SERVICE, ASANA_TOKEN_FILE: secretFile('x') })).toBe(
      'ASANA_TOKEN: got a value and ASANA_TOKEN_FILE too, takes one of them',
    );
  });

  test('are refused when the file is not there', () => {
    expect(refusal({ HASH_SECRET_FILE: '/nowhere/secret' })).toBe(
      'HASH_SECRET_FILE: got "/nowhere/secret" (ENOENT), takes the path of a readable file',
    );
  });

  test.each([
    [{ ASANA_TOKEN: 'hunter22 with blanks' }],
    [{ ...SERVICE, GATEWAY_KEYS: 'hunter22' }],
    [{ ...SERVICE, GATEWAY_KEYS: 'web:hunter22,mobile:hunter22' }],
    [{ ...SERVICE, GATEWAY_KEYS: 'web:ok,:hunter22' }],
    [{ REDIS_URL: 'http://:hunter22@cache.test' }],
  ])('stay out of the refusal of %j', (env: Env) => {
    const message = refusal(env);
    expect(message).toContain(', takes ');
    expect(message).not.toContain('hunter22');
  });
});

describe('service mode', () => {
  test('takes several keys, also of one name', () => {
    expect(config({ ...SERVICE, GATEWAY_KEYS: 'web:old:1, web:new, batch:x' }).gatewayKeys).toEqual([
      { name: 'web', key: 'old:1' },
      { name: 'web', key: 'new' },
      { name: 'batch', key: 'x' },
    ]);
  });

  test('needs keys unless it listens on loopback', () => {
    expect(refusal({ ASANA_TOKEN: 't', HOST: '0.0.0.0' })).toMatch(/^GATEWAY_KEYS: got nothing although/);
    expect(refusal({ ASANA_TOKEN: 't', HOST: 'localhost' })).toBe('accepted');
    expect(refusal({ ...SERVICE, GATEWAY_KEYS: `web:${KEY}`, HOST: '0.0.0.0' })).toBe('accepted');
  });

  test('needs keys of 16 characters unless it listens on loopback', () => {
    const short = { ...SERVICE, GATEWAY_KEYS: `web:${KEY},scripts:${KEY.slice(1)}` };
    expect(refusal({ ...short, HOST: '0.0.0.0' })).toBe(
      'GATEWAY_KEYS: got a key of fewer than 16 characters (number 2 of 2) although HOST is 0.0.0.0, takes longer ones unless HOST is loopback; openssl rand -hex 24 makes one',
    );
    for (const HOST of ['127.0.0.1', 'localhost', '::1', '[::1]', '127.9.9.9']) {
      expect(refusal({ ...short, HOST })).toBe('accepted');
    }
    for (const HOST of ['::', '10.0.0.1', 'gateway.internal'])
      expect(refusal({ ...short, HOST })).toMatch(/^GATEWAY_KEYS/);
  });

  test('refuses keys without a token', () => {
    expect(refusal({ GATEWAY_KEYS: 'web:k' })).toMatch(/^GATEWAY_KEYS: got keys without ASANA_TOKEN/);
  });
});
