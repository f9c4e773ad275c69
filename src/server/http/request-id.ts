/** The id of a request, as the log, the answer and Asana see it. */
import { randomUUID } from 'node:crypto';

/** The caller's own request id when it is a harmless one, else a new one. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:/+=-]{1,128}$/.test(given) ? given : randomUUID();
}
