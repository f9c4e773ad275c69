/** One job, large: how it moves, what was changed afterwards, why it failed, and where it leads. */
import { addressOf } from '../address.ts';
import { JobUpdated, OneJob } from '../documents/jobs.ts';
import type { JobCardFragment } from '../generated/graphql.ts';
import { Bar } from '../parts/bar.tsx';
import { CopyLink } from '../parts/copy-link.tsx';
import { Icon } from '../parts/icon.tsx';
import { AsanaLink, Link } from '../parts/link.tsx';
import { Notice } from '../parts/notice.tsx';
import { Trouble, useRead } from '../parts/read.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Unwatched, useWatch } from '../parts/watch.tsx';
import { addressWord, startKind, startOfKind } from '../starting/starts.ts';
import { useTitle } from '../title.ts';
import { Elapsed } from './elapsed.tsx';
import { ExportFile } from './export-file.tsx';
import {
  isExport,
  isGoingOn,
  originOf,
  PHASE_WORDS,
  phaseOf,
  progressOf,
  resultOf,
  titleOf,
} from './job-state.ts';
import { ProjectView } from './project-view.tsx';
import { SetUpSteps } from './set-up-steps.tsx';
import { useNow } from './use-now.ts';

/** Shows the job of the address, whoever watches it besides. */
export function JobPage({ gid }: { readonly gid: string }) {
  const { data, fetching, error, again } = useRead({ query: OneJob, variables: { gid } });
  const job = data?.job;
  useTitle(job ? `${PHASE_WORDS[phaseOf(job)]}: ${titleOf(job)}` : `Job ${gid}`);
  if (job) return <Job job={job} />;
  if (error) return <Trouble error={error} again={again} />;
  if (fetching) return <Skeleton look="tall" />;
  return (
    <section className="card block">
      <h1>This job is not yours to see</h1>
      <p className="lead">
        Asana shows a job to the person who started it, and to nobody else, for a while. Ask them for the link
        to what it made: that one works for everybody who may see it in Asana.
      </p>
    </section>
  );
}

function Job({ job }: { readonly job: JobCardFragment }) {
  const phase = phaseOf(job);
  const goesOn = isGoingOn(phase);
  const now = useNow(goesOn);
  const watch = useWatch({ query: JobUpdated, variables: { gid: job.gid }, pause: !goesOn });
  const [title, origin] = [titleOf(job), originOf(job)];
  const result = resultOf(job);
  const hasFile = isExport(job) && job.ready;
  return (
    <section className="job-page">
      <header className="card block headline">
        {origin !== title && <p className="origin">{origin}</p>}
        <h1 dir="auto">{title}</h1>
        <p className="facts">
          <span role="status" className={`pill ${phase}`}>
            {PHASE_WORDS[phase]}
          </span>
          <span>
            <Elapsed job={job} now={now} />
          </span>
          {job.contents?.state === 'SETTLED' && job.contents.present !== null && (
            <span>{contentsInWords(job.contents)}</span>
          )}
        </p>
        {goesOn && <Going job={job} now={now} />}
        {watch.lost && <Unwatched error={watch.lost} again={watch.again} />}
        {phase === 'failed' && <Failed job={job} />}
        <div className="actions">
          {result?.permalinkUrl && phase !== 'failed' && (
            <AsanaLink className="primary button" url={result.permalinkUrl}>
              Open in Asana
            </AsanaLink>
          )}
          {job.newProjectTemplate && job.finished && phase !== 'failed' && (
            <Link
              className="primary button"
              href={addressOf.start(addressWord('instantiateProject'), { from: job.newProjectTemplate.gid })}
            >
              Start a project from it
            </Link>
          )}
          {hasFile && <ExportFile of={{ job: job.gid }} />}
          <Again job={job} />
          <CopyLink url={result?.permalinkUrl ?? null} />
        </div>
      </header>
      {job.setUp && <SetUpSteps setUp={job.setUp} />}
      {job.newProject && job.finished && phase !== 'failed' && phase !== 'filling' && (
        <ProjectView gid={job.newProject.gid} moment={momentOf(job)} />
      )}
    </section>
  );
}

/** Changes with what there is to see of the project: with each step of its set-up. */
function momentOf({ setUp }: JobCardFragment): string {
  const done = setUp?.steps.filter(({ state }) => state === 'DONE').length ?? 0;
  return String(done);
}

function contentsInWords({ present, expected }: NonNullable<JobCardFragment['contents']>): string {
  return expected ? `${present} of ${expected} tasks have come, and no more do` : `${present} tasks`;
}

function Going({ job, now }: { readonly job: JobCardFragment; readonly now: number }) {
  const phase = phaseOf(job, now);
  const { fraction, words } = progressOf(job, now);
  const says = {
    waiting: 'Asana has it, and begins in a moment.',
    working: 'Asana is building it.',
    filling: isExport(job) ? 'Asana prepares the file.' : 'It is there; its tasks are still coming.',
    settingUp: 'It is there; what you asked for is being changed.',
    paused: 'It waits for you to be here; it goes on by itself.',
  } as Partial<Record<typeof phase, string>>;
  return (
    <div className="going">
      <Bar fraction={fraction} label="Progress" />
      <p className="small">
        {says[phase]} {words && <strong>{words}</strong>}
      </p>
      <p className="small">You can start something else, or close this page: it goes on without you.</p>
    </div>
  );
}

function Failed({ job }: { readonly job: JobCardFragment }) {
  return (
    <Notice isNews={false}>
      <p>
        <strong>Asana gave up on it, and does not say why.</strong>
      </p>
      <p>
        Mostly it helps to start it again. If it fails once more, try it by hand in Asana: there you see
        whether {job.source?.name ? `“${job.source.name}”` : 'what it comes from'} can be used at all.
      </p>
    </Notice>
  );
}

function Again({ job }: { readonly job: JobCardFragment }) {
  const start = startOfKind(job.kind);
  if (!start) return null;
  const failed = job.status === 'FAILED';
  return (
    <Link
      className={failed ? 'primary button' : 'secondary button'}
      href={addressOf.start(addressWord(start), { again: job.gid })}
      title={startKind(start).title}
    >
      <Icon name="again" />
      {failed ? 'Start again' : 'Start another like it'}
    </Link>
  );
}
