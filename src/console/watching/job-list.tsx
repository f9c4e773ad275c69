/** The person's jobs, newest first: `recentJobs` brings back after a reload what was started before it. */
import { useEffect, useRef, useState } from 'react';
import { addressOf } from '../address.ts';
import { LostStarts, RecentJobs } from '../documents/jobs.ts';
import { explain, isForbidden } from '../errors.ts';
import { useNews } from '../news.ts';
import { Icon } from '../parts/icon.tsx';
import { Link } from '../parts/link.tsx';
import { Trouble, useRead } from '../parts/read.tsx';
import { SkeletonLines } from '../parts/skeleton.tsx';
import { JobCard } from './job-card.tsx';
import { isGoingOn, phaseOf } from './job-state.ts';
import { useNotices } from './use-notices.ts';

/** How many are shown, and by how many more each time somebody asks; the gateway lists at most a hundred. */
const SIZES = [20, 50, 100] as const;

interface JobListProps {
  /** The job that is open. */
  readonly open: string | null;
  /** The list of starts that is open: its jobs are new to this list, which is read again when it is left. */
  readonly list: string | null;
}

/** The list at the side. */
export function JobList(props: JobListProps) {
  const [size, setSize] = useState<number>(SIZES[0]);
  return <Jobs key={size} size={size} onMore={setSize} {...props} />;
}

function Jobs({ size, open, list, onMore }: JobListProps & { size: number; onMore(size: number): void }) {
  const { data, error, fetching, again } = useRead({ query: RecentJobs, variables: { first: size } });
  const before = useRef(list);
  useEffect(() => {
    if (before.current !== list) again();
    before.current = list;
  }, [list, again]);
  useNews(again);
  const jobs = (data?.recentJobs ?? []).filter((job) => job !== null);
  useNotices(jobs);
  const running = jobs.filter((job) => isGoingOn(phaseOf(job))).length;
  const more = SIZES.find((each) => each > size);
  return (
    <section className="recent" aria-labelledby="recent-jobs">
      <h2 id="recent-jobs">Your jobs {running > 0 && <span className="count">{running} running</span>}</h2>
      <LostOnes />
      {error && data === undefined && isForbidden(error) ? (
        <p className="notice">{explain(error)}</p>
      ) : (
        error && <Trouble error={error} again={again} />
      )}
      <ul className="jobs">
        {jobs.map((job) => (
          <li key={job.id}>
            <JobCard job={job} open={open === job.gid} />
          </li>
        ))}
        {fetching && !data && <SkeletonLines look="line" />}
      </ul>
      {jobs.length === 0 && !fetching && !error && (
        <p className="empty">What you start shows up here, and is still here tomorrow, on any computer.</p>
      )}
      {more !== undefined && jobs.length >= size && (
        <button type="button" className="quiet" onClick={() => onMore(more)}>
          Show older ones
        </button>
      )}
    </section>
  );
}

/** Starts that no reply came to: a line that leads to them. */
function LostOnes() {
  const { data, again } = useRead({ query: LostStarts });
  useNews(again);
  const lost = data?.unknownStarts?.length ?? 0;
  if (lost === 0) return null;
  return (
    <Link className="notice warn" href={addressOf.unknownStarts()}>
      <Icon name="warning" />
      <span>
        {lost === 1 ? 'One start got no answer' : `${lost} starts got no answer`}. Look whether it was made.
      </span>
    </Link>
  );
}
