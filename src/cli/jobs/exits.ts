/**
 * How `run` and `watch` end: exit codes, and what is told of a failure. Scripts rely on the numbers.
 */
import type { ErrorCode } from '../../errors.ts';

/** Every exit code, with its meaning as help shows it. */
export const EXITS = {
  done: { code: 0, means: 'done' },
  failure: { code: 1, means: 'an unexpected failure: Asana or the gateway unreachable, a refused token' },
  wrong: { code: 2, means: 'wrong settings or arguments; nothing was started' },
  failed: { code: 3, means: 'the job failed, or its set-up did' },
  refused: { code: 4, means: 'refused, why is on standard error; for watch: no such job' },
  unknown: {
    code: 5,
    means: 'outcome unknown: nobody knows whether it was started; look before you start it again',
  },
  late: { code: 6, means: 'time over; the job goes on, its gid is printed' },
  interrupted: { code: 130, means: 'interrupted' },
} as const;

/** One of them. */
export type Exit = keyof typeof EXITS;

/** What is wrong, as the JSON object has it. */
export interface Trouble {
  /** A code of the gateway's errors, or one of this command's own. */
  readonly code:
    | ErrorCode
    | 'JOB_FAILED'
    | 'SET_UP_FAILED'
    | 'NOT_READY'
    | 'REFUSED'
    | 'TIME_OVER'
    | 'INTERRUPTED';
  readonly message: string;
}

/** A failure with the exit it leads to. */
export class Failed extends Error {
  override readonly name = 'Failed';
  readonly exit: Exit;
  readonly trouble: Trouble;

  constructor(exit: Exit, trouble: Trouble) {
    super(trouble.message);
    this.exit = exit;
    this.trouble = trouble;
  }
}

/** The exit codes as help shows them. */
export function exitsHelp(): string {
  return Object.values(EXITS)
    .map(({ code, means }) => `  ${String(code).padStart(3)}  ${means}\n`)
    .join('');
}

/** The exit codes as a Markdown table. */
export function exitsMarkdown(): string {
  const rows = Object.values(EXITS).map(({ code, means }) => `| ${code} | ${means} |`);
  return ['| exit code | meaning |', '|---:|---|', ...rows].join('\n');
}
