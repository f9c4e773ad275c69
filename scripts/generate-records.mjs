/**
 * Writes src/asana/api/records.ts, the types of Asana's records, and src/asana/api/start-fields.ts, the fields that each start
 * may ask for, from src/asana/api/openapi.json, a trimmed copy of Asana's OpenAPI document. Knows which routes the gateway
 * uses; everything else is left out of the copy.
 *
 *   node scripts/generate-records.mjs                  rewrites both
 *   node scripts/generate-records.mjs --check          exits 1 when one is stale
 *   node scripts/generate-records.mjs --trim <file>    first makes the copy anew from a whole document
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { recordTypes } from './record-types.mjs';

const COMMAND = 'node scripts/generate-records.mjs';
const DOCUMENT = fileURLToPath(new URL('../src/asana/api/openapi.json', import.meta.url));
const RECORDS = fileURLToPath(new URL('../src/asana/api/records.ts', import.meta.url));
const START_FIELDS = fileURLToPath(new URL('../src/asana/api/start-fields.ts', import.meta.url));

/** GraphQL type → the route whose answer is its record. */
const KINDS = {
  Job: '/jobs/{job_gid}',
  Task: '/tasks/{task_gid}',
  Project: '/projects/{project_gid}',
  ProjectTemplate: '/project_templates/{project_template_gid}',
  TaskTemplate: '/task_templates/{task_template_gid}',
  Portfolio: '/portfolios/{portfolio_gid}',
  Section: '/sections/{section_gid}',
  User: '/users/{user_gid}',
  Team: '/teams/{team_gid}',
  Workspace: '/workspaces/{workspace_gid}',
  Tag: '/tags/{tag_gid}',
  StatusUpdate: '/status_updates/{status_update_gid}',
  ProjectBrief: '/project_briefs/{project_brief_gid}',
  OrganizationExport: '/organization_exports/{organization_export_gid}',
  TaskCounts: '/projects/{project_gid}/task_counts',
};

/** Lists, and what is no record of its own. */
const GETS = [
  '/workspaces',
  '/workspaces/{workspace_gid}/projects',
  '/workspaces/{workspace_gid}/teams',
  '/workspaces/{workspace_gid}/tags',
  '/workspaces/{workspace_gid}/typeahead',
  '/users',
  '/users/{user_gid}/teams',
  '/projects',
  '/project_templates',
  '/task_templates',
  '/teams/{team_gid}/projects',
  '/teams/{team_gid}/project_templates',
  '/projects/{project_gid}/tasks',
  '/projects/{project_gid}/sections',
  '/sections/{section_gid}/tasks',
  '/tasks/{task_gid}/subtasks',
  '/tasks/{task_gid}/dependencies',
  '/tasks/{task_gid}/dependents',
  '/portfolios/{portfolio_gid}/items',
  // Served by the sandbox as well.
  '/custom_fields/{custom_field_gid}',
  '/tasks',
  '/tasks/{task_gid}/projects',
  '/tasks/{task_gid}/tags',
  '/portfolios',
  '/status_updates',
  '/teams/{team_gid}/users',
  '/workspaces/{workspace_gid}/users',
];

/** What starts a job. */
const STARTS = [
  '/tasks/{task_gid}/duplicate',
  '/projects/{project_gid}/duplicate',
  '/projects/{project_gid}/saveAsTemplate',
  '/portfolios/{portfolio_gid}/duplicate',
  '/project_templates/{project_template_gid}/instantiateProject',
  '/task_templates/{task_template_gid}/instantiateTask',
  '/exports/graph',
  '/exports/resource',
  '/organization_exports',
];

/** What else is written, by method. */
const WRITES = {
  '/batch': ['post'],
  '/tasks': ['post'],
  '/tasks/{task_gid}': ['put', 'delete'],
  '/tasks/{task_gid}/subtasks': ['post'],
  '/tasks/{task_gid}/addProject': ['post'],
  '/tasks/{task_gid}/removeProject': ['post'],
  '/tasks/{task_gid}/addFollowers': ['post'],
  '/tasks/{task_gid}/addTag': ['post'],
  '/tasks/{task_gid}/stories': ['post'],
  '/projects': ['post'],
  '/projects/{project_gid}': ['put'],
  '/projects/{project_gid}/addMembers': ['post'],
  '/projects/{project_gid}/removeMembers': ['post'],
  '/projects/{project_gid}/addFollowers': ['post'],
  '/projects/{project_gid}/addCustomFieldSetting': ['post'],
  '/projects/{project_gid}/sections': ['post'],
  '/sections/{section_gid}/addTask': ['post'],
  '/teams/{team_gid}/projects': ['post'],
  '/workspaces/{workspace_gid}/projects': ['post'],
  '/portfolios': ['post'],
  '/portfolios/{portfolio_gid}/addItem': ['post'],
  '/portfolios/{portfolio_gid}/removeItem': ['post'],
  '/status_updates': ['post'],
};

