/** Job: a long process at Asana; how to read it, list it and wait for it. */

import { fieldTree } from '../../asana/api/fields.ts';
import { checkGid } from '../../asana/api/ids.ts';
import { NEW_KEYS } from '../../asana/api/starts.ts';
import { badInput, isNotFound } from '../../errors.ts';
import { itself } from '../../iterator.ts';
import { isFinal } from '../../job-state.ts';
import { noteUnknownWord } from '../asana-plugin/asana-value.ts';
import {
  defineObject,
  defineQueries,
  defineUnion,
  type FieldSpec,
  one,
  text,
} from '../asana-plugin/define.ts';
import { nestedRef } from '../asana-plugin/nested.ts';
import { type Ref, readKey } from '../asana-plugin/ref.ts';
import { plan } from '../asana-plugin/selection.ts';
import { builder } from '../builder.ts';
import { readJob, statusOf, UNKNOWN_STATUS, watchSource } from '../jobs/job-record.ts';
import { eventRef, ledgerRow, readJobRef, recentJobRef, sourceRef } from '../jobs/job-ref.ts';
import { withStatus } from '../jobs/job-status.ts';
import { waitForJob } from '../jobs/wait-for-job.ts';
import { JOB_KINDS } from '../starts/job-kinds.ts';

const STATUSES = ['not_started', 'in_progress', 'succeeded', 'failed'];

/** Result types by the key that carries them. */
const RESULTS: Readonly<Record<(typeof NEW_KEYS)[number], string>> = {
  new_task: 'Task',
  new_project: 'Project',
  new_project_template: 'ProjectTemplate',
  new_portfolio: 'Portfolio',
  new_graph_export: 'GraphExport',
  new_resource_export: 'ResourceExport',
};

defineUnion('JobResult', 'What a job made.', Object.values(RESULTS));
defineUnion('JobSource', 'What a job was started from.', [
  'Task',
  'Project',
  'ProjectTemplate',
  'TaskTemplate',
  'Portfolio',
  'Workspace',
]);

const STATUS_NEEDED = { kind: 'value', needs: fieldTree(['status']) } as const;

defineObject('Job', {
  description: 'A long process at Asana: a duplication, an instantiation or an export.',
  is: 'record',
  fields: {
    resourceSubtype: text("Asana's own word for what the job does; an open set."),
    kind: {
      type: 'JobKind',
      nullable: false,
      description: 'Which start made it, when this gateway knows; else `UNKNOWN`.',
      resolve: async (ref, _args, context) => {
        const kind = (await ledgerRow(ref, context))?.kind;
        return kind && Object.hasOwn(JOB_KINDS, kind) ? kind : 'unknown';
      },
    },
    status: {
      type: 'JobStatus',
      description: 'Where it stands.',
      nullable: false,
      asana: STATUS_NEEDED,
      resolve: (ref, _args, context, info) =>
        withStatus(ref, context, info, (status) => {
          if (STATUSES.includes(status)) return status;
          if (status !== UNKNOWN_STATUS) noteUnknownWord('JobStatus', context.services.telemetry);
          return UNKNOWN_STATUS;
        }),
    },
    finished: {
      type: 'Boolean',
      description: 'Whether it has succeeded or failed, as far as it could be read.',
      nullable: false,
      asana: STATUS_NEEDED,
      resolve: (ref, _args, context, info) => withStatus(ref, context, info, isFinal),
    },
    newTask: one(
      'Task',
      'The task it made. May be there before the job has finished, and still change until then.',
    ),
    newProject: one(
      'Project',
      'The project it made. Its tasks may arrive a little after the job has finished.',
    ),
    newProjectTemplate: one('ProjectTemplate', 'The project template it made.'),
    newPortfolio: one('Portfolio', 'The portfolio it made.'),
    newGraphExport: one('GraphExport', 'The export it made.'),
    newResourceExport: one('ResourceExport', 'The export it made.'),
    result: result(),
    source: {
      type: 'JobSource',
      description: 'What it was started from, when this gateway knows. Null for a graph export.',
      resolve: async (ref, _args, context) => sourceRef((await ledgerRow(ref, context))?.source),
    },
    startedAt: {
      type: 'DateTime',
      description: "When this gateway started it, by the gateway's clock; null when it did not.",
      resolve: async (ref, _args, context) => timeOf((await ledgerRow(ref, context))?.startedAt),
    },
    finishedAt: {
      type: 'DateTime',
      description: "When this gateway saw it finish, by the gateway's clock; null when it did not.",
      resolve: async (ref, _args, context) => timeOf((await ledgerRow(ref, context))?.finishedAt),
    },
    observedAt: {
      type: 'DateTime',
      nullable: false,
      description:
        'When this state was read from Asana; of a start whose job could not be read, when Asana answered it.',
      resolve: (ref, _args, context) => timeOf(ref.observedAt ?? context.services.now()),
    },
  },
});

