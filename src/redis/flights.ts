/**
 * Tries to endpoints over Redis: the instances' first waiters stand in one queue for the places of an endpoint, in
 * which owners take turns, and what a killed instance held is free again soon after. In trouble nobody has a place: what
 * came of a try could not be kept.
 */
import { type FlightStore, IN_FLIGHT_PER_ENDPOINT } from '../errands/callbacks/flights.ts';
import { TRY_TIMEOUT_MS } from '../errands/callbacks/post.ts';
import type { RedisConnection, RedisScript } from './connection.ts';
import { LEAVE, TAKE } from './slots.ts';

/** A waiter that did not ask for so long is gone with its instance. */
const SILENT_MS = 2_000;
/** Longer than any try. */
const HELD_MS = TRY_TIMEOUT_MS + 5_000;

const TAKE_PLACE: RedisScript = { ...TAKE, name: 'callbackPlacesTake' };
const LEAVE_PLACE: RedisScript = { ...LEAVE, name: 'callbackPlacesLeave' };

/** The places of all instances. */
export function redisFlights(redis: RedisConnection, { heldMs = HELD_MS } = {}): FlightStore {
  const keys = (to: string) =>
    ['queue', 'seen', 'taken', 'flows', 'turns'].map((part) => `${redis.prefix}callbacks:{${to}}:${part}`);
  return {
    async take(to, { id, flow, waitedMs }) {
      const args = [id, waitedMs(), 0, IN_FLIGHT_PER_ENDPOINT, SILENT_MS, heldMs, flow];
      return redis.script(TAKE_PLACE, keys(to), args).then(
        (taken) => taken === 1,
        () => false,
      );
    },
    async leave(to, id) {
      await redis.script(LEAVE_PLACE, keys(to).slice(0, 4), [id]).catch(() => {});
    },
  };
}
