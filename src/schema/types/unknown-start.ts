/** UnknownStart: a start that was sent and whose reply was lost. */
import type { UnknownStart as StoredStart } from '../../starts/ledger.ts';
import { builder } from '../builder.ts';
import { sourceRef } from '../jobs/job-ref.ts';
import { candidatesFor } from '../not-twice/candidates.ts';
import { changed, ownMutation } from '../payload.ts';
import { JobResult, JobSource } from './job.ts';
import { JobKind } from './job-enums.ts';

const UnknownStart = builder.objectRef<StoredStart>('UnknownStart');

builder.objectType(UnknownStart, {
  description:
    'A start that was sent and whose reply was lost: it may have happened. The gateway never repeats it.',
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: 'What `dismissUnknownStart` takes; no `node` has it.',
      resolve: ({ id }) => id,
    }),
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
    candidates: t.field({
      type: [JobResult],
      nullable: { list: true, items: false },
      description:
        'What it may have made: objects of its name and type, made at or after `sentAt` less a minute (of templates, whose age Asana does not tell, all of the name). Looked for where it would be, in ten pages, and by Asana’s search, which lags: none does not mean that nothing was made. At most a hundred; null for exports, and for starts without a name.',
      resolve: (start, _args, { reader }) => candidatesFor(start, reader),
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

ownMutation<StoredStart>('dismissUnknownStart', {
  description:
    "Takes one of this user's unknown starts off the list, once it is known what became of it. Nothing is sent to Asana, and its `idempotencyKey` stays used.",
  inputDescription: 'Which unknown start has been dealt with.',
  idOf: 'UnknownStart',
  which: 'Which one.',
  payload: {
    userErrors: 'Why nothing was dismissed; empty when it was.',
    fields: (t) => ({
      unknownStart: t.field({
        type: UnknownStart,
        description: 'What is not listed any more; null when there is none of this id.',
        resolve: ({ object }) => object,
      }),
    }),
  },
  change: async (id, context) => {
    const { identities, ledger } = context.services;
    const owner = await identities.ownerOf(context);
    return changed(await ledger.dismissUnknownStart(owner, id), 'unknown start');
  },
});
