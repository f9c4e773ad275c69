/** Watches of a job that copies a project, for hubs: what was sent, as words. */
import { GatewayError } from '../../src/errors.ts';
import { blankEntry, type LedgerEntry } from '../../src/starts/ledger.ts';
import type { JobEvent, JobHubOptions } from '../../src/watching/hub.ts';
import { type FakeReader, type HubBench, type HubClock, hubBench } from '../support/jobs.ts';

/** What job 100 makes. */
export const MADE = { new_project: '7' };
export const IDLE = { tokens: 0, jobs: 0, pollers: 0, subscribers: 0, waits: 0 };

/** A bench whose ledger knows that job 100 copies project 5, of nine tasks, and was started just now. */
export async function copying(
  change: Partial<LedgerEntry> = {},
  options: Pick<Partial<JobHubOptions>, 'bus'> = {},
  clock?: HubClock,
): Promise<HubBench> {
  const bench = hubBench(options, clock);
  const source = { type: 'Project', gid: '5' };
  const entry = { ...blankEntry('100'), kind: 'duplicateProject', source, startedAt: 1 };
  await bench.ledger.started('token:a', { ...entry, status: 'not_started', ...change });
  bench.jobs.setCount('5', 9);
  return bench;
}

/** An event as a word: status, verdict, what is there of what is expected; `?` where it has to be asked. */
export function word({ state, contents, error }: JobEvent<FakeReader>): string {
  if (error) return `!${error instanceof GatewayError ? error.code : String(error)}`;
  if (contents === undefined) return `${state?.status} ?`;
  if (contents === null) return `${state?.status} -`;
  return `${state?.status} ${contents.state} ${contents.present ?? '-'}/${contents.expected ?? '-'}`;
}

/** Reads a watch to its end in the background. */
export function follow(watch: AsyncIterableIterator<JobEvent<FakeReader>>): {
  readonly events: string[];
  ended: boolean;
} {
  const followed = { events: [] as string[], ended: false };
  void (async () => {
    for await (const event of watch) followed.events.push(word(event));
    followed.ended = true;
  })();
  return followed;
}
