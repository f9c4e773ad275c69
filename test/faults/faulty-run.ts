/**
 * Many callers who start and watch jobs while a good part of Asana's replies goes wrong at random.
 * Returns what happened; what must hold is for the test to say. Ends by itself.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { callOn } from './caller.ts';
import { seeded, spoilAtRandom } from './chance.ts';
import { collectCalls, emptyReport, isStart, type RunReport, remainsOf } from './run-report.ts';
import { type GatewayWithSandbox, startWithSandbox } from './with-sandbox.ts';

export interface FaultyRunOptions {
  readonly seed: number;
  /** Calls to spoil before it ends. */
  readonly faults: number;
  readonly callers: number;
  /** Jobs each caller watches at once; Asana runs five. */
  readonly lanes: number;
}

/** `ASANA_TIMEOUT` of its gateway: long enough that a busy machine does not make faults of its own. */
export const FAULTY_RUN_TIMEOUT_MS = 5_000;

export async function faultyRun({ seed, faults, callers, lanes }: FaultyRunOptions): Promise<RunReport> {
  const random = seeded(seed + 1);
  const running = await startWithSandbox({
    sandbox: { requestsPerMinute: Infinity, jobDurationMs: () => 200 + random() * 1_500 },
    gateway: { asanaTimeoutMs: FAULTY_RUN_TIMEOUT_MS, asanaRequestsPerMinute: 100_000 },
  });
  const report = emptyReport();
  const tokens = Array.from({ length: callers }, (_, caller) => `faulty-${seed}-${caller}`);
  // Accepted before anything goes wrong: newcomers share few places, which hanging calls would fill.
  for (const token of tokens) await running.ask('{ me { gid } }', {}, { token });
  const weather = spoilAtRandom(running.sandbox, { seed, reads: 0.2, starts: 0.15, most: faults });
  const collecting = collectCalls(running, report);
  const stalls = monitorEventLoopDelay();
  stalls.enable();
  const isOver = () => weather.count() >= faults;
  try {
    await Promise.all(
      tokens.map((token) => callOn({ running, report, random, isOver, caller: token, lanes })),
    );
    weather.clear();
    for (const token of tokens) report.unknown.listed.push(...(await unknownStarts(running, token)));
    report.remains = await remainsOf(running, tokens);
  } finally {
    collecting.stop();
    stalls.disable();
    report.stallMs = Math.round(stalls.max / 1e6);
    await running[Symbol.asyncDispose]();
  }
  report.faults = weather.count();
  report.refusals =
    report.calls.filter((call) => call.status === 429 && !isStart(call)).length - weather.refusals();
  return report;
}

async function unknownStarts(running: GatewayWithSandbox, token: string): Promise<string[]> {
  const { data } = await running.ask('{ unknownStarts { name } }', {}, { token });
  return data.unknownStarts.map(({ name }: { name: string }) => name);
}
