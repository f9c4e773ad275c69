/** The one place where the browser tests start what they look at: a sandbox and a gateway in front of it. */
import { createGateway, createSandbox, DEMO_TOKEN, silentTelemetry } from '../../src/index.ts';

/** A running gateway with its sandbox behind it. */
export interface StartedGateway {
  /** The page's address. */
  readonly pageUrl: string;
  stop(): Promise<void>;
}

/** Starts both on free ports, as the demo does; jobs take two and a half seconds. */
export async function startGateway(): Promise<StartedGateway> {
  const sandbox = await createSandbox({ jobDurationMs: 2_500 });
  const gateway = await createGateway({
    asanaBaseUrl: sandbox.url,
    port: 0,
    telemetry: silentTelemetry(),
    demo: { token: DEMO_TOKEN, projectGid: sandbox.gids.projects.launch },
  });
  return {
    pageUrl: gateway.url,
    async stop() {
      await gateway[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}
