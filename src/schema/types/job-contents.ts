/** JobContents: how far what a job made has filled, and the moments until which one can watch a job. */
import type { Contents } from '../../contents/counted.ts';
import { builder } from '../builder.ts';

/** How far contents are. */
const ContentsState = builder.asanaEnum('ContentsState', 'How far the contents of a new object are.', {
  arriving: 'More may come.',
  complete: 'As many are there as the source has. Final.',
  settled:
    'Nothing has changed for long enough that no more is to be expected: at least 10 s where there is no source to compare with (30 s while there is nothing), 45 s below the count of the source, longer where arrival was slow. Final.',
  unknown: 'Asana refuses to count, or it was neither complete nor settled within ten minutes. Final.',
});

/** Contents of what a job made. */
export const JobContents = builder.objectRef<Contents>('JobContents');

builder.objectType(JobContents, {
  description:
    'How far what a job made has filled: the tasks of a new project, or the subtasks of a task that was copied with them.',
  fields: (t) => ({
    state: t.field({
      type: ContentsState,
      nullable: false,
      description: 'Whether more is to come.',
      resolve: ({ state }) => state,
    }),
    present: t.int({
      description: 'How many are there, as Asana counted last; null before the first count.',
      resolve: ({ present }) => present,
    }),
    expected: t.int({
      description:
        'How many the source has, counted once; null where there is no source, nobody knows it, or it cannot be counted.',
      resolve: ({ expected }) => expected,
    }),
  }),
});

/** Until when a job is watched. */
export const JobMoment = builder.asanaEnum('JobMoment', 'Until when a job is watched.', {
  finished: 'It has succeeded or failed.',
  ready:
    'It has failed, or what it made is complete as far as anyone can know. An export: it can be fetched, ten minutes after its success at the latest.',
  set_up: 'What was to be done with it afterwards is done as well; without that, the same as `READY`.',
});
