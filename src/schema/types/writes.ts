/** The mutations that write: one for each entry of the table in `asana/api/writes.ts`, with its payload. */
import { WRITE_NAMES, type WriteName, writeOf } from '../../asana/api/writes.ts';
import { planChild } from '../asana-plugin/selection.ts';
import { builder } from '../builder.ts';
import { payloadType } from '../payload.ts';
import { writeInput } from '../writes/inputs.ts';
import { type WriteResult, write } from '../writes/run.ts';

for (const name of WRITE_NAMES) defineWrite(name);

function defineWrite(name: WriteName): void {
  const { description, answer } = writeOf(name);
  const payload = payloadType<WriteResult>(name, {
    userErrors: 'Why nothing was written, or not all of it; empty when it was.',
    fields: (t) => ({
      [answer.field]:
        answer.type === null
          ? t.id({
              nullable: true,
              description: 'What is deleted; null when nothing was.',
              resolve: ({ gid }) => gid,
            })
          : t.field({
              type: answer.type,
              description: 'It as it is now; null when nothing was written.',
              asana: { kind: 'here' },
              resolve: ({ written }) => written,
            }),
    }),
  });
  const inputType = writeInput(name);
  builder.mutationField(name, (t) =>
    t.field({
      type: payload,
      description,
      args: {
        input: t.arg({ type: inputType, required: true, description: 'What to write.' }),
      },
      resolve: (_root, { input }, context, info) =>
        write(name, input, context, planChild(info, answer.field), info),
    }),
  );
}
