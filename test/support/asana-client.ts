/** A client over a scripted Asana, with what tests of both need. Everything is closed when the test ends. */
import { onTestFinished } from 'vitest';
import { fieldTree } from '../../src/asana/api/fields.ts';
import { type AsanaToken, asanaToken } from '../../src/asana/api/token.ts';
import {
  type AsanaClient,
  type AsanaClientOptions,
  type CallContext,
  createAsanaClient,
  type ReadAction,
} from '../../src/asana/client.ts';
import { silentTelemetry, type Telemetry } from '../../src/telemetry.ts';
import { type ScriptedAsana, scriptedAsana } from './scripted-asana.ts';

/** A client and the Asana behind it. */
export interface ClientBench {
  readonly asana: ScriptedAsana;
  readonly client: AsanaClient;
  readonly token: AsanaToken;
  readonly telemetry: Telemetry;
  readonly stats: { upstreamCalls: number; retries: number };
  /** What a caller passes along. */
  context(changes?: Partial<CallContext>): CallContext;
}

/** Starts both. Backoff is never waited for unless `random` is given. */
export async function clientBench(options: Partial<AsanaClientOptions> = {}): Promise<ClientBench> {
  const asana = await scriptedAsana();
  const telemetry = options.telemetry ?? silentTelemetry();
  const client = createAsanaClient({
    baseUrl: asana.baseUrl,
    timeoutMs: 10_000,
    requestsPerMinute: 'auto',
    random: () => 0,
    ...options,
    telemetry,
  });
  onTestFinished(async () => {
    await client[Symbol.asyncDispose]();
    await asana[Symbol.asyncDispose]();
  });
  const token = asanaToken('1/secret-of-ann');
  const stats = { upstreamCalls: 0, retries: 0 };
  const context = (changes: Partial<CallContext> = {}): CallContext => ({
    token,
    priority: 'read',
    stats,
    ...changes,
  });
  return { asana, client, token, telemetry, stats, context };
}

/** The read of a task. */
export function taskRead(gid: string, ...fields: string[]): ReadAction {
  return { path: `/tasks/${gid}`, route: '/tasks/{gid}', fields: fieldTree(fields) };
}
