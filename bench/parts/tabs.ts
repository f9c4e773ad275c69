/**
 * Five jobs in one tab, and five in three tabs, side by side at one gateway: the polls must be the same.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, beside, type Row, type RunOptions, sizeFor } from '../support/benchmark.ts';
import { gids, STATUS_SELECTION, tokens } from '../support/queries.ts';
import { startGateway, startStub } from '../support/servers.ts';
import type { StubStats } from '../support/stub-asana.ts';
import { openCrowd } from '../support/subscribers.ts';

const JOBS = 5;
const TABS = 3;

/** Counts for a minute. */
export async function watchInTabs(
  options: RunOptions,
  limits: { readonly pollsOfOneTab: number },
): Promise<Row[]> {
  const seconds = sizeFor(options, { full: 60, quick: 10, smoke: 2 });
  const { stub, asanaUrl } = await startStub();
  try {
    await using gateway = await startGateway(asanaUrl);
    const [once = '', thrice = ''] = tokens(2);
    const open = (token: string, prefix: string, tabs: number) =>
      openCrowd({
        url: gateway.url,
        count: JOBS * tabs,
        watches: gids(prefix, JOBS).map((gid) => ({ token, gids: [gid] })),
        selection: STATUS_SELECTION,
        processes: 1,
      });
    const crowds = await Promise.all([open(once, '961', 1), open(thrice, '962', TABS)]);
    try {
      await stub.ask('reset');
      await sleep(seconds * 1_000);
      const { readsByToken } = await stub.ask<StubStats>('stats');
      const [single = 0, triple = 0] = [once, thrice].map((token) => readsByToken[`Bearer ${token}`]);
      const what = `${JOBS} jobs in ${TABS} tabs, ${seconds} s`;
      return [
        atMost(`${what}: polls, to one tab`, triple / single, limits.pollsOfOneTab, '×'),
        beside(`${what}: polls`, triple),
        beside(`${JOBS} jobs in one tab, ${seconds} s: polls`, single),
      ];
    } finally {
      await Promise.all(crowds.map((crowd) => crowd[Symbol.asyncDispose]()));
    }
  } finally {
    await stub.stop();
  }
}
