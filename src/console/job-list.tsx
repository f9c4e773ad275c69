/** The person's jobs, newest first: `recentJobs` brings back after a reload what was started before it. */
import { RecentJobs } from './documents.ts';
import { JobCard } from './job-card.tsx';
import { useRead } from './read.tsx';

/** The list at the side. */
export function JobList({ open }: { open: string | null }) {
  const { data, error, fetching } = useRead({ query: RecentJobs });
  const jobs = (data?.recentJobs ?? []).filter((job) => job !== null);
  const running = jobs.filter(({ finished }) => !finished).length;
  return (
    <aside aria-label="Jobs">
      <a className="primary button" href="#/" aria-current={open ? undefined : 'page'}>
        + New project
      </a>
      <h2>Recent jobs {running > 0 && <span className="count">{running} running</span>}</h2>
      <ul className="jobs">
        {jobs.map((job) => (
          <li key={job.id}>
            <JobCard job={job} open={open === job.gid} />
          </li>
        ))}
      </ul>
      {jobs.length === 0 && !fetching && !error && (
        <p className="empty">Nothing yet. What you start shows up here, and stays when you reload.</p>
      )}
    </aside>
  );
}
