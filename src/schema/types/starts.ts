/** The mutations: one for each entry of the table in `starts/table.ts`, with its payload. */
import { START_NAMES, type StartName } from '../../asana/api/starts.ts';
import { planChild } from '../asana-plugin/selection.ts';
import { builder } from '../builder.ts';
import { payloadType } from '../payload.ts';
import { startInput } from '../starts/inputs.ts';
import { type StartResult, start } from '../starts/run.ts';
import { JOB_KINDS } from '../starts/table.ts';
import { canLookFirst } from '../starts/unless-exists.ts';

/** Where a payload has what was started, and its type. */
const RESULTS = {
  job: ['job', 'Job'],
  export: ['organizationExport', 'OrganizationExport'],
} as const;

for (const name of START_NAMES) defineStart(name);

function defineStart(name: StartName): void {
  const { description } = JOB_KINDS[name];
  const [resultField, resultType] = RESULTS[name === 'createOrganizationExport' ? 'export' : 'job'];
  const payload = payloadType<StartResult>(name, {
    userErrors: 'Why it was not started; empty when it was.',
    fields: (t) => ({
      [resultField]: t.field({
        type: resultType,
        description:
          'What Asana answered with; null when it was not started. Once it was, it is here with its gid, and what could not be read of it is null with an error that has the gid and is not `retryable`.',
        asana: { kind: 'here' },
        resolve: ({ started }) => started,
      }),
      ...(canLookFirst(name) && {
        existing: t.field({
          type: ['Project'],
          nullable: { list: true, items: false },
          description:
            'With `unlessExists`: the projects of this name that are there, which is why nothing was started; null otherwise. At most a hundred.',
          resolve: ({ existing }) => existing ?? null,
        }),
      }),
    }),
  });
  const inputType = startInput(name);
  builder.mutationField(name, (t) =>
    t.field({
      type: payload,
      description,
      args: {
        input: t.arg({ type: inputType, required: true, description: 'What to start, and how.' }),
      },
      resolve: (_root, { input }, context, info) =>
        start(name, input, context, planChild(info, resultField), info),
    }),
  );
}
