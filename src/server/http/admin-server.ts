/**
 * The server behind `ADMIN_PORT`: the operational routes, and nothing else.
 */
import type { Server } from 'node:http';
import type { Gate } from '../gate.ts';
import { Connections } from '../load/connections.ts';
import { badRequestAnswer, forbiddenAnswer } from './answer.ts';
import { networkOf } from './client-address.ts';
import { createNodeServer, type HttpTimeouts } from './node-server.ts';
import type { OperationalRoutes } from './operational.ts';
import { ambiguityOf, pathOf } from './request-head.ts';
import { requestIdOf } from './request-id.ts';
import { sendAnswer } from './send.ts';

/** Probes and Prometheus need a few; more would be files that the API lacks. */
const MOST_CONNECTIONS = 100;

/** Makes it; the caller lets it listen. */
export function createAdminServer(
  operational: OperationalRoutes,
  gate: Gate,
  timeouts?: HttpTimeouts,
): Server {
  const connections = new Connections({
    most: MOST_CONNECTIONS,
    perNetwork: MOST_CONNECTIONS,
    from: ({ remoteAddress = '' }) => ({ network: networkOf(remoteAddress), standsForMany: true }),
  });
  return createNodeServer(
    (request, response) => {
      const headers = { 'X-Request-Id': requestIdOf(request.headers['x-request-id']) };
      request.resume(); // nothing here reads a body
      const ambiguity = ambiguityOf(request);
      if (ambiguity) return sendAnswer(response, badRequestAnswer(ambiguity), headers);
      const wrongHost = gate.wrongHost(request);
      if (wrongHost) return sendAnswer(response, forbiddenAnswer(wrongHost), headers);
      operational.answer(pathOf(request), request.method).then(
        (answer) => sendAnswer(response, answer, headers),
        () => response.destroy(),
      );
    },
    { timeouts, connections },
  );
}
