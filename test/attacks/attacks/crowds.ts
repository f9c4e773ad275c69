/** Many at once: made-up tokens, wrong keys, one key that wants everything. */
import type { Socket } from 'node:net';
import { type Attack, pause, sideBySide } from '../attack.ts';
import { crowd, post, tcp } from '../clients.ts';

const ME = JSON.stringify({ query: '{ me { name } }' });
const KEYS = 'bystander:bystander-key-0123456789,scripts:scripts-key-0123456789';
const SERVICE = { ASANA_TOKEN: 'real-service', GATEWAY_KEYS: KEYS, ASANA_REQUESTS_PER_MINUTE: '1500' };

/** The keys of service mode, as `Authorization`. */
export const BYSTANDER_KEY = 'Bearer bystander-key-0123456789';
const SCRIPTS_KEY = 'Bearer scripts-key-0123456789';

function start(name: string, more = ''): string {
  return JSON.stringify({
    query: `mutation { duplicateTask(input: { taskGid: "1", name: "${name}"${more} }) { job { gid } userErrors { code } } }`,
  });
}

/** More than a process with 512 MB of heap has room for, fewer than files that the attacker's may open. */
const MANY_CONNECTIONS = 18_000;

export const crowds: readonly Attack[] = [
  {
    name: 'connections that say nothing, more than there is room for',
    async run(target, signal) {
      const open = new Set<Socket>();
      const sent = await sideBySide(50, signal, async () => {
        if (open.size >= MANY_CONNECTIONS) return pause(signal, 10);
        const socket = await tcp(target, '127.0.0.2');
        open.add(socket);
        socket.once('close', () => open.delete(socket));
      });
      for (const socket of open) socket.destroy();
      return { sent, complaints: [] };
    },
  },
  {
    name: 'two thousand made-up tokens in flight',
    asanaMs: 200,
    async run(target, signal) {
      const agent = crowd(2_000);
      const sent = await sideBySide(2_000, signal, (index) =>
        post(target, ME, {
          agent,
          localAddress: '127.0.0.2',
          headers: { authorization: `Bearer made-up-${target.seed}-${index}` },
        }),
      );
      agent.destroy();
      return { sent, complaints: [] };
    },
  },
  {
    name: 'one key that asks for more than everybody may',
    env: SERVICE,
    async run(target, signal) {
      const agent = crowd(100);
      const reads = Array.from({ length: 40 }, (_, index) => `t${index}: task(gid: "${index + 1}") { name }`);
      const sent = await sideBySide(100, signal, () =>
        post(target, JSON.stringify({ query: `{ ${reads.join(' ')} }` }), {
          agent,
          headers: { authorization: SCRIPTS_KEY },
        }),
      );
      agent.destroy();
      return { sent, complaints: [] };
    },
  },
  {
    name: 'one key with a thousand starts that wait for a slot',
    env: SERVICE,
    async run(target, signal) {
      const agent = crowd(1_000);
      const sent = await sideBySide(1_000, signal, (index) =>
        post(target, start(`Wait ${index}`, ', waitForSlot: 20'), {
          agent,
          headers: { authorization: SCRIPTS_KEY },
        }),
      );
      agent.destroy();
      return { sent, complaints: [] };
    },
  },
  {
    name: 'wrong keys',
    env: SERVICE,
    async run(target, signal) {
      const agent = crowd(200);
      const sent = await sideBySide(200, signal, (index) =>
        post(target, ME, {
          agent,
          localAddress: '127.0.0.2',
          headers: { authorization: `Bearer guess-${target.seed}-${index}` },
        }),
      );
      agent.destroy();
      return { sent, complaints: [] };
    },
  },
  {
    name: 'refused starts with a key each',
    async run(target, signal) {
      const agent = crowd(50);
      const sent = await sideBySide(50, signal, (index) =>
        post(target, start(`No ${index}`, `, idempotencyKey: "no-${index}"`), {
          agent,
          headers: { authorization: target.authorization },
        }),
      );
      agent.destroy();
      return { sent, complaints: [] };
    },
  },
];
