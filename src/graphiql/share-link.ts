/**
 * Links to what stands in a tab: `/graphql?query=…&variables=…&operationName=…`. Reads one when the page opens and
 * makes one on demand. A token is never in it. Knows neither React nor the editors.
 */
import type { LastJob } from './last-job.ts';

/** What a link carries. */
export interface SharedTab {
  readonly query: string;
  readonly variables: string;
  readonly operationName: string | null;
}

/** Longer ones are cut by servers and proxies on their way. */
const LINK_MAX_CHARACTERS = 8_000;

/** What the address asks for; undefined where it has no query. */
export function readSharedTab(search: string): SharedTab | undefined {
  const parameters = new URLSearchParams(search);
  const query = parameters.get('query')?.trim() ?? '';
  if (query === '') return undefined;
  const operationName = parameters.get('operationName')?.trim() || null;
  return { query, variables: readable(parameters.get('variables') ?? ''), operationName };
}

/** The link to a tab. Where it says LAST_JOB, the link names the job: another browser has no last job. */
export function linkTo(page: string, tab: SharedTab, lastJob: LastJob, token: string): string {
  const link = new URL(page);
  link.search = '';
  link.hash = '';
  link.searchParams.set('query', tab.query.trim());
  const variables = withLastJob(tab.variables, lastJob);
  if (variables !== '') link.searchParams.set('variables', variables);
  if (tab.operationName !== null) link.searchParams.set('operationName', tab.operationName);
  if (link.href.length > LINK_MAX_CHARACTERS) {
    throw new Error(`Too long for a link: ${link.href.length} characters of at most ${LINK_MAX_CHARACTERS}`);
  }
  if (token !== '' && `${tab.query}${variables}`.includes(token)) {
    throw new Error('Your token stands in this tab; take it out first');
  }
  return link.href;
}

function withLastJob(variables: string, lastJob: LastJob): string {
  try {
    return JSON.stringify(lastJob.fill(JSON.parse(variables)).variables);
  } catch {
    // Not JSON yet, or no job yet: the link carries what is written.
    return variables.trim();
  }
}

/** JSON laid out for reading; any other text as it is. */
function readable(variables: string): string {
  try {
    return JSON.stringify(JSON.parse(variables), null, 2);
  } catch {
    return variables;
  }
}
