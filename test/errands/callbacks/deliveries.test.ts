import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { SECRET } from '../../support/webhook-receiver.ts';
import { deliveriesByHand } from './deliveries-by-hand.ts';

const ANOTHER = `whsec_${Buffer.alloc(24, 'before').toString('base64')}`;

test('what is not taken is tried again by the schedule, signed anew under the same id, and fails at last', async () => {
  const { clock, crm, make, noted, found, idOf } = await deliveriesByHand();
  crm.always = 500;
  await make('a');
  const seconds = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
  let atMs = clock.now();
  for (const [at, wait] of seconds.entries()) {
    if (at > 0) {
      await clock.advance(wait * 1_000 - 1);
      expect(crm.received).toHaveLength(at);
      await clock.advance(1);
    }
    atMs += wait * 1_000;
    const { nextTryAt } = await noted('a', at + 1);
    const next = seconds[at + 1];
    expect(nextTryAt).toBe(next === undefined ? null : atMs + next * 1_000);
    const { headers, body } = crm.received[at] as (typeof crm.received)[number];
    const signature = new Webhook(SECRET).sign(idOf('a'), new Date(atMs), body);
    expect(headers).toMatchObject({
      'webhook-id': idOf('a'),
      'webhook-timestamp': String(Math.floor(atMs / 1_000)),
      'webhook-signature': signature,
      'content-type': 'application/json',
    });
    expect(body).toBe(crm.received[0]?.body);
  }
  expect(await found('a')).toMatchObject({ state: 'failed', progress: { attempts: 10, lastStatus: 500 } });
});

test('with two secrets a receiver may know either', async () => {
  const { clock, crm, make, noted } = await deliveriesByHand({ secrets: [SECRET, ANOTHER] });
  await make('a');
  await noted('a', 1);
  const { headers, body } = crm.received[0] as (typeof crm.received)[number];
  const signed = [SECRET, ANOTHER].map((secret) =>
    new Webhook(secret).sign(headers['webhook-id'] as string, new Date(clock.now()), body),
  );
  expect(headers['webhook-signature']).toBe(signed.join(' '));
});

test('what is told twice under one key is delivered once', async () => {
  const { crm, make, noted } = await deliveriesByHand();
  await make('a');
  await make('a');
  await noted('a', 1);
  await make('a');
  await make('b');
  await noted('b', 1);
  expect(crm.received).toHaveLength(2);
});

test('an instance that is killed between a try and its note: another one tries again under the same id', async () => {
  const { clock, crm, open, make, kill, noted, idOf } = await deliveriesByHand();
  open();
  crm.answers.push((_request, response) => {
    kill();
    response.writeHead(204).end();
  });
  await make('a');
  await expect.poll(() => crm.received.length).toBe(1);
  await clock.advance(10_000);
  expect(await noted('a', 1)).toMatchObject({ lastStatus: 204 });
  expect(crm.received.map(({ headers }) => headers['webhook-id'])).toEqual([idOf('a'), idOf('a')]);
});

test('ten tries are under way to an endpoint that hangs, the others wait, and another endpoint does not', async () => {
  const { crm, billing, make, noted } = await deliveriesByHand();
  const held: (() => void)[] = [];
  crm.always = (_request, response) => void held.push(() => response.writeHead(204).end());
  for (let at = 0; at < 25; at += 1) await make(`crm ${at}`);
  await expect.poll(() => crm.inFlight.now).toBe(10);
  await make('billing', { to: 'billing' });
  await noted('billing', 1);
  expect([billing.received.length, crm.received.length]).toEqual([1, 10]);
  for (let left = 25; left > 0; left -= 1) {
    await expect.poll(() => held.length).toBeGreaterThan(0);
    held.shift()?.();
  }
  await expect.poll(() => crm.received.length).toBe(25);
  await noted('crm 24', 1);
  expect(crm.inFlight.most).toBe(10);
});

test('the log and the metrics name an endpoint and nothing else of it', async () => {
  const { crm, make, noted, lines, telemetry, found } = await deliveriesByHand();
  crm.always = (request) => void request.socket.destroy();
  await make('a');
  await noted('a', 1);
  const shown = [...lines, (await telemetry.metrics()).body, JSON.stringify(await found('a'))].join('\n');
  expect(shown).toContain('gateway_callbacks_total{to="crm",outcome="repeated"} 1');
  const { port } = new URL(crm.url);
  for (const secret of [crm.url, port, SECRET, SECRET.slice(6)]) expect(shown).not.toContain(secret);
});

test('a delivery to a name that is gone from the settings is not made, and said', async () => {
  const { make, found, lines } = await deliveriesByHand();
  await make('a', { to: 'nobody' });
  expect(await found('a')).toBeNull();
  expect(lines.join()).toContain('"to":"nobody"');
});
