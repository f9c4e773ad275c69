/** Job: a long process at Asana; how to read it, list it, wait for it and watch it. */
import { fieldTree } from '../../asana/api/fields.ts';
import { checkGid } from '../../asana/api/ids.ts';
import { badInput, isNotFound } from '../../errors.ts';
import { isFinal } from '../../job-state.ts';
import { noteUnknownWord } from '../asana-plugin/asana-value.ts';
import { pageSize } from '../asana-plugin/connection.ts';
import { gidOf, inPlace, type Ref } from '../asana-plugin/ref.ts';
import { plan, selects } from '../asana-plugin/selection.ts';
import { builder } from '../builder.ts';
import { CONTENTS_NEEDED, contentsOfJob, isJobReady, READY_NEEDED } from '../jobs/contents.ts';
import { statusOf, UNKNOWN_STATUS } from '../jobs/job-record.ts';
import { eventRef, ledgerRow, readJobRef, recentJobRef, SOURCE_TYPES, sourceRef } from '../jobs/job-ref.ts';
import { withStatus } from '../jobs/job-status.ts';
import { typicalSeconds } from '../jobs/typical-seconds.ts';
import { waitForJob } from '../jobs/wait-for-job.ts';
import { momentOfJob, noteWatched, refOfEvent, watchJobs } from '../jobs/watch-jobs.ts';
import { allBack, setUpOfJob } from '../set-ups/set-ups.ts';
import { JOB_KINDS } from '../starts/table.ts';
import { JobContents, JobMoment } from './job-contents.ts';
import { JobKind, JobStatus } from './job-enums.ts';
import { SetUp } from './set-up.ts';

const STATUSES = ['not_started', 'in_progress', 'succeeded', 'failed'] as const;

/** What a job made. */
export const JobResult = builder.asanaUnion('JobResult', 'What a job made.', [
  'Task',
  'Project',
  'ProjectTemplate',
  'Portfolio',
  'GraphExport',
  'ResourceExport',
]);
/** What a job was started from. */
export const JobSource = builder.asanaUnion('JobSource', 'What a job was started from.', SOURCE_TYPES);

const STATUS_NEEDED = { kind: 'value', needs: fieldTree(['status']) } as const;

