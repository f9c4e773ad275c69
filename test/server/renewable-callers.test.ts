import { describe, expect, test } from 'vitest';
import { asanaToken } from '../../src/asana/api/token.ts';
import { callerMode } from '../../src/server/callers.ts';
import { RenewableCallers } from '../../src/server/renewable-callers.ts';

const HERE = '127.0.0.1';
const mode = (asanaToken: string | null, ...keys: [name: string, key: string][]) =>
  callerMode({ asanaToken, gatewayKeys: keys.map(([name, key]) => ({ name, key })), hashSecret: null });

describe('a caller that was let in before the secrets were replaced', () => {
  test.each([
    ['the same, when nothing is', mode('t', ['web', 'k1']), 'same'],
    ['the same, beside a new key', mode('t', ['web', 'k2'], ['web', 'k1']), 'same'],
    ['to come back, with another token', mode('u', ['web', 'k1']), 'renewed'],
    ['gone, when its key is', mode('t', ['web', 'k2']), 'gone'],
    ['gone, when its key has another name', mode('t', ['scripts', 'k1']), 'gone'],
    ['gone, when there are no keys', mode('t'), 'gone'],
  ])('is %s', (_name, next, standing) => {
    const callers = new RenewableCallers(mode('t', ['web', 'k1']));
    const before = callers.resolve('Bearer  k1 ', HERE);
    expect(before.caller?.name).toBe('web');
    callers.replace(next);
    expect(callers.fateOf(before)).toBe(standing);
  });

  test('is gone without a key, once there are keys', () => {
    const callers = new RenewableCallers(mode('t'));
    const before = callers.resolve(undefined, HERE);
    callers.replace(mode('t', ['web', 'k1']));
    expect(callers.fateOf(before)).toBe('gone');
    expect(callers.resolve(undefined, HERE).caller).toBeNull();
  });

  test('is looked at anew, when tokens are hashed otherwise or keys are wanted', () => {
    const callers = new RenewableCallers(mode(null));
    const before = callers.resolve('Bearer own-token', HERE);
    const again = () => callers.resolve('Bearer own-token', HERE, before);
    expect(again()).toBe(before);
    callers.replace(callerMode({ asanaToken: null, gatewayKeys: null, hashSecret: 'pepper' }));
    expect(again().caller?.token.hash).toBe(asanaToken('own-token', { hashSecret: 'pepper' }).hash);
    callers.replace(mode('t', ['web', 'k1']));
    expect(again().caller).toBeNull();
  });

  test('is the same in pass-through mode, and nobody stays nobody', () => {
    const callers = new RenewableCallers(mode(null));
    const own = callers.resolve('Bearer own-token', HERE);
    const nobody = callers.resolve(undefined, HERE);
    callers.replace(mode(null));
    expect([own, nobody].map((each) => callers.fateOf(each))).toEqual(['same', 'same']);
  });
});
