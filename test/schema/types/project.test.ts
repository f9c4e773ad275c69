import { expect, test } from 'vitest';
import { globalId, withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a project with its people and places is one GET', async () => {
  const { launch } = gateway.gids.projects;
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { project(gid: $gid) {
      id gid resourceType name archived color icon defaultView privacySetting defaultAccessLevel startOn dueOn
      notes completed owner { name } team { name } workspace { name } members { name } permalinkUrl
    } }`,
    { gid: launch },
  );
  expect(errors).toEqual([]);
  expect(data.project).toEqual({
    id: globalId('Project', launch),
    gid: launch,
    resourceType: 'project',
    name: 'Autumn Launch Campaign',
    archived: false,
    color: 'DARK_ORANGE',
    icon: 'LIST',
    defaultView: 'BOARD',
    privacySetting: 'PUBLIC_TO_WORKSPACE',
    defaultAccessLevel: 'EDITOR',
    startOn: '2026-08-03',
    dueOn: '2026-10-16',
    notes: 'Bring the new trail range to shops & web by mid October.',
    completed: false,
    owner: { name: 'Grace Lindqvist' },
    team: { name: 'Marketing' },
    workspace: { name: 'Meridian Outdoor' },
    members: ['Grace Lindqvist', 'Ada Okafor', 'Mateo Álvarez', 'Sofia Rossi', 'Priya Raman'].map((name) => ({
      name,
    })),
    permalinkUrl: `https://app.asana.com/1/${gateway.gids.organization}/project/${launch}`,
  });
  expect(calls).toEqual([
    `GET /projects/${launch} [archived,color,completed,default_access_level,default_view,due_on,icon,members.name,name,notes,owner.name,permalink_url,privacy_setting,start_on,team.name,workspace.name]`,
  ]);
});

test('opt-in fields and what hangs on them ride along', async () => {
  const { launch } = gateway.gids.projects;
  const { data, calls } = await gateway.run(
    `query ($gid: ID!) { project(gid: $gid) {
      htmlNotes projectBrief { title text } createdFromTemplate { name } currentStatusUpdate { title statusType author { name } }
    } }`,
    { gid: launch },
  );
  expect(data.project).toEqual({
    htmlNotes: '<body>Bring the new trail range to shops &#38; web by mid October.</body>',
    projectBrief: { title: 'Why this launch', text: 'One range, one story, every channel.' },
    createdFromTemplate: { name: 'Marketing Campaign' },
    currentStatusUpdate: {
      title: 'Back on schedule',
      statusType: 'ON_TRACK',
      author: { name: 'Grace Lindqvist' },
    },
  });
  expect(calls).toEqual([
    `GET /projects/${launch} [created_from_template.name,current_status_update.author.name,current_status_update.status_type,current_status_update.title,html_notes,project_brief.text,project_brief.title]`,
  ]);
});

test('task counts cost a call of their own', async () => {
  const { launch } = gateway.gids.projects;
  const { data, calls } = await gateway.run(
    `query ($gid: ID!) { project(gid: $gid) { taskCounts {
      numTasks numIncompleteTasks numCompletedTasks numMilestones numIncompleteMilestones numCompletedMilestones
    } } }`,
    { gid: launch },
  );
  const { taskCounts } = data.project;
  expect(taskCounts).toMatchObject({ numTasks: 250, numMilestones: 5 });
  expect(taskCounts.numIncompleteTasks + taskCounts.numCompletedTasks).toBe(250);
  expect(calls).toEqual([
    `GET /projects/${launch} [gid]`,
    `GET /projects/${launch}/task_counts [num_completed_milestones,num_completed_tasks,num_incomplete_milestones,num_incomplete_tasks,num_milestones,num_tasks]`,
  ]);
});

test('sections and task templates come with the first tasks in one batch', async () => {
  const { launch } = gateway.gids.projects;
  const { data, calls } = await gateway.run(
    `query ($gid: ID!) { project(gid: $gid) {
      sections { nodes { name } } taskTemplates { nodes { name } } tasks(first: 2) { nodes { name } }
    } }`,
    { gid: launch },
  );
  expect(data.project).toEqual({
    sections: {
      nodes: ['Backlog', 'Planned', 'In progress', 'In review', 'Done'].map((name) => ({ name })),
    },
    taskTemplates: { nodes: [{ name: 'Photo shoot' }] },
    tasks: { nodes: [{ name: 'Draft trail shoe page' }, { name: 'Review rain jacket labels' }] },
  });
  expect(calls).toEqual([
    `GET /projects/${launch} [gid]`,
    'POST /batch',
    `  GET /projects/${launch}/sections?limit=50 [name]`,
    `  GET /task_templates?limit=50&project=${launch} [name]`,
    `  GET /projects/${launch}/tasks?limit=2 [name]`,
  ]);
});

test('completedSince leaves out what was done before', async () => {
  const { archived, launch } = gateway.gids.projects;
  const { data, calls } = await gateway.run(
    'query ($gid: ID!, $since: DateTime!) { project(gid: $gid) { tasks(first: 100, completedSince: $since) { nodes { completed } } } }',
    { gid: launch, since: '2030-01-01T00:00:00Z' },
  );
  expect(data.project.tasks.nodes).not.toContainEqual({ completed: true });
  expect(calls).toEqual([
    `GET /projects/${launch} [gid]`,
    `GET /projects/${launch}/tasks?completed_since=2030-01-01T00:00:00Z&limit=100 [completed]`,
  ]);
  const refused = await gateway
    .run(
      'query ($gid: ID!) { project(gid: $gid) { tasks(completedSince: "yesterday") { nodes { name } } } }',
      { gid: archived },
    )
    .catch((error: unknown) => String(error));
  expect(refused).toContain('"yesterday" is not a moment');
});

test('words Asana adds later read as null', async () => {
  const { office } = gateway.gids.projects;
  gateway.sandbox.store.update(office, {
    color: 'ultraviolet',
    icon: 'unicorn',
    default_view: 'hologram',
    privacy_setting: 'public_to_planet',
    default_access_level: 'overlord',
  });
  const { data, errors } = await gateway.run(
    'query ($gid: ID!) { project(gid: $gid) { name color icon defaultView privacySetting defaultAccessLevel } }',
    { gid: office },
  );
  expect(errors).toEqual([]);
  expect(data.project).toEqual({
    name: 'Office Move',
    color: null,
    icon: null,
    defaultView: null,
    privacySetting: null,
    defaultAccessLevel: null,
  });
});

test('a project nobody may see is null without an error', async () => {
  const { hiring } = gateway.gids.projects;
  const { data, errors } = await gateway.run('query ($gid: ID!) { project(gid: $gid) { name } }', {
    gid: hiring,
  });
  expect(data).toEqual({ project: null });
  expect(errors).toEqual([]);
});
