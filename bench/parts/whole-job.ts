/**
 * The whole job: copy a project, wait for its 250 tasks, add it to a portfolio, set two fields, assign twelve tasks by
 * section. The built gateway beside the same by hand with fixed sleeps: calls to Asana, seconds, wrong results.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSdk } from '../../test/asana-sdk/sdk.ts';
import {
  atLeast,
  atMost,
  beside,
  type Row,
  type RunOptions,
  sizeFor,
  skipped,
} from '../support/benchmark.ts';
import { ROOT } from '../support/child.ts';
import { startGateway } from '../support/servers.ts';
import { median } from '../support/statistics.ts';
import { byGateway, byHand } from '../support/whole-job-flows.ts';
import { CURVES, type CurveName, type Outcome, openScene, type Scene } from '../support/whole-job-scene.ts';

/** What the whole job is held to. */
export interface WholeJobLimits {
  /** Runs of the gateway of which anything is not as wished. */
  readonly wrongResults: number;
  /** The dearest run of the gateway whose tasks arrive all at once. */
  readonly wholeJob: number;
  /** Runs by hand that must be found wrong where tasks stall: else wrong results are not noticed. */
  readonly noticedWrong: number;
}

interface Run extends Outcome {
  readonly curve: CurveName;
  readonly calls: number;
  readonly seconds: number;
}

/** One way to do the job, from the name of the copy and whose it is. */
type Flow = (name: string, token: string) => Promise<string>;

const SDK_FOLDER = path.join(ROOT, 'test/asana-sdk');

/** As they were found in public programs. */
const SLEEPS_SECONDS = [2.5, 4, 150];

/** Slow ones first: they take longest. In quick and smoke runs all that takes time at Asana is so many times faster. */
const SIZES = {
  full: { perCurve: { slowly: 20, stalled: 90, 'all at once': 90 }, everyMs: 900, timeScale: 1 },
  quick: { perCurve: { stalled: 4, 'all at once': 4 }, everyMs: 60, timeScale: 4 },
  smoke: { perCurve: { 'all at once': 1 }, everyMs: 10, timeScale: 8 },
} as const satisfies Record<string, Size>;

interface Size {
  readonly perCurve: Partial<Record<CurveName, number>>;
  /** Between two runs of a flow. */
  readonly everyMs: number;
  readonly timeScale: number;
}

/** Every way beside the others, each with a sandbox of its own. */
export async function wholeJob(options: RunOptions, limits: WholeJobLimits): Promise<Row[]> {
  const size: Size = sizeFor<Size>(options, SIZES);
  const hasSdk = existsSync(path.join(SDK_FOLDER, 'node_modules/asana/package.json'));
  // The longest sleep alone would take longer than the whole of a quick run.
  const sleeps = hasSdk ? SLEEPS_SECONDS.filter((seconds) => size.timeScale === 1 || seconds < 60) : [];
  options.say('whole job');
  const [own = [], ...others] = await Promise.all([
    runsOfGateway(size),
    ...sleeps.map((seconds) => runsByHand(size, seconds)),
  ]);
  const scale = size.timeScale === 1 ? '' : ` (Asana ${size.timeScale} × as fast)`;
  return [
    atMost(
      `whole job${scale}: wrong results of ${own.length}`,
      own.filter(({ isWrong }) => isWrong).length,
      limits.wrongResults,
    ),
    atMost(
      'whole job: calls, dearest of those whose tasks arrive all at once',
      Math.max(...own.filter(({ curve }) => curve === 'all at once').map(({ calls }) => calls)),
      limits.wholeJob,
    ),
    ...shown('gateway', own, size),
    ...sleeps.flatMap((seconds, index) => shown(`by hand, ${seconds} s`, others[index] ?? [], size)),
    ...(hasSdk ? noticed(others.flat(), limits) : [skipped('whole job by hand', 'npm run third-parties')]),
  ];
}

async function runsOfGateway(size: Size): Promise<Run[]> {
  const scene = await openScene(size.timeScale);
  await using _ = scene.sandbox;
  await using gateway = await startGateway(scene.sandbox.url);
  return await runsOf((name, token) => byGateway(gateway.url, scene, name, token), scene, size);
}

async function runsByHand(size: Size, seconds: number): Promise<Run[]> {
  const scene = await openScene(size.timeScale);
  await using _ = scene.sandbox;
  const flow: Flow = (name, token) => byHand(openSdk(SDK_FOLDER, scene.sandbox, token), scene, name, seconds);
  return await runsOf(flow, scene, size);
}

/** Each on behalf of a user of its own, so that Asana's limits of five jobs and of a minute hold up nobody. */
async function runsOf(flow: Flow, scene: Scene, { perCurve, everyMs }: Size): Promise<Run[]> {
  const curves = (Object.keys(perCurve) as CurveName[]).flatMap((curve) =>
    Array.from({ length: perCurve[curve] ?? 0 }, () => curve),
  );
  return Promise.all(
    curves.map(async (curve, index): Promise<Run> => {
      await sleep(index * everyMs);
      const last4 = String(index).padStart(4, '0');
      const begun = performance.now();
      const job = await flow(CURVES[curve], `bench-whole-job-${last4}`);
      const outcome = scene.outcome(job);
      const seconds = (performance.now() - begun) / 1_000;
      return { ...outcome, curve, seconds, calls: scene.callsOf(last4) };
    }),
  );
}

function shown(who: string, runs: readonly Run[], { perCurve, timeScale }: Size): Row[] {
  return (Object.keys(perCurve) as CurveName[]).flatMap((curve) => {
    const those = runs.filter((run) => run.curve === curve);
    const sum = (pick: (run: Run) => number) => those.reduce((total, run) => total + pick(run), 0);
    const what = `whole job, ${who}, tasks ${curve}`;
    const lacks = [
      `${sum(({ missingTasks }) => missingTasks)} tasks missing`,
      `${sum(({ unsetFields }) => unsetFields)} fields unset`,
      `${sum(({ unassignedTasks }) => unassignedTasks)} tasks unassigned`,
    ];
    const wrong = those.filter(({ isWrong }) => isWrong).length;
    return [
      {
        ...beside(`${what}: wrong`, wrong),
        measured: `${wrong} of ${those.length}${wrong === 0 ? '' : `: ${lacks.join(', ')}`}`,
      },
      beside(`${what}: calls, median`, median(those.map(({ calls }) => calls))),
      // What the gateway waits by its own clock is no faster: seconds would belong to neither.
      ...(timeScale === 1
        ? [beside(`${what}: until done, median`, median(those.map(({ seconds }) => seconds)), 's')]
        : []),
    ];
  });
}

function noticed(byOthers: readonly Run[], limits: WholeJobLimits): Row[] {
  const stalled = byOthers.filter(({ curve }) => curve === 'stalled');
  if (stalled.length === 0) return [];
  const wrong = stalled.filter(({ isWrong }) => isWrong).length;
  const what = `whole job by hand: noticed as wrong, of ${stalled.length} whose tasks stalled`;
  return [atLeast(what, wrong, limits.noticedWrong)];
}
