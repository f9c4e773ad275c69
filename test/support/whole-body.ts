/** Bodies that come in at servers of tests, whose callers may leave in the middle: at any time, on a busy machine. */
import type { IncomingMessage } from 'node:http';

/** All of it as text; null when the caller left before its end, and there is nobody to answer. */
export async function wholeBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}
