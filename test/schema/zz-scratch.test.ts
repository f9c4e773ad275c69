import { test } from 'vitest';
import { createStage } from '../support/execute.ts';
test('x', async () => {
  const stage = await createStage({ jobDurationMs: 300, childrenDelayMs: 0 });
  const { gids } = stage.sandbox;
  const show = async (q: string, v = {}, t?: string) => {
    const r = await stage.run(q, v, t);
    console.log(JSON.stringify(r, null, 0).slice(0, 2600));
  };
  await show(`{ task(gid: "${gids.tasks.first}") { id gid resourceType name resourceSubtype createdBy { name } approvalStatus completed completedAt createdAt dueOn startOn htmlNotes numSubtasks liked likes { id gid user { name } } numLikes memberships { project { name } section { name } } actualTimeMinutes assignee { name } customFields { gid name displayValue resourceSubtype enumValue { id gid name color } multiEnumValues { name } numberValue dateValue { date dateTime } textValue } followers { name } projects { name } tags { name color } workspace { name } permalinkUrl } }`);
  await show(`{ task(gid: "${gids.tasks.approval}") { approvalStatus resourceSubtype } task2: task(gid: "${gids.tasks.milestone}") { resourceSubtype } }`);
  await show(`{ project(gid: "${gids.projects.launch}") { name taskCounts { numTasks numMilestones } sections { nodes { name } } taskTemplates { nodes { name } } } }`);
  await show(`{ portfolio(gid: "${gids.portfolios.company}") { name items { nodes { __typename ... on Project { name } ... on Portfolio { name items { nodes { ... on Project { name }}} } } } } }`);
  await show(`{ me { name teams(organizationGid: "${gids.organization}") { nodes { name } } workspaces { nodes { name } pageInfo { hasNextPage endCursor } } photo { image36x36 } } }`);
  await show(`{ workspace(gid: "${gids.organization}") { typeahead(type: PROJECT, query: "aut") { __typename ... on Project { name team { name } } } } }`);
  await show(`{ task(gid: "999") { name } project(gid: "abc") { name } nodes(ids: ["x", "VGFzazo5OTk="]) { id } }`);
  await show(`{ node(id: "${Buffer.from('CustomField:1').toString('base64')}") { id } }`);
  await show(`{ projectTemplate(gid: "${gids.projectTemplates.campaign}") { name requestedDates { gid name description } requestedRoles { gid name } team { name } color public htmlDescription } taskTemplate(gid: "${gids.taskTemplates.photoShoot}") { name template { name taskResourceSubtype description relativeDueOn subtasks { name } followers { name } memberships { name } } project { name } } }`);
  await show(`{ project(gid: "${gids.projects.launch}") { currentStatusUpdate { title statusType parent { ... on Project { name } } likes { user { name } } text htmlText } projectBrief { title text permalinkUrl project { name } } customFields { name displayValue numberValue currencyCode format } } }`);
  await show('mutation { createOrganizationExport(input: {organizationGid: "' + gids.organization + '"}) { organizationExport { gid state downloadUrl organization { name } } userErrors { message } } }');
  await show(`{ team(gid: "${gids.teams.marketing}") { name description htmlDescription visibility endorsed editTeamNameOrDescriptionAccessLevel teamContentManagementAccessLevel organization { name } projects { nodes { name } } projectTemplates { nodes { name } } users { nodes { name } } } section(gid: "${gids.sections.doing}") { name project { name } createdAt tasks(first: 2) { nodes { name } pageInfo { hasNextPage } } } }`);
  await show(`{ workspace(gid: "${gids.organization}") { name emailDomains isOrganization projects(first: 2, archived: true) { nodes { name } } projectTemplates { nodes { name } } users(first: 2) { nodes { name } } teams { nodes { name } } tags { nodes { name color permalinkUrl } } } workspaces { nodes { name } } }`);
  await show(`{ rateLimit { requestsPerMinute remaining retryAfter inFlightReads inFlightWrites runningJobs } recentJobs { gid } unknownStarts { kind } }`);
  await stage[Symbol.asyncDispose]();
});