builder.asanaObject('Job', {
  description: 'A long process at Asana: a duplication, an instantiation or an export.',
  is: 'record',
  fields: (t) => ({
    resourceSubtype: t.text("Asana's own word for what the job does; an open set."),
    kind: t.field({
      type: JobKind,
      nullable: false,
      description: 'Which start made it, when this gateway knows; else `UNKNOWN`.',
      resolve: async (ref, _args, context) => {
        const kind = (await ledgerRow(ref, context))?.kind;
        return kind && Object.hasOwn(JOB_KINDS, kind) ? kind : 'unknown';
      },
    }),
    status: t.field({
      type: JobStatus,
      description: 'Where it stands.',
      nullable: false,
      asana: STATUS_NEEDED,
      resolve: (ref, _args, context, info) =>
        withStatus(ref, context, info, (status) => {
          const known = STATUSES.find((each) => each === status);
          if (known) return known;
          if (status !== UNKNOWN_STATUS) noteUnknownWord('JobStatus', context.services.telemetry);
          return UNKNOWN_STATUS;
        }),
    }),
    finished: t.field({
      type: 'Boolean',
      description: 'Whether it has succeeded or failed, as far as it could be read.',
      nullable: false,
      asana: STATUS_NEEDED,
      resolve: (ref, _args, context, info) => withStatus(ref, context, info, isFinal),
    }),
    newTask: t.one(
      'Task',
      'The task it made. May be there before the job has finished, and still change until then.',
    ),
    newProject: t.one(
      'Project',
      'The project it made. Its tasks may arrive a little after the job has finished.',
    ),
    newProjectTemplate: t.one('ProjectTemplate', 'The project template it made.'),
    newPortfolio: t.one('Portfolio', 'The portfolio it made.'),
    newGraphExport: t.one('GraphExport', 'The export it made.'),
    newResourceExport: t.one('ResourceExport', 'The export it made.'),
    result: t.firstOf(JobResult, 'Whichever of the `new…` fields is there.', {
      Task: 'new_task',
      Project: 'new_project',
      ProjectTemplate: 'new_project_template',
      Portfolio: 'new_portfolio',
      GraphExport: 'new_graph_export',
      ResourceExport: 'new_resource_export',
    }),
    contents: t.field({
      type: JobContents,
      description:
        'How far what it made has filled; counted anew for each answer, until that is final. Null where nothing it makes fills, before something was made, and for a job that failed.',
      asana: CONTENTS_NEEDED,
      resolve: (ref, _args, context, info) => contentsOfJob(ref, context, info),
    }),
    ready: t.field({
      type: 'Boolean',
      nullable: false,
      description:
        'Whether it has succeeded, and what it made is complete as far as anyone can know: `COMPLETE` or `SETTLED`, an export can be fetched. Counts like `contents`.',
      asana: READY_NEEDED,
      resolve: (ref, _args, context, info) => isJobReady(ref, context, info),
    }),
    requestedName: t.field({
      type: 'String',
      description: 'The name that the start asked for, as this gateway remembers it.',
      resolve: async (ref, _args, context) => (await ledgerRow(ref, context))?.name ?? null,
    }),
    typicalSeconds: t.field({
      type: 'Float',
      description:
        "How long this user's jobs of this kind and source take, else those of this kind: the median of those that this gateway saw succeed, of the newest hundred. Null below three.",
      resolve: (ref, _args, context) => typicalSeconds(ref, context),
    }),
    source: t.field({
      type: JobSource,
      description: 'What it was started from, when this gateway knows. Null for a graph export.',
      resolve: async (ref, _args, context) => sourceRef((await ledgerRow(ref, context))?.source),
    }),
    setUp: t.field({
      type: SetUp,
      description:
        'What goes on with its project after it, for the user who asked for that; null where nothing does. One that is interrupted goes on.',
      resolve: (ref, _args, context) => setUpOfJob(gidOf(ref), context),
    }),
    startedAt: t.field({
      type: 'DateTime',
      description: "When this gateway started it, by the gateway's clock; null when it did not.",
      resolve: async (ref, _args, context) => timeOf((await ledgerRow(ref, context))?.startedAt),
    }),
    finishedAt: t.field({
      type: 'DateTime',
      description: "When this gateway saw it finish, by the gateway's clock; null when it did not.",
      resolve: async (ref, _args, context) => timeOf((await ledgerRow(ref, context))?.finishedAt),
    }),
    observedAt: t.field({
      type: 'DateTime',
      nullable: false,
      description:
        'When this state was read from Asana; of a start whose job could not be read, when Asana answered it.',
      resolve: (ref, _args, context) => momentOf(ref.observedAt ?? context.services.now()),
    }),
  }),
});

const UNTIL = {
  type: JobMoment,
  defaultValue: 'finished',
  description: 'Until when to watch.',
} as const;
const GID = { required: true, description: "Asana's id of the job." } as const;

