/**
 * A caller beside a flood of made-up tokens, over real sockets: what reaches Asana, in which order. Who is late is told
 * by what is still held there, not by a watch.
 */
import { once } from 'node:events';
import { Agent, createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { silentTelemetry } from '../../src/telemetry.ts';

const MADE_UP = 2_000;
/** Of the thousand operations at once: all but the eighth that is kept for callers with few, and three quarters of that. */
const FLOODED_PLACES = 875 + 94;
const QUERY = '{ me { name } }';

/** An Asana that knows the tokens beginning with "real", and holds everybody else's calls until it is told. */
async function holdingAsana() {
  const arrived: string[] = [];
  const held: ServerResponse[] = [];
  let most = 0;
  const changed: (() => void)[] = [];
  const server = createServer((incoming, response) => {
    const token = (incoming.headers.authorization ?? '').replace('Bearer ', '');
    arrived.push(token);
    if (token.startsWith('real')) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: { gid: '7', name: 'Ann' } }));
    } else {
      held.push(response);
      most = Math.max(most, held.length);
    }
    for (const look of changed) look();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const refuse = (response: ServerResponse): void => {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ message: 'Not Authorized' }] }));
  };
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/1.0`,
    arrived,
    held,
    most: () => most,
    /** Answers so many of those held, oldest first. */
    answer: (count: number) => held.splice(0, count).forEach(refuse),
    until: (holds: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => holds() && resolve();
        changed.push(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Asks over one of an address' sockets; the code of the first error, or the name that was read. */
function ask(url: string, token: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const sending = request(url, { method: 'POST', agent, headers }, (response) => {
      void text(response).then((answer) => {
        const { data, errors } = JSON.parse(answer);
        resolve(errors?.[0].extensions.code ?? data.me.name);
      }, reject);
    });
    sending.on('error', reject);
    sending.end(JSON.stringify({ query: QUERY }));
  });
}

test(`${MADE_UP} made-up tokens of one address hold up neither a known caller nor a new one`, async () => {
  await using asana = await holdingAsana();
  await using gateway = await createGateway({
    port: 0,
    host: '127.0.0.1',
    asanaBaseUrl: asana.baseUrl,
    // What is held is held for as long as the test takes: after half of it the gateway gives up, and tries again.
    asanaTimeoutMs: 600_000,
    telemetry: silentTelemetry(),
  });
  const home = new Agent({ keepAlive: true });
  const flood = new Agent({ keepAlive: true, localAddress: '127.0.0.2', maxSockets: MADE_UP });
  expect(await ask(gateway.url, 'real-ann', home)).toBe('Ann');

  const answers: string[] = [];
  const asking = Array.from({ length: MADE_UP }, (_, number) =>
    ask(gateway.url, `made-up-${number}`, flood).then((answer) => answers.push(answer)),
  );
  const { telemetry } = gateway;
  const newcomers = (metric: 'upstream_waiting' | 'upstream_in_flight') =>
    telemetry.read(metric, { standing: 'newcomer' });
  await asana.until(() => asana.held.length === 64);
  while (newcomers('upstream_waiting') + 64 + answers.length < MADE_UP) {
    // The known caller is answered while the flood still comes in, though it has taken all places it may have.
    expect(await ask(gateway.url, 'real-ann', home)).toBe('Ann');
  }
  expect(new Set(answers)).toEqual(new Set(['SERVICE_UNAVAILABLE']));
  const turnedAway = answers.length;
  const waiting = newcomers('upstream_waiting');
  // The known caller may have had one of the places while the flood came in.
  expect([FLOODED_PLACES - 1, FLOODED_PLACES]).toContain(waiting + 64);
  expect([newcomers('upstream_in_flight'), asana.held.length, asana.most()]).toEqual([64, 64, 64]);

  // A new caller of another address has a place, and is the next but one.
  const before = asana.arrived.length;
  const newcomer = ask(gateway.url, 'real-bob', home);
  while (newcomers('upstream_waiting') === waiting) await new Promise(setImmediate);
  asana.answer(2);
  expect(await newcomer).toBe('Ann');
  expect(asana.arrived.slice(before).indexOf('real-bob')).toBeLessThanOrEqual(1);

  while (answers.length < MADE_UP) {
    asana.answer(64);
    await new Promise(setImmediate);
  }
  await Promise.all(asking);
  expect(answers.slice(turnedAway).filter((answer) => answer !== 'UNAUTHENTICATED')).toEqual([]);
  expect(asana.most()).toBe(64);
  expect(asana.arrived.filter((token) => token.startsWith('made-up'))).toHaveLength(waiting + 64);
  for (const standing of ['newcomer', 'accepted']) {
    expect(telemetry.read('upstream_in_flight', { standing })).toBe(0);
    expect(telemetry.read('upstream_waiting', { standing })).toBe(0);
  }
  home.destroy();
  flood.destroy();
}, 180_000);
