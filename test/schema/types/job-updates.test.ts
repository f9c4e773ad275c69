import type { ExecutionResult } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { GatewayError } from '../../../src/errors.ts';
import { callLines } from '../../support/calls.ts';
import { startJob, startProjectJob } from '../starts/starting.ts';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox({ jobDurationMs: (_kind, name) => (name.includes('[long]') ? 1_200 : 300) });

/** Everything a subscription sends until it completes. */
async function eventsOf(
  source: string,
  variables: Record<string, unknown>,
  token?: string,
): Promise<ExecutionResult[]> {
  const events: ExecutionResult[] = [];
  for await (const event of await gateway.watch(source, variables, token)) events.push(event);
  return events;
}

const dataOf = (events: readonly ExecutionResult[]) =>
  events.map(({ data, errors }) => {
    if (errors) throw new Error(errors.map(String).join('\n'));
    return JSON.parse(JSON.stringify(Object.values(data ?? {})[0]));
  });

const errorOf = ({ errors }: ExecutionResult): Record<string, unknown> | undefined =>
  (errors?.[0]?.originalError as GatewayError | undefined)?.extensions;

const gone = () => gateway.services.hub.stats();
const idle = { tokens: 0, jobs: 0, pollers: 0, subscribers: 0, waits: 0 };

