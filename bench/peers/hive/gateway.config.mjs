/**
 * Hive Gateway as it comes, pointed at the upstream of the run; one process, as the others.
 */
import { defineConfig } from '@graphql-hive/gateway';

export const gatewayConfig = defineConfig({
  supergraph: './node_modules/supergraph.graphql',
  host: '127.0.0.1',
  port: Number(process.env.PORT),
  fork: 1,
  logging: 'error',
  transportEntries: { asana: { location: process.env.ASANA_BASE_URL } },
});
