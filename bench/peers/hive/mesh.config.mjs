/**
 * Asana's OpenAPI document as a subgraph: `npm run compose` writes node_modules/supergraph.graphql.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@graphql-mesh/compose-cli';
import { loadOpenAPISubgraph } from '@omnigraph/openapi';

export const composeConfig = defineConfig({
  subgraphs: [
    {
      sourceHandler: loadOpenAPISubgraph('asana', {
        source: fileURLToPath(new URL('../../../src/asana/api/openapi.json', import.meta.url)),
        ignoreErrorResponses: true,
        // Where it really is, gateway.config.mjs says at run time.
        endpoint: 'http://127.0.0.1:4001/api/1.0',
        operationHeaders: { authorization: '{context.headers.authorization}' },
      }),
    },
  ],
});
