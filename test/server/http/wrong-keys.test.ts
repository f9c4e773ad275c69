import { describe, expect, test } from 'vitest';
import { WrongKeys } from '../../../src/server/http/wrong-keys.ts';
import { connect, post, startServer } from '../support.ts';

const KEYS = ['first-key-of-web-0001', 'second-key-of-web-0002'].map((key) => ({ name: 'web', key }));

/** A gateway in service mode behind a proxy on this machine. */
function behindProxy() {
  return startServer({ asanaToken: 'service-token', gatewayKeys: KEYS, trustedProxies: ['127.0.0.1/32'] });
}

/** The code that a key from an address is answered with; null for none. */
async function tryKey(url: string, key: string, address: string): Promise<string | null> {
  const headers = { authorization: `Bearer ${key}`, 'x-forwarded-for': address };
  const answer = (await (await post(url, { query: '{ who }' }, headers)).json()) as {
    errors?: { extensions: { code: string } }[];
  };
  return answer.errors?.[0]?.extensions.code ?? null;
}

describe('a gateway key', () => {
  test('is not looked up for an address that tried twenty wrong ones', async () => {
    await using running = await behindProxy();
    const { url } = running;
    expect(await tryKey(url, KEYS[0]!.key, '203.0.113.1')).toBeNull();
    for (let tried = 0; tried < 20; tried += 1) {
      expect(await tryKey(url, `wrong-${tried}`, '203.0.113.1')).toBe('UNAUTHENTICATED');
    }
    expect(await tryKey(url, 'wrong', '203.0.113.1')).toBe('RATE_LIMITED');
    // Guessing gets nowhere: a right key that was never used from there is not told apart from a wrong one.
    expect(await tryKey(url, KEYS[1]!.key, '203.0.113.1')).toBe('RATE_LIMITED');
    expect(running.telemetry.read('refused', { limit: 'wrongKeys' })).toBe(2);
    // Whoever shares the address goes on working, and so does everybody else.
    expect(await tryKey(url, KEYS[0]!.key, '203.0.113.1')).toBeNull();
    expect(await tryKey(url, KEYS[1]!.key, '203.0.113.2')).toBeNull();
  });

  test('is slowed down over WebSocket too, and says when to come back', async () => {
    await using running = await behindProxy();
    const headers = { 'x-forwarded-for': '203.0.113.1' };
    const open = () => connect(running.url, { Authorization: 'Bearer wrong' }, { headers });
    for (let tried = 0; tried < 20; tried += 1) (await open()).socket.terminate();
    const client = await open();
    client.send({ type: 'subscribe', id: '1', payload: { query: '{ who }' } });
    expect((await client.next()).payload?.errors?.[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
      retryAfter: expect.any(Number),
      limit: 'wrongKeys',
    });
    client.socket.terminate();
  });

  test('is never slowed down from this machine itself', async () => {
    await using running = await startServer({ asanaToken: 'service-token', gatewayKeys: KEYS });
    for (let tried = 0; tried < 25; tried += 1) {
      expect(await tryKey(running.url, 'wrong', '')).toBe('UNAUTHENTICATED');
    }
  });
});

describe('tries', () => {
  test('come back one by one', () => {
    let nowMs = 0;
    const wrongKeys = new WrongKeys<string>(() => nowMs);
    for (let tried = 0; tried < 20; tried += 1) wrongKeys.failed('203.0.113.1');
    expect(wrongKeys.waitMs('203.0.113.1')).toBe(6_000);
    nowMs = 5_000;
    expect(wrongKeys.waitMs('203.0.113.1')).toBeCloseTo(1_000);
    nowMs = 6_000;
    expect(wrongKeys.waitMs('203.0.113.1')).toBe(0);
    wrongKeys.failed('203.0.113.1');
    expect(wrongKeys.waitMs('203.0.113.1')).toBe(6_000);
  });

  test('are counted by network', () => {
    const wrongKeys = new WrongKeys<string>(() => 0);
    for (let host = 1; host <= 20; host += 1) wrongKeys.failed(`2001:db8::${host}`);
    expect(wrongKeys.waitMs('2001:db8::ffff')).toBe(6_000);
    expect(wrongKeys.waitMs('2001:db8:0:1::1')).toBe(0);
  });

  test('are remembered of 10,000 networks, the latest', () => {
    const wrongKeys = new WrongKeys<string>(() => 0);
    for (let network = 0; network < 12_000; network += 1) {
      const address = `10.${network >> 16}.${(network >> 8) & 255}.${network & 255}`;
      for (let tried = 0; tried < 20; tried += 1) wrongKeys.failed(address);
      wrongKeys.succeeded(address, 'key');
    }
    expect(wrongKeys.size).toBe(20_000);
    expect(wrongKeys.waitMs('10.0.0.0')).toBe(0);
    expect(wrongKeys.waitMs('10.0.46.223')).toBe(6_000);
    expect(wrongKeys.wasRight('10.0.0.0', 'key')).toBe(false);
    expect(wrongKeys.wasRight('10.0.46.223', 'key')).toBe(true);
  });
});
