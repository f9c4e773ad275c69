/**
 * Ways to servers on which one thing that is said can be held: before it arrives, or before its answer does. Goes by
 * bytes; knows no protocol and no gateway.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What is held. */
export interface Hold {
  /** The way it is on. */
  readonly way: string;
  /** Itself, so that it never arrives; or what is answered to it. */
  readonly what: 'request' | 'reply';
  /** Words in it. */
  readonly of: string;
}

/** Holds the next thing that is said on any of its ways. What is held stays so; whoever said it is to be ended. */
export class Watchman {
  #hold: (Hold & { reached(who: string): void }) | null = null;

  /** Resolves with who said it, when it is held. */
  next(hold: Hold): Promise<string> {
    return new Promise((resolve) => {
      const reached = (who: string) => {
        this.#hold = null;
        resolve(who);
      };
      this.#hold = { ...hold, reached };
    });
  }

  /** What is to be held of this, if it is: called when it is. */
  of(way: string, text: string): { readonly what: Hold['what']; reached(who: string): void } | null {
    const hold = this.#hold;
    if (hold?.way !== way || !text.includes(hold.of)) return null;
    // Nobody else is held beside it.
    this.#hold = null;
    return hold;
  }
}

export interface Gate extends AsyncDisposable {
  readonly port: number;
}

/** As long as the longest words that are looked for. */
const KEPT = 200;

/** A way of somebody to a server, with a watchman. */
export async function openGate(
  port: number,
  { who, way, watchman }: { readonly who: string; readonly way: string; readonly watchman: Watchman },
): Promise<Gate> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const onward = connect(port, '127.0.0.1');
    let last = '';
    let isHeld = false;
    let answered: (() => void) | null = null;
    client.on('data', (bytes) => {
      if (isHeld) return;
      const text = last + bytes.toString('latin1');
      last = text.slice(-KEPT);
      const hold = watchman.of(way, text);
      if (hold?.what === 'request') {
        isHeld = true;
        hold.reached(who);
        return;
      }
      if (hold) answered = () => hold.reached(who);
      onward.write(bytes);
    });
    onward.on('data', (bytes) => {
      if (!answered) client.write(bytes);
      else answered();
    });
    // What was said before somebody was ended arrives.
    client.on('close', () => onward.end());
    onward.on('close', () => client.destroy());
    for (const socket of [client, onward]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
