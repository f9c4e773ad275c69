/**
 * Ten queries as frontends send them, on the sandbox's data. Pure data but for the ids.
 */
import type { SandboxGids } from '../../src/sandbox/server.ts';

/** One query. */
export interface TypicalQuery {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The ten. `jobs` are finished jobs, each of which made a project. */
export function typicalQueries(ids: SandboxGids, jobs: readonly string[]): TypicalQuery[] {
  const one = (name: string, query: string, gid: string | undefined): TypicalQuery => ({
    name,
    query,
    variables: { gid },
  });
  return [
    one(
      'a job with its project, owner and team',
      'query($gid: ID!) { job(gid: $gid) { gid status newProject { name owner { name } team { name } } } }',
      jobs[0],
    ),
    one(
      'twenty tasks with assignee and projects',
      `query($gid: ID!) { project(gid: $gid) { name tasks(first: 20) { nodes {
        name completed assignee { name } projects { name } } } } }`,
      ids.projects.launch,
    ),
    one(
      'a page about a project',
      `query($gid: ID!) { project(gid: $gid) { name color dueOn owner { name email } team { name } members { name }
        currentStatusUpdate { title statusType author { name } } taskCounts { numTasks numCompletedTasks }
        sections { nodes { name } } } }`,
      ids.projects.launch,
    ),
    {
      name: 'a dashboard of thirty jobs',
      query: `query($gids: [ID!]!) { jobs(gids: $gids) { gid status
        newProject { name owner { name } team { name } } } }`,
      variables: { gids: jobs.slice(0, 30) },
    },
    one(
      'a page about a task',
      `query($gid: ID!) { task(gid: $gid) { name notes completed dueOn assignee { name email } tags { name color }
        memberships { project { name } section { name } } subtasks { nodes { name completed } } } }`,
      ids.tasks.first,
    ),
    {
      name: 'who am I, and where',
      query: '{ me { gid name email } workspaces { nodes { gid name } } }',
      variables: {},
    },
    one(
      'a picker of projects',
      `query($gid: ID!) { workspace(gid: $gid) { name projects(first: 50) { nodes {
        gid name owner { name } team { name } } } } }`,
      ids.organization,
    ),
    one(
      'a picker of templates',
      `query($gid: ID!) { workspace(gid: $gid) { projectTemplates(first: 20) { nodes {
        gid name team { name } requestedDates { gid name } requestedRoles { gid name } } } } }`,
      ids.organization,
    ),
    one(
      'a portfolio with its projects',
      `query($gid: ID!) { portfolio(gid: $gid) { name owner { name } items(first: 20) { nodes {
        ... on Project { name owner { name } currentStatusUpdate { title statusType } } } } } }`,
      ids.portfolios.marketing,
    ),
    one(
      'a board: sections with their tasks',
      `query($gid: ID!) { project(gid: $gid) { name sections { nodes { name tasks(first: 20) { nodes {
        name dueOn assignee { name } tags { name } } } } } } }`,
      ids.projects.launch,
    ),
  ];
}
