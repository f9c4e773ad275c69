/**
 * A closed loop of HTTP requests in a process of its own: each connection sends its next request when the answer to
 * the last one is there. undici at its lowest level, so that the client takes as little of the machine as it can.
 */
import { Client } from 'undici';
import { serve } from './probe.mjs';
import { percentile } from './statistics.ts';

/** One request of the cycle. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What to send, how long. */
export interface LoadPlan {
  readonly origin: string;
  /** Sent in turn. */
  readonly requests: readonly LoadRequest[];
  readonly connections: number;
  readonly durationMs: number;
  /** Where the connections come from. @default wherever the system says */
  readonly localAddress?: string;
  /** How long each connection rests between two requests. @default 0 */
  readonly pauseMs?: number;
  /** What a good answer holds. */
  readonly expects: string;
}

/** What came of it. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers with another status than 200, or without what was expected. */
  readonly wrong: number;
  /** One of them. */
  readonly example: string | null;
}

/** The load that is under way: how many connections have had no answer yet, and until when it goes on. */
const underWay = { unanswered: Number.POSITIVE_INFINITY, untilMs: 0, tellSettled: () => {} };
const settled = new Promise<void>((resolve) => {
  underWay.tellSettled = resolve;
});

/** Every so many answers are read to the end and looked into. */
const LOOK_EVERY = 20;

async function run(plan: LoadPlan): Promise<LoadResult> {
  const { origin, requests, connections, durationMs, pauseMs = 0, expects } = plan;
  const from = plan.localAddress === undefined ? {} : { localAddress: plan.localAddress };
  const clients = Array.from({ length: connections }, () => new Client(origin, { pipelining: 1, ...from }));
  const times: number[] = [];
  const bad: string[] = [];
  let wrong = 0;
  let next = 0;
  const begun = performance.now();
  underWay.untilMs = begun + durationMs;
  underWay.unanswered = connections;

  await Promise.all(
    clients.map(async (client) => {
      let isFirst = true;
      while (performance.now() < underWay.untilMs) {
        const number = next++;
        const request = requests[number % requests.length];
        if (!request) return;
        const sent = performance.now();
        const answer = await send(client, request, number % LOOK_EVERY === 0);
        times.push(performance.now() - sent);
        if (isFirst) underWay.unanswered -= 1;
        isFirst = false;
        if (underWay.unanswered === 0) underWay.tellSettled();
        if (answer.status !== 200 || (answer.body !== null && !answer.body.includes(expects))) {
          wrong += 1;
          if (bad.length === 0) bad.push(`${answer.status} ${answer.body ?? ''}`.slice(0, 500));
        }
        if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1_000;
  await Promise.all(clients.map((client) => client.close()));
  return {
    requests: times.length,
    seconds,
    perSecond: times.length / seconds,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    wrong,
    example: bad[0] ?? null,
  };
}

function send(
  client: Client,
  { method, path, headers, body }: LoadRequest,
  look: boolean,
): Promise<{ status: number; body: string | null }> {
  return new Promise((resolve) => {
    let status = 0;
    const chunks: Buffer[] = [];
    client.dispatch(
      { method, path, headers: { ...headers }, body: body ?? null },
      {
        onRequestStart() {},
        onResponseStart(_controller, code) {
          status = code;
        },
        onResponseData(_controller, chunk) {
          if (look || status !== 200) chunks.push(chunk);
        },
        onResponseEnd() {
          const text = look || status !== 200 ? Buffer.concat(chunks).toString() : null;
          resolve({ status, body: text });
        },
        onResponseError(_controller, error) {
          resolve({ status: 0, body: error.message });
        },
      },
    );
  });
}

serve({
  run,
  /** Resolves when every connection of the load has had an answer. */
  settled: () => settled,
  /** Lets the load end with the requests that are on their way. */
  stop() {
    underWay.untilMs = 0;
  },
});