const GID = { gid: { type: 'ID', required: true, description: "Asana's id of the job." } } as const;

defineQueries({
  job: {
    type: 'Job',
    description:
      'One job; null when there is none, or somebody else started it. One that this user started less than 15 s ago is never null: Asana may take a moment to know it.',
    args: GID,
    resolve: ({ gid }, context, info) => readJobRef(checkGid(gid as string, 'gid'), context, plan(info)),
  },
  jobs: {
    type: ['Job'],
    description: 'Jobs in the order asked; null where there is none, or somebody else started it.',
    args: { gids: { type: ['ID'], required: true, description: "Asana's ids of the jobs." } },
    resolve: ({ gids }, context, info) =>
      (gids as string[]).map(async (gid) => readJobRef(checkGid(gid, 'gids'), context, plan(info))),
  },
  recentJobs: {
    type: ['Job'],
    description:
      'The jobs this Asana user started or watched through this gateway, newest first, with their present state.',
    args: {
      first: { type: 'Int', defaultValue: 20, description: 'How many at most, 1 to 100.' },
      unfinishedOnly: { type: 'Boolean', defaultValue: false, description: 'Only those that still run.' },
    },
    resolve: async ({ first, unfinishedOnly }, context, info) => {
      const most = first as number;
      if (!(most >= 1 && most <= 100))
        throw badInput(`first is ${most}; it takes a whole number from 1 to 100.`);
      const owner = await context.services.identities.ownerOf(context);
      const rows = await context.services.ledger.list(owner, {
        first: most,
        unfinishedOnly: unfinishedOnly === true,
      });
      const jobs = await Promise.all(
        rows.map((row) => recentJobRef(row, context, plan(info)).catch((error: unknown) => error as Error)),
      );
      return jobs.filter(
        (job) => job !== null && (job instanceof Error || !unfinishedOnly || !hasFinished(job)),
      );
    },
  },
  unknownStarts: {
    type: ['UnknownStart'],
    description:
      "This user's starts whose outcome is unknown: the reply was lost. Look at Asana before trying again.",
    resolve: async (_args, context) => {
      const owner = await context.services.identities.ownerOf(context);
      return context.services.ledger.unknownStarts(owner);
    },
  },
  waitForJob: {
    type: 'Job',
    description:
      'For callers without sockets: answers when the job has finished, or with its present state when the time is over. Costs no poll of its own when somebody watches the job already.',
    args: {
      ...GID,
      seconds: { type: 'Int', defaultValue: 25, description: 'How long to wait, 1 to 55 seconds.' },
    },
    resolve: async ({ gid, seconds }, context, info) => {
      const wait = seconds as number;
      if (!(wait >= 1 && wait <= 55))
        throw badInput(`seconds is ${wait}; it takes a whole number from 1 to 55.`);
      const job = checkGid(gid as string, 'gid');
      const event = await waitForJob(job, wait * 1_000, context, info);
      // The time is over: one more try, no waiting.
      if (!event) return readJobRef(job, context, plan(info), { patienceMs: 0 });
      if (event.error) {
        if (isNotFound(event.error)) return null;
        throw event.error;
      }
      await noteWatched(event, context);
      return eventRef(event, context, plan(info));
    },
  },
});

