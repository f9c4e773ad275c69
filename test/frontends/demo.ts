/**
 * What the demo is, with a clock in the test's hand: a sandbox, a gateway in front of it that can be restarted on
 * its port, and a session whose tokens can be revoked.
 */
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import type { CallbackEndpoint } from '../../src/config/callback-endpoints.ts';
import { createGateway, createSandbox, DEMO_TOKEN, type Gateway, type Sandbox } from '../../src/index.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { createSession, type Session } from './snippets/connection.ts';

/** A running demo. */
export interface Demo extends AsyncDisposable {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly session: Session;
  /** Tokens handed out so far, in order. */
  readonly tokens: readonly string[];
  /** Lets time pass for the sandbox's jobs. */
  advance(ms: number): void;
  /** Asana refuses the token in use from now on; the session gets another one. */
  revoke(): void;
  /** Ends the gateway as a deployment does and starts a new one on the same port. */
  restart(): Promise<void>;
}

/** How long a job takes, and when its project fills, by the clock of `advance`. */
export const JOB_MS = 4_000;

/** Starts a demo; browsers' `WebSocket` is there, as in a page. */
export async function openDemo(
  more: { readonly callbacks?: readonly CallbackEndpoint[] } = {},
): Promise<Demo> {
  vi.stubGlobal('WebSocket', WebSocket);
  let now = Date.parse('2026-09-07T08:00:00.000Z');
  const sandbox = await createSandbox({ clock: { now: () => now }, jobDurationMs: JOB_MS });
  const open = (port: number): Promise<Gateway> =>
    createGateway({
      asanaBaseUrl: sandbox.url,
      port,
      telemetry: silentTelemetry(),
      asanaTimeoutMs: 4_000,
      drainDelayMs: 0,
      demo: { token: DEMO_TOKEN },
      ...more,
    });
  let gateway = await open(0);
  const tokens: string[] = [];
  const session = createSession(async () => {
    const token = `token-${tokens.length + 1}-of-ada`;
    sandbox.store.addToken(token, sandbox.gids.users.ada);
    tokens.push(token);
    return token;
  });
  return {
    url: gateway.url,
    sandbox,
    session,
    tokens,
    advance(ms) {
      now += ms;
    },
    revoke() {
      const token = tokens.at(-1);
      if (token) sandbox.store.revokeToken(token);
    },
    async restart() {
      const { port } = gateway.address;
      await gateway.close();
      gateway = await open(port);
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await sandbox.close();
      vi.unstubAllGlobals();
    },
  };
}
