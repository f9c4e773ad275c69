/**
 * The table of records that Asana serves one by one: GraphQL type name → GET route. Pure data.
 */

/** Where a record of each kind is read. `{gid}` stands for its id. */
export const RECORD_ROUTES = {
  Job: '/jobs/{gid}',
  Task: '/tasks/{gid}',
  Project: '/projects/{gid}',
  ProjectTemplate: '/project_templates/{gid}',
  TaskTemplate: '/task_templates/{gid}',
  Portfolio: '/portfolios/{gid}',
  Section: '/sections/{gid}',
  User: '/users/{gid}',
  Team: '/teams/{gid}',
  Workspace: '/workspaces/{gid}',
  Tag: '/tags/{gid}',
  StatusUpdate: '/status_updates/{gid}',
  ProjectBrief: '/project_briefs/{gid}',
  OrganizationExport: '/organization_exports/{gid}',
} as const;

/** A kind of record that can be read by its gid. */
export type RecordKind = keyof typeof RECORD_ROUTES;

/** Whether a type is one of these. */
export function isRecordKind(type: string): type is RecordKind {
  return Object.hasOwn(RECORD_ROUTES, type);
}
