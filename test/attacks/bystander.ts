/**
 * Somebody who is not meant, in a process of its own: asks `{ me { name } }` once in a while over kept connections
 * and notes how long each answer took. Knows nothing of the attack.
 */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { serve } from '../../bench/support/probe.mjs';

/** What a bystander saw. */
export interface Seen {
  readonly asked: number;
  /** What came back instead of an answer. */
  readonly failures: readonly string[];
  readonly medianMs: number;
  readonly p99Ms: number;
}

const EVERY_MS = 100;
const GIVE_UP_MS = 20_000;
const BODY = JSON.stringify({ query: '{ me { name } }' });

/** Of its own: behind one address everybody waits with everybody. */
const ADDRESS = { keepAlive: true, localAddress: '127.0.0.3' } as const;
let agent = new Agent(ADDRESS);
let timer: NodeJS.Timeout | undefined;
let pending: Promise<void>[] = [];
let timesMs: number[] = [];
let failures: string[] = [];

function ask(url: string, authorization: string): Promise<void> {
  const beginMs = performance.now();
  return new Promise((resolve) => {
    const fail = (why: string): void => {
      failures.push(why.slice(0, 300));
      resolve();
    };
    const outgoing = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', authorization } },
      (response) => {
        void text(response).then(
          (answer) => {
            if (!answer.includes('"Ada"')) return fail(`${response.statusCode} ${answer}`);
            timesMs.push(performance.now() - beginMs);
            resolve();
          },
          (error) => fail(String(error)),
        );
      },
    );
    outgoing.setTimeout(GIVE_UP_MS, () => outgoing.destroy(new Error(`no answer in ${GIVE_UP_MS} ms`)));
    outgoing.on('error', (error) => fail(String(error)));
    outgoing.end(BODY);
  });
}

serve({
  begin({ url, authorization }: { url: string; authorization: string }) {
    agent = new Agent(ADDRESS);
    [pending, timesMs, failures] = [[], [], []];
    timer = setInterval(() => pending.push(ask(url, authorization)), EVERY_MS);
  },
  async end(): Promise<Seen> {
    clearInterval(timer);
    await Promise.all(pending);
    agent.destroy();
    const sorted = [...timesMs].sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Infinity;
    return { asked: pending.length, failures, medianMs: at(0.5), p99Ms: at(0.99) };
  },
});
