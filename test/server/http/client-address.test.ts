import { describe, expect, test } from 'vitest';
import { clientAddress, isLoopbackPeer, trustedProxies } from '../../../src/server/http/client-address.ts';

const trusted = trustedProxies(['10.0.0.0/8', '192.168.1.1', 'fd00::/8']);

describe('the client’s address', () => {
  test.each([
    ['203.0.113.9', '1.2.3.4', '203.0.113.9'],
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['10.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['::ffff:10.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['10.0.0.1', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    ['10.0.0.1', '6.6.6.6, 1.2.3.4, 10.2.2.2', '1.2.3.4'],
    ['10.0.0.1', '10.3.3.3, 10.2.2.2', '10.3.3.3'],
    ['10.0.0.1', '1.2.3.4, unknown, 10.2.2.2', '10.2.2.2'],
    ['10.0.0.1', 'garbage', '10.0.0.1'],
    ['10.0.0.1', '1.2.3.4:5678', '1.2.3.4'],
    ['10.0.0.1', '[2001:db8::1]:5678', '2001:db8::1'],
    ['fd00::5', '2001:db8::1', '2001:db8::1'],
    ['192.168.1.1', '1.2.3.4', '1.2.3.4'],
    ['192.168.1.2', '1.2.3.4', '192.168.1.2'],
  ])('of peer %s forwarding for %s is %s', (peer, forwardedFor, expected) => {
    expect(clientAddress(peer, forwardedFor, trusted)).toBe(expected);
  });
});

test('a wrong range is named', () => {
  expect(() => trustedProxies(['10.0.0.0/8', 'nonsense'])).toThrow('"nonsense"');
});

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['10.0.0.1', false],
  ['', false],
])('%s is loopback: %s', (address, expected) => {
  expect(isLoopbackPeer(address)).toBe(expected);
});
