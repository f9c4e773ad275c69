/** UnknownStart: a start that was sent and whose reply was lost. */
import type { UnknownStart as StoredStart } from '../../starts/ledger.ts';
import { builder } from '../builder.ts';
import { sourceRef } from '../jobs/job-ref.ts';
import { JobSource } from './job.ts';
import { JobKind } from './job-enums.ts';

const UnknownStart = builder.objectRef<StoredStart>('UnknownStart');

builder.objectType(UnknownStart, {
  description:
    'A start that was sent and whose reply was lost: it may have happened. The gateway never repeats it.',
  fields: (t) => ({
    kind: t.field({
      type: JobKind,
      nullable: false,
      description: 'Which start it was.',
      resolve: ({ kind }) => kind,
    }),
    source: t.field({
      type: JobSource,
      description: 'What it was to start from.',
      resolve: ({ source }) => sourceRef(source),
    }),
    name: t.string({ description: 'The name the new object was to have.', resolve: ({ name }) => name }),
    sentAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When it was sent.',
      resolve: ({ sentAt }) => new Date(sentAt).toISOString(),
    }),
  }),
});

builder.queryField('unknownStarts', (t) =>
  t.field({
    type: [UnknownStart],
    nullable: { list: true, items: true },
    description:
      "This user's starts whose outcome is unknown: the reply was lost. Look at Asana before trying again.",
    resolve: async (_root, _args, context) => {
      const owner = await context.services.identities.ownerOf(context);
      return context.services.ledger.unknownStarts(owner);
    },
  }),
);
