/**
 * The seven tabs that tell the story of a job and of a list: their order and their variables. In the demo they run
 * without editing, against Asana a gid and the name of a task have to be put in. The texts stand in their own file.
 */
import {
  FIND_A_PROJECT,
  READ_THE_RESULT,
  RECENT_JOBS,
  START_A_LIST,
  START_THE_JOB,
  WATCH_THE_JOB,
  WHO_AM_I,
} from './example-documents.ts';
import { LAST_JOB } from './last-job.ts';

/** One prepared tab. */
export interface ExampleTab {
  readonly query: string;
  readonly variables: string | null;
}

/** What an example needs of the data behind it; what is absent reads as a hint of what to put there. */
export interface ExampleIds {
  readonly projectGid?: string;
  /** A task of this project, to the letter. */
  readonly taskName?: string;
}

/** Makes the example tabs for the data at hand. */
export function exampleTabs(ids: ExampleIds): ExampleTab[] {
  const start = {
    input: {
      projectGid: ids.projectGid ?? 'the gid of a project, from the FindAProject tab',
      name: 'A copy made in GraphiQL',
      include: ['MEMBERS', 'NOTES', 'TASK_NOTES', 'TASK_ASSIGNEE', 'TASK_SUBTASKS'],
      setUp: {
        project: { dueOn: '2027-03-26' },
        tasks: [
          {
            where: { name: ids.taskName ?? 'the name of a task of this project' },
            set: { dueOn: '2027-03-01', assignee: 'me' },
          },
        ],
      },
    },
  };
  const list = {
    input: {
      items: ['North', 'South', 'West'].map((office) => ({
        duplicateProject: { projectGid: start.input.projectGid, name: `A copy for ${office}` },
      })),
    },
  };
  return [
    { query: WHO_AM_I, variables: null },
    { query: FIND_A_PROJECT, variables: null },
    { query: START_THE_JOB, variables: json(start) },
    { query: WATCH_THE_JOB, variables: json({ gid: LAST_JOB }) },
    { query: READ_THE_RESULT, variables: json({ gid: LAST_JOB }) },
    { query: RECENT_JOBS, variables: null },
    { query: START_A_LIST, variables: json(list) },
  ];
}

const json = (value: unknown) => JSON.stringify(value, null, 2);
