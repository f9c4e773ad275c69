/**
 * One try: a POST over a connection of its own, no redirect followed, bounded in time and in what is read of the reply.
 * What it says of a failure names no place. Knows no schedule.
 */
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { parseRetryAfter } from '../../asana/retry.ts';
import { withoutNews } from '../../asana/transport/informational.ts';
import { type Clock, systemClock } from '../../clock.ts';
import { readVersion } from '../../version.ts';
import { LONGEST_RETRY_AFTER_MS, type Reply } from './schedule.ts';

/** A try, its reply included, milliseconds. */
export const TRY_TIMEOUT_MS = 15_000;
/** Of a reply so much is read. */
const REPLY_BYTES = 64 * 1024;

/** What is sent. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Gives it up. */
  readonly signal: AbortSignal;
  /** By which it ends after `TRY_TIMEOUT_MS`. @default the system's */
  readonly clock?: Clock;
}

/**
 * Without keep-alive: a connection that a receiver has just closed would cost a try. Receivers may say `100 Continue`,
 * which nobody asked for.
 */
const agent = new Agent({ pipelining: 0, connect: withoutNews(buildConnector({})) });

/** Sends it. Never rejects. */
export async function post({ url, headers, body, signal, clock = systemClock }: Post): Promise<Reply> {
  const inTime = new AbortController();
  const timer = clock.setTimeout(() => inTime.abort(), TRY_TIMEOUT_MS);
  try {
    const { origin, pathname, search } = new URL(url);
    const reply = await agent.request({
      origin,
      path: pathname + search,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': `asana-jobs-gateway/${readVersion()}`,
        ...headers,
      },
      body,
      signal: AbortSignal.any([signal, inTime.signal]),
    });
    await drain(reply);
    const saidAtMs = Date.parse(textOf(reply.headers.date) ?? '');
    const retryAfter = textOf(reply.headers['retry-after']);
    return {
      status: reply.statusCode,
      retryAfterMs: parseRetryAfter(
        retryAfter,
        Number.isNaN(saidAtMs) ? Date.now() : saidAtMs,
        LONGEST_RETRY_AFTER_MS,
      ),
    };
  } catch (error) {
    return { status: null, failure: inTime.signal.aborted ? 'timeout' : codeOf(error) };
  } finally {
    clock.clearTimeout(timer);
  }
}

/** The status has been said: whatever becomes of the rest. */
async function drain({ body }: Dispatcher.ResponseData): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += (chunk as Buffer).length;
      if (bytes >= REPLY_BYTES) break;
    }
  } catch {
    // Cut off, or too slow.
  }
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Messages of failures name hosts and addresses; codes do not. */
function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z_]{1,64}$/.test(code) ? code : 'failed';
}
