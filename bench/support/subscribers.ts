/**
 * Crowds of subscribers, spread over several processes and local addresses.
 */
import { type Child, startHelper } from './child.ts';
import type { Arrival, OpenPlan, Watch } from './socket-load.ts';

/** Sockets that are open. */
export interface Crowd extends AsyncDisposable {
  readonly opened: number;
  /** How long opening took. */
  readonly seconds: number;
  /** Events since the last time. */
  arrivals(): Promise<Arrival[]>;
  /** How many events there are. */
  arrived(): Promise<number>;
}

/** What a crowd is. */
export interface CrowdPlan {
  /** The GraphQL endpoint, over HTTP. */
  readonly url: string;
  readonly count: number;
  /** Taken in turn. */
  readonly watches: readonly Watch[];
  readonly selection: string;
  /** @default 2 */
  readonly processes?: number;
}

/** Opens a crowd; each socket has had its first event. */
export async function openCrowd({
  url,
  count,
  watches,
  selection,
  processes = 2,
}: CrowdPlan): Promise<Crowd> {
  const clients: Child[] = [];
  try {
    const share = Math.ceil(count / processes);
    for (let index = 0; index < processes; index += 1) {
      clients.push(startHelper(`sockets-${index}`, 'socket-load.ts'));
    }
    const results = await Promise.all(
      clients.map((client, index) => {
        const offset = share * index;
        return client.ask<{ opened: number; seconds: number }>('open', {
          url: url.replace(/^http/, 'ws'),
          count: Math.max(0, Math.min(share, count - offset)),
          watches,
          offset,
          selection,
          localAddress: `127.0.0.${2 + index}`,
        } satisfies OpenPlan);
      }),
    );
    return {
      opened: results.reduce((sum, result) => sum + result.opened, 0),
      seconds: Math.max(...results.map((result) => result.seconds)),
      arrivals: async () =>
        (await Promise.all(clients.map((client) => client.ask<Arrival[]>('arrivals')))).flat(),
      arrived: async () =>
        (await Promise.all(clients.map((client) => client.ask<number>('arrived')))).reduce(
          (a, b) => a + b,
          0,
        ),
      [Symbol.asyncDispose]: () => stopAll(clients),
    };
  } catch (error) {
    await stopAll(clients);
    throw error;
  }
}

async function stopAll(clients: readonly Child[]): Promise<void> {
  await Promise.all(clients.map((client) => client.stop()));
}
