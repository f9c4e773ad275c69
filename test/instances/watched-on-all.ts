/** A job that is watched on every gateway, and what all who watch it must have been told in the end. */
import { expect } from 'vitest';
import {
  type Fleet,
  type FleetOptions,
  type Instance,
  openFleet,
  pollerOf,
  type Watcher,
  watch,
} from './support.ts';

export interface WatchedOnAll extends AsyncDisposable {
  readonly fleet: Fleet;
  readonly gid: string;
  readonly instances: readonly Instance[];
  readonly poller: Instance;
  /** Two for each gateway. */
  readonly watchers: ReadonlyMap<Instance, readonly Watcher[]>;
  readonly others: readonly Instance[];
  watchersOf(instances: readonly Instance[]): Watcher[];
}

export async function watchOnAll(gateways: number, options: FleetOptions = {}): Promise<WatchedOnAll> {
  const fleet = await openFleet({}, options);
  const instances = await Promise.all(Array.from({ length: gateways }, () => fleet.gateway()));
  const [first] = instances;
  if (!first) throw new Error('nobody can watch without a gateway');
  const gid = await fleet.startJob(first);
  const watchers = new Map<Instance, Watcher[]>();
  for (const instance of instances) {
    const token = fleet.sandbox.tokens.ada;
    watchers.set(instance, await Promise.all([0, 1].map(() => watch(instance, gid, token))));
  }
  const poller = await pollerOf(instances);
  return {
    fleet,
    gid,
    instances,
    poller,
    watchers,
    others: instances.filter((each) => each !== poller),
    watchersOf: (of) => of.flatMap((each) => watchers.get(each) ?? []),
    [Symbol.asyncDispose]: () => fleet[Symbol.asyncDispose](),
  };
}

/** Every watcher was told the end once, as its last event, and never the same thing twice in a row. */
export async function expectOneEnd(watchers: readonly Watcher[]): Promise<void> {
  for (const { ended, statuses } of watchers) {
    expect(await ended).toBe('done');
    expect(statuses.filter((status) => status === 'SUCCEEDED')).toHaveLength(1);
    expect(statuses.at(-1)).toBe('SUCCEEDED');
    expect(statuses.filter((status, index) => status === statuses[index - 1])).toEqual([]);
  }
}

export function expectNoCrash(instances: readonly Instance[]): void {
  for (const { child, output } of instances) {
    expect(child.exitCode).toBeNull();
    expect(output()).not.toMatch(/"level":"?(50|60|error|fatal)/);
  }
}
