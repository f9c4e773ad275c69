/** Filter arguments that several list fields take. */
import type { Filter } from './connection.ts';

/** On lists of projects. */
export const ARCHIVED: Readonly<Record<string, Filter>> = {
  archived: {
    type: 'Boolean',
    param: 'archived',
    description: 'Only archived ones, or only others; both when left out.',
  },
};

/** On lists of tasks. */
export const COMPLETED_SINCE: Readonly<Record<string, Filter>> = {
  completedSince: {
    type: 'DateTime',
    param: 'completed_since',
    description: 'Leaves out tasks completed before this moment.',
  },
};
