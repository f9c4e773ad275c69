/**
 * Seeded projects with tags, custom fields and the drills for failures; the big project's tasks are elsewhere.
 */
import { makeProject, makeSection, makeTask } from './make.ts';
import type { SeededPeople } from './seed-people.ts';
import type { SandboxStore } from './store.ts';

/** gids of projects and what hangs on them. */
export type SeededWork = ReturnType<typeof seedProjects>;

/** Adds tags, custom fields, projects and a few tasks in each. */
export function seedProjects(store: SandboxStore, people: SeededPeople) {
  const home = people.organization;
  const { users, teams } = people;
  const at = (day: string): Record<string, string> => ({
    created_at: `${day}T09:00:00.000Z`,
    modified_at: `${day}T16:30:00.000Z`,
  });

  const addTag = (name: string, color: string): string =>
    store.add(
      'tag',
      { name, color, notes: '', created_at: '2026-02-02T10:00:00.000Z', followers: [] },
      { home },
    ).gid;
  const tags = {
    urgent: addTag('urgent', 'dark-red'),
    print: addTag('print', 'light-orange'),
    translation: addTag('translation', 'light-purple'),
    waiting: addTag('waiting for supplier', 'light-warm-gray'),
  };

  const fields = seedCustomFields(store, people);
  const defaults = { custom_field_gids: [fields.customFields.priority, fields.customFields.budget] };
  const addProject = (
    name: string,
    team: string | null,
    owner: string,
    more: Record<string, unknown> = {},
  ): string =>
    makeProject(
      store,
      {
        name,
        team,
        owner,
        members: [...new Set([owner, users.ada])],
        followers: [owner],
        ...at('2026-03-02'),
        ...defaults,
        custom_values: { [fields.customFields.budget]: { number_value: 12_000, display_value: '12000' } },
        ...more,
      },
      { home },
    ).gid;
  const projects = {
    /** 250 tasks with everything tasks can have. */
    launch: addProject('Autumn Launch Campaign', teams.marketing, users.grace, {
      notes: 'Bring the new trail range to shops & web by mid October.',
      members: [users.grace, users.ada, users.mateo, users.sofia, users.priya],
      start_on: '2026-08-03',
      due_on: '2026-10-16',
      color: 'dark-orange',
      default_view: 'board',
    }),
    website: addProject('Website Redesign', teams.product, users.priya, {
      start_on: '2026-05-04',
      due_on: '2026-11-30',
    }),
    app: addProject('Mobile App 3.0', teams.engineering, users.jonas, { color: 'dark-teal' }),
    onboarding: addProject('Customer Onboarding', teams.operations, users.fatima),
    planning: addProject('Quarterly Planning', teams.product, users.ada, { default_view: 'timeline' }),
    brand: addProject('Brand Guidelines', teams.marketing, users.sofia),
    support: addProject('Support Rotation', teams.operations, users.oliver, { default_view: 'calendar' }),
    warehouse: addProject('Data Warehouse Migration', teams.engineering, users.yuki),
    office: addProject('Office Move', teams.operations, users.fatima),
    /** Private: Grace and Fatima only. */
    hiring: addProject('Hiring Plan', teams.people, users.grace, {
      members: [users.grace, users.fatima],
      privacy_setting: 'private',
    }),
    archived: addProject('Spring Catalogue', teams.marketing, users.mateo, {
      archived: true,
      completed: true,
      completed_at: '2026-04-30T15:00:00.000Z',
      completed_by: users.mateo,
    }),
    /** No tasks, sections, owner, dates or custom fields. */
    empty: addProject('Ideas Parking Lot', teams.product, users.ada, {
      owner: null,
      custom_field_gids: [],
      custom_values: {},
    }),
    /** Tasks whose copies fail, take long or never begin. */
    drills: addProject('Failure Drills', teams.operations, users.ada),
    books: makeProject(
      store,
      {
        name: 'Reading List',
        owner: users.ada,
        members: [users.ada, users.grace, users.noor],
        ...at('2026-01-12'),
      },
      { home: people.plainWorkspace },
    ).gid,
  };

  for (const [project, names] of Object.entries(FEW_TASKS)) {
    const gid = projects[project as keyof typeof projects];
    const place = { home: project === 'books' ? people.plainWorkspace : home };
    const section = makeSection(store, gid, 'To do', place).gid;
    for (const name of names) {
      const memberships = [{ project: gid, section }];
      const owner = store.peek(gid)?.data.owner;
      makeTask(store, { name, memberships, created_by: owner, assignee: owner, ...at('2026-06-15') }, place);
    }
  }
  const drills = store.list('project-tasks', projects.drills).map(({ gid }) => gid);
  const tasks = {
    failing: drills[0] as string,
    slow: drills[1] as string,
    stuck: drills[2] as string,
    dangling: drills[3] as string,
  };
  return { projects, tasks, tags, ...fields };
}

