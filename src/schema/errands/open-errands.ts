/**
 * Errands put together for a gateway: where they are kept, with whose token they go on, and the kinds there are. Hears
 * who comes and goes, and learns whose a token is while that may be a fresh one that somebody waits for.
 */
import type { AsanaToken } from '../../asana/api/token.ts';
import { systemClock } from '../../clock.ts';
import type { CallbackEndpoint } from '../../config/callback-endpoints.ts';
import { callbackKind } from '../../errands/callbacks/callback.ts';
import { Deliveries } from '../../errands/callbacks/deliveries.ts';
import type { FlightStore } from '../../errands/callbacks/flights.ts';
import { deliveryKind } from '../../errands/callbacks/run-delivery.ts';
import { Errands } from '../../errands/errands.ts';
import { Lists } from '../../errands/list/lists.ts';
import { listKind } from '../../errands/list/run-list.ts';
import { ownToken } from '../../errands/own-token.ts';
import type { ErrandKind } from '../../errands/run.ts';
import { setUpKind } from '../../errands/set-up/run-set-up.ts';
import type { ErrandStore } from '../../errands/store.ts';
import { TokenDoubts } from '../../errands/token-doubts.ts';
import { UserTokens } from '../../errands/tokens.ts';
import type { ListSlotStore } from '../../starts/list-slots.ts';
import { jobMoments } from '../callbacks/job-moments.ts';
import type { Services } from '../context.ts';
import { type Identities, isRefusedToken } from '../identity.ts';
import { bulkIdOf } from '../lists/bulks.ts';
import { itemWork } from '../lists/item-work.ts';
import { type Caller, operationOf } from '../operation.ts';
import { readyJobs } from '../set-ups/when-ready.ts';

/** Settings of errands. */
export interface ErrandSettings {
  readonly store: ErrandStore;
  readonly listSlots: ListSlotStore;
  /** Where other instances deliver to the same endpoints. @default none do */
  readonly flights?: FlightStore | null;
  /** The gateway's own token in service mode, else null. */
  readonly serviceToken: (() => AsanaToken) | null;
  /** `ERRAND_TOKEN_TTL`, milliseconds. */
  readonly tokenTtlMs: number;
  /** `WATCH_FAILURE_LIMIT`, milliseconds. */
  readonly failureLimitMs: number;
  /** `CALLBACKS`. @default none */
  readonly callbacks?: readonly CallbackEndpoint[] | null;
}

/** The errands of a gateway, and what they have to hear. */
export interface OpenErrands {
  readonly errands: Errands;
  readonly lists: Lists;
  readonly deliveries: Deliveries;
  /** A caller has a request or a socket open, until what is returned is called. */
  present(caller: Caller): () => void;
  /** It has become known whose token this is. */
  learned(owner: string, token: AsanaToken): void;
  /** Asana answered 401 to something sent with the token of this hash. */
  refused(hash: string): void;
  /** Calls back when a token that errands went on with is dead. The returned function stops that. */
  onTokenDead(listener: (hash: string) => void): () => void;
  /** Other secrets for the same endpoints, from the next delivery on. False where they are not the same. */
  renewCallbacks(callbacks: readonly CallbackEndpoint[]): boolean;
  close(): Promise<void>;
}

/** Opens errands. `services` may be complete only later: nothing is asked of it before something is begun. */
export function openErrands(
  { store, listSlots, flights = null, serviceToken, tokenTtlMs, failureLimitMs, callbacks }: ErrandSettings,
  services: Services,
  identities: Identities,
): OpenErrands {
  const { telemetry, client } = services;
  const users = new UserTokens({
    ttlMs: tokenTtlMs,
    gone: (owner) => errands.tokensGone(owner),
    ownerOf: (hash) => identities.peek(hash),
  });
  const doubts = new TokenDoubts({
    held: (hash) => users.heldOf(hash),
    isDead: (token) => isRefusedToken({ token }, services),
    dead: (hash) => {
      users.refused(hash);
      for (const listener of [...deadListeners]) listener(hash);
    },
  });
  const deadListeners = new Set<(hash: string) => void>();
  const now = (): number => services.now();
  /** Their secrets may be replaced. */
  const endpoints = (callbacks ?? []).map((endpoint) => ({ ...endpoint }));
  const deliveries = new Deliveries({ endpoints, errands: () => services.errands, telemetry, now });
  const telling = { deliveries, telemetry, clock: systemClock, idOf: bulkIdOf };
  const list = listKind({
    items: store.items,
    slots: listSlots,
    work: itemWork(services),
    clock: systemClock,
    failureLimitMs,
    now,
    telling: endpoints.length > 0 ? telling : null,
    over: (state) => telemetry.count('list_items', { state }),
  });
  const lists = new Lists({
    errands: () => services.errands,
    items: store.items,
    now,
  });
  const tellers: ErrandKind[] = [
    callbackKind({ jobs: jobMoments(services), deliveries, telemetry, clock: systemClock }),
    ...endpoints.map((endpoint) => deliveryKind(endpoint, { telemetry, now, flights, clock: systemClock })),
  ];
  const errands: Errands = new Errands({
    store,
    tokens: serviceToken ? ownToken(serviceToken) : users,
    telemetry,
    kinds: [
      setUpKind({
        client,
        jobs: readyJobs(services),
        failureLimitMs,
        clock: systemClock,
        random: Math.random,
      }),
      list,
      // Looked after only where there is somebody to tell.
      ...(endpoints.length > 0 ? tellers : []),
    ],
  });
  telemetry.gauge('errand_tokens', () => users.size);

  /** In the background: whoever came need not wait for it, and need not hear of it either. */
  function learn(caller: Caller): void {
    if (!users.wantsToKnow(caller.token.hash) || !client.isAccepted(caller.token.hash)) return;
    identities
      .ownerOf({ services, caller, operation: operationOf(caller) })
      .catch((error: unknown) => telemetry.log.debug({ err: error }, 'could not learn whose token this is'));
  }

  return {
    errands,
    lists,
    deliveries,
    present(caller) {
      if (serviceToken) return () => {};
      const leave = users.opened(caller.token);
      return () => {
        leave();
        learn(caller);
      };
    },
    learned: (owner, token) => users.learned(owner, token),
    refused: (hash) => doubts.doubt(hash),
    onTokenDead(listener) {
      deadListeners.add(listener);
      return () => void deadListeners.delete(listener);
    },
    renewCallbacks(renewed) {
      const pairs = endpoints.map((endpoint) => ({
        endpoint,
        next: renewed.find(({ name, url }) => name === endpoint.name && url === endpoint.url),
      }));
      if (renewed.length !== endpoints.length || pairs.some(({ next }) => !next)) return false;
      for (const { endpoint, next } of pairs) endpoint.secrets = next?.secrets ?? endpoint.secrets;
      return true;
    },
    async close() {
      await errands.close();
      users.close();
    },
  };
}
