/** The input types of the starts and their enums, made from the table in `table.ts`. */
import { builder } from '../builder.ts';
import { EXPORT_FILTERS } from './body-values.ts';
import type { InputSpec } from './job-kind.ts';
import { INCLUDES, JOB_KINDS } from './table.ts';

for (const [name, words] of Object.entries(INCLUDES)) {
  builder.asanaEnum<string>(name, 'Parts of the original that can be copied.', words);
}
builder.asanaEnum('ExportResourceType', 'The types of object a resource export can hold.', {
  task: 'Tasks.',
  team: 'Teams.',
  message: 'Messages.',
});

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

builder.inputType('ExportFiltersInput', {
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
      type: 'ExportResourceType' as never,
      required: true,
      description: 'What to export.',
    }),
    filters: t.field({ type: 'ExportFiltersInput' as never, description: 'Which of them; not for teams.' }),
    fields: t.stringList({ description: "The fields to export, in Asana's own names." }),
  }),
});

/** Makes the input type of a start and returns its name. */
export function startInput(name: keyof typeof JOB_KINDS): string {
  const kind = JOB_KINDS[name];
  const typeName = `${capitalised(name)}Input`;
  builder.inputType(typeName, {
    description: kind.description,
    fields: (t) => {
      const field = (spec: Omit<InputSpec, 'key'>) =>
        t.field({
          type: spec.type as never,
          required: (spec.required ?? false) as never,
          description: spec.description,
          ...(spec.deprecationReason && { deprecationReason: spec.deprecationReason }),
        });
      return {
        [kind.target.field]: field({ type: 'ID', required: true, description: kind.target.description }),
        ...Object.fromEntries(
          Object.entries(kind.input).map(([inputName, spec]) => [inputName, field(spec)]),
        ),
        idempotencyKey: t.string({
          description:
            'Your own unique text for this start. The same key never starts it twice within 24 hours; the first answer is given again.',
        }),
        waitForSlot: t.int({
          defaultValue: 0,
          description:
            'Seconds (0 to 55) to wait for one of the five running-job slots, first come first served.',
        }),
      };
    },
  });
  return typeName;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
