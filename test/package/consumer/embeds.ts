/** A program that embeds the gateway, as its compiler sees it: what is right compiles, what is wrong does not. */

import { createServer } from 'node:http';
import {
  type Config,
  ConfigError,
  createGateway,
  createSandbox,
  createSchema,
  type ErrorCode,
  type Gateway,
  isGatewayError,
  type MountedGateway,
  mountGateway,
  parseConfig,
  silentTelemetry,
} from 'asana-jobs-gateway';
import { type ExecutionResult, type GraphQLSchema, graphql, printSchema } from 'graphql';

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

export async function mounted(): Promise<ExecutionResult> {
  const gateway: MountedGateway = await mountGateway({ path: '/asana', asanaTimeoutMs: 5_000 });
  const server = createServer((request, response) => gateway.handle(request, response));
  server.on('upgrade', (request, socket, head) => {
    if (!gateway.handleUpgrade(request, socket, head)) socket.destroy();
  });
  const contextValue = gateway.contextFor({ authorization: 'Bearer x', signal: AbortSignal.timeout(1_000) });
  return graphql({ schema: gateway.schema, source: '{ __typename }', contextValue });
}

// @ts-expect-error where to listen is the other server's
export const noListening = mountGateway({ port: 4000 });
// @ts-expect-error a port is a number
export const noPort = createGateway({ port: '4000' });
// @ts-expect-error there is no such setting
export const noSetting = createGateway({ prot: 4000 });
// @ts-expect-error what is inside is not public
export const inside = (gateway: Gateway) => gateway.services;
