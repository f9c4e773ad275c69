/**
 * A relay between a server and the sandbox that counts the bytes on the wire, headers included.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A running relay. */
export interface CountingRelay extends AsyncDisposable {
  /** The same API by way of the relay. */
  readonly url: string;
  /** Bytes in both directions since the last time. */
  take(): number;
}

/** Opens a relay to a base URL. */
export async function countingRelay(target: string): Promise<CountingRelay> {
  const { hostname, port, pathname } = new URL(target);
  const open = new Set<Socket>();
  let bytes = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('data', (chunk) => {
        bytes += chunk.length;
        to.write(chunk);
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => open.delete(from));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}${pathname}`,
    take() {
      const taken = bytes;
      bytes = 0;
      return taken;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
