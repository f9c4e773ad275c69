/** Has the gateway send all it ever sends: every start, every field of every type it can read by gid, lists in pages. */
import { STARTS, type StartName } from '../../src/asana/api/starts.ts';
import { type WriteName, writeOf } from '../../src/asana/api/writes.ts';
import { createSchema } from '../../src/schema/index.ts';
import type { Executed } from '../support/execute.ts';
import { everything } from './everything.ts';
import { mutationOf, startCases } from './starts/start-cases.ts';
import { globalId, type WithSandbox } from './with-sandbox.ts';
import { writeCases, writeMutationOf } from './writes/write-cases.ts';

/** Runs an operation, and keeps of it what its caller wants to know. */
export type Ask = (source: string, variables?: Record<string, unknown>) => Promise<Executed>;

const ROLES = 'query ($gid: ID!) { projectTemplate(gid: $gid) { requestedRoles { gid } } }';
const LISTS =
  '{ me { name } workspaces(first: 1) { nodes { name } pageInfo { endCursor } } recentJobs { status } }';
const PAGE = `query ($gid: ID!, $after: String) {
  project(gid: $gid) { tasks(first: 2, after: $after) { pageInfo { endCursor } } }
}`;

/** Asks for everything; answers with the types that were read by gid. */
export async function askForEverything({ gids }: Pick<WithSandbox, 'gids'>, ask: Ask): Promise<string[]> {
  const records: Record<string, string> = {
    Task: gids.tasks.first,
    Project: gids.projects.launch,
    ProjectTemplate: gids.projectTemplates.campaign,
    TaskTemplate: gids.taskTemplates.photoShoot,
    Portfolio: gids.portfolios.company,
    Section: gids.sections.doing,
    User: gids.users.ada,
    Team: gids.teams.marketing,
    Workspace: gids.organization,
    Tag: gids.tags.urgent,
    StatusUpdate: gids.statusUpdates.launch,
    ProjectBrief: gids.projectBriefs.launch,
  };
  const { data } = await ask(ROLES, { gid: gids.projectTemplates.campaign });
  const roles = data.projectTemplate.requestedRoles.map(({ gid }: { gid: string }) => gid);
  for (const [name, { inputType, input }] of Object.entries(startCases({ gids }, roles))) {
    const result = await ask(mutationOf(name as StartName, inputType, 'gid'), { input });
    const made = 'fills' in STARTS[name as StartName] ? 'Job' : 'OrganizationExport';
    records[made] = result.data.started.result.gid;
  }
  const schema = createSchema();
  for (const [type, gid] of Object.entries(records)) {
    const options = { organization: gids.organization, depth: type === 'Job' ? 1 : 2 };
    const selection = everything(schema, type, options);
    await ask(`query ($id: ID!) { node(id: $id) { ... on ${type} ${selection} } }`, {
      id: globalId(type, gid),
    });
  }
  await ask(LISTS);
  const first = await ask(PAGE, { gid: gids.projects.launch });
  await ask(PAGE, { gid: gids.projects.launch, after: first.data.project.tasks.pageInfo.endCursor });
  await writeEverything({ gids }, ask);
  return Object.keys(records);
}

/** Every write, with all there is of what it answers with; and each kind of value that a custom field can have. */
async function writeEverything({ gids }: Pick<WithSandbox, 'gids'>, ask: Ask): Promise<void> {
  const options = { organization: gids.organization, depth: 1 };
  for (const [name, { input }] of Object.entries(writeCases({ gids }))) {
    const { field, type } = writeOf(name as WriteName).answer;
    const selection = type === null ? '' : everything(createSchema(), type, options).slice(1, -1);
    await ask(writeMutationOf(name as WriteName, field, selection), { input });
  }
  const placed = {
    name: 'In place',
    resourceSubtype: 'APPROVAL',
    htmlNotes: '<body>Here</body>',
    startOn: '2027-01-04',
    dueOn: '2027-01-08',
    projectGids: [gids.projects.launch],
    sectionGid: gids.sections.review,
  };
  const { data } = await ask(writeMutationOf('createTask', 'task', 'gid'), { input: placed });
  const taskGid = data.written.result.gid;
  const moments = { startAt: '2027-01-04T09:00:00Z', dueAt: '2027-01-08T09:00:00Z' };
  await ask(writeMutationOf('updateTask', 'task', 'gid'), {
    input: { taskGid, htmlNotes: '<body>There</body>', approvalStatus: 'REJECTED', ...moments },
  });
  await ask(writeMutationOf('updateProject', 'project', 'gid'), {
    input: { projectGid: gids.projects.office, notes: 'By May' },
  });
  await ask(writeMutationOf('createSection', 'section', 'gid'), {
    input: { projectGid: gids.projects.launch, name: 'First', insertBeforeGid: gids.sections.backlog },
  });
  const values = [
    [gids.customFields.reviewers, { people: ['me'] }],
    [gids.customFields.goesLive, { dateTime: '2027-01-09T09:00:00Z' }],
    [gids.customFields.supplier, null],
  ] as const;
  for (const [gid, value] of values) {
    const field = { projectGid: gids.projects.launch, customFieldGid: gid };
    await ask(writeMutationOf('addProjectCustomField', 'project', 'gid'), { input: field });
    const input = { taskGid, customFields: [{ gid, value }] };
    await ask(writeMutationOf('updateTask', 'task', 'gid'), { input });
  }
  await ask(writeMutationOf('addTaskToProject', 'task', 'gid'), {
    input: { taskGid, projectGid: gids.projects.launch, sectionGid: gids.sections.done },
  });
  await ask(writeMutationOf('addComment', 'comment', 'gid'), { input: { taskGid, text: 'Plain' } });
}
