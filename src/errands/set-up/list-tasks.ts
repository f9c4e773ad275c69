/**
 * The tasks of a project, page by page, as a set-up looks at them: each once, and no more pages than its tasks can
 * fill. Is given how a page is read; knows nothing of what is done with the tasks.
 */
import { GatewayError, isGatewayError } from '../../errors.ts';
import { LISTED_TASKS_LIMIT, type ListedTask, listedTask } from './match.ts';

/** Tasks of a page. */
export const PAGE_SIZE = 100;
/** Asana's offsets expire: so often a list is begun again from its first page. */
const MOST_BEGINNINGS = 3;

/** A page of Asana's list. */
export interface TaskPage {
  /** Whatever came in the list. */
  readonly data: unknown;
  /** Asana's offset of the next page, or null on the last. */
  readonly nextOffset: string | null;
}

/** Reads one page: the first, or the one at an offset. */
export type ReadTaskPage = (offset: string | null) => Promise<TaskPage>;

/**
 * All tasks; null when there are more than are looked at.
 * @throws UPSTREAM_ERROR where the pages come to no end though the tasks on them do
 */
export async function listTasks(read: ReadTaskPage, project: string): Promise<ListedTask[] | null> {
  for (let beginnings = 1; ; beginnings += 1) {
    let offset: string | null = null;
    const offsets = new Set<string>();
    try {
      const tasks = new Map<string, ListedTask>();
      for (let pages = 0; pages < LISTED_TASKS_LIMIT / PAGE_SIZE; pages += 1) {
        const page: TaskPage = await read(offset);
        for (const item of page.data as unknown[]) {
          const task = listedTask(item, project);
          if (task) tasks.set(task.gid, task);
        }
        offset = page.nextOffset;
        if (offset === null) return [...tasks.values()];
        if (offsets.has(offset)) throw endless();
        offsets.add(offset);
      }
      // Tasks that are moved meanwhile may come twice; not half of them.
      if (tasks.size < LISTED_TASKS_LIMIT / 2) throw endless();
      return null;
    } catch (error) {
      const isExpired = offset !== null && isGatewayError(error) && error.status === 400;
      if (!isExpired || beginnings === MOST_BEGINNINGS) throw error;
    }
  }
}

/** Whatever is wrong there, it is not how many tasks the project has. */
function endless(): GatewayError {
  return new GatewayError(
    'UPSTREAM_ERROR',
    "Asana's list of the project's tasks comes to no end: its pages lead back to each other, or hold less than they may.",
    { retryable: false },
  );
}
