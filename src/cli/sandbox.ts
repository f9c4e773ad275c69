/**
 * The command `sandbox`: the stand-in Asana alone, for building a frontend or a test suite on.
 */
import { parseConfig } from '../config.ts';
import { createSandbox, DEMO_TOKEN } from '../sandbox/server.ts';
import { endOnUncaughtErrors, stopOnSignals } from './process.ts';
import { listening, openTelemetry, tellMisspelt } from './serve.ts';

const DEFAULT_PORT = '4001';

/** `sandbox`: serves until a signal comes. */
export async function runSandbox(argv: readonly string[]): Promise<void> {
  const terminal = process.stdout.isTTY === true;
  const config = parseConfig({ env: process.env, argv, terminal, defaults: { port: DEFAULT_PORT } });
  const telemetry = await openTelemetry(config);
  endOnUncaughtErrors(telemetry);
  tellMisspelt(telemetry, process.env);
  const sandbox = await listening(createSandbox({ host: config.host, port: config.port }));
  telemetry.log.info({ url: sandbox.url }, `sandbox ready at ${sandbox.url}`);
  process.stdout.write(`\n  ASANA_BASE_URL=${sandbox.url}\n  Token  ${DEMO_TOKEN}\n\n`);
  stopOnSignals(telemetry, () => sandbox.close());
}
