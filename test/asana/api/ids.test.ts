import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { checkGid, checkUserGid, fillPath } from '../../../src/asana/api/ids.ts';
import { asanaToken } from '../../../src/asana/api/token.ts';

describe('ids', () => {
  test.each(['1', '0012', '12345678901234567890123456789012'])('%s is a gid', (gid) => {
    expect(checkGid(gid, 'gid')).toBe(gid);
  });

  test.each([
    '',
    '-1',
    '1.5',
    '1/2',
    '../users/me',
    '1?x=y',
    '1%2e',
    '１',
    ' 1',
    '1\n',
    '1'.repeat(33),
    'me',
  ])('%j is refused without a call', (gid) => {
    expect(() => checkGid(gid, 'taskGid')).toThrowError(/^taskGid takes the digits/);
    expect(() => fillPath('/tasks/{gid}', gid)).toThrowError(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });

  test.each([
    ['/tasks/{gid}', '7', '/tasks/7'],
    ['/projects/{gid}/task_counts', '7', '/projects/7/task_counts'],
    ['/users/{gid}', 'me', '/users/me'],
    ['/users/{gid}/teams', 'ann+x@example.com', '/users/ann%2Bx%40example.com/teams'],
    ['/users/{gid}', '\ud800@example.com', '/users/%EF%BF%BD%40example.com'],
    ['/users/{gid}', "$&'@example.com", "/users/%24%26'%40example.com"],
  ])('%s with %s is %s', (route, gid, path) => {
    expect(fillPath(route, gid)).toBe(path);
  });

  test.each(['you', 'a@b@c', 'a b@c', '../x@y/z', 'a@b?c', '@', 'a@'])('%j names no user', (gid) => {
    expect(() => checkUserGid(gid, 'user')).toThrowError(/"me" or an e-mail address/);
  });

  test('a long wrong id is not echoed whole', () => {
    expect(() => checkGid('x'.repeat(5000), 'gid')).toThrowError(/^.{1,120}$/);
  });
});

describe('a token', () => {
  const token = asanaToken('1/secret:value');

  test('shows its hash wherever it is printed', () => {
    const printed = [String(token), JSON.stringify({ token }), inspect({ token }), `${token}`];
    for (const each of printed) {
      expect(each).toContain(token.hash);
      expect(each).not.toContain('secret');
    }
    expect(token.header()).toBe('Bearer 1/secret:value');
  });

  test('has the same hash whenever its secret is the same', () => {
    expect(asanaToken('1/secret:value').hash).toBe(token.hash);
    expect(asanaToken('1/secret:other').hash).not.toBe(token.hash);
    expect(asanaToken('1/secret:value', { hashSecret: 'pepper' }).hash).not.toBe(token.hash);
  });

  test('takes its secret out of texts that echo it', () => {
    expect(token.redact('no such token: 1/secret:value')).toBe('no such token: [token]');
  });

  test('leaves words alone that are shorter than any token', () => {
    expect(asanaToken('tok').redact('no such token')).toBe('no such token');
  });

  test.each(['', 'two words', 'line\r\nX-Evil: 1', 'tab\t', 'é'])('%j is no token', (secret) => {
    expect(() => asanaToken(secret)).toThrowError(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
  });

  test('has 4,096 characters at most', () => {
    expect(asanaToken('x'.repeat(4_096)).header()).toHaveLength('Bearer '.length + 4_096);
    expect(() => asanaToken('x'.repeat(4_097))).toThrowError(
      expect.objectContaining({
        code: 'UNAUTHENTICATED',
        message: 'The Asana token has 4,097 characters; none has more than 4,096. Send it as it is.',
      }),
    );
  });
});
