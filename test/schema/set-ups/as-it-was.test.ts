/** What an answer shows of a set-up that goes on because of it: how it was before. */
import { createClient } from 'graphql-ws';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { ask, sandboxTarget } from '../../security/support.ts';
import { eventually } from '../../support/eventually.ts';

const START = `mutation ($gid: ID!) {
  duplicateProject(input: { projectGid: $gid, name: "Left [slow]", setUp: { members: ["me"] } }) {
    job { gid setUp { id } }
  }
}`;

/** A set-up that was interrupted since its user was not there. */
async function left() {
  const target = await sandboxTarget({ errandTokenTtlMs: 0 });
  const { gids, tokens } = target.sandbox;
  const as = (query: string, variables: object = {}) =>
    ask(target.url, query, { token: tokens.ada, variables });
  const { data } = await as(START, { gid: gids.projects.office });
  const { gid, setUp } = data.duplicateProject.job;
  const { errands } = target.gateway.services;
  await eventually(async () => (await errands.findAbout('setUp', gid))?.state === 'interrupted', 20_000);
  return { ...target, as, gid: gid as string, id: setUp.id as string };
}

describe('a set-up that was interrupted is shown so, wherever it is shown,', () => {
  test.each([
    ['to whoever lists recentJobs', '{ recentJobs { setUp { state } } }'],
    ['to whoever lists deliveries beside', '{ callbackDeliveries { id } recentJobs { setUp { state } } }'],
    ['to whoever reads its job', 'query ($gid: ID!) { job(gid: $gid) { setUp { state } } }'],
    [
      'in two places at once',
      'query ($id: ID!, $gid: ID!) { setUp(id: $id) { state } recentJobs { setUp { state } } job(gid: $gid) { setUp { state } } }',
    ],
  ])('%s', async (_name, query) => {
    const { as, gid, id } = await left();
    const { data } = await as(query, {
      ...(query.includes('$gid') && { gid }),
      ...(query.includes('$id') && { id }),
    });
    const states = JSON.stringify(data).match(/(?<="state":")\w+/g);
    expect(new Set(states)).toEqual(new Set(['INTERRUPTED']));
  });

  test.each([
    ['FINISHED', 'jobUpdated(gid: $gid)'],
    ['SET_UP', 'jobUpdated(gid: $gid, until: SET_UP)'],
    ['SET_UP', 'jobsUpdated(gids: [$gid], until: SET_UP)'],
  ])('to whoever watches its job until %s by %s', async (_until, field) => {
    const { url, sandbox, gid } = await left();
    const client = createClient({
      url: url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { Authorization: `Bearer ${sandbox.tokens.ada}` },
    });
    onTestFinished(async () => client.dispose());
    const seen: unknown[] = [];
    const query = `subscription ($gid: ID!) { job: ${field} { setUp { state } } }`;
    for await (const { data } of client.iterate<{ job: { setUp: { state: string } } }>({
      query,
      variables: { gid },
    })) {
      seen.push(data?.job.setUp.state);
      if (seen.length === 2) break;
      // There is something to tell even where it was under way before the first look.
      Object.assign(sandbox.store.peek(gid)?.data.plan as object, { endsAt: sandbox.store.now() });
    }
    expect(seen[0]).toBe('INTERRUPTED');
    expect(seen.slice(1)).not.toContain('INTERRUPTED');
  });
});

test('who waited for a job sees its set-up as it is by then', async () => {
  const { as, gid } = await left();
  const { data } = await as(
    'query ($gid: ID!) { waitForJob(gid: $gid, until: SET_UP, seconds: 1) { setUp { state } } }',
    { gid },
  );
  expect(data.waitForJob.setUp.state).toBe('WAITING');
});
