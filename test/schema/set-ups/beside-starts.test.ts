import { describe, expect, test } from 'vitest';
import { ask, sandboxTarget, target } from '../../security/support.ts';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox({ jobDurationMs: 200 });

const DUPLICATE = `mutation ($input: DuplicateProjectInput!) {
  duplicateProject(input: $input) { job { gid setUp { id state } } existing { gid } userErrors { code field } }
}`;
const setUp = { project: { notes: 'as wished' } };
const duplicate = async (name: string, more: object = {}) =>
  (await gateway.run(DUPLICATE, { input: { projectGid: gateway.gids.projects.office, name, ...more } })).data
    .duplicateProject;

interface Shown {
  readonly gid?: string;
  readonly status?: string;
  readonly ready?: boolean;
  readonly setUp?: { readonly state: string } | null;
}

test('jobs are watched together until each is set up, or ready where it has no set-up', async () => {
  const withOne = [await duplicate('One', { setUp }), await duplicate('Two', { setUp })];
  const plain = await duplicate('Three');
  const [one, two, three] = [...withOne, plain].map(({ job }) => job.gid);
  const seen = new Map<string, string[]>();
  const query = `subscription ($gids: [ID!]!) {
    jobsUpdated(gids: $gids, until: SET_UP) { gid status ready setUp { state } }
  }`;
  for await (const { data } of await gateway.watch(query, { gids: [one, two, three, '404404'] })) {
    const { gid = '404404', status = '-', ready = false, setUp = null } = (data?.jobsUpdated ?? {}) as Shown;
    const words = seen.get(gid) ?? [];
    seen.set(gid, [...words, `${status} ${ready} ${setUp?.state ?? '-'}`]);
  }
  expect(seen.get(one)?.at(-1)).toBe('SUCCEEDED true DONE');
  expect(seen.get(two)?.at(-1)).toBe('SUCCEEDED true DONE');
  expect(seen.get(three)?.at(-1)).toBe('SUCCEEDED true -');
  expect(seen.get('404404')).toEqual(['- false -']);
  // Each change of a set-up was an event, and none came twice.
  for (const gid of [one, two]) {
    const words = seen.get(gid) ?? [];
    expect(words).toContain('SUCCEEDED true RUNNING');
    expect(new Set(words).size).toBe(words.length);
  }
});

test('a start that is not wanted any more has no set-up, and leaves no place taken', async () => {
  const first = await duplicate('Unless', { setUp, unlessExists: true });
  expect(first).toMatchObject({ existing: null, job: { setUp: { state: 'WAITING' } } });
  const kept = gateway.services.telemetry.read('errands_kept', {});
  await gateway.run(`{ waitForJob(gid: "${first.job.gid}", until: SET_UP) { gid } }`);
  const again = await duplicate('Unless', { setUp, unlessExists: true });
  expect(again).toMatchObject({ job: null, userErrors: [], existing: [{ gid: expect.any(String) }] });
  expect(gateway.services.telemetry.read('errands_kept', {})).toBe(kept);
});

test('a gateway that keeps its state in memory knows no set-up after a restart', async () => {
  const { sandbox, url } = await sandboxTarget();
  const token = sandbox.tokens.ada;
  const input = { projectGid: sandbox.gids.projects.office, name: 'Forgotten', setUp };
  const { data } = await ask(url, DUPLICATE, { token, variables: { input } });
  const { job } = data.duplicateProject;
  const read =
    'query ($gid: ID!, $id: ID!) { job(gid: $gid) { gid setUp { state } } setUp(id: $id) { state } }';
  const variables = { gid: job.gid, id: job.setUp.id };
  expect((await ask(url, read, { token, variables })).data.setUp).not.toBeNull();
  const restarted = await target(sandbox.url);
  const after = await ask(restarted.url, read, { token, variables });
  expect(after.errors).toEqual([]);
  expect(after.data).toEqual({ job: { gid: job.gid, setUp: null }, setUp: null });
});

describe('a set-up that is cancelled while its job runs', () => {
  const cancelled = async (name: string) => {
    const { job } = await duplicate(`${name} [slow]`, { setUp });
    return {
      gid: job.gid as string,
      cancel: () =>
        gateway.run('mutation ($id: ID!) { cancelSetUp(input: { id: $id }) { setUp { state } } }', {
          id: job.setUp.id,
        }),
    };
  };

  test('has the last event of its stream', async () => {
    const { gid, cancel } = await cancelled('Alone');
    const query =
      'subscription ($gid: ID!) { jobUpdated(gid: $gid, until: SET_UP) { finished setUp { state } } }';
    const seen: unknown[] = [];
    for await (const { data } of await gateway.watch(query, { gid })) {
      if (seen.push(data?.jobUpdated) === 1) await cancel();
    }
    expect(seen.at(0)).toEqual({ finished: false, setUp: { state: 'WAITING' } });
    expect(seen.at(-1)).toEqual({ finished: false, setUp: { state: 'CANCELLED' } });
    expect(gateway.services.hub.stats()).toMatchObject({ jobs: 0, subscribers: 0 });
  });

  test('leaves the other jobs of a stream watched', async () => {
    const { gid, cancel } = await cancelled('Beside');
    const other = (await duplicate('Other', { setUp })).job.gid;
    const query = `subscription ($gids: [ID!]!) {
      jobsUpdated(gids: $gids, until: SET_UP) { gid finished setUp { state } }
    }`;
    await cancel();
    const seen: Shown[] = [];
    for await (const { data } of await gateway.watch(query, { gids: [gid, other] })) {
      seen.push(data?.jobsUpdated as Shown);
    }
    expect(seen.filter((each) => each.gid === gid)).toEqual([
      { gid, finished: false, setUp: { state: 'CANCELLED' } },
    ]);
    expect(seen.at(-1)).toEqual({ gid: other, finished: true, setUp: { state: 'DONE' } });
  });

  test('is waited for no longer', async () => {
    const { gid, cancel } = await cancelled('Waited for');
    const wait =
      'query ($gid: ID!) { waitForJob(gid: $gid, until: SET_UP, seconds: 55) { finished setUp { state } } }';
    const waiting = gateway.run(wait, { gid });
    await cancel();
    expect((await waiting).data.waitForJob).toEqual({ finished: false, setUp: { state: 'CANCELLED' } });
  });
});

test('a set-up whose job failed has its end in the event of the job’s', async () => {
  const { job } = await duplicate('Broken [fail]', { setUp });
  const query =
    'subscription ($gid: ID!) { jobUpdated(gid: $gid, until: SET_UP) { status setUp { state } } }';
  const seen: string[] = [];
  for await (const { data } of await gateway.watch(query, { gid: job.gid })) {
    const { status, setUp: shown } = (data?.jobUpdated ?? {}) as Shown;
    seen.push(`${status} ${shown?.state}`);
  }
  expect(seen.at(-1)).toBe('FAILED FAILED');
  expect(seen.filter((each) => each.endsWith(' FAILED'))).toHaveLength(1);
});
