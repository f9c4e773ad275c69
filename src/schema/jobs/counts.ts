/**
 * Counts at Asana: of the tasks of a project, of the subtasks of a task, of an export's link. They have a limit of their
 * own there, and go in batches of their own. Knows how to ask, not what a count means.
 */
import { fieldTree } from '../../asana/api/fields.ts';
import { fillPath } from '../../asana/api/ids.ts';
import type { Reader, RecordOptions } from '../../asana/reader.ts';
import { unreadable } from '../../asana/replies/replies.ts';
import type { Countable } from '../../contents/countable.ts';
import { EXPORT_KEYS } from '../../job-state.ts';
import { isRecord } from '../../json.ts';

const NUM_TASKS = fieldTree(['num_tasks']);
const NUM_SUBTASKS = fieldTree(['num_subtasks']);
const DOWNLOADS = fieldTree(EXPORT_KEYS.map((key) => `${key}.download_url`));
const AS_COUNT = { priority: 'count' } as const;
const TASK_COUNTS = '/projects/{gid}/task_counts';

/** How many there are. Counts of one tick through one reader ride in one batch. */
export async function countOf(reader: Reader, what: Countable['what'], gid: string): Promise<number> {
  if (what === 'subtasks') {
    const { data, call } = await reader.record('Task', gid, NUM_SUBTASKS, AS_COUNT);
    return numberOf(data.num_subtasks, call, 'num_subtasks');
  }
  const path = fillPath(TASK_COUNTS, gid);
  const data = await reader.single({ route: TASK_COUNTS, path, fields: NUM_TASKS }, AS_COUNT);
  return numberOf(data.num_tasks, `GET ${path}`, 'num_tasks');
}

/** Whether the export that a job made can be fetched. */
export async function hasDownload(
  reader: Reader,
  jobGid: string,
  options: Pick<RecordOptions, 'priority'> = {},
): Promise<boolean> {
  const { data } = await reader.record('Job', jobGid, DOWNLOADS, options);
  return EXPORT_KEYS.some((key) => {
    const made = data[key];
    return isRecord(made) && typeof made.download_url === 'string';
  });
}

function numberOf(value: unknown, call: string, key: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw unreadable(call, `something that is no count in "${key}"`);
}
