/** The input types of the starts and their enums, made from the table in `table.ts`. */

import { STARTS, type StartName } from '../../asana/api/starts.ts';
import { capitalised } from '../../capitalised.ts';
import { builder } from '../builder.ts';
import { CALLBACK_FIELD } from '../callbacks/input.ts';
import { inputField } from '../input-field.ts';
import { EXPORT_FILTERS } from './body-values.ts';
import { INCLUDES, JOB_KINDS } from './table.ts';
import { canLookFirst } from './unless-exists.ts';

for (const [name, words] of Object.entries(INCLUDES)) {
  builder.asanaEnum<string>(name, 'Parts of the original that can be copied.', words);
}
const ExportResourceType = builder.asanaEnum(
  'ExportResourceType',
  'The types of object a resource export can hold.',
  {
    task: 'Tasks.',
    team: 'Teams.',
    message: 'Messages.',
  },
);

builder.inputType('ScheduleDatesInput', {
  description: 'Moves dates so that the copy starts, or is due, on a given day. Exactly one of the two days.',
  fields: (t) => ({
    shouldSkipWeekends: t.boolean({ required: true, description: 'Whether moved dates avoid weekends.' }),
    startOn: t.field({ type: 'Date', description: 'The day the copy starts.' }),
    dueOn: t.field({ type: 'Date', description: 'The day the copy is due.' }),
  }),
});

builder.inputType('RequestedDateInput', {
  description: "A value for one of a template's date variables.",
  fields: (t) => ({
    gid: t.id({
      required: true,
      description: '`gid` of the variable. `1` is the start of the project, `2` its end.',
    }),
    value: t.string({ description: 'A day or a moment; passed on unchanged.' }),
  }),
});

builder.inputType('RequestedRoleInput', {
  description: "A person for one of a template's roles.",
  fields: (t) => ({
    gid: t.id({ required: true, description: '`gid` of the role.' }),
    value: t.string({ required: true, description: '`me`, an e-mail address, or the gid of a user.' }),
  }),
});

const ExportFiltersInput = builder.inputType('ExportFiltersInput', {
  description: 'Which objects a resource export holds. Several filters must all hold.',
  fields: (t) =>
    Object.fromEntries(
      Object.entries(EXPORT_FILTERS).map(([name, key]) => [
        name,
        key.endsWith('.any')
          ? t.stringList({ description: `Asana's \`${key}\`: gids of users.` })
          : t.field({ type: 'DateTime', description: `Asana's \`${key}\`.` }),
      ]),
    ),
});

builder.inputType('ExportRequestParameterInput', {
  description: 'One part of a resource export.',
  fields: (t) => ({
    resourceType: t.field({
      type: ExportResourceType,
      required: true,
      description: 'What to export.',
    }),
    filters: t.field({ type: ExportFiltersInput, description: 'Which of them; not for teams.' }),
    fields: t.stringList({ description: "The fields to export, in Asana's own names." }),
  }),
});

const SET_UP = {
  type: 'ProjectSetUpInput',
  description:
    'What the project shall be once it is there: done by this gateway after it has answered, whether or not anybody watches. See `Job.setUp`.',
} as const;

/** The starts after which a project can be set up. */
const SET_UP_STARTS: ReadonlySet<StartName> = new Set(['duplicateProject', 'instantiateProject']);

const UNLESS_EXISTS =
  "Start nothing when there are unarchived projects of exactly this name; `existing` has them. Looked at are this user's own starts of the last day, and the projects of the team it would be in (else of the workspace): at most a thousand, beyond that what Asana's search finds. It looks once, before it starts, and Asana's search lags: two at the same moment are both started. What keeps one start from happening twice is `idempotencyKey`. A start whose project is not made yet is not seen.";

/** Makes the input type of a start. */
export function startInput(name: StartName) {
  const { description, target, input } = JOB_KINDS[name];
  return builder.inputType(`${capitalised(name)}Input`, {
    description,
    fields: (t) => ({
      [target.field]: t.id({ required: true, description: target.description }),
      ...Object.fromEntries(Object.entries(input).map(([field, spec]) => [field, inputField(t, spec)])),
      ...(SET_UP_STARTS.has(name) && { setUp: inputField(t, SET_UP) }),
      ...(canLookFirst(name) && {
        unlessExists: t.boolean({ defaultValue: false, description: UNLESS_EXISTS }),
      }),
      ...('fills' in STARTS[name] && { callback: inputField(t, CALLBACK_FIELD) }),
      idempotencyKey: t.string({
        description:
          'Your own unique text for this start. The same key never starts it twice within 24 hours; the first answer is given again.',
      }),
      waitForSlot: t.int({
        defaultValue: 0,
        description:
          'Seconds (0 to 55) to wait for one of the five running-job slots, first come first served.',
      }),
    }),
  });
}
