/** The one place where the browser tests of GraphiQL start what they look at: a sandbox, a gateway, a way to it. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createGateway, createSandbox, DEMO_TOKEN, silentTelemetry } from '../../src/index.ts';
import { nameTagRows, tokenFaultRows } from '../../src/sandbox/server.ts';

/** A running gateway with its sandbox behind it. */
export interface StartedGateway {
  /** The page's address. */
  readonly pageUrl: string;
  /** An outage: nothing gets through to the gateway, which goes on. */
  goAway(): Promise<void>;
  /** The end of the outage, at the same address; nothing where there is none. */
  comeBack(): Promise<void>;
  /** Jobs that start from now on take so long. */
  jobsTake(ms: number): void;
  stop(): Promise<void>;
}

/** Starts both on free ports, as the demo does; jobs take two and a half seconds. */
export async function startGateway(): Promise<StartedGateway> {
  let jobDurationMs = 2_500;
  const sandbox = await createSandbox({ jobDurationMs: () => jobDurationMs });
  const gateway = await createGateway({
    asanaBaseUrl: sandbox.url,
    port: 0,
    telemetry: silentTelemetry(),
    // As the sandbox has it; finding out would take longer than a test.
    asanaRequestsPerMinute: 1_500,
    demo: {
      token: DEMO_TOKEN,
      projectGid: sandbox.gids.projects.launch,
      taskName: 'Draft trail shoe page',
      faults: { tokens: tokenFaultRows, names: nameTagRows },
    },
  });
  const way = await openWay(gateway.address.port);
  return {
    pageUrl: gateway.url.replace(`:${gateway.address.port}/`, `:${way.port}/`),
    goAway: way.close,
    comeBack: way.open,
    jobsTake(ms) {
      jobDurationMs = ms;
    },
    async stop() {
      await way.close();
      await gateway[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

/** A port that leads to another, and can be shut and opened again. */
async function openWay(to: number) {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async open() {
      if (!server.listening) await once(server.listen(port, '127.0.0.1'), 'listening');
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
