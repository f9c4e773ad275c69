/**
 * Carries a set-up out: waits until the project can be worked with, looks once which tasks are meant, and does step
 * after step. Each thing it learns is kept before it goes on. Knows Asana's client, and is given how jobs are waited for.
 */
import { fieldTree } from '../../asana/api/fields.ts';
import { fillPath } from '../../asana/api/ids.ts';
import type { AsanaClient, CallContext } from '../../asana/client.ts';
import type { Clock } from '../../clock.ts';
import { isGatewayError, isUnauthenticated } from '../../errors.ts';
import { keyNameIn } from '../../starts/owner.ts';
import { keptUserErrors, type UserError } from '../../starts/user-errors.ts';
import { type ErrandKind, type ErrandRun, isUnwanted, pause } from '../run.ts';
import { actionOf, callsOf, mistakesOf, type StepCall } from './calls.ts';
import { listTasks, PAGE_SIZE, type TaskPage } from './list-tasks.ts';
import { type ListedTask, MATCH_FIELDS, matched, tooManyListed } from './match.ts';
import {
  endOf,
  givenUp,
  nextStep,
  SET_UP,
  type SetUpPlan,
  type SetUpProgress,
  type SetUpStep,
  setUpPlanOf,
  setUpProgressOf,
  taskIndexOf,
  withStep,
} from './set-up.ts';

/** How it becomes known that what a job makes can be worked with. */
export interface ReadyJobs {
  /**
   * Waits, whether or not anybody watches: the gid of the project that the job made, once that is ready; null where the
   * job failed or made none. Rejects with the signal's reason, and with what reading the job ended with.
   */
  whenReady(job: string, asker: ErrandAsker, signal: AbortSignal): Promise<string | null>;
}

/** On whose behalf an errand asks. */
export interface ErrandAsker extends Pick<CallContext, 'token'> {
  readonly owner: string;
}

/** What carrying out takes. */
export interface SetUpParts {
  readonly client: Pick<AsanaClient, 'read' | 'write'>;
  readonly jobs: ReadyJobs;
  /** `WATCH_FAILURE_LIMIT`, milliseconds: so long what fails for no reason of the caller's is tried again. */
  readonly failureLimitMs: number;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Between two tries of what failed: growing from the first to the last, milliseconds. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** The kind of errand that sets projects up. */
export function setUpKind(parts: SetUpParts): ErrandKind {
  return {
    name: SET_UP,
    needsToken: true,
    givenUp: (progress) => givenUp(setUpProgressOf({ progress })),
    run: (run) => new SetUpRun(run, parts).run(),
  };
}

class SetUpRun {
  readonly #run: ErrandRun;
  readonly #parts: SetUpParts;

  constructor(run: ErrandRun, parts: SetUpParts) {
    this.#run = run;
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const project = this.#progress.project ?? (await this.#projectOfJob());
    if (project === null) return this.#run.keep({ state: 'failed', progress: givenUp(this.#progress) });
    await this.#run.keep({ state: 'running', progress: { ...this.#progress, project } });
    for (let step = nextStep(this.#progress); step; step = nextStep(this.#progress)) {
      this.#run.signal.throwIfAborted();
      if (taskIndexOf(step.name) !== null && step.matched === null) await this.#match(project);
      else await this.#carryOut(step, project);
    }
    const state = endOf(this.#progress);
    await this.#run.keep({ state, ...(state === 'done' && { plan: null }) });
  }

  get #progress(): SetUpProgress {
    return setUpProgressOf(this.#run.errand);
  }

  get #plan(): SetUpPlan {
    return setUpPlanOf(this.#run.errand);
  }

  #keep(progress: SetUpProgress): Promise<void> {
    return this.#run.keep({ progress });
  }

  async #projectOfJob(): Promise<string | null> {
    const { job } = this.#plan;
    if (job === null) return null;
    const { owner } = this.#run.errand;
    const asker = { owner, token: this.#run.token() };
    try {
      return await this.#parts.jobs.whenReady(job, asker, this.#run.signal);
    } catch (error) {
      if (this.#run.signal.aborted || isUnauthenticated(error) || !isGatewayError(error)) throw error;
      // Whether it can be worked with will not become known: as good as a job that failed.
      return null;
    }
  }

  /** All entries at once, before the first of them changes a task. */
  async #match(project: string): Promise<void> {
    const plan = this.#plan;
    try {
      const tasks = await this.#repeated(() => this.#listed(project));
      if (tasks) return await this.#keep(matched(this.#progress, plan, tasks));
      await this.#keep(this.#failEntries((index) => tooManyListed(index)));
    } catch (error) {
      const failure = failureOf(error);
      if (!failure || this.#run.signal.aborted) throw error;
      await this.#keep(this.#failEntries(() => failure));
    }
  }

  /** The steps for tasks that wait for their match. */
  #failEntries(errorOf: (index: number) => UserError): SetUpProgress {
    const steps = this.#progress.steps.map((step): SetUpStep => {
      const index = taskIndexOf(step.name);
      if (index === null || step.matched !== null || step.state !== 'pending') return step;
      return { ...step, state: 'failed', userErrors: [errorOf(index)] };
    });
    return { ...this.#progress, steps };
  }

