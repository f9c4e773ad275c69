import type { Client } from 'graphql-ws';

/** What a progress bar needs to know of a job. */
export interface Progress {
  readonly status: string;
  readonly ready: boolean;
  readonly startedAt: string | null;
  readonly typicalSeconds: number | null;
  readonly contents: {
    readonly state: 'ARRIVING' | 'COMPLETE' | 'SETTLED' | 'UNKNOWN';
    readonly present: number | null;
    readonly expected: number | null;
  } | null;
}

const WATCH = /* GraphQL */ `
  subscription Progress($gid: ID!) {
    jobUpdated(gid: $gid, until: READY) {
      status ready startedAt typicalSeconds contents { state present expected }
    }
  }
`;

/** How far a job is, from 0 to 1: by what has arrived, before that by the clock. Null: nobody can tell. */
export function shareOf(job: Progress, nowMs: number): number | null {
  const { ready, startedAt, typicalSeconds, contents } = job;
  if (ready) return 1;
  if (contents?.expected && contents.present) return Math.min(0.99, contents.present / contents.expected);
  if (startedAt === null || typicalSeconds === null) return null;
  return Math.min(0.9, Math.max(0, nowMs - Date.parse(startedAt)) / 1_000 / typicalSeconds);
}

/** Shows a job at each change, until it can be worked with or has failed. The bar never goes back. */
export async function watchProgress(
  socket: Client,
  gid: string,
  show: (share: number | null, job: Progress) => void,
): Promise<void> {
  let shown = 0;
  const variables = { gid };
  for await (const { data, errors } of socket.iterate<{ jobUpdated: Progress }>({
    query: WATCH,
    variables,
  })) {
    if (errors) throw errors[0];
    const job = data?.jobUpdated;
    if (!job) continue;
    const share = shareOf(job, Date.now());
    shown = Math.max(shown, share ?? 0);
    show(share === null ? null : shown, job);
  }
}