/** Prose, and what only Asana's own tools read. */
const PROSE = new Set(['description', 'summary', 'tags', 'externalDocs', 'title']);

/** What the POSTs answer with that start something. */
const STARTED = new Set([
  'JobResponse',
  'GraphExportResponse',
  'ResourceExportResponse',
  'OrganizationExportResponse',
]);

await main(process.argv.slice(2));

async function main([mode, file]) {
  if (mode === '--trim') {
    if (!file) return fail('--trim takes the path of a whole OpenAPI document.');
    const trimmed = trim(JSON.parse(await readFile(file, 'utf8')));
    await writeFile(DOCUMENT, `${JSON.stringify(trimmed, null, 1)}\n`);
  } else if (mode !== undefined && mode !== '--check') {
    return fail(`${mode} is no mode; there are --check and --trim <file>.`);
  }
  const document = JSON.parse(await readFile(DOCUMENT, 'utf8'));
  const files = [
    [RECORDS, recordTypes(document, KINDS, COMMAND)],
    [START_FIELDS, startFieldsFrom(document)],
  ];
  for (const [path, wanted] of files) {
    const present = await readFile(path, 'utf8').catch(() => '');
    if (present === wanted) continue;
    if (mode !== '--check') await writeFile(path, wanted);
    else fail(`${path} is stale. Run: ${COMMAND}`);
  }
}

/** The part of a document that the gateway uses, without prose. */
function trim(document) {
  const paths = {};
  const keep = (path, method) => {
    const item = document.paths[path];
    if (!item?.[method]) throw new Error(`The document has no ${method.toUpperCase()} ${path}.`);
    paths[path] ??= item.parameters ? { parameters: item.parameters } : {};
    paths[path][method] = item[method];
  };
  for (const path of [...Object.values(KINDS), ...GETS]) keep(path, 'get');
  for (const path of STARTS) keep(path, 'post');
  for (const [path, methods] of Object.entries(WRITES)) for (const method of methods) keep(path, method);
  const { openapi, info, servers, security, components } = document;
  const { securitySchemes } = components;
  const kept = without(PROSE, { paths, components: { ...referenced(paths, components), securitySchemes } });
  return {
    openapi,
    info: { title: info.title, version: info.version },
    servers: servers.map(({ url }) => ({ url })),
    security,
    ...kept,
  };
}

/** The components that something refers to, directly or through others. */
function referenced(paths, components) {
  const kept = {};
  const follow = (value) => {
    if (value === null || typeof value !== 'object') return;
    if (typeof value.$ref === 'string') {
      const [, , group, name] = value.$ref.split('/');
      kept[group] ??= {};
      if (kept[group][name]) return;
      kept[group][name] = components[group][name];
      follow(components[group][name]);
    }
    for (const each of Object.values(value)) follow(each);
  };
  follow(paths);
  const sorted = (group) => Object.fromEntries(Object.entries(group).sort(([a], [b]) => (a < b ? -1 : 1)));
  return Object.fromEntries(Object.entries(kept).map(([name, group]) => [name, sorted(group)]));
}

/** Drops such keys. Below `properties` and the like the keys are names of Asana's, `description` among them. */
function without(dropped, value, namesBelow = false) {
  if (Array.isArray(value)) return value.map((each) => without(dropped, each));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .filter(([key]) => namesBelow || !(dropped.has(key) || key.startsWith('x-')))
    .map(([key, each]) => [
      key,
      without(dropped, each, !namesBelow && (key === 'properties' || key === 'schemas')),
    ]);
  return Object.fromEntries(entries);
}

/** Name of the schema of what a POST answers with; undefined where it has none. */
function replyOf({ responses }) {
  const schema = responses[201]?.content?.['application/json']?.schema;
  return schema?.properties?.data?.$ref?.split('/').at(-1);
}

/** The source of start-fields.ts: what `opt_fields` of each POST lists, and nothing where it takes none. */
function startFieldsFrom(document) {
  const lines = Object.values(document.paths)
    .map(({ post }) => post)
    .filter((post) => post && STARTED.has(replyOf(post)))
    .map(({ operationId, parameters = [] }) => {
      const listed = parameters.find(({ name }) => name === 'opt_fields')?.schema.items.enum ?? [];
      const names = listed.map((name) => `    '${name}',\n`).join('');
      return `  ${operationId}: ${names ? `[\n${names}  ]` : '[]'},`;
    });
  return [
    '/**',
    " * The fields that Asana's document lists for the reply of each start, by operationId, generated from openapi.json",
    ` * beside this file. Do not edit; run ${COMMAND} instead.`,
    ' */',
    '',
    '/** What a start may ask for in `opt_fields`, to the letter; empty where it takes none. */',
    'export const START_FIELDS: Readonly<Record<string, readonly string[]>> = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
