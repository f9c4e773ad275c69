/**
 * Watches jobs until they are where somebody wants them, and comes back when the line breaks: each stream begins with the
 * present state, so nothing is missed. Knows neither start nor display.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Job, Wishes } from './documents.ts';
import { WATCH } from './documents.ts';
import { Failed } from './exits.ts';
import type { Moment } from './options.ts';
import type { GraphqlError, Result, Way } from './way.ts';

/** What is watched, and who hears of it. */
export interface Following {
  readonly until: Moment;
  readonly wishes: Wishes;
  readonly signal: AbortSignal;
  onJob(job: Job): void;
  /** A job whose watch has ended with an error. */
  onTrouble(gid: string, error: GraphqlError): void;
}

/** Without contact for so long, the gateway is gone. */
const NO_CONTACT_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** Resolves when all are over. @throws Failed, or the signal's reason */
export async function follow(way: Way, gids: readonly string[], following: Following): Promise<void> {
  const { until, wishes, signal } = following;
  const open = new Set(gids);
  let contactAt = performance.now();
  let pauseMs = FIRST_PAUSE_MS;
  let lost = 'the stream ended early';
  while (open.size > 0) {
    const openedAt = performance.now();
    /** What a result said ends it; what breaks the line does not. */
    let end: { readonly error: unknown } | null = null;
    try {
      for await (const result of way.events(
        { query: WATCH, variables: { gids: [...open], until, ...wishes } },
        signal,
      )) {
        try {
          const isNews = take(result, open, following);
          if (isNews) contactAt = performance.now();
          else lost = result.errors[0]?.message ?? lost;
        } catch (error) {
          end = { error };
          break;
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Failed && error.exit !== 'failure') throw error;
      lost = (error as Error).message;
    }
    if (end) throw end.error;
    if (open.size === 0) return;
    if (performance.now() - contactAt > NO_CONTACT_MS) {
      throw new Failed('failure', {
        code: 'UPSTREAM_UNREACHABLE',
        message: `No news from the gateway for ${NO_CONTACT_MS / 1_000} s: ${lost}`,
      });
    }
    if (performance.now() - openedAt > LONGEST_PAUSE_MS) pauseMs = FIRST_PAUSE_MS;
    await pause(pauseMs, undefined, { signal });
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
  }
}

/** Takes an event in. False for a refusal that may pass: the gateway stops, or has too much to do. */
function take({ data, errors }: Result, open: Set<string>, { until, onJob, onTrouble }: Following): boolean {
  const job = data?.jobsUpdated as Job | null | undefined;
  if (job) {
    if (isOver(job, until)) open.delete(job.gid);
    onJob(job);
    return true;
  }
  const [error] = errors;
  if (!error) return false;
  const gid = String(error.extensions.gid ?? (open.size === 1 ? [...open][0] : ''));
  if (open.delete(gid)) {
    onTrouble(gid, error);
    return true;
  }
  if (error.extensions.retryable === true) return false;
  throw new Failed('failure', { code: codeOf(error), message: error.message });
}

/** Whether a job is where somebody waits for it. Pure. */
export function isOver({ status, ready, contents, setUp }: Job, until: Moment): boolean {
  if (status === 'FAILED') return !(until === 'SET_UP' && setUp) || SET_UP_OVER.has(setUp.state);
  if (status !== 'SUCCEEDED') return false;
  if (until === 'SET_UP' && setUp) return SET_UP_OVER.has(setUp.state);
  return until === 'FINISHED' || ready === true || (contents ? contents.state !== 'ARRIVING' : false);
}

const SET_UP_OVER: ReadonlySet<string> = new Set(['DONE', 'FAILED', 'CANCELLED']);

/** The code of an error, of those that `Trouble` knows. */
export function codeOf({ extensions }: GraphqlError): Failed['trouble']['code'] {
  return String(extensions.code ?? 'UPSTREAM_ERROR') as Failed['trouble']['code'];
}
