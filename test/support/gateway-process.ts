/** Gateways of the built program as processes, and a sandbox beside them whose time passes when a test says so. */
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server.ts';
import { type Running, run, urlOf } from '../e2e/support.ts';

/** Ends a gateway when its standard input does: none outlives the tests, however they end. */
const GUARD = "process.stdin.on('end',()=>process.exit(1)).resume().unref()";
const JOB_MS = 3_600_000;

/** Starts a gateway process; its address. `started` is told of it before it is ready. */
export async function startGateway(
  env: Record<string, string>,
  started: (running: Running) => void = () => {},
): Promise<{ running: Running; url: string }> {
  const options = `--import=data:text/javascript,${encodeURIComponent(GUARD)}`;
  const running = run(['start', '--port', '0'], { env: { NODE_OPTIONS: options, ...env } });
  started(running);
  return { running, url: await urlOf(running) };
}

/** Ends a process without a word. */
export async function kill({ child, ended }: Running): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

/** A sandbox whose clock is turned by hand. */
export interface HandTurnedSandbox {
  readonly sandbox: Sandbox;
  /** Lets its time pass: every running job is over. */
  finishJobs(): void;
  /** Lets jobs that were not begun begin. */
  beginJobs(): void;
}

export async function handTurnedSandbox(settings: SandboxOptions = {}): Promise<HandTurnedSandbox> {
  let nowMs = Date.now();
  const sandbox = await createSandbox({
    jobDurationMs: JOB_MS,
    childrenDelayMs: 0,
    requestsPerMinute: Infinity,
    clock: { now: () => nowMs },
    ...settings,
  });
  return {
    sandbox,
    finishJobs: () => {
      nowMs += 2 * JOB_MS;
    },
    beginJobs: () => {
      nowMs += 1_000;
    },
  };
}
