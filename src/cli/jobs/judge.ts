/** Whether a job that is over is what was wanted. Pure. */
import type { Job } from './documents.ts';
import { Failed } from './exits.ts';
import type { Moment } from './options.ts';

/** What is wrong with it; null where nothing is. */
export function judgeJob({ gid, status, ready, contents, setUp }: Job, until: Moment): Failed | null {
  if (status === 'FAILED') {
    return new Failed('failed', {
      code: 'JOB_FAILED',
      message: `Job ${gid} failed. Asana says no more than that.`,
    });
  }
  if (until === 'SET_UP' && setUp) {
    if (setUp.state === 'DONE') return null;
    const message = `The set-up of job ${gid} is ${setUp.state}; its project is there. retrySetUp does again what failed.`;
    return new Failed('failed', { code: 'SET_UP_FAILED', message });
  }
  if (until === 'FINISHED' || ready !== false) return null;
  const why = contents ? `its contents are ${contents.state}` : 'what it made cannot be fetched';
  return new Failed('failure', {
    code: 'NOT_READY',
    message: `Job ${gid} has succeeded, but nobody can say whether it is complete: ${why}.`,
  });
}
