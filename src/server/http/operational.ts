/**
 * `/health`, `/ready` and `/metrics`, on the main port or on one of their own.
 */
import { type Config, isLoopback } from '../../config.ts';
import type { Telemetry } from '../../telemetry.ts';
import { readVersion } from '../../version.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { type Answer, badRequestAnswer } from './answer.ts';
import { jsonAnswer } from './send.ts';

/** Answers the operational paths. */
export interface OperationalRoutes {
  answer(path: string, method: string | undefined): Promise<Answer>;
}

/** Whether a path is one of them. */
export function isOperational(path: string): boolean {
  return path === '/health' || path === '/ready' || path === '/metrics';
}

/** Which of them the main port serves: none beside an admin port, and metrics only to this machine. */
export function servedOnMainPort({ host, adminPort }: Pick<Config, 'host' | 'adminPort'>) {
  return (path: string): boolean =>
    isOperational(path) && adminPort === null && (path !== '/metrics' || isLoopback(host));
}

/** Builds the routes. `redisUp` says nothing (undefined) where no Redis is configured. */
export function createOperationalRoutes(
  lifecycle: Lifecycle,
  telemetry: Telemetry,
  redisUp: () => boolean | undefined,
): OperationalRoutes {
  return {
    async answer(path, method) {
      if (method !== 'GET' && method !== 'HEAD') {
        return badRequestAnswer(`${path} is read with GET.`, 405, { Allow: 'GET, HEAD' });
      }
      if (path === '/health') return jsonAnswer(200, { status: 'ok', version: readVersion() });
      if (path === '/ready') return readiness(lifecycle, redisUp());
      if (path === '/metrics') {
        const { contentType, body } = await telemetry.metrics();
        return { status: 200, headers: { 'Content-Type': contentType }, body };
      }
      return badRequestAnswer('There is nothing here but /health, /ready and /metrics.', 404);
    },
  };
}

/** A Redis that is gone does not make the instance unready: it serves on alone. */
function readiness(lifecycle: Lifecycle, redisUp: boolean | undefined): Answer {
  if (lifecycle.phase !== 'ready') return jsonAnswer(503, { status: lifecycle.phase });
  return jsonAnswer(200, redisUp === undefined ? { status: 'ready' } : { redis: redisUp ? 'up' : 'down' });
}
