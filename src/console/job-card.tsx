/** One job in the list. It watches itself while it runs; the cache passes what comes to everybody who shows it. */
import { useEffect, useState } from 'react';
import { useSubscription } from 'urql';
import { askedName } from './asked-names.ts';
import { JobUpdated } from './documents.ts';
import type { JobCardFragment } from './generated/graphql.ts';

const WORDS: Readonly<Record<JobCardFragment['status'], string>> = {
  NOT_STARTED: 'Waiting',
  IN_PROGRESS: 'Working',
  SUCCEEDED: 'Done',
  FAILED: 'Failed',
  UNKNOWN: 'Working',
};

/** A line of the list. */
export function JobCard({ job, open }: { job: JobCardFragment; open: boolean }) {
  const [{ error }] = useSubscription({
    query: JobUpdated,
    variables: { gid: job.gid },
    pause: job.finished,
  });
  return (
    <a
      className={`job ${job.status.toLowerCase()}`}
      href={`#/job/${job.gid}`}
      aria-current={open ? 'page' : undefined}
    >
      <span className="dot" aria-hidden="true" />
      <span className="title">{titleOf(job)}</span>
      <span className="small">
        <span className="status">{WORDS[job.status]}</span>
        {' · '}
        <Elapsed job={job} />
        {error && ' · not watched'}
      </span>
      {!job.finished && <span className="bar" aria-hidden="true" />}
    </a>
  );
}

/** What a job is called: its project once there is one, else the name asked for, else what it comes from. */
export function titleOf({ gid, newProject, source }: JobCardFragment): string {
  const name = newProject?.name ?? askedName(gid);
  if (name) return name;
  return source?.__typename === 'ProjectTemplate' ? `From “${source.name}”` : 'Job in Asana';
}

/** Seconds it has run, or how long ago it began. */
export function Elapsed({ job }: { job: JobCardFragment }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), job.finished ? 30_000 : 1_000);
    return () => clearInterval(timer);
  }, [job.finished]);
  if (!job.startedAt) return <>started elsewhere</>;
  const started = Date.parse(job.startedAt);
  if (!job.finished) return <>{Math.max(0, Math.round((now - started) / 1_000))} s</>;
  const minutes = Math.floor((now - started) / 60_000);
  return (
    <>{minutes < 1 ? 'just now' : minutes < 60 ? `${minutes} min ago` : new Date(started).toLocaleString()}</>
  );
}
