/**
 * A thousand jobs watched at once, fifty by each of twenty callers: what the polling costs.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { atLeast, beside, type Row, type RunOptions, sizeFor } from '../support/benchmark.ts';
import { gids, STATUS_SELECTION, tokens } from '../support/queries.ts';
import { startGateway, startStub } from '../support/servers.ts';
import type { StubStats } from '../support/stub-asana.ts';
import { openCrowd } from '../support/subscribers.ts';

/** Watches them for a while. */
export async function watchMany(options: RunOptions, limits: { readonly batchFill: number }): Promise<Row[]> {
  const { callers, each, seconds } = sizeFor(options, {
    full: { callers: 20, each: 50, seconds: 30 },
    quick: { callers: 20, each: 50, seconds: 5 },
    smoke: { callers: 2, each: 15, seconds: 2 },
  });
  const { stub, asanaUrl } = await startStub();
  try {
    await using gateway = await startGateway(asanaUrl);
    const watches = tokens(callers).map((token, index) => ({
      token,
      gids: gids(`95${String(index).padStart(3, '0')}`, each),
    }));
    const plan = { url: gateway.url, count: callers, watches, selection: STATUS_SELECTION, processes: 1 };
    await using _crowd = await openCrowd(plan);
    await stub.ask('reset');
    const before = await gateway.usage();
    await sleep(seconds * 1_000);
    const after = await gateway.usage();
    const { reads, batches, batched, calls } = await stub.ask<StubStats>('stats');
    const what = `${(callers * each).toLocaleString('en')} jobs watched, first ${seconds} s`;
    return [
      atLeast(`${what}: jobs per batch`, batched / batches, limits.batchFill),
      beside(`${what}: polls a second`, reads / seconds, '/s'),
      beside(`${what}: calls to Asana a second`, calls / seconds, '/s'),
      beside(`${what}: CPU, of one core`, (after.cpuMs - before.cpuMs) / seconds / 10, '%'),
      beside(`${what}: CPU per poll`, ((after.cpuMs - before.cpuMs) * 1_000) / reads, 'µs'),
    ];
  } finally {
    await stub.stop();
  }
}
