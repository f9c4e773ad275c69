/**
 * A gateway of the command's own: on a port of loopback that the system picks, for as long as the command runs. It
 * accepts what any gateway accepts, so both ways are one. Without keys, pages or memory beyond this process.
 */
import pino from 'pino';
import type { Config } from '../../config.ts';
import { createGateway, type Gateway } from '../../gateway.ts';
import { createTelemetry } from '../../telemetry.ts';

/** Starts one. */
export function openEmbedded(settings: Partial<Config>, token: string): Promise<Gateway> {
  const { logLevel = 'silent' } = settings;
  return createGateway({
    ...settings,
    host: '127.0.0.1',
    port: 0,
    graphiql: false,
    console: false,
    introspection: false,
    telemetry: createTelemetry({
      level: logLevel,
      secrets: [token],
      // Standard output is the command's own.
      destination: pino.destination({ dest: 2, sync: true }),
    }),
  });
}
