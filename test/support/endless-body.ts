/** A body without a length or an end, poured into a server until that answers; for servers that have to cut it off. */
import { once } from 'node:events';
import { request } from 'node:http';

/** More than any server may read. */
const MOST_BYTES = 100_000_000;

/** What became of it. */
export interface Poured {
  readonly status: number | undefined;
  /** Bytes that were sent before the connection was closed. */
  readonly sent: number;
  /** Bytes by which this process has grown, server and all. */
  readonly grownBy: number;
}

/** Pours spaces until the server closes the connection. */
export async function pourBody(url: string): Promise<Poured> {
  const outgoing = request(url, { method: 'POST', headers: { 'content-type': 'application/json' } });
  outgoing.on('error', () => {});
  const answered = once(outgoing, 'response');
  const before = process.memoryUsage().rss;
  const chunk = Buffer.alloc(100_000, ' ');
  let sent = 0;
  const pump = (): void => {
    while (sent < MOST_BYTES && !outgoing.destroyed) {
      sent += chunk.length;
      if (!outgoing.write(chunk)) return void outgoing.once('drain', pump);
    }
  };
  pump();
  const [{ statusCode: status }] = await answered;
  await once(outgoing, 'close');
  return { status, sent, grownBy: process.memoryUsage().rss - before };
}
