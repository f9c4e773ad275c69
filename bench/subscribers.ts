/**
 * What subscribers cost: memory while they wait, time and CPU when their job changes, polls for what they watch.
 */
import { watchIdle } from './parts/idle-sockets.ts';
import { watchMany } from './parts/many-jobs.ts';
import { changeOne } from './parts/one-change.ts';
import { watchInTabs } from './parts/tabs.ts';
import type { Benchmark, Row } from './support/benchmark.ts';

const LIMITS = {
  idleKb: 32,
  idleHeapKbQuick: 64,
  deliveryP99Ms: 200,
  readsBeyondPoll: 1,
  notReached: 0,
  batchFill: 5,
  pollsOfOneTab: 1.1,
};

/** Everything about WebSockets. */
export const subscribers: Benchmark = {
  name: 'subscribers',
  question: 'what subscribers cost while they wait, and when their job changes',
  hasQuickForm: true,
  thresholds: LIMITS,
  async run(options) {
    const rows: Row[] = [];
    for (const part of [watchInTabs, changeOne, watchIdle, ...(options.quick ? [] : [watchMany])]) {
      rows.push(...(await part(options, LIMITS)));
    }
    return rows;
  },
};
