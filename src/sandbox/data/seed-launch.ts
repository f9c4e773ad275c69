/**
 * The big seeded project: 250 tasks in five sections with everything tasks can have.
 */
import { shiftDate } from './dates.ts';
import { makeSection, makeTask } from './make.ts';
import type { SeededPeople } from './seed-people.ts';
import type { SeededWork } from './seed-projects.ts';
import type { SandboxStore } from './store.ts';

const TASK_COUNT = 250;
const VERBS = [
  'Draft',
  'Review',
  'Photograph',
  'Translate',
  'Order',
  'Test',
  'Publish',
  'Price',
  'Brief',
  'Film',
];
const OBJECTS = [
  'trail shoe page',
  'rain jacket labels',
  'window posters',
  'launch newsletter',
  'Nordic price list',
  'shop floor training',
  'returns leaflet',
  'ambassador video',
  'gift card sleeves',
  'search adverts',
  'opening week rota',
  'press kit',
  'product cards',
];
const SUPPLIERS = ['Papierhaus Kern', 'Lumen Studio', 'Tridiom Languages'];

/** Adds sections and tasks of the launch project. */
export function seedLaunch(store: SandboxStore, people: SeededPeople, work: SeededWork) {
  const place = { home: people.organization };
  const project = work.projects.launch;
  const sections = {
    backlog: makeSection(store, project, 'Backlog', place).gid,
    planned: makeSection(store, project, 'Planned', place).gid,
    doing: makeSection(store, project, 'In progress', place).gid,
    review: makeSection(store, project, 'In review', place).gid,
    done: makeSection(store, project, 'Done', place).gid,
  };
  const website = store.list('sections', work.projects.website)[0]?.gid ?? null;
  const doer = [
    people.users.grace,
    people.users.ada,
    people.users.mateo,
    people.users.sofia,
    people.users.priya,
  ];
  const pick = <T>(values: readonly T[]): T => values[Math.floor(store.random() * values.length)] as T;
  const gids: string[] = [];

  for (let index = 0; index < TASK_COUNT; index++) {
    const section = pick(Object.values(sections));
    const completed = section === sections.done;
    const day = shiftDate('2026-08-03', Math.floor(index / 4)) as string;
    const doneOn = shiftDate('2026-08-03', Math.floor(index / 10)) as string;
    const isMilestone = index % 50 === 49;
    const assignee = index >= 20 && store.random() < 0.12 ? null : pick(doer);
    const task = makeTask(
      store,
      {
        name: isMilestone
          ? `Milestone ${Math.ceil(index / 50)}: ${pick(OBJECTS)} ready`
          : `${VERBS[index % VERBS.length]} ${OBJECTS[index % OBJECTS.length]}`,
        resource_subtype: isMilestone ? 'milestone' : index % 40 === 7 ? 'approval' : 'default_task',
        approval_status: index % 40 === 7 ? (completed ? 'approved' : 'pending') : null,
        notes:
          store.random() < 0.5 ? 'Agree on wording with Sofia first; files are on the shared drive.' : '',
        completed,
        completed_at: completed ? `${doneOn}T15:20:00.000Z` : null,
        completed_by: completed ? assignee : null,
        created_at: '2026-07-06T08:15:00.000Z',
        modified_at: `${doneOn}T15:20:00.000Z`,
        created_by: people.users.grace,
        assigned_by: assignee === null ? null : people.users.grace,
        assignee,
        start_on: store.random() < 0.4 ? day : null,
        due_on: store.random() < 0.85 ? shiftDate(day, 5) : null,
        followers: [...new Set([people.users.grace, assignee ?? people.users.ada])],
        liked_by: store.random() < 0.15 ? [people.users.ada, people.users.mateo] : [],
        tags: index % 6 === 0 ? [pick(Object.values(work.tags))] : [],
        memberships: [
          { project, section },
          ...(index % 9 === 3 ? [{ project: work.projects.website, section: website }] : []),
        ],
        dependencies: index % 7 === 6 ? [gids[index - 1] as string] : [],
        custom_values: customValues(work, pick, index),
        actual_time_minutes: completed ? 30 + (index % 8) * 15 : null,
      },
      place,
    );
    gids.push(task.gid);
    if (index % 10 === 0) addSubtasks(store, task.gid, people, place);
  }
  return {
    sections,
    tasks: {
      /** Has three subtasks and a tag. */
      first: gids[0] as string,
      /** Lies in two projects. */
      shared: gids[3] as string,
      /** Depends on the task before it. */
      dependent: gids[6] as string,
      milestone: gids[49] as string,
      approval: gids[7] as string,
      last: gids[TASK_COUNT - 1] as string,
    },
  };
}

function addSubtasks(
  store: SandboxStore,
  parent: string,
  people: SeededPeople,
  place: { home: string },
): void {
  for (const name of ['Collect material', 'First version', 'Sign-off']) {
    makeTask(
      store,
      { name, parent, created_by: people.users.grace, created_at: '2026-07-06T08:20:00.000Z' },
      place,
    );
  }
}

function customValues(
  work: SeededWork,
  pick: <T>(values: readonly T[]) => T,
  index: number,
): Record<string, Record<string, unknown>> {
  const { customFields: fields, enumOptions: options } = work;
  const named = (gid: string, name: string, color: string) => ({ gid, name, color, enabled: true });
  const priority = pick([
    named(options.high, 'High', 'red'),
    named(options.medium, 'Medium', 'yellow'),
    named(options.low, 'Low', 'cool-gray'),
  ]);
  const channels =
    index % 3 === 0 ? [named(options.web, 'Web', 'blue'), named(options.email, 'E-mail', 'purple')] : [];
  const days = (index % 5) + 0.5;
  const supplier = index % 4 === 0 ? pick(SUPPLIERS) : null;
  return {
    [fields.priority]: { enum_value: priority, display_value: priority.name },
    [fields.effort]: { number_value: days, display_value: `${days} days` },
    [fields.channels]: {
      multi_enum_values: channels,
      display_value: channels.map(({ name }) => name).join(', ') || null,
    },
    [fields.goesLive]: { date_value: { date: '2026-10-12', date_time: null }, display_value: '2026-10-12' },
    [fields.supplier]: { text_value: supplier, display_value: supplier },
  };
}
