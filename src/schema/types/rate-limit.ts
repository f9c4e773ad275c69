/** RateLimit: what the gateway knows of the caller's budget at Asana. */
import { RUNNING_JOBS_LIMIT } from '../../starts/slot-store.ts';
import { builder } from '../builder.ts';

interface Limits {
  readonly requestsPerMinute: number | null;
  readonly remaining: number | null;
  readonly retryAfterMs: number | null;
  readonly inFlightReads: number;
  readonly inFlightWrites: number;
}

const RateLimit = builder.objectRef<Limits>('RateLimit');

builder.objectType(RateLimit, {
  description: "What the gateway knows of this token's budget at Asana, which publishes none itself.",
  fields: (t) => ({
    requestsPerMinute: t.int({
      description: 'Requests a minute the gateway allows itself: configured, or learned from refusals.',
      resolve: ({ requestsPerMinute }) => requestsPerMinute,
    }),
    remaining: t.int({
      description: 'Requests it could send right now.',
      resolve: ({ remaining }) => remaining,
    }),
    retryAfter: t.int({
      description: 'Seconds until Asana takes requests again, when it has refused one; else null.',
      resolve: ({ retryAfterMs }) => (retryAfterMs ? Math.ceil(retryAfterMs / 1_000) : null),
    }),
    inFlightReads: t.int({
      nullable: false,
      description: 'Reads on their way now, of the 50 Asana allows.',
      resolve: ({ inFlightReads }) => inFlightReads,
    }),
    inFlightWrites: t.int({
      nullable: false,
      description: 'Writes on their way now, of the 15 Asana allows.',
      resolve: ({ inFlightWrites }) => inFlightWrites,
    }),
    runningJobs: t.int({
      nullable: false,
      description: `Jobs of this caller known to run, of the ${RUNNING_JOBS_LIMIT} Asana allows.`,
      resolve: async (_limits, _args, { services, caller }) =>
        (await services.ledger.list(caller.owner, { first: 100, unfinishedOnly: true })).length,
    }),
  }),
});

builder.queryField('rateLimit', (t) =>
  t.field({
    type: RateLimit,
    description: "What the gateway knows of this token's budget. Costs no call.",
    resolve: (_root, _args, { services, caller }) => services.client.rateLimit(caller.token),
  }),
);
