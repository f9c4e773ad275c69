/** A gateway of the built program over a state file, killed and started again, and a sandbox that outlives it. */
import type { SandboxOptions } from '../../src/sandbox/server.ts';
import { post, type Running } from '../e2e/support.ts';
import { type HandTurnedSandbox, handTurnedSandbox, kill, startGateway } from '../support/gateway-process.ts';
import { type Place, place } from './support.ts';

/** A gateway process. */
export interface GatewayProcess extends Running {
  readonly url: string;
  ask<T>(token: string, query: string, variables?: object): Promise<T>;
  /** Ends it without a word. */
  kill(): Promise<void>;
}

export interface KillableGateways
  extends AsyncDisposable,
    Omit<Place, typeof Symbol.dispose>,
    HandTurnedSandbox {
  /** Starts a gateway on the file. */
  start(env?: Record<string, string>): Promise<GatewayProcess>;
  /** POSTs that start jobs, by the name that was asked for. */
  sent(name: string): number;
}

export async function openGateways(settings: SandboxOptions = {}): Promise<KillableGateways> {
  const at = place();
  const byHand = await handTurnedSandbox(settings);
  const { sandbox } = byHand;
  const processes: Running[] = [];
  return {
    folder: at.folder,
    file: at.file,
    ...byHand,
    async start(env = {}) {
      const settings = { ASANA_BASE_URL: sandbox.url, STATE_FILE: at.file, ...env };
      const { running, url } = await startGateway(settings, (started) => void processes.push(started));
      return asProcess(running, url);
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
    kill: () => kill(running),
  };
}
