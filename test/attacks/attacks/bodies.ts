/** Bytes that are kept: bodies that never end, headers that drip, variables nobody declared, names without end. */
import { type Attack, pause, sideBySide } from '../attack.ts';
import { crowd, post, rawPost, tcp, websocket } from '../clients.ts';

const WATCH = 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status } }';

export const bodies: readonly Attack[] = [
  {
    name: 'bodies of 900 KB that lack their last byte',
    async run(target, signal) {
      const begun = rawPost('x'.repeat(900_000), [`Authorization: ${target.authorization}`], 900_001);
      const sockets = [];
      for (let opened = 0; opened < 1_000 && !signal.aborted; opened += 20) {
        const more = await Promise.all(Array.from({ length: 20 }, () => tcp(target)));
        for (const socket of more) socket.write(begun);
        sockets.push(...more);
        await pause(signal, 5);
      }
      await pause(signal, 60_000);
      for (const socket of sockets) socket.destroy();
      return { sent: sockets.length, complaints: [] };
    },
  },
  {
    name: 'headers that drip',
    async run(target, signal) {
      const sockets = await Promise.all(Array.from({ length: 500 }, () => tcp(target)));
      for (const socket of sockets) socket.write('POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\n');
      let sent = 0;
      while (!signal.aborted) {
        for (const socket of sockets)
          if (!socket.destroyed) socket.write(`X-Drip-${sent++}: ${'d'.repeat(100)}\r\n`);
        await pause(signal, 500);
      }
      for (const socket of sockets) socket.destroy();
      return { sent, complaints: [] };
    },
  },
  {
    name: 'subscriptions with 450 KB of variables nobody declared',
    async run(target, signal) {
      const variables = { gid: '1', ballast: 'b'.repeat(450_000) };
      const sockets = await Promise.all(Array.from({ length: 4 }, () => websocket(target)));
      for (const socket of sockets) {
        for (let id = 0; id < 50 && !signal.aborted; id += 1) {
          const payload = { query: WATCH, variables };
          socket.send(JSON.stringify({ id: `${id}-${'i'.repeat(200)}`, type: 'subscribe', payload }));
          await pause(signal, 5);
        }
      }
      await pause(signal, 60_000);
      for (const socket of sockets) socket.terminate();
      return { sent: 200, complaints: [] };
    },
  },
  {
    name: 'names of 900 KB',
    async run(target, signal) {
      const long = 'L'.repeat(900_000);
      const agent = crowd(8);
      const complaints: string[] = [];
      const messages = [
        JSON.stringify({ query: `{ ${long} }` }),
        JSON.stringify({ query: `query ${long} { me { name } }`, operationName: long }),
        JSON.stringify({ query: 'query ($g: ID!) { job(gid: $g) { gid } }', variables: { g: long } }),
        JSON.stringify({
          query: 'query ($n: Int) { recentJobs(first: $n) { gid } }',
          variables: { n: long },
        }),
        JSON.stringify({ query: '{ me { name } }', operationName: long }),
        JSON.stringify({ [long]: 1, query: '{ me { name } }' }),
      ];
      const headers = { authorization: target.authorization };
      const sent = await sideBySide(8, signal, async (index) => {
        const { head } = await post(target, messages[index % messages.length] ?? '', { agent, headers });
        if (head.includes('INTERNAL_SERVER_ERROR') || head.length >= 2_000)
          complaints.push(head.slice(0, 300));
        await pause(signal, 20);
      });
      agent.destroy();
      return { sent, complaints };
    },
  },
];
