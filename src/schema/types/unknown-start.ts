/** UnknownStart: a start that was sent and whose reply was lost. */
import type { UnknownStart } from '../../starts/ledger.ts';
import { builder } from '../builder.ts';
import { sourceRef } from '../jobs/job-ref.ts';

builder.objectType(builder.objectRef<UnknownStart>('UnknownStart'), {
  description:
    'A start that was sent and whose reply was lost: it may have happened. The gateway never repeats it.',
  fields: (t) => ({
    kind: t.field({
      type: 'JobKind' as never,
      nullable: false,
      description: 'Which start it was.',
      resolve: ({ kind }) => kind as never,
    }),
    source: t.field({
      type: 'JobSource' as never,
      description: 'What it was to start from.',
      resolve: ({ source }) => sourceRef(source) as never,
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
