/** Who is known, and what asks after the process, waits for little of what keeps it busy, from one network too. */
import { Pool } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { asanaToken } from '../../../src/asana/api/token.ts';
import type { Operation } from '../../../src/schema/operation.ts';
import { startServer } from '../support.ts';

const STRANGERS = 40;
/** Far below what waits, far above what one piece of each other takes. */
const FEW = 15;

function poolOf(url: string, connections: number): Pool {
  const pool = new Pool(new URL(url).origin, { connections });
  onTestFinished(() => pool.destroy());
  return pool;
}

async function ask(pool: Pool, authorization: string, query = '{ hello }'): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${authorization}` };
  const made = { method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query }) } as const;
  const { body } = await pool.request(made);
  return body.json();
}

async function health(pool: Pool): Promise<unknown> {
  const { body } = await pool.request({ method: 'GET', path: '/health' });
  return body.json();
}

/** What has been answered to strangers between the sending of something and its answer. */
async function answeredMeanwhile(
  url: string,
  stranger: string,
  send: (pool: Pool) => Promise<unknown>,
): Promise<number> {
  const strangers = poolOf(url, STRANGERS);
  const own = poolOf(url, 1);
  await send(own);
  await Promise.all(Array.from({ length: STRANGERS }, () => health(strangers))); // so that all are connected
  let answered = 0;
  let onFirst = (): void => {};
  const first = new Promise<void>((resolve) => {
    onFirst = resolve;
  });
  const crowd = Array.from({ length: STRANGERS }, async (_, number) => {
    await ask(strangers, stranger, `{ busy: hello n${number}: hello }`);
    answered += 1;
    onFirst();
  });
  await first;
  const before = answered;
  await send(own);
  const meanwhile = answered - before;
  await Promise.all(crowd);
  return meanwhile;
}

/** Keeps the processor for ten milliseconds, as a costly operation does, but for one caller. */
function busyBut(quickOwner: string) {
  return (operation: Operation) => {
    const ms = operation.caller?.owner === quickOwner ? 0 : 10;
    for (const until = performance.now() + ms; performance.now() < until; );
    return { operation };
  };
}

test('a request of whoever Asana vouches for does not wait behind those of strangers', async () => {
  const { hash } = asanaToken('known');
  const isAccepted = (tokenHash: string) => tokenHash === hash;
  await using running = await startServer({}, { isAccepted, createContext: busyBut(`token:${hash}`) });
  const meanwhile = await answeredMeanwhile(running.url, 'stranger', (pool) => ask(pool, 'known'));
  expect(meanwhile).toBeLessThan(FEW);
});

test('nor does one of a gateway key behind those of another', async () => {
  const gatewayKeys = ['a', 'b'].map((name) => ({ name, key: `the-key-of-somebody-${name}` }));
  const config = { asanaToken: 'service', gatewayKeys };
  await using running = await startServer(config, { createContext: busyBut('key:b') });
  const [key = '', other = ''] = gatewayKeys.map((each) => each.key);
  const meanwhile = await answeredMeanwhile(running.url, key, (pool) => ask(pool, other));
  expect(meanwhile).toBeLessThan(FEW);
});

test('nor does what asks whether the process is alive', async () => {
  await using running = await startServer({}, { isAccepted: () => false, createContext: busyBut('') });
  expect(await answeredMeanwhile(running.url, 'stranger', health)).toBeLessThan(FEW);
});
