/** A gateway of the built program over a state file, killed and started again, and a sandbox that outlives it. */
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server.ts';
import { post, type Running, run, urlOf } from '../e2e/support.ts';
import { type Place, place } from './support.ts';

/** Ends a gateway when its standard input does: none outlives the tests, however they end. */
const GUARD = "process.stdin.on('end',()=>process.exit(1)).resume().unref()";
const JOB_MS = 3_600_000;

/** A gateway process. */
export interface GatewayProcess extends Running {
  readonly url: string;
  ask<T>(token: string, query: string, variables?: object): Promise<T>;
  /** Ends it without a word. */
  kill(): Promise<void>;
}

export interface KillableGateways extends AsyncDisposable, Omit<Place, typeof Symbol.dispose> {
  readonly sandbox: Sandbox;
  /** Lets the sandbox's time pass: every running job is over. */
  finishJobs(): void;
  /** Starts a gateway on the file. */
  start(env?: Record<string, string>): Promise<GatewayProcess>;
  /** POSTs that start jobs, by the name that was asked for. */
  sent(name: string): number;
}

export async function openGateways(settings: SandboxOptions = {}): Promise<KillableGateways> {
  let nowMs = Date.now();
  const at = place();
  const sandbox = await createSandbox({
    jobDurationMs: JOB_MS,
    childrenDelayMs: 0,
    requestsPerMinute: Infinity,
    clock: { now: () => nowMs },
    ...settings,
  });
  const processes: Running[] = [];
  return {
    folder: at.folder,
    file: at.file,
    sandbox,
    finishJobs: () => {
      nowMs += 2 * JOB_MS;
    },
    async start(env = {}) {
      const running = run(['start', '--port', '0'], {
        env: {
          NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(GUARD)}`,
          ASANA_BASE_URL: sandbox.url,
          STATE_FILE: at.file,
          ...env,
        },
      });
      processes.push(running);
      return asProcess(running, await urlOf(running));
    },
    sent: (name) =>
      sandbox.calls.filter(({ method, body }) => method === 'POST' && isNamed(body, name)).length,
    async [Symbol.asyncDispose]() {
      await Promise.all(processes.map((each) => each[Symbol.asyncDispose]()));
      await sandbox.close();
      at[Symbol.dispose]();
    },
  };
}

function isNamed(body: unknown, name: string): boolean {
  return (body as { name?: unknown } | undefined)?.name === name;
}

function asProcess(running: Running, url: string): GatewayProcess {
  return {
    ...running,
    url,
    async ask<T>(token: string, query: string, variables: object = {}) {
      const { data, errors } = await post(url, query, variables, { authorization: `Bearer ${token}` });
      if (errors) throw new Error(JSON.stringify(errors));
      return data as T;
    },
    async kill() {
      running.child.kill('SIGKILL');
      await running.ended;
    },
  };
}
