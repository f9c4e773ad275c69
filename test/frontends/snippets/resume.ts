import { type ApolloClient, gql } from '@apollo/client';

/** A job as the list shows it. */
export interface JobRow {
  readonly id: string;
  readonly gid: string;
  readonly status: string;
  readonly finished: boolean;
}

interface RecentJobs {
  readonly recentJobs: readonly (JobRow | null)[] | null;
}

const JOB_ROW = gql`
  fragment JobRow on Job { id gid kind status finished startedAt newProject { id gid name } }
`;
const RECENT_JOBS = gql`
  query RecentJobs { recentJobs(first: 20) { ...JobRow } }
  ${JOB_ROW}
`;
const JOBS_UPDATED = gql`
  subscription JobsUpdated($gids: [ID!]!) { jobsUpdated(gids: $gids) { ...JobRow } }
  ${JOB_ROW}
`;

/** Shows the person's recent jobs, watches those that still run; call it when the page opens. */
export async function resumeJobs(
  client: ApolloClient,
  show: (jobs: readonly JobRow[]) => void,
): Promise<() => void> {
  const { data } = await client.query<RecentJobs>({ query: RECENT_JOBS, fetchPolicy: 'network-only' });
  const running = (data?.recentJobs ?? []).flatMap((job) => (job && !job.finished ? [job.gid] : []));
  const list = client.watchQuery<RecentJobs>({ query: RECENT_JOBS, fetchPolicy: 'cache-only' });
  const shown = list.subscribe(({ data }) => {
    const jobs = (data?.recentJobs ?? []) as readonly (JobRow | null)[];
    show(jobs.filter((job) => job !== null));
  });
  // Events need no handling: each carries the job's `id`, so the cache updates it in the list above.
  const watched = client.subscribe({ query: JOBS_UPDATED, variables: { gids: running } });
  const watching = running.length > 0 ? watched.subscribe({ error: console.error }) : null;
  return () => {
    shown.unsubscribe();
    watching?.unsubscribe();
  };
}
