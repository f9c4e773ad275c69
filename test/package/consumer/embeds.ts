/** A program that embeds the gateway, as its compiler sees it: what is right compiles, what is wrong does not. */
import {
  type Config,
  ConfigError,
  createGateway,
  createSandbox,
  createSchema,
  type ErrorCode,
  type Gateway,
  isGatewayError,
  parseConfig,
  silentTelemetry,
} from 'asana-jobs-gateway';
import { type GraphQLSchema, printSchema } from 'graphql';

export async function main(): Promise<string> {
  const sandbox = await createSandbox();
  const config: Config = parseConfig({ env: { PORT: '0' } });
  const gateway: Gateway = await createGateway({ ...config, telemetry: silentTelemetry() });
  gateway.telemetry.log.info({ port: gateway.address.port }, 'it listens');
  const schema: GraphQLSchema = createSchema();
  await gateway.close();
  return printSchema(schema) + sandbox.url;
}

export function codeOf(error: unknown): ErrorCode | null {
  if (error instanceof ConfigError) return null;
  return isGatewayError(error) ? error.code : null;
}

// @ts-expect-error a port is a number
export const noPort = createGateway({ port: '4000' });
// @ts-expect-error there is no such setting
export const noSetting = createGateway({ prot: 4000 });
// @ts-expect-error what is inside is not public
export const inside = (gateway: Gateway) => gateway.services;
