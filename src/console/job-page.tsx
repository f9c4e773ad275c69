/** One job, large: how it moves, and where it leads. */
import { RecentJobs } from './documents.ts';
import type { JobCardFragment } from './generated/graphql.ts';
import { Elapsed, titleOf } from './job-card.tsx';
import { ProjectView } from './project-view.tsx';
import { Trouble, useRead } from './read.tsx';

/** Shows the job of the address; the list beside it watches it. */
export function JobPage({ gid }: { gid: string }) {
  const { data, fetching, error, again } = useRead({ query: RecentJobs });
  const job = data?.recentJobs?.find((each) => each?.gid === gid);
  if (!job) {
    if (error) return <Trouble error={error} again={again} />;
    return fetching ? (
      <div className="skeleton tall" />
    ) : (
      <p className="notice">This job is not among your recent ones.</p>
    );
  }
  if (job.status === 'FAILED') return <Failed job={job} />;
  if (job.status === 'SUCCEEDED' && job.newProject) return <ProjectView gid={job.newProject.gid} />;
  return <Running job={job} />;
}

function Running({ job }: { job: JobCardFragment }) {
  const working = job.status !== 'NOT_STARTED';
  return (
    <section className="card running" aria-live="polite">
      <span className="spinner" aria-hidden="true" />
      <h1>{titleOf(job)}</h1>
      <p className="lead">
        Asana is building it. You can start another one, or close this page: it goes on without you.
      </p>
      <ol className="steps">
        <li className={working ? 'done' : 'now'}>Asked</li>
        <li className={working ? 'now' : ''}>Building</li>
        <li>Ready</li>
      </ol>
      <p className="small">
        <Elapsed job={job} />
      </p>
    </section>
  );
}

function Failed({ job }: { job: JobCardFragment }) {
  return (
    <section className="card running">
      <span className="cross" aria-hidden="true">
        !
      </span>
      <h1>{titleOf(job)}</h1>
      <p className="lead">Asana could not finish this and gives no reason. Trying again often helps.</p>
      <a className="primary button" href="#/">
        Start again
      </a>
    </section>
  );
}