builder.queryFields((t) => ({
  job: t.field({
    type: 'Job',
    description:
      'One job; null when there is none, or somebody else started it. One that this user started less than 15 s ago is never null: Asana may take a moment to know it.',
    args: { gid: t.arg.id(GID) },
    resolve: (_root, { gid }, context, info) => readJobRef(checkGid(gid, 'gid'), context, plan(info)),
  }),
  jobs: t.field({
    type: ['Job'],
    nullable: { list: true, items: true },
    description: 'Jobs in the order asked; null where there is none, or somebody else started it.',
    args: { gids: t.arg.idList({ required: true, description: "Asana's ids of the jobs." }) },
    resolve: (_root, { gids }, context, info) =>
      gids.map(async (gid) => readJobRef(checkGid(gid, 'gids'), context, plan(info))),
  }),
  recentJobs: t.field({
    type: ['Job'],
    nullable: { list: true, items: true },
    description:
      'The jobs this Asana user started or watched through this gateway, newest first, with their present state.',
    args: {
      first: t.arg.int({ defaultValue: 20, description: 'How many at most, 1 to 100.' }),
      unfinishedOnly: t.arg.boolean({ defaultValue: false, description: 'Only those that still run.' }),
    },
    resolve: async (_root, { first, unfinishedOnly }, context, info) => {
      const most = pageSize(first ?? 20);
      const owner = await context.services.identities.ownerOf(context);
      await allBack(owner, context);
      const rows = await context.services.ledger.list(owner, {
        first: most,
        unfinishedOnly: unfinishedOnly === true,
      });
      const jobs = await Promise.all(
        rows.map((row) => recentJobRef(row, context, plan(info)).catch((error: unknown) => error as Error)),
      );
      const shown = jobs.filter(
        (job) => job !== null && (job instanceof Error || !unfinishedOnly || !hasFinished(job)),
      );
      return inPlace(shown);
    },
  }),
  waitForJob: t.field({
    type: 'Job',
    description:
      'For callers without sockets: answers when the job has finished (or, as `until` says, is ready), or with its present state when the time is over. Costs no poll of its own when somebody watches the job already.',
    args: {
      gid: t.arg.id(GID),
      seconds: t.arg.int({ defaultValue: 25, description: 'How long to wait, 1 to 55 seconds.' }),
      until: t.arg(UNTIL),
    },
    resolve: async (_root, { gid, seconds, until }, context, info) => {
      const most = seconds ?? 25;
      if (!(most >= 1 && most <= 55))
        throw badInput(`seconds is ${most}; it takes a whole number from 1 to 55.`);
      const job = checkGid(gid, 'gid');
      const patience = { ms: most * 1_000, until: momentOfJob(until) };
      const event = await waitForJob(job, patience, context, info);
      // The time is over: one more try, no waiting.
      if (!event) return readJobRef(job, context, plan(info), { patienceMs: 0 });
      if (event.error) {
        if (isNotFound(event.error)) return null;
        throw event.error;
      }
      await noteWatched(event, context);
      return eventRef(event, context, plan(info));
    },
  }),
}));

builder.subscriptionFields((t) => ({
  jobUpdated: t.field({
    type: 'Job',
    nullable: false,
    description:
      'The job now, then each time its status, its `resourceSubtype`, what it made or (where selected) `contents` changes and the selected data differs, until it has finished; all that is selected is read afresh for each event, and raises none itself. With `until: READY` it goes on after the success, until `contents` is final, with `until: SET_UP` until `setUp` is over, whose changes are events where it is selected. A change is seen at most max(0.5 s, a quarter of its age) late, capped at 15 s (exports: 5 s to 60 s).',
    args: { gid: t.arg.id(GID), until: t.arg(UNTIL) },
    subscribe: (_root, { gid, until }, context, info) => {
      const wishes = { multiple: false, until: momentOfJob(until), progress: selects(info, 'contents') };
      return watchJobs([checkGid(gid, 'gid')], wishes, context, info);
    },
    resolve: (event, _args, context, info) => refOfEvent(event, context, info),
  }),
  jobsUpdated: t.field({
    type: 'Job',
    nullable: false,
    description:
      'Many jobs at once, for dashboards: the state of each, then one event per change as in `jobUpdated`; ends when all have finished, or are ready as `until` says. A job that cannot be read is one event with an error.',
    args: {
      gids: t.arg.idList({
        required: true,
        description:
          "Asana's ids of the jobs. A job that nobody knows is an event with an error, and the others go on; what is no id at all, being no digits, is a mistake in the query: it ends the stream before anything is watched.",
      }),
      until: t.arg(UNTIL),
    },
    subscribe: (_root, { gids, until }, context, info) => {
      const checked = gids.map((gid) => checkGid(gid, 'gids'));
      const wishes = { multiple: true, until: momentOfJob(until), progress: selects(info, 'contents') };
      return watchJobs(checked, wishes, context, info);
    },
    resolve: (event, _args, context, info) => refOfEvent(event, context, info),
  }),
}));

function hasFinished(job: Ref): boolean {
  return job.sources.some(({ loaded }) => isFinal(statusOf(loaded.data.status)));
}

function timeOf(time: number | null | undefined): string | null {
  return time == null ? null : momentOf(time);
}

function momentOf(time: number): string {
  return new Date(time).toISOString();
}
