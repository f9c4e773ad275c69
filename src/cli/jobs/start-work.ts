/**
 * The work of `run`: the start is sent once and its answer waited for, whoever interrupts; then its job is followed.
 * What came of it is kept here, so that any end can tell it.
 */
import type { StartName } from '../../asana/api/starts.ts';
import { ConfigError } from '../../config.ts';
import { LONGEST_SLOT_WAIT_SECONDS } from '../../schema/starts/run.ts';
import { type Job, type Started, startDocument, type UserError, type Wishes } from './documents.ts';
import { Failed } from './exits.ts';
import { codeOf, follow } from './follow.ts';
import { followExport } from './follow-export.ts';
import { jobJson, resultJson } from './job-json.ts';
import { judgeJob } from './judge.ts';
import { isEmbedded, type Moment, type Options } from './options.ts';
import type { Session, Work } from './session.ts';
import { flagAt, type StartFlag } from './start-flags.ts';
import { clean, lineOf, resultLine } from './told.ts';
import type { Result } from './way.ts';

/** A start as the command line asks for it. */
export interface AskedStart {
  readonly name: StartName;
  readonly input: Readonly<Record<string, unknown>>;
  readonly payloadFields: readonly string[];
  readonly flags: readonly StartFlag[];
  readonly options: Options;
}

/** A gateway repeats, and waits for a slot, within its own times; beyond this its answer is lost. */
const ANSWER_MS = 90_000;

/** The work of one `run`. */
export class StartWork implements Work {
  readonly #asked: AskedStart;
  readonly #until: Moment;
  #started: Started | null = null;
  #job: Job | null = null;
  #remarks: string[] = [];
  #isSent = false;

  constructor(asked: AskedStart) {
    this.#asked = asked;
    this.#until = asked.options.until ?? (asked.input.setUp == null ? 'FINISHED' : 'SET_UP');
  }

