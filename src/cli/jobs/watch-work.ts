/**
 * The work of `watch`: all jobs are read once, which tells at once what is wrong with token, gateway or gids; those that
 * are not over are followed.
 */
import { JOBS, type Job, type Wishes } from './documents.ts';
import { Failed, type Trouble } from './exits.ts';
import { codeOf, follow, isOver } from './follow.ts';
import { jobJson, resultJson } from './job-json.ts';
import { judgeJob } from './judge.ts';
import { isEmbedded, type Moment, type Options } from './options.ts';
import type { Session, Work } from './session.ts';
import { clean, lineOf, resultLine } from './told.ts';
import type { GraphqlError, Result } from './way.ts';

const ANSWER_MS = 60_000;

/** The work of one `watch`. */
export class WatchWork implements Work {
  readonly #gids: readonly string[];
  readonly #until: Moment;
  readonly #isEmbedded: boolean;
  readonly #jobs = new Map<string, Job>();
  readonly #failed = new Map<string, Failed>();
  /** The one that the command ends with. */
  #worst: Failed | undefined;

  constructor(gids: readonly string[], options: Options) {
    this.#gids = gids;
    this.#until = options.until ?? 'FINISHED';
    this.#isEmbedded = isEmbedded(options);
  }

  async do({ way, leaving, display }: Session): Promise<void> {
    const { signal } = leaving;
    const wishes: Wishes = { contents: this.#until !== 'FINISHED', setUp: this.#until === 'SET_UP' };
    const onJob = (job: Job): void => {
      this.#jobs.set(job.gid, job);
      display.job(job);
    };
    const asked = { query: JOBS, variables: { gids: this.#gids, ...wishes } };
    this.#read(await way.ask(asked, { timeoutMs: ANSWER_MS, signal }), onJob);
    const open = [...this.#jobs.values()].filter((job) => !isOver(job, this.#until)).map(({ gid }) => gid);
    await follow(way, open, {
      until: this.#until,
      wishes,
      signal,
      onJob,
      onTrouble: (gid, error) => this.#failed.set(gid, watchFailed(error)),
    });
    for (const job of this.#jobs.values()) {
      const verdict = judgeJob(job, { until: this.#until, isEmbedded: this.#isEmbedded });
      if (verdict && !this.#failed.has(job.gid)) this.#failed.set(job.gid, verdict);
    }
    this.#end();
  }

  /** The first look at all of them. */
  #read({ data, errors }: Result, onJob: (job: Job) => void): void {
    const jobs = data?.jobs as readonly (Job | null)[] | null | undefined;
    if (!jobs) {
      const [error] = errors;
      throw error
        ? watchFailed(error)
        : new Failed('failure', { code: 'UPSTREAM_ERROR', message: 'The gateway answered without a word.' });
    }
    for (const [index, gid] of this.#gids.entries()) {
      const job = jobs[index];
      const error = errors.find(({ path }) => path[0] === 'jobs' && path[1] === index);
      if (job) onJob(job);
      else this.#failed.set(gid, error ? watchFailed(error) : noSuchJob(gid));
    }
  }

  /** One exit for all: what is worst to leave unseen comes first. */
  #end(): void {
    const failures = [...this.#failed.values()];
    const worst = (['failure', 'refused', 'failed'] as const)
      .map((exit) => failures.find((failed) => failed.exit === exit))
      .find((failed) => failed !== undefined);
    this.#worst = worst;
    if (!worst) return;
    const more = failures.length - 1;
    throw more === 0
      ? worst
      : new Failed(worst.exit, { ...worst.trouble, message: `${worst.message} (and ${more} more)` });
  }

  goesOn(): string {
    const open = [...this.#jobs.values()].filter((job) => !isOver(job, this.#until)).map(({ gid }) => gid);
    return open.length === 0 ? '' : `${open.join(', ')} ${open.length === 1 ? 'goes' : 'go'} on at Asana.`;
  }

  known(): Record<string, unknown> {
    return {
      jobs: this.#gids.map((gid) => {
        const job = this.#jobs.get(gid);
        const trouble: Trouble | undefined = this.#failed.get(gid)?.trouble;
        return {
          ...(job ? { ...jobJson(job), result: resultJson(job) } : { gid, result: null }),
          ...(trouble && { error: trouble }),
        };
      }),
    };
  }

  lines(): string[] {
    return [...this.#jobs.values()].flatMap((job) => {
      const result = job.status === 'SUCCEEDED' ? resultLine(job) : null;
      const state = process.stdout.isTTY ? [lineOf(job)] : [];
      return result ? [...state, result] : state;
    });
  }

  remarks(): string[] {
    const others = [...this.#failed.values()].filter((failed) => failed !== this.#worst);
    return others.map(({ message }) => clean(message));
  }
}

function watchFailed(error: GraphqlError): Failed {
  const code = codeOf(error);
  return new Failed(code === 'NOT_FOUND' ? 'refused' : 'failure', { code, message: error.message });
}

function noSuchJob(gid: string): Failed {
  return new Failed('refused', {
    code: 'NOT_FOUND',
    message: `There is no job ${gid}, or this token's user did not start it: Asana shows a job to nobody else.`,
  });
}
