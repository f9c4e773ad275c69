/** How long a job has run, or how long ago it began. */
import type { JobCardFragment } from '../generated/graphql.ts';
import { inWords } from '../in-words.ts';

/** A few words of time. */
export function Elapsed({ job, now }: { readonly job: JobCardFragment; readonly now: number }) {
  if (!job.startedAt) return <>started elsewhere</>;
  const started = Date.parse(job.startedAt);
  if (!job.finished) return <>{inWords((now - started) / 1_000)}</>;
  return <time dateTime={job.startedAt}>{agoInWords(started, now)}</time>;
}

/** A moment of the past, in words. */
export function agoInWords(moment: number, now: number): string {
  const minutes = Math.floor((now - moment) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const sameDay = new Date(moment).toDateString() === new Date(now).toDateString();
  const time = new Date(moment).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  if (sameDay) return `today, ${time}`;
  return `${new Date(moment).toLocaleDateString([], { day: 'numeric', month: 'short' })}, ${time}`;
}