builder.subscriptionFields((t) => ({
  jobUpdated: t.field({
    type: 'Job' as never,
    nullable: false,
    description:
      'The job now, then each time its status, its `resourceSubtype` or what it made changes and the selected data differs, until it has finished; all that is selected is read afresh for each event, and raises none itself. A change is seen at most max(0.5 s, a quarter of its age) late, capped at 15 s (exports: 5 s to 60 s).',
    args: { gid: t.arg.id({ required: true, description: GID.gid.description }) },
    subscribe: (_root, { gid }, context, info) =>
      watch([checkGid(gid, 'gid')], false, context, info) as never,
    resolve: ((event: never, _args: unknown, context: never, info: never) =>
      resolveEvent(event, context, info)) as never,
  }),
  jobsUpdated: t.field({
    type: 'Job' as never,
    nullable: false,
    description:
      'Many jobs at once, for dashboards: the state of each, then one event per change as in `jobUpdated`; ends when all have finished. A job that cannot be read is one event with an error.',
    args: { gids: t.arg.idList({ required: true, description: "Asana's ids of the jobs." }) },
    subscribe: (_root, { gids }, context, info) =>
      watch(
        gids.map((gid) => checkGid(gid, 'gids')),
        true,
        context,
        info,
      ) as never,
    resolve: ((event: never, _args: unknown, context: never, info: never) =>
      resolveEvent(event, context, info)) as never,
  }),
}));

type Context = Parameters<FieldSpec['resolve']>[2];
type Info = Parameters<FieldSpec['resolve']>[3];
type Event = Parameters<typeof eventRef>[0];

/** Made synchronously; the first read happens when the first event is asked for. */
function watch(
  gids: readonly string[],
  multiple: boolean,
  context: Context,
  info: Info,
): AsyncIterable<Event> {
  const { services, caller, signal } = context;
  const fields = plan(info);
  const events = services.hub.watch(watchSource(services, caller), gids, {
    multiple,
    ...(signal && { signal }),
    first: (reader, gid) => readJob(context, reader, gid, { fields }),
  });
  return noted(events, context);
}

/** The events, each noted for this subscriber before it is executed: the execution it may share with others. */
function noted(events: AsyncIterableIterator<Event>, context: Context): AsyncIterableIterator<Event> {
  return {
    async next() {
      const step = await events.next();
      if (step.done) return step;
      context.eventGid = step.value.gid;
      if (!context.watchedGids.has(step.value.gid)) await noteWatched(step.value, context);
      return step;
    },
    return: () => events.return?.() ?? Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]: itself,
  };
}

/** An event's job, read through the event's own reader; so are all fields below it. */
async function resolveEvent(event: Event, context: Context, info: Info): Promise<Ref> {
  if (event.error) throw event.error;
  context.reader = event.reader;
  context.ledgerRows.clear();
  return eventRef(event, context, plan(info));
}

/** Once per stream, and not before the job was read: that proves the caller's right to what the ledger knows. */
async function noteWatched({ gid, state }: Event, context: Context): Promise<void> {
  const { services, caller, watchedGids } = context;
  if (!state || watchedGids.has(gid)) return;
  watchedGids.add(gid);
  try {
    await services.ledger.watched(caller.owner, gid);
    await services.ledger.observed(state);
  } catch (error) {
    services.telemetry.log.warn({ err: error }, 'the ledger did not take a watched job');
  }
}

function result(): FieldSpec {
  return {
    type: 'JobResult',
    description: 'Whichever of the `new…` fields is there.',
    asana: {
      kind: 'alternatives',
      keys: Object.fromEntries(Object.entries(RESULTS).map(([key, type]) => [type, key])),
    },
    resolve: async (ref, _args, context, info) => {
      let unreadable: unknown = null;
      for (const key of NEW_KEYS) {
        const read = await readKey(ref, key, context, info);
        try {
          const made = nestedRef(RESULTS[key], read, key);
          if (made) return made;
        } catch (error) {
          // Another key may hold what it made.
          unreadable ??= error;
        }
      }
      if (unreadable !== null) throw unreadable;
      return null;
    },
  };
}

function hasFinished(job: Ref): boolean {
  return job.sources.some(({ loaded }) => isFinal(statusOf(loaded.data.status)));
}

function timeOf(time: number | null | undefined): string | null {
  return time == null ? null : new Date(time).toISOString();
}