  async do(session: Session): Promise<void> {
    session.leaving.signal.throwIfAborted();
    const { options, input, name } = this.#asked;
    if (isEmbedded(options) && input.idempotencyKey != null) {
      this.#remarks.push(
        '--idempotency-key: a command that is its own gateway remembers no key beyond itself; with --gateway it is kept for 24 hours',
      );
    }
    const started = await this.#start(session);
    if (started.existing?.length) {
      session.display.note('nothing was started: a project of this name is there already');
      return;
    }
    const { job, organizationExport } = started;
    if (job) {
      session.display.note(`${job.gid} started by ${name}`);
      await this.#stay(job.gid, session);
    } else if (organizationExport) {
      session.display.note(`${organizationExport.gid} started by ${name}`);
      const onState = (seen: Started['organizationExport']): void => {
        if (seen) this.#started = { ...started, organizationExport: seen };
      };
      await followExport(organizationExport, { ...session, onState });
    }
  }

  async #start({ way, leaving }: Session): Promise<Started> {
    const { name, input, payloadFields, options } = this.#asked;
    const waiting = (): void => {
      const again = leaving.isInterrupted() ? ' again' : '';
      process.stderr.write(
        `asana-jobs-gateway: waiting for the answer to the start, so that its job is known; interrupt${again} to leave at once\n`,
      );
    };
    leaving.signal.addEventListener('abort', waiting, { once: true });
    this.#isSent = true;
    try {
      const patient = cappedWait(input, options.timeoutMs);
      const asked = { query: startDocument(name, payloadFields), variables: { input: patient } };
      const started = startedOf(await way.ask(asked, { timeoutMs: ANSWER_MS, once: true }));
      this.#started = started;
      if (started.userErrors.length > 0) throw this.#refused(started.userErrors);
      return started;
    } finally {
      leaving.signal.removeEventListener('abort', waiting);
    }
  }

  async #stay(gid: string, { way, leaving, display }: Session): Promise<void> {
    const { options, input } = this.#asked;
    const wishes: Wishes = {
      contents: this.#until !== 'FINISHED',
      setUp: this.#until === 'SET_UP' || input.setUp != null,
    };
    await follow(way, [gid], {
      until: this.#until,
      wishes,
      signal: leaving.signal,
      onJob: (job) => {
        this.#job = job;
        display.job(job);
      },
      onTrouble: (_gid, error) => {
        throw new Failed('failure', { code: codeOf(error), message: error.message });
      },
    });
    if (!this.#job) return;
    const hasSetUp = input.setUp != null;
    const wanted = { until: this.#until, isEmbedded: isEmbedded(options), hasSetUp };
    const verdict = judgeJob(this.#job, wanted);
    if (verdict) throw verdict;
  }

  #refused(userErrors: readonly UserError[]): Failed {
    const lines = userErrors.map(({ message, field }) => {
      const flag = field?.[0] === 'input' ? flagAt(this.#asked.flags, field.slice(1))?.name : undefined;
      return `${clean(message)}${flag ? ` (${flag})` : ''}`;
    });
    return new Failed('refused', {
      code: 'REFUSED',
      message: `Refused, nothing was started: ${lines.join('; ')}`,
    });
  }

  goesOn(): string {
    const gid = this.#gid();
    if (gid !== null) return `${gid} goes on at Asana.`;
    return this.#isSent && !this.#started ? 'The start was on its way: look whether it happened.' : '';
  }

  known(): Record<string, unknown> {
    const { job, organizationExport, existing, userErrors } = this.#started ?? {};
    const known = this.#job ?? job;
    return {
      job: known ? jobJson(known) : null,
      result: organizationExport
        ? { type: 'OrganizationExport', ...organizationExport }
        : this.#job && resultJson(this.#job),
      ...(existing && { existing: existing.map((project) => ({ type: 'Project', ...project })) }),
      ...(userErrors?.length && { userErrors }),
      ...(this.#hasGivenUp() && { setUpGivenUp: true }),
    };
  }

  lines(): string[] {
    const { organizationExport, existing } = this.#started ?? {};
    if (existing)
      return existing.map(
        (project) => resultLine({ result: { __typename: 'Project', ...(project as { gid: string }) } }) ?? '',
      );
    if (organizationExport) {
      return [
        `OrganizationExport ${organizationExport.gid} ${organizationExport.state ?? ''} ${organizationExport.downloadUrl ?? ''}`.trim(),
      ];
    }
    if (!this.#job) return [];
    const result = this.#job.status === 'SUCCEEDED' ? resultLine(this.#job) : null;
    return process.stdout.isTTY ? [lineOf(this.#job), ...(result ? [result] : [])] : result ? [result] : [];
  }

  remarks(): string[] {
    const givenUp = this.#hasGivenUp()
      ? [
          'the set-up was given up: it was done by this command, which has ended. With --until set-up it stays until that is over, with --gateway the set-up goes on there',
        ]
      : [];
    const steps = (this.#job?.setUp?.steps ?? []).flatMap((step) =>
      step.userErrors.map(({ message }) => `set-up ${step.name}: ${clean(message)}`),
    );
    return [...this.#remarks, ...steps, ...givenUp];
  }

  #gid(): string | null {
    return this.#job?.gid ?? this.#started?.job?.gid ?? this.#started?.organizationExport?.gid ?? null;
  }

  /** Left before its set-up was over, and nobody else does it. */
  #hasGivenUp(): boolean {
    const { options, input } = this.#asked;
    if (!isEmbedded(options) || input.setUp == null || this.#gid() === null) return false;
    const state = this.#job?.setUp?.state;
    return state === undefined || !['DONE', 'FAILED', 'CANCELLED'].includes(state);
  }
}

/** Waiting for a slot is a part of the time one has. What is too long for any gateway is left for it to refuse. */
function cappedWait(input: AskedStart['input'], timeoutMs: number): AskedStart['input'] {
  const { waitForSlot: asked } = input;
  if (typeof asked !== 'number' || asked > LONGEST_SLOT_WAIT_SECONDS) return input;
  return { ...input, waitForSlot: Math.min(asked, Math.ceil(timeoutMs / 1_000)) };
}

/** What a start was answered with. An answer with a job is one, whatever could not be read beside it. */
function startedOf({ data, errors }: Result): Started {
  const started = data?.start as Started | null | undefined;
  if (started) return started;
  const [error] = errors;
  if (!error)
    throw new Failed('failure', { code: 'UPSTREAM_ERROR', message: 'The gateway answered without a word.' });
  const code = codeOf(error);
  if (code === 'BAD_USER_INPUT') throw new ConfigError(error.message);
  throw new Failed(code === 'OUTCOME_UNKNOWN' ? 'unknown' : 'failure', { code, message: error.message });
}
