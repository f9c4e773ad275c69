import { expect, test } from 'vitest';
import { deliveriesByHand } from './deliveries-by-hand.ts';

test('a receiver that wants no more of it has an end of it', async () => {
  const { crm, make, noted, found } = await deliveriesByHand();
  crm.always = 410;
  await make('a');
  expect(await noted('a', 1)).toMatchObject({ isGone: true, lastStatus: 410, nextTryAt: null });
  expect((await found('a'))?.state).toBe('failed');
});

test('a receiver that redirects is not followed', async () => {
  const { crm, billing, make, noted } = await deliveriesByHand();
  crm.always = (_request, response) => void response.writeHead(307, { location: billing.url }).end();
  await make('a');
  expect(await noted('a', 1)).toMatchObject({ lastStatus: 307, failures: 1 });
  expect(billing.received).toEqual([]);
});

test.each([
  ['an hour', () => '3600', 3_600_000],
  ['a week, and a day is the most', () => '604800', 24 * 3_600_000],
  ['two hours as a date', (ms: number) => new Date(ms + 7_200_000).toUTCString(), 7_200_000],
  [
    'a date that is over, and the schedule counts',
    (ms: number) => new Date(ms - 60_000).toUTCString(),
    5_000,
  ],
  ['less than the schedule', () => '1', 5_000],
  ['nothing that makes sense', () => 'soon', 5_000],
])('a receiver that asks by Retry-After for %s', async (_name, retryAfter, pauseMs) => {
  const { clock, crm, make, noted } = await deliveriesByHand();
  const date = new Date(clock.now()).toUTCString();
  crm.always = (_request, response) =>
    void response.writeHead(503, { date, 'retry-after': retryAfter(clock.now()) }).end();
  await make('a');
  expect((await noted('a', 1)).nextTryAt).toBe(clock.now() + pauseMs);
});

test('a receiver that says `100 Continue` before its answer is understood', async () => {
  const { crm, make, noted } = await deliveriesByHand();
  crm.always = (_request, response) => {
    response.writeContinue();
    response.writeHead(204).end();
  };
  await make('a');
  expect(await noted('a', 1)).toMatchObject({ lastStatus: 204, failures: 0 });
});

test('a receiver that says `103 Early Hints` again and again is given up, long before its time is over', async () => {
  const { crm, make, noted } = await deliveriesByHand();
  crm.always = (_request, { socket }) => {
    const pour = (): void => {
      if (socket && !socket.destroyed) socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(500), pour);
    };
    pour();
  };
  await make('a');
  expect(await noted('a', 1)).toMatchObject({ lastStatus: null, failures: 1 });
  await expect.poll(() => crm.inFlight.now).toBe(0);
});

test('a receiver that answers without an end is read for 64 KiB, and taken at its word', async () => {
  const { crm, make, noted } = await deliveriesByHand();
  let written = 0;
  crm.always = (_request, response) => {
    response.writeHead(200);
    const pour = (): void => {
      if (response.destroyed) return;
      written += 16_384;
      response.write(Buffer.alloc(16_384), pour);
    };
    pour();
  };
  await make('a');
  expect(await noted('a', 1)).toMatchObject({ lastStatus: 200 });
  await expect.poll(() => crm.inFlight.now).toBe(0);
  expect(written).toBeLessThan(32 * 1024 * 1024);
});

test('of an answer exactly 64 KiB are read: one byte less, and its end is waited for', async () => {
  const { clock, crm, make, noted, found } = await deliveriesByHand();
  let last = () => {};
  crm.always = (_request, response) => {
    response.writeHead(200);
    response.write(Buffer.alloc(65_535), () => {
      last = () => void response.write('x');
    });
  };
  const idle = last;
  await make('a');
  await expect.poll(() => last !== idle).toBe(true);
  await clock.advance(14_999);
  expect((await found('a'))?.progress).toMatchObject({ attempts: 0 });
  last();
  expect(await noted('a', 1)).toMatchObject({ lastStatus: 200, failures: 0 });
});

test('a receiver that hangs is given up after fifteen seconds, and tried again', async () => {
  const { clock, crm, make, noted, found, lines } = await deliveriesByHand();
  crm.always = () => {};
  await make('a');
  await expect.poll(() => crm.received.length).toBe(1);
  await clock.advance(14_999);
  expect((await found('a'))?.progress).toMatchObject({ attempts: 0 });
  await clock.advance(1);
  expect(await noted('a', 1)).toMatchObject({ lastStatus: null, failures: 1 });
  expect(whatCame(lines)).toMatchObject({ attempt: 1, failure: 'timeout', outcome: 'repeated' });
  await clock.advance(5_000);
  await expect.poll(() => crm.received.length).toBe(2);
});

test('a receiver whose answer does not end is taken at its word after fifteen seconds', async () => {
  const { clock, crm, make, noted, found } = await deliveriesByHand();
  let answered = false;
  crm.always = (_request, response) => {
    response.writeHead(202);
    response.write('{', () => {
      answered = true;
    });
  };
  await make('a');
  await expect.poll(() => answered).toBe(true);
  await clock.advance(14_999);
  expect((await found('a'))?.progress).toMatchObject({ attempts: 0 });
  await clock.advance(1);
  expect(await noted('a', 1)).toMatchObject({ lastStatus: 202, failures: 0 });
});

test('a receiver that closes is tried again', async () => {
  const { crm, make, noted, lines } = await deliveriesByHand();
  crm.always = (request) => void request.socket.destroy();
  await make('a');
  expect(await noted('a', 1)).toMatchObject({ lastStatus: null, failures: 1 });
  expect(whatCame(lines)).toMatchObject({ attempt: 1, failure: 'UND_ERR_SOCKET', outcome: 'repeated' });
});

const whatCame = (lines: readonly string[]): unknown => JSON.parse(lines.at(-1) ?? '');
