/**
 * What frontends ask: the operations that are measured. Pure data.
 */

/** A job with what it made: the query of most comparisons. */
export const JOB_QUERY =
  'query JobPage($gid: ID!) { job(gid: $gid) { gid status newProject { name owner { name } team { name } } } }';

/** The `opt_fields` that read the same over REST. */
export const JOB_FIELDS = 'status,new_project.name,new_project.owner.name,new_project.team.name';

/** What a watcher of a job selects. */
export const WATCH_SELECTION = '{ gid status newProject { name owner { name } team { name } } }';

/** The smallest that still tells the end of a job. */
export const STATUS_SELECTION = '{ gid status }';

/** Callers that share the load, since one caller's calls are bounded by its own budget at Asana. */
export function tokens(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `bench-token-${String(index).padStart(4, '0')}`);
}

/** Job ids that belong to nobody else in this run. */
export function gids(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => prefix + String(index).padStart(6, '0'));
}
