/** TCP connections on which tests write bytes of their own. */
import { connect, type Socket } from 'node:net';

/**
 * A connection to a server of this machine. A reset between two waits is no error of the whole run: whoever waits with
 * `once` is told, and whoever does not sees the connection closed.
 */
export function rawSocket(port: number): Socket {
  return connect(port, '127.0.0.1').on('error', () => {});
}
