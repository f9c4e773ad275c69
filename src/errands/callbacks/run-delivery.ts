/**
 * Delivers: one try each time it is run, signed anew; between two it sleeps. A try whose outcome was not noted, since
 * the instance was cut off, is made again under the same id.
 */
import type { Clock } from '../../clock.ts';
import type { CallbackEndpoint } from '../../config/callback-endpoints.ts';
import type { Telemetry } from '../../telemetry.ts';
import type { Errand, ErrandChange } from '../errand.ts';
import type { ErrandKind, ErrandRun } from '../run.ts';
import { type DeliveryProgress, deliveryKindName, deliveryPlanOf, deliveryProgressOf } from './delivery.ts';
import { type FlightStore, Flights, IN_FLIGHT_PER_ENDPOINT } from './flights.ts';
import { post } from './post.ts';
import { type Reply, type Verdict, verdictOf } from './schedule.ts';
import { signedHeaders } from './sign.ts';

/** What delivering takes. */
export interface DeliveryParts {
  readonly telemetry: Telemetry;
  /** The time of day, epoch milliseconds. */
  readonly now: () => number;
  /** The places for tries, where instances share them. */
  readonly flights: FlightStore | null;
  readonly clock: Clock;
}

/** The kind of errand that delivers to one endpoint. */
export function deliveryKind(endpoint: CallbackEndpoint, parts: DeliveryParts): ErrandKind {
  const flights = new Flights(endpoint.name, parts.flights, parts.clock);
  return {
    name: deliveryKindName(endpoint.name),
    needsToken: false,
    places: IN_FLIGHT_PER_ENDPOINT,
    givenUp: (progress) => progress,
    run: (run) => tryOnce(run, endpoint, flights, parts),
  };
}

async function tryOnce(
  run: ErrandRun,
  endpoint: CallbackEndpoint,
  flights: Flights,
  parts: DeliveryParts,
): Promise<void> {
  const { errand, signal } = run;
  const reply = await flights.run(errand.owner, () => send(errand, endpoint, parts, signal), signal);
  // Cut off at the end of this instance: whether it has arrived is not known, so it is tried again.
  if (reply.status === null) signal.throwIfAborted();
  const before = deliveryProgressOf(errand);
  const verdict = verdictOf(reply, before.failures + 1);
  note(errand, reply, verdict, before.attempts + 1, parts);
  const pauseMs = verdict.outcome === 'repeated' ? verdict.pauseMs : null;
  const progress: DeliveryProgress = {
    attempts: before.attempts + 1,
    failures: before.failures + (verdict.outcome === 'delivered' ? 0 : 1),
    lastStatus: reply.status,
    nextTryAt: pauseMs === null ? null : parts.now() + pauseMs,
    isGone: verdict.outcome === 'gone',
  };
  await run.keep({ ...stateAfter(verdict), progress }, pauseMs ?? 0);
}

function send(
  errand: Errand,
  { url, secrets }: CallbackEndpoint,
  { now, clock }: DeliveryParts,
  signal: AbortSignal,
): Promise<Reply> {
  const { id } = errand;
  const { body } = deliveryPlanOf(errand);
  const seconds = Math.floor(now() / 1_000);
  return post({ url, body, headers: signedHeaders({ id, body, seconds }, secrets), signal, clock });
}

function stateAfter({ outcome }: Verdict): ErrandChange {
  if (outcome === 'repeated') return {};
  return { state: outcome === 'delivered' ? 'done' : 'failed' };
}

function note(
  errand: Errand,
  reply: Reply,
  { outcome }: Verdict,
  attempt: number,
  { telemetry }: DeliveryParts,
): void {
  const { to, type } = deliveryPlanOf(errand);
  telemetry.count('callbacks', { to, outcome });
  const came = reply.status === null ? { failure: reply.failure } : { status: reply.status };
  const line = { delivery: errand.id, to, type, attempt, ...came, outcome };
  if (outcome === 'delivered') telemetry.log.info(line, 'callback');
  else telemetry.log.warn(line, 'callback');
}
