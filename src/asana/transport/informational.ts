/**
 * Connections that bear with news nobody asked for, `100 Continue` and its like. HTTP lets a server send them before any
 * reply, and undici gives the connection up at the first; so they are taken out of the bytes before these are parsed.
 * Knows nothing of requests.
 */
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

const BEGINNING = Buffer.from('HTTP/1.1 1');
const ONE = BEGINNING[BEGINNING.length - 1];
/** A protocol that nobody asked to switch to is no news but a mistake, and left to be found as one. */
const SWITCHING = Buffer.from('HTTP/1.1 101');
const BLANK_LINE = Buffer.from('\r\n\r\n');
/** A head longer than this is none. */
const LONGEST_HEAD_BYTES = 16 * 1024;

/** So much news before a reply is left out; with more the connection is given up. */
const MOST_NEWS_BYTES = 64 * 1024;

/** A connector whose sockets leave out what is no reply. */
export function withoutNews(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    connect(options, (...result: Parameters<buildConnector.Callback>) => {
      const [, socket] = result;
      if (socket) leaveOutNews(socket);
      callback(...result);
    });
  };
}

/**
 * Looks only where a reply can begin: at the first bytes after a request was written. A connection carries one request
 * at a time, so whatever comes after a write answers it.
 */
function leaveOutNews(socket: Socket): void {
  const read = socket.read.bind(socket) as (size?: number) => Buffer | null;
  let writtenBefore = -1;
  let beginning = true;
  let held: Buffer | null = null;
  let newsBytes = 0;
  socket.read = (size?: number): Buffer | null => {
    for (let chunk = read(size); chunk !== null; chunk = read(size)) {
      const written = socket.bytesWritten;
      if (written !== writtenBefore) {
        beginning = true;
        newsBytes = 0;
      }
      writtenBefore = written;
      if (!beginning) return chunk;
      const received = held ? Buffer.concat([held, chunk]) : chunk;
      const rest = afterNews(received);
      newsBytes += received.length - rest.bytes.length;
      if (newsBytes > MOST_NEWS_BYTES) {
        socket.destroy(Object.assign(new Error('no reply, and no end of news'), { code: 'UND_ERR_SOCKET' }));
        return null;
      }
      held = rest.isWhole ? null : rest.bytes;
      if (!rest.isWhole || rest.bytes.length === 0) continue;
      beginning = false;
      return rest.bytes;
    }
    return null;
  };
}

/** What follows the heads of 1xx. Not whole: it may be one more of them, the rest decides. */
function afterNews(received: Buffer): { readonly bytes: Buffer; readonly isWhole: boolean } {
  let bytes = received;
  while (bytes.length > 0) {
    if (bytes.length >= BEGINNING.length && bytes[BEGINNING.length - 1] !== ONE) break; // nearly always
    const compared = Math.min(bytes.length, BEGINNING.length);
    if (!bytes.subarray(0, compared).equals(BEGINNING.subarray(0, compared))) break;
    if (bytes.subarray(0, SWITCHING.length).equals(SWITCHING)) break;
    const end = bytes.indexOf(BLANK_LINE);
    if (end < 0) return { bytes, isWhole: bytes.length > LONGEST_HEAD_BYTES };
    bytes = bytes.subarray(end + BLANK_LINE.length);
  }
  return { bytes, isWhole: true };
}
