/** Whether a job that is over is what was wanted. Pure. */
import type { Job } from './documents.ts';
import { Failed } from './exits.ts';
import type { Moment } from './options.ts';

/** What was wanted, and of whom. */
export interface Wanted {
  readonly until: Moment;
  /** The command was its own gateway: what it began, nobody goes on with. */
  readonly isEmbedded: boolean;
  /** A set-up was asked for, so there has to be one. */
  readonly hasSetUp?: boolean;
}

/** What is wrong with it; null where nothing is. */
export function judgeJob(job: Job, { until, isEmbedded, hasSetUp = false }: Wanted): Failed | null {
  const { gid, status, ready, contents, setUp } = job;
  if (status === 'FAILED') {
    return new Failed('failed', {
      code: 'JOB_FAILED',
      message: `Job ${gid} failed. Asana says no more than that.`,
    });
  }
  if (until === 'SET_UP' && setUp) {
    if (setUp.state === 'DONE') return null;
    const advice = isEmbedded
      ? 'This command was its own gateway, so nobody can go on with it: do what is missing in Asana, or with setUpProject through a running gateway.'
      : `Do again what is not done at its page of the gateway, /jobs/${gid}, or with retrySetUp(input: { id: "${setUp.id}" }).`;
    const message = `The set-up of job ${gid} is ${setUp.state}; its project is there. ${advice}`;
    return new Failed('failed', { code: 'SET_UP_FAILED', message });
  }
  if (until === 'SET_UP' && hasSetUp) {
    const message = `Job ${gid} has succeeded, and the gateway knows no more of its set-up: one without a memory forgets it at a restart. Do what is missing in Asana, or with setUpProject.`;
    return new Failed('failed', { code: 'SET_UP_FAILED', message });
  }
  if (until === 'FINISHED' || ready !== false) return null;
  const why = contents ? `its contents are ${contents.state}` : 'what it made cannot be fetched';
  return new Failed('failure', {
    code: 'NOT_READY',
    message: `Job ${gid} has succeeded, but nobody can say whether it is complete: ${why}.`,
  });
}