describe('jobUpdated', () => {
  test('sends the present state, then changes, then completes', async () => {
    const gid = await startProjectJob(gateway, 'Watched [long]');
    const events = dataOf(
      await eventsOf(
        'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status kind newProject { name owner { name } } } }',
        { gid },
      ),
    );
    expect(events[0]).toMatchObject({ kind: 'DUPLICATE_PROJECT' });
    expect(['NOT_STARTED', 'IN_PROGRESS']).toContain(events[0].status);
    expect(events.at(-1)).toEqual({
      status: 'SUCCEEDED',
      kind: 'DUPLICATE_PROJECT',
      newProject: { name: 'Watched [long]', owner: { name: 'Ada Okafor' } },
    });
    expect(gone()).toEqual(idle);
  });

  test('sends a finished job once, in one read', async () => {
    const gid = await startJob(gateway);
    await gateway.run('query ($gid: ID!) { waitForJob(gid: $gid) { status } }', { gid });
    gateway.sandbox.clearCalls();
    const events = dataOf(
      await eventsOf('subscription ($gid: ID!) { jobUpdated(gid: $gid) { status newTask { name } } }', {
        gid,
      }),
    );
    expect(events).toEqual([{ status: 'SUCCEEDED', newTask: { name: 'A copy' } }]);
    expect(callLines(gateway.sandbox.calls)).toEqual([
      expect.stringMatching(/^GET \/jobs\/\d+ \[.*new_task\.name.*status\]$/),
    ]);
  });

  test('says nothing while the selected data stays the same', async () => {
    const gid = await startJob(gateway, 'Quiet [long]');
    const events = dataOf(
      await eventsOf('subscription ($gid: ID!) { jobUpdated(gid: $gid) { finished } }', { gid }),
    );
    expect(events).toEqual([{ finished: false }, { finished: true }]);
  });

  test('the time of reading is no change', async () => {
    const gid = await startJob(gateway, 'Quiet [long]');
    const events = dataOf(
      await eventsOf(
        'subscription ($gid: ID!) { jobUpdated(gid: $gid) { done: finished ...Times } } fragment Times on Job { seen: observedAt startedAt until: finishedAt }',
        { gid },
      ),
    );
    expect(events.map(({ done }) => done)).toEqual([false, true]);
    expect(events[1].until).toEqual(expect.any(String));
  });

  test('polls ask for no more than a change needs', async () => {
    const gid = await startJob(gateway, 'Polled [long]');
    gateway.sandbox.clearCalls();
    await eventsOf('subscription ($gid: ID!) { jobUpdated(gid: $gid) { status newTask { name notes } } }', {
      gid,
    });
    const poll = `GET /jobs/${gid} [new_graph_export.gid,new_portfolio.gid,new_project.gid,new_project_template.gid,new_resource_export.gid,new_task.gid,resource_subtype,status]`;
    const selection = `GET /jobs/${gid} [new_task.name,new_task.notes]`;
    const [first, ...rest] = callLines(gateway.sandbox.calls);
    expect(first).toContain('new_task.name,new_task.notes');
    expect(new Set(rest)).toEqual(new Set([poll, selection]));
    expect(rest.filter((call) => call === selection).length).toBeLessThanOrEqual(2);
  });

  test('an unknown job is an error with its code, then the end', async () => {
    const events = await eventsOf('subscription { jobUpdated(gid: "999") { status } }', {});
    expect(events).toHaveLength(1);
    expect(events[0] && errorOf(events[0])).toMatchObject({ code: 'NOT_FOUND', retryable: false });
    expect(gone()).toEqual(idle);
  });

  test('a watched job becomes one of the watcher’s recent jobs', async () => {
    const gid = await startJob(gateway);
    await eventsOf('subscription ($gid: ID!) { jobUpdated(gid: $gid) { status } }', { gid });
    const { data } = await gateway.run('{ recentJobs(first: 1) { gid status finishedAt } }');
    expect(data.recentJobs).toEqual([{ gid, status: 'SUCCEEDED', finishedAt: expect.any(String) }]);
  });

  test('watching the job of somebody else tells nothing about it', async () => {
    const { grace } = gateway.sandbox.tokens;
    const gid = await startJob(gateway);
    await gateway.run('query ($gid: ID!) { waitForJob(gid: $gid) { status } }', { gid });
    const events = await eventsOf(
      'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status kind } }',
      { gid },
      grace,
    );
    expect(events[0] && errorOf(events[0])).toMatchObject({ code: 'NOT_FOUND' });
    const { data } = await gateway.run('{ recentJobs { gid kind } }', {}, grace);
    expect(data.recentJobs).toEqual([]);
  });

  test('leaving stops the poller', async () => {
    const gid = await startJob(gateway, 'Left alone [slow]');
    const stream = await gateway.watch('subscription ($gid: ID!) { jobUpdated(gid: $gid) { status } }', {
      gid,
    });
    await stream.next();
    expect(gone()).toMatchObject({ jobs: 1, subscribers: 1 });
    const waiting = stream.next();
    await stream.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(gone()).toMatchObject({ jobs: 0, subscribers: 0 });
    gateway.sandbox.store.remove(gid);
  });

  test('a gid that is none is refused before anything is watched', async () => {
    const refusal = gateway.watch('subscription { jobUpdated(gid: "abc") { status } }');
    await expect(refusal).rejects.toThrow('gid takes the digits of an Asana gid');
  });

  test('failing fields of an event leave the rest of it', async () => {
    const gid = await startJob(gateway, 'Half a copy [dangling]');
    const events = await eventsOf(
      'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status newTask { name subtasks { nodes { name } } } } }',
      { gid },
    );
    const last = events.at(-1);
    expect(last?.data).toEqual({
      jobUpdated: { status: 'FAILED', newTask: { name: 'Half a copy [dangling]', subtasks: null } },
    });
    expect(last && errorOf(last)).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('jobsUpdated', () => {
  const WATCH = 'subscription ($gids: [ID!]!) { jobsUpdated(gids: $gids) { gid status } }';

  test('sends every job, then every change, until all have finished', async () => {
    const gids = [await startJob(gateway, 'Short'), await startJob(gateway, 'Longer [long]')];
    const events = dataOf(await eventsOf(WATCH, { gids: [...gids, gids[0]] }));
    expect(new Set(events.slice(0, 2).map(({ gid }) => gid))).toEqual(new Set(gids));
    for (const gid of gids) {
      const statuses = events.filter((event) => event.gid === gid).map(({ status }) => status);
      expect(statuses.at(-1)).toBe('SUCCEEDED');
      expect(new Set(statuses).size).toBe(statuses.length);
    }
    expect(gone()).toEqual(idle);
  });

  test('due polls of many jobs ride in one batch', async () => {
    const gids = [await startJob(gateway, 'One [long]'), await startJob(gateway, 'Two [long]')];
    gateway.sandbox.clearCalls();
    await eventsOf(WATCH, { gids });
    const lines = callLines(gateway.sandbox.calls);
    expect(lines.filter((line) => line === 'POST /batch').length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.startsWith('GET '))).toEqual([]);
  });

  test('an unknown job is one event with its gid and ends nothing else', async () => {
    const gid = await startJob(gateway);
    const events = await eventsOf(WATCH, { gids: ['999', gid] });
    const failed = events.filter(({ errors }) => errors);
    expect(failed).toHaveLength(1);
    expect(failed[0] && errorOf(failed[0])).toMatchObject({ code: 'NOT_FOUND', gid: '999' });
    expect(dataOf(events.filter(({ errors }) => !errors)).at(-1)).toEqual({ gid, status: 'SUCCEEDED' });
  });

  test('no jobs are watched to their end at once', async () => {
    expect(await eventsOf(WATCH, { gids: [] })).toEqual([]);
  });
});
