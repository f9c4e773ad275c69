/**
 * The fault rig: many callers who start and watch jobs while a good part of Asana's replies goes wrong at random.
 * Returns what happened; what must hold is for the test to say. Ends by itself.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { callOn } from './caller.ts';
import { seeded, spoilAtRandom } from './chance.ts';
import { openStage, type Stage } from './stage.ts';
import { emptyTale, harvest, isStart, remainsOf, type Tale } from './tale.ts';

export interface RigOptions {
  readonly seed: number;
  /** Calls to spoil before it ends. */
  readonly faults: number;
  readonly callers: number;
  /** Jobs each caller watches at once; Asana runs five. */
  readonly lanes: number;
}

/** `ASANA_TIMEOUT` of the rig's gateway: long enough that a busy machine does not make faults of its own. */
export const RIG_TIMEOUT_MS = 5_000;

export async function runRig({ seed, faults, callers, lanes }: RigOptions): Promise<Tale> {
  const random = seeded(seed + 1);
  const stage = await openStage({
    sandbox: { requestsPerMinute: Infinity, jobDurationMs: () => 200 + random() * 1_500 },
    gateway: { asanaTimeoutMs: RIG_TIMEOUT_MS, asanaRequestsPerMinute: 100_000 },
  });
  const tale = emptyTale();
  const tokens = Array.from({ length: callers }, (_, caller) => `rig-${seed}-${caller}`);
  // Accepted before anything goes wrong: newcomers share few places, which hanging calls would fill.
  for (const token of tokens) await stage.ask('{ me { gid } }', {}, { token });
  const weather = spoilAtRandom(stage.sandbox, { seed, reads: 0.2, starts: 0.15, most: faults });
  const harvester = harvest(stage, tale);
  const stalls = monitorEventLoopDelay();
  stalls.enable();
  const isOver = () => weather.count() >= faults;
  try {
    await Promise.all(tokens.map((token) => callOn({ stage, tale, random, isOver, caller: token, lanes })));
    weather.clear();
    for (const token of tokens) tale.unknown.listed.push(...(await unknownStarts(stage, token)));
    tale.remains = await remainsOf(stage, tokens);
  } finally {
    harvester.stop();
    stalls.disable();
    tale.stallMs = Math.round(stalls.max / 1e6);
    await stage[Symbol.asyncDispose]();
  }
  tale.faults = weather.count();
  tale.refusals =
    tale.calls.filter((call) => call.status === 429 && !isStart(call)).length - weather.refusals();
  return tale;
}

async function unknownStarts(stage: Stage, token: string): Promise<string[]> {
  const { data } = await stage.ask('{ unknownStarts { name } }', {}, { token });
  return data.unknownStarts.map(({ name }: { name: string }) => name);
}
