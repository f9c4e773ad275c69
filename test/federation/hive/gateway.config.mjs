/** The router of the federation test: one subgraph, callers' tokens passed on. */
export const gatewayConfig = {
  supergraph: process.env.SUPERGRAPH,
  host: '127.0.0.1',
  port: Number(process.env.ROUTER_PORT),
  fork: 1,
  logging: 'info',
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({
      authorization: request.headers.get('authorization') ?? undefined,
    }),
  },
};
