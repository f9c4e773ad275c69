/**
 * Seeded templates, portfolios, status updates and briefs.
 */

import { START_AND_DUE } from '../routes/starts.ts';
import { makePortfolio } from './make.ts';
import type { SeededPeople } from './seed-people.ts';
import type { SeededWork } from './seed-projects.ts';
import type { SandboxStore } from './store.ts';

/** Adds everything above and beside projects. */
export function seedPlanning(store: SandboxStore, people: SeededPeople, work: SeededWork) {
  const place = { home: people.organization };
  const { users, teams } = people;
  const { projects } = work;

  const role = (name: string) => ({ gid: store.nextGid(), resource_type: 'template_role', name });
  const designer = role('Designer');
  const copywriter = role('Copywriter');
  const addTemplate = (name: string, team: string, more: Record<string, unknown>): string =>
    store.add(
      'project_template',
      {
        name,
        team,
        description: '',
        public: true,
        owner: users.ada,
        color: 'light-purple',
        requested_dates: [],
        requested_roles: [],
        ...more,
      },
      place,
    ).gid;
  const projectTemplates = {
    /** Asks for a start, a due date and two roles. */
    campaign: addTemplate('Marketing Campaign', teams.marketing, {
      description: 'Everything between the first idea and the last poster.',
      requested_dates: START_AND_DUE,
      requested_roles: [designer, copywriter],
      recipe: CAMPAIGN,
    }),
    /** Asks for a start and a due date. */
    release: addTemplate('App Release', teams.engineering, {
      requested_dates: START_AND_DUE,
      recipe: RELEASE,
    }),
    /** Asks for nothing. */
    checklist: addTemplate('Store Opening Checklist', teams.operations, {
      owner: null,
      color: null,
      recipe: OPENING,
    }),
  };

  const addTaskTemplate = (name: string, project: string, recipe: Record<string, unknown>): string =>
    store.add(
      'task_template',
      {
        name,
        project,
        created_by: users.ada,
        created_at: '2026-03-09T11:00:00.000Z',
        template: {
          task_resource_subtype: 'default_task',
          name,
          description: '',
          memberships: [project],
          ...recipe,
        },
      },
      place,
    ).gid;
  const taskTemplates = {
    photoShoot: addTaskTemplate('Photo shoot', projects.launch, {
      description: 'Who, where, which products, rain plan.',
      html_description: '<body>Who, where, which products, rain plan.</body>',
      relative_start_on: 1,
      relative_due_on: 5,
      followers: [users.sofia],
      subtasks: ['Book the photographer', 'Pack the samples'].map((subtask) => ({
        name: subtask,
        task_resource_subtype: 'default_task',
      })),
    }),
    bugReport: addTaskTemplate('Bug report', projects.app, { description: 'Steps, expected, seen.' }),
  };

  const marketing = makePortfolio(
    store,
    {
      name: 'Marketing 2026',
      owner: users.ada,
      created_by: users.grace,
      members: [users.ada, users.grace, users.sofia],
      created_at: '2026-01-15T09:00:00.000Z',
      project_templates: [projectTemplates.campaign],
      custom_field_gids: [work.customFields.priority],
    },
    [projects.launch, projects.brand, projects.archived],
    place,
  ).gid;
  const company = makePortfolio(
    store,
    {
      name: 'Company Goals',
      owner: users.ada,
      created_by: users.ada,
      members: [users.ada, users.grace, users.priya],
      created_at: '2026-01-12T09:00:00.000Z',
      start_on: '2026-01-01',
      due_on: '2026-12-31',
      custom_field_gids: [
        work.customFields.channels,
        work.customFields.goesLive,
        work.customFields.supplier,
        work.customFields.reviewers,
      ],
      custom_values: { [work.customFields.budget]: { number_value: 90_000, display_value: '90000' } },
    },
    [marketing, projects.website, projects.app, projects.warehouse],
    place,
  ).gid;

  const addStatus = (parent: string, title: string, status: string, author: string, day: string): string => {
    const kind = store.peek(parent)?.type;
    const row = store.add(
      'status_update',
      {
        title,
        resource_subtype: `${kind}_status_update`,
        text: `${title}. Details at the stand-up.`,
        status_type: status,
        author,
        created_by: author,
        created_at: `${day}T14:00:00.000Z`,
        modified_at: `${day}T14:00:00.000Z`,
        liked_by: [users.ada],
        parent,
      },
      place,
    );
    store.link('status-updates', parent, row.gid);
    store.update(parent, { current_status_update: row.gid });
    return row.gid;
  };
  const statusUpdates = {
    launchFirst: addStatus(projects.launch, 'Photos are two days late', 'at_risk', users.grace, '2026-08-21'),
    launch: addStatus(projects.launch, 'Back on schedule', 'on_track', users.grace, '2026-08-28'),
    website: addStatus(projects.website, 'Checkout decided', 'on_track', users.priya, '2026-08-20'),
    company: addStatus(company, 'Halfway there', 'on_track', users.ada, '2026-07-01'),
  };
  const brief = store.add(
    'project_brief',
    { title: 'Why this launch', text: 'One range, one story, every channel.', project: projects.launch },
    place,
  );
  store.update(projects.launch, {
    project_brief: brief.gid,
    created_from_template: projectTemplates.campaign,
    current_status: {
      gid: store.nextGid(),
      title: 'Back on schedule',
      text: 'Back on schedule. Details at the stand-up.',
      color: 'green',
      author: users.grace,
      created_by: users.grace,
      created_at: '2026-08-28T14:00:00.000Z',
      modified_at: '2026-08-28T14:00:00.000Z',
    },
  });
  return {
    projectTemplates,
    templateRoles: { designer: designer.gid, copywriter: copywriter.gid },
    taskTemplates,
    portfolios: { company, marketing },
    statusUpdates,
    projectBriefs: { launch: brief.gid },
  };
}

const CAMPAIGN = {
  sections: [
    {
      name: 'Idea',
      tasks: [
        { name: 'Write the brief', dueInDays: 2, role: 1 },
        { name: 'Moodboard', dueInDays: 4, role: 0 },
      ],
    },
    {
      name: 'Production',
      tasks: [
        { name: 'Key visual', dueInDays: 10, role: 0 },
        { name: 'Headlines and copy', dueInDays: 10, role: 1 },
        { name: 'Book media', dueInDays: 12 },
      ],
    },
    { name: 'Live', tasks: [{ name: 'Measure and learn', dueInDays: 30 }] },
  ],
};

const RELEASE = {
  sections: [
    {
      name: 'Before',
      tasks: [
        { name: 'Freeze features', dueInDays: 0 },
        { name: 'Beta with 50 customers', dueInDays: 7 },
      ],
    },
    { name: 'Release day', tasks: [{ name: 'Submit to both stores', dueInDays: 14 }] },
  ],
};

const OPENING = {
  sections: [
    {
      name: 'Checklist',
      tasks: ['Keys and alarm codes', 'Till test', 'Opening speech'].map((name) => ({
        name,
        dueInDays: null,
      })),
    },
  ],
};
