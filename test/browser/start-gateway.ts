/** The one place where the browser tests start what they look at: a sandbox and a gateway in front of it. */
import { createGateway, createSandbox, DEMO_TOKEN, type Gateway, silentTelemetry } from '../../src/index.ts';
import { nameTagRows, tokenFaultRows } from '../../src/sandbox/server.ts';

/** A running gateway with its sandbox behind it. */
export interface StartedGateway {
  /** The page's address. */
  readonly pageUrl: string;
  /** An outage: the gateway goes away at once, Asana stays. */
  goAway(): Promise<void>;
  /** The end of the outage, at the same address; nothing where there is none. */
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts both on free ports, as the demo does; jobs take two and a half seconds. */
export async function startGateway(): Promise<StartedGateway> {
  const sandbox = await createSandbox({ jobDurationMs: 2_500 });
  const start = (port: number): Promise<Gateway> =>
    createGateway({
      asanaBaseUrl: sandbox.url,
      port,
      telemetry: silentTelemetry(),
      demo: {
        token: DEMO_TOKEN,
        projectGid: sandbox.gids.projects.launch,
        taskName: 'Draft trail shoe page',
        faults: { tokens: tokenFaultRows, names: nameTagRows },
      },
    });
  let gateway = await start(0);
  let away = false;
  const { port } = gateway.address;
  return {
    pageUrl: gateway.url,
    async goAway() {
      away = true;
      await gateway[Symbol.asyncDispose]();
    },
    async comeBack() {
      if (!away) return;
      gateway = await start(port);
      away = false;
    },
    async stop() {
      await gateway[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}
