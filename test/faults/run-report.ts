/** What a faulty run tells: counts, and what Asana saw. */
import { asanaToken } from '../../src/asana/api/token.ts';
import type { SandboxCall } from '../../src/sandbox/server.ts';
import { eventually } from '../support/eventually.ts';
import type { GatewayWithSandbox } from './with-sandbox.ts';

/** How long something may be under way after the last caller has left. */
const LEFT_OVER_MS = 2_000;

export interface RunReport {
  faults: number;
  /** Whatever must not happen, in words. */
  readonly wrong: string[];
  /** Watches that got to their end, and those that were left before. */
  watched: number;
  left: number;
  readonly queries: { answered: number; failed: number };
  readonly starts: { started: number; unknown: number; refused: number; unsent: number };
  /** Names of starts whose outcome is unknown; as the callers were told, and as `unknownStarts` lists them. */
  readonly unknown: { readonly told: string[]; readonly listed: string[] };
  /** Names of starts of which callers were told that they were not sent. */
  readonly unsent: string[];
  readonly longestMs: { start: number; query: number; watch: number };
  /** The longest this process did nothing else in between. */
  stallMs: number;
  /** Every call Asana saw. */
  calls: SandboxCall[];
  /** 429s that were no fault of ours to inject. */
  refusals: number;
  /** What is still there after the last caller has left. */
  remains: Record<string, number>;
}

export function emptyReport(): RunReport {
  return {
    faults: 0,
    wrong: [],
    watched: 0,
    left: 0,
    queries: { answered: 0, failed: 0 },
    starts: { started: 0, unknown: 0, refused: 0, unsent: 0 },
    unknown: { told: [], listed: [] },
    unsent: [],
    longestMs: { start: 0, query: 0, watch: 0 },
    stallMs: 0,
    calls: [],
    refusals: 0,
    remains: {},
  };
}

/** Collects the sandbox's calls, of which it keeps the last only, until told to stop. */
export function collectCalls({ sandbox }: GatewayWithSandbox, report: RunReport): { stop(): void } {
  const take = () => {
    report.calls.push(...sandbox.calls);
    sandbox.clearCalls();
  };
  const timer = setInterval(take, 100);
  return {
    stop() {
      clearInterval(timer);
      take();
    },
  };
}

export function isStart({ method, path }: Pick<SandboxCall, 'method' | 'path'>): boolean {
  return method === 'POST' && path !== '/batch';
}

/** How often each start reached Asana without being refused, by its name. */
export function sentByName(calls: readonly SandboxCall[]): Map<string, number> {
  const sent = new Map<string, number>();
  for (const call of calls) {
    if (!isStart(call) || call.status === 429) continue;
    const { name } = call.body as { name: string };
    sent.set(name, (sent.get(name) ?? 0) + 1);
  }
  return sent;
}

/** What is left of the callers, a moment after the last has gone. */
export async function remainsOf(
  { gateway }: GatewayWithSandbox,
  tokens: readonly string[],
): Promise<Record<string, number>> {
  const { hub, slots, client } = gateway.services;
  const count = () => {
    const budgets = tokens.map((token) => client.rateLimit(asanaToken(token)));
    return {
      ...hub.stats(),
      slots: slots.waiting,
      reads: budgets.reduce((sum, { inFlightReads }) => sum + inFlightReads, 0),
      writes: budgets.reduce((sum, { inFlightWrites }) => sum + inFlightWrites, 0),
    };
  };
  // Reads under way when the last one left may go on to their deadline; what stays beyond that is told.
  const isIdle = () => Object.values(count()).every((number) => number === 0);
  await eventually(isIdle, LEFT_OVER_MS).catch(() => {});
  return count();
}