const FEW_TASKS = {
  website: ['Map every page of the old shop', 'Choose a checkout provider', 'Write redirects'],
  app: ['Offline maps', 'Dark mode', 'Crash on Android 15 when sharing a route'],
  onboarding: ['Welcome letter', 'First order checklist'],
  planning: ['Collect goals of every team', 'Cut the list in half'],
  brand: ['Logo on dark photographs', 'Tone of voice in three examples'],
  support: ['Week 36: Oliver', 'Week 37: Fatima'],
  warehouse: ['Freeze nightly exports', 'Compare row counts'],
  office: ['Measure the new kitchen', 'Book the movers'],
  hiring: ['Two store managers for Gothenburg'],
  archived: ['Send files to the printer'],
  drills: [
    'Copy me and the job fails',
    'Copy me and wait a minute [slow]',
    'Copy me and nothing ever begins [stuck]',
    'Copy me and find a copy that is gone [dangling]',
  ],
  books: ['The Left Hand of Darkness', 'A Month in the Country', 'Piranesi'],
};

function seedCustomFields(store: SandboxStore, people: SeededPeople) {
  const option = (name: string, color: string) => ({
    gid: store.nextGid(),
    resource_type: 'enum_option',
    name,
    color,
    enabled: true,
  });
  const high = option('High', 'red');
  const medium = option('Medium', 'yellow');
  const low = option('Low', 'cool-gray');
  const web = option('Web', 'blue');
  const retail = option('Retail', 'green');
  const email = option('E-mail', 'purple');

  const addField = (name: string, kind: string, more: Record<string, unknown> = {}): string =>
    store.add(
      'custom_field',
      {
        name,
        type: kind,
        resource_subtype: kind,
        representation_type: kind,
        enum_options: [],
        enabled: true,
        id_prefix: null,
        input_restrictions: [],
        is_formula_field: false,
        multi_enum_values: [],
        people_value: [],
        reference_value: [],
        description: '',
        is_global_to_workspace: true,
        has_notifications_enabled: false,
        is_value_read_only: false,
        created_by: people.users.ada,
        privacy_setting: 'public_with_guests',
        default_access_level: 'user',
        ...more,
      },
      { home: people.organization },
    ).gid;
  return {
    customFields: {
      priority: addField('Priority', 'enum', {
        enum_options: [high, medium, low],
        description: 'How soon it must be done.',
      }),
      budget: addField('Budget', 'number', { precision: 0, format: 'currency', currency_code: 'EUR' }),
      effort: addField('Effort', 'number', {
        precision: 1,
        format: 'custom',
        custom_label: 'days',
        custom_label_position: 'suffix',
      }),
      channels: addField('Channels', 'multi_enum', { enum_options: [web, retail, email] }),
      goesLive: addField('Goes live', 'date'),
      supplier: addField('Supplier', 'text'),
      reviewers: addField('Reviewers', 'people'),
    },
    enumOptions: {
      high: high.gid,
      medium: medium.gid,
      low: low.gid,
      web: web.gid,
      retail: retail.gid,
      email: email.gid,
    },
  };
}
