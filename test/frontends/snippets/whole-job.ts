import type { Client } from 'graphql-ws';
import { type Progress, shareOf } from './progress.ts';
import type { SetUp } from './set-up.ts';

/** A job, with the set-up that follows it. */
export type WholeJob = Progress & { readonly setUp: SetUp | null };

const WATCH = /* GraphQL */ `
  subscription WholeJob($gid: ID!) {
    jobUpdated(gid: $gid, until: SET_UP) {
      status ready startedAt typicalSeconds contents { state present expected }
      setUp { id state project { id gid name } steps { name state userErrors { message field } } }
    }
  }
`;

/** What the page says: how full the copy is, then which step is under way, then how it ended. */
export function wordsFor(job: WholeJob, nowMs: number): string {
  const { status, ready, setUp } = job;
  if (status === 'FAILED') return 'Asana could not make the copy';
  if (setUp?.state === 'CANCELLED') return 'Setting up was cancelled';
  const share = shareOf(job, nowMs);
  if (!ready) return share === null ? 'Copying' : `Copying, ${Math.round(share * 100)} %`;
  if (!setUp || setUp.state === 'DONE') return 'Done';
  const failed = setUp.steps.filter(({ state }) => state === 'FAILED').map(({ name }) => name);
  if (setUp.state === 'FAILED') return `Not done: ${failed.join(', ')}`;
  const step = setUp.steps.find(({ state }) => state === 'RUNNING');
  return step ? `Setting up: ${step.name}` : 'Setting up';
}

/** Shows a job at each change, from the copy to the last step of its set-up. */
export async function watchWholeJob(
  socket: Client,
  gid: string,
  show: (words: string, job: WholeJob) => void,
): Promise<void> {
  const events = socket.iterate<{ jobUpdated: WholeJob }>({ query: WATCH, variables: { gid } });
  for await (const { data, errors } of events) {
    if (errors) throw errors[0];
    if (data) show(wordsFor(data.jobUpdated, Date.now()), data.jobUpdated);
  }
}