  #listed(project: string): Promise<ListedTask[] | null> {
    const read = (offset: string | null): Promise<TaskPage> =>
      this.#parts.client.read(
        {
          route: '/projects/{gid}/tasks',
          path: fillPath('/projects/{gid}/tasks', project),
          fields: fieldTree(MATCH_FIELDS),
          limit: PAGE_SIZE,
          expects: 'list',
          ...(offset !== null && { offset }),
        },
        { ...this.#calling(false), priority: 'poll' },
      );
    return listTasks(read, project);
  }

  async #carryOut({ name }: SetUpStep, project: string): Promise<void> {
    await this.#keep(withStep(this.#progress, name, { state: 'running' }));
    const step = this.#progress.steps.find((each) => each.name === name) as SetUpStep;
    const userErrors: UserError[] = [];
    for (const call of callsOf(step, this.#plan.input, project)) {
      userErrors.push(...(await this.#send(call)));
      // The step under way ends though nobody wants the set-up any more, but waits for no Asana that is away.
      if (isUnwanted(this.#run.signal) && userErrors.some(({ code }) => code === 'UPSTREAM_ERROR')) break;
    }
    const state = userErrors.length > 0 ? 'failed' : 'done';
    await this.#keep(withStep(this.#progress, name, { state, userErrors: keptUserErrors(userErrors) }));
  }

  /** What is wrong with it; nothing when it was done. */
  async #send(call: StepCall): Promise<readonly UserError[]> {
    try {
      const send = () =>
        this.#parts.client.write(actionOf(call), { ...this.#calling(true), priority: 'start' });
      await this.#repeated(send, { isBegun: true });
      return [];
    } catch (error) {
      const mistakes = mistakesOf(error, call) ?? failureOf(error);
      if (!mistakes) throw error;
      return Array.isArray(mistakes) ? mistakes : [mistakes as UserError];
    }
  }

  /** Tries again, with growing pauses, what fails for no reason of the caller's. */
  async #repeated<T>(attempt: () => Promise<T>, { isBegun = false } = {}): Promise<T> {
    const { clock, failureLimitMs, random } = this.#parts;
    const { signal } = this.#run;
    let firstMs: number | null = null;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        return await attempt();
      } catch (error) {
        if (!isGatewayError(error) || !error.retryable) throw error;
        firstMs ??= clock.now();
        const waitMs = Math.max(pauseMs * (0.75 + random() / 2), error.retryAfterMs ?? 0);
        if (clock.now() + waitMs - firstMs > failureLimitMs) throw error;
        await pause(waitMs, clock, signal).catch((stopped: unknown) => {
          throw isBegun && isUnwanted(signal) ? error : stopped;
        });
      }
    }
  }

  /** Keys of service mode take turns for the token they share, with their errands as well. */
  #calling(isBegun: boolean): Pick<CallContext, 'token' | 'flow' | 'requestId'> {
    const { id, owner } = this.#run.errand;
    const flow = keyNameIn(owner) ?? undefined;
    return { token: this.#run.token(isBegun), requestId: id, flow };
  }
}

/** A failure that will be told; null for one that ends or interrupts the errand. */
function failureOf(error: unknown): UserError | null {
  if (!isGatewayError(error) || isUnauthenticated(error)) return null;
  const { code, message } = error;
  const isMistake = code === 'FORBIDDEN' || code === 'NOT_FOUND' || code === 'PAYMENT_REQUIRED';
  return { code: isMistake ? code : 'UPSTREAM_ERROR', message, field: null };
}
