/**
 * The public surface of the package, named exports only: run a gateway or a sandbox inside another program.
 */
export { type Config, ConfigError, type GatewayKey, parseConfig } from './config.ts';
export { ERROR_CODES, type ErrorCode, GatewayError, isGatewayError } from './errors.ts';
export {
  createGateway,
  type Gateway,
  type GatewayOptions,
} from './gateway.ts';
export { type MountedGateway, type MountOptions, mountGateway } from './mounted-gateway.ts';
export {
  createSandbox,
  DEMO_TOKEN,
  type Fault,
  type FaultRule,
  type Sandbox,
  type SandboxCall,
  type SandboxOptions,
} from './sandbox/server.ts';
export { createSchema } from './schema/index.ts';
export { createTelemetry, silentTelemetry, type Telemetry, type TelemetryOptions } from './telemetry.ts';
