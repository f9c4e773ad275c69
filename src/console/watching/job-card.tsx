/** One job in the list. It watches itself while something goes on; the cache passes what comes to all who show it. */
import { addressOf } from '../address.ts';
import { JobUpdated } from '../documents/jobs.ts';
import type { JobCardFragment } from '../generated/graphql.ts';
import { Bar } from '../parts/bar.tsx';
import { Link } from '../parts/link.tsx';
import { useWatch } from '../parts/watch.tsx';
import { Elapsed } from './elapsed.tsx';
import { isGoingOn, PHASE_WORDS, phaseOf, progressOf, titleOf } from './job-state.ts';
import { useNow } from './use-now.ts';

/** A line of the list. */
export function JobCard({ job, open }: { readonly job: JobCardFragment; readonly open: boolean }) {
  const phase = phaseOf(job);
  const goesOn = isGoingOn(phase);
  const now = useNow(goesOn);
  const { lost } = useWatch({ query: JobUpdated, variables: { gid: job.gid }, pause: !goesOn });
  const { fraction, words } = progressOf(job, now);
  return (
    <Link className={`job ${phase}`} href={addressOf.job(job.gid)} aria-current={open ? 'page' : undefined}>
      <span className="dot" aria-hidden="true" />
      <span className="title" dir="auto">
        {titleOf(job)}
      </span>
      <span className="small">
        <span className="status">{PHASE_WORDS[phase]}</span>
        {' · '}
        {goesOn && words ? words : <Elapsed job={job} now={now} />}
        {lost && ' · not watched'}
      </span>
      {goesOn && <Bar fraction={fraction} label={`${titleOf(job)}: progress`} />}
    </Link>
  );
}
