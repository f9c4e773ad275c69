/** Mistakes in the input of a start that can be seen without asking Asana. Pure. */
import { isGid, NO_GID } from '../../asana/api/ids.ts';
import { isRecord } from '../../json.ts';
import type { InputProblem, JobKind } from './job-kind.ts';

/** Exactly one of the two dates, and the tasks' dates must be copied: Asana's rules, which stand in its text only. */
export function checkScheduleDates(input: Readonly<Record<string, unknown>>): InputProblem | null {
  const dates = input.scheduleDates as { startOn?: unknown; dueOn?: unknown } | null | undefined;
  if (!dates) return null;
  if ((dates.startOn == null) === (dates.dueOn == null)) {
    return { message: 'Give exactly one of startOn and dueOn.', field: ['scheduleDates'] };
  }
  if (!(input.include as readonly string[] | null | undefined)?.includes('task_dates')) {
    return {
      message: 'scheduleDates moves the dates of tasks, so include must contain TASK_DATES.',
      field: ['include'],
    };
  }
  return null;
}

/** An id is one: the first that is none. The one in the path is none of these. */
export function checkGids(
  { input: specs }: Pick<JobKind, 'input'>,
  input: Readonly<Record<string, unknown>>,
): InputProblem | null {
  for (const [name, { type }] of Object.entries(specs)) {
    const value = input[name];
    if (type === 'ID' && value != null && !isGid(String(value))) return { message: NO_GID, field: [name] };
    if (typeof type === 'string' || !Array.isArray(value)) continue;
    const at = value.findIndex(
      (entry) => isRecord(entry) && typeof entry.gid === 'string' && !isGid(entry.gid),
    );
    if (at >= 0) return { message: NO_GID, field: [name, `${at}`, 'gid'] };
  }
  return null;
}

/** Nothing is named twice in a list. */
export function checkUnique(input: Readonly<Record<string, unknown>>, name: string): InputProblem | null {
  const entries = (input[name] ?? []) as readonly { gid: string }[];
  const seen = new Set<string>();
  for (const [index, { gid }] of entries.entries()) {
    if (seen.has(gid)) return { message: `${name} names ${gid} twice.`, field: [name, String(index), 'gid'] };
    seen.add(gid);
  }
  return null;
}
