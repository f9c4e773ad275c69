/**
 * The stub's replies, as text prepared once. Each route answers with all that any benchmark selects from it, whatever
 * fields are asked: making a smaller reply would cost the stub more than it saves. Pure.
 */

const OWNER = '{"gid":"1001","resource_type":"user","name":"Ada Lindqvist","email":"ada@meridian.example"}';
const TEAM = '{"gid":"2001","resource_type":"team","name":"Marketing"}';
const PROJECT_FIELDS = `"resource_type":"project","name":"Autumn launch (copy)","archived":false,"color":"dark-teal","owner":${OWNER},"team":${TEAM}`;
const PROJECT = `{"gid":"3001",${PROJECT_FIELDS}}`;

/** By the first word of the path; the gid goes between the two halves. */
const RECORDS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  projects: ['{"data":{"gid":"', `",${PROJECT_FIELDS}}}`],
  users: ['{"data":{"gid":"', `",${OWNER.slice('{"gid":"1001",'.length)}}`],
  teams: ['{"data":{"gid":"', `",${TEAM.slice('{"gid":"2001",'.length)}}`],
};
const OTHER = ['{"data":{"gid":"', '","name":"Something else"}}'] as const;

/** A job that makes a project. */
export function jobReply(gid: string, status: string): string {
  return (
    `{"data":{"gid":"${gid}","resource_type":"job","resource_subtype":"duplicate_project","status":"${status}",` +
    `"new_task":null,"new_project":${PROJECT},"new_project_template":null,"new_portfolio":null,` +
    '"new_graph_export":null,"new_resource_export":null}}'
  );
}

/** Any other record, by its path. */
export function recordReply(route: string): string {
  const [, kind = '', gid = ''] = route.split('/');
  const [before, after] = RECORDS[kind] ?? OTHER;
  return before + (gid === 'me' ? '1001' : gid) + after;
}

/** The reply to a batch whose actions were answered with these bodies. */
export function batchReply(bodies: readonly string[]): string {
  return `{"data":[${bodies.map((body) => `{"status_code":200,"headers":{},"body":${body}}`).join(',')}]}`;
}
