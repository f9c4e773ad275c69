/**
 * WebSocket subscribers in a process of its own, speaking graphql-transport-ws by hand: many that sit and wait, or
 * some that come, watch a job to its end and go.
 */
import { WebSocket } from 'ws';
import { serve } from './probe.mjs';

/** What one socket watches, on whose behalf. */
export interface Watch {
  readonly token: string;
  readonly gids: readonly string[];
}

/** Sockets to open. */
export interface OpenPlan {
  readonly url: string;
  readonly count: number;
  /** Taken in turn, beginning at `offset`. */
  readonly watches: readonly Watch[];
  readonly offset: number;
  readonly selection: string;
  /** Spreads the sockets over more local ports than one address has. */
  readonly localAddress: string;
}

/** One event. */
export interface Arrival {
  /** Milliseconds of the machine's monotonic clock. */
  readonly at: number;
  readonly gid: string | null;
  readonly final: boolean;
}

/** Sockets that come and go. */
export interface ChurnPlan extends Omit<OpenPlan, 'watches' | 'offset'> {
  readonly tokens: readonly string[];
  /** Distinguishes this process' jobs from those of others. */
  readonly prefix: string;
  readonly durationMs: number;
  /** When a watch counts as lost. */
  readonly patienceMs: number;
}

/** What became of them. */
export interface ChurnResult {
  readonly finals: number;
  readonly errors: number;
  readonly lost: number;
  readonly example: string | null;
}

interface Handlers {
  onNext(text: string): void;
  onEnd(why: string): void;
}

const OPENING_AT_ONCE = 32;
const OPEN_WITHIN_MS = 20_000;
const sockets = new Set<WebSocket>();
let arrivals: Arrival[] = [];

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

async function open(plan: OpenPlan): Promise<{ opened: number; seconds: number }> {
  const { count, watches, offset } = plan;
  const begun = now();
  let next = 0;
  let opened = 0;
  const opener = async (): Promise<void> => {
    while (next < count) {
      const watch = watches[(offset + next++) % watches.length];
      if (!watch) return;
      await subscribe(plan, watch, {
        onNext: (text) => {
          const gid = /"gid":"(\d+)"/.exec(text)?.[1] ?? null;
          arrivals.push({ at: now(), gid, final: text.includes('"SUCCEEDED"') });
        },
        onEnd: () => {},
      });
      opened += 1;
    }
  };
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, opener));
  return { opened, seconds: (now() - begun) / 1_000 };
}

/** Resolves when the first event is there: the subscription stands. */
function subscribe(
  { url, selection, localAddress }: Pick<OpenPlan, 'url' | 'selection' | 'localAddress'>,
  { token, gids }: Watch,
  handlers: Handlers,
): Promise<WebSocket> {
  const single = gids.length === 1;
  const query = single
    ? `subscription Watch($gid: ID!) { jobUpdated(gid: $gid) ${selection} }`
    : `subscription WatchAll($gids: [ID!]!) { jobsUpdated(gids: $gids) ${selection} }`;
  const payload = { query, variables: single ? { gid: gids[0] } : { gids } };
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false, localAddress });
    const fuse = setTimeout(() => {
      socket.terminate();
      reject(new Error('no first event in time'));
    }, OPEN_WITHIN_MS);
    sockets.add(socket);
    socket.on('open', () => {
      socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } }));
    });
    socket.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('{"type":"connection_ack"')) {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
        return;
      }
      if (text.includes('"type":"next"')) {
        handlers.onNext(text);
        clearTimeout(fuse);
        resolve(socket);
      } else if (text.includes('"type":"complete"')) handlers.onEnd('complete');
      else if (text.includes('"type":"error"')) handlers.onEnd(text);
    });
    const gone = (why: string): void => {
      clearTimeout(fuse);
      sockets.delete(socket);
      handlers.onEnd(why);
      reject(new Error(why));
    };
    socket.on('error', (error) => gone(error.message));
    socket.on('close', (code, reason) => gone(`closed ${code} ${reason}`));
  });
}

async function churn(plan: ChurnPlan): Promise<ChurnResult> {
  const until = now() + plan.durationMs;
  let number = 0;
  let finals = 0;
  let errors = 0;
  let lost = 0;
  let example: string | null = null;
  const watcher = async (): Promise<void> => {
    while (now() < until) {
      const turn = number++;
      const token = plan.tokens[turn % plan.tokens.length] ?? '';
      const outcome = await watchOne(plan, { token, gids: [plan.prefix + String(turn).padStart(8, '0')] });
      if (outcome === 'final') finals += 1;
      else if (outcome === 'lost') lost += 1;
      else errors += 1;
      if (outcome !== 'final') example ??= outcome.slice(0, 500);
    }
  };
  await Promise.all(Array.from({ length: plan.count }, watcher));
  return { finals, errors, lost, example };
}

async function watchOne(plan: ChurnPlan, watch: Watch): Promise<string> {
  let isFinal = false;
  let failed: string | null = null;
  let end: (why: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  const fuse = setTimeout(() => end('lost'), plan.patienceMs);
  const opening = subscribe(plan, watch, {
    onNext: (text) => {
      isFinal ||= text.includes('"SUCCEEDED"');
      if (text.includes('"errors"')) failed ??= text;
    },
    onEnd: (why) => end(why),
  });
  const socket = await opening.catch(() => null);
  const why = socket ? await ended : 'lost';
  clearTimeout(fuse);
  if (socket) {
    sockets.delete(socket);
    socket.removeAllListeners('close');
    socket.close();
  }
  if (isFinal) return 'final';
  return failed ?? (why === 'complete' ? 'completed without a final event' : why);
}

serve({
  open,
  churn,
  /** The events since the last time. */
  arrivals() {
    const seen = arrivals;
    arrivals = [];
    return seen;
  },
  arrived: (): number => arrivals.length,
  close() {
    for (const socket of sockets) socket.terminate();
    sockets.clear();
  },
});
