import type { ExecutionResult } from 'graphql';
import { describe, expect, test } from 'vitest';
import { callLines } from '../../support/calls.ts';
import { withSandbox } from '../with-sandbox.ts';

/** With a limit that is told: counts go after all else, and an unknown limit is soon used up by so many jobs. */
const gateway = withSandbox({ jobDurationMs: 2_000, childrenDelayMs: 1_500, toldPerMinute: 1_500 });

/** A copy of a project of three tasks. */
async function startCopy(name: string): Promise<string> {
  const { data } = await gateway.run(
    'mutation ($gid: ID!, $name: String!) { duplicateProject(input: { projectGid: $gid, name: $name }) { job { gid } } }',
    { gid: gateway.gids.projects.books, name },
  );
  gateway.sandbox.clearCalls();
  return data.duplicateProject.job.gid;
}

async function eventsOf(source: string, variables: Record<string, unknown>) {
  const events: ExecutionResult[] = [];
  for await (const event of await gateway.watch(source, variables)) events.push(event);
  return events.map(({ data, errors }) => {
    expect(errors).toBeUndefined();
    return JSON.parse(JSON.stringify(Object.values(data ?? {})[0]));
  });
}

const FULL = 'gid status contents { state present expected } ready newProject { name }';
interface Shown {
  readonly status: string;
  readonly contents: { readonly state: string; present: number | null; expected: number | null } | null;
  readonly ready: boolean;
}
const word = ({ status, contents, ready }: Shown) =>
  `${status} ${contents ? Object.values(contents).join(' ') : '-'} ${ready}`;
const idle = { tokens: 0, jobs: 0, pollers: 0, subscribers: 0, waits: 0 };
const counts = () => callLines(gateway.sandbox.calls).filter((line) => line.includes('task_counts'));

describe('until: READY', () => {
  test('the stream goes on after the success until the tasks are there', async () => {
    const gid = await startCopy('Watched');
    const events = await eventsOf(
      `subscription ($gid: ID!) { jobUpdated(gid: $gid, until: READY) { ${FULL} } }`,
      { gid },
    );
    const words = events.map(word);
    // A slow machine may see more between these, such as two of three tasks: never any of them again.
    const inOrder = [
      'IN_PROGRESS ARRIVING 0 3 false',
      'SUCCEEDED ARRIVING 0 3 false',
      'SUCCEEDED COMPLETE 3 3 true',
    ];
    expect(words.filter((each) => inOrder.includes(each))).toEqual(inOrder);
    expect(words.at(-1)).toBe(inOrder.at(-1));
    expect(events.at(-1)?.newProject).toEqual({ name: 'Watched' });
    expect(gateway.services.hub.stats()).toEqual(idle);
    // Counts keep to themselves: alone, or with the one of the source.
    const calls = callLines(gateway.sandbox.calls);
    const batches = calls.filter((line) => line === 'POST /batch');
    const inBatches = calls.filter((line) => line.startsWith('  '));
    expect(batches).toHaveLength(1);
    expect(inBatches).toEqual([
      `  GET /projects/${gateway.gids.projects.books}/task_counts [num_tasks]`,
      expect.stringMatching(/^ {2}GET \/projects\/\d+\/task_counts \[num_tasks\]$/),
    ]);
    expect(calls.slice(calls.lastIndexOf('POST /batch') + 3)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^GET \/projects\/\d+\/task_counts \[num_tasks\]$/)]),
    );
  });

  test('a page draws its progress from each count, and two pages share them', async () => {
    const gid = await startCopy('Shown twice [slow tasks]');
    const query = `subscription ($gid: ID!) { jobUpdated(gid: $gid, until: READY) { ${FULL} } }`;
    const [one, other] = await Promise.all([eventsOf(query, { gid }), eventsOf(query, { gid })]);
    for (const events of [one, other]) {
      const present = events?.map(({ contents }) => contents?.present ?? 0);
      expect(present).toEqual(present && [...present].sort((a, b) => a - b));
      expect(present).toContain(0);
      expect(present?.some((each: number) => each === 1 || each === 2)).toBe(true);
      expect(events && word(events.at(-1))).toBe('SUCCEEDED COMPLETE 3 3 true');
    }
    // Every half second at most, from 0.5 s to 6.5 s; two that counted for themselves would need twice as many.
    expect(counts().length).toBeLessThan(15);
  });

  test('what is not selected is not told: only the end is another one', async () => {
    const gid = await startCopy('Quiet');
    const events = await eventsOf(
      'subscription ($gid: ID!) { jobUpdated(gid: $gid, until: READY) { finished ready } }',
      { gid },
    );
    expect(events).toEqual([
      { finished: false, ready: false },
      { finished: true, ready: false },
      { finished: true, ready: true },
    ]);
    // Nobody selected contents, so nothing was counted before the success.
    expect(counts()[0]).toMatch(/^ {2}/);
  });

  test('many jobs end each in its own time, a failed one with its failure', async () => {
    const gids = [await startCopy('One'), await startCopy('Two [dangling]')];
    const events = await eventsOf(
      'subscription ($gids: [ID!]!) { jobsUpdated(gids: $gids, until: READY) { gid status contents { state } ready } }',
      { gids },
    );
    const lastOf = (gid: string | undefined) => events.filter((event) => event.gid === gid).at(-1);
    expect(lastOf(gids[0])).toMatchObject({
      status: 'SUCCEEDED',
      contents: { state: 'COMPLETE' },
      ready: true,
    });
    expect(lastOf(gids[1])).toMatchObject({ status: 'FAILED', contents: null, ready: false });
  });

  test('waitForJob answers when it is ready, or with what is there in time', async () => {
    const wait =
      'query ($gid: ID!, $seconds: Int, $until: JobMoment) { waitForJob(gid: $gid, seconds: $seconds, until: $until)';
    const gid = await startCopy('Waited for');
    const { data } = await gateway.run(`${wait} { ${FULL} } }`, { gid, until: 'READY' });
    expect(word(data.waitForJob)).toBe('SUCCEEDED COMPLETE 3 3 true');
    const late = await startCopy('Waited for [missing tasks]');
    const answer = await gateway.run(`${wait} { ${FULL} } }`, { gid: late, seconds: 7, until: 'SET_UP' });
    expect(word(answer.data.waitForJob)).toBe('SUCCEEDED ARRIVING 2 3 false');
    expect(gateway.services.hub.stats()).toEqual(idle);
  });
});

describe('until: FINISHED', () => {
  test.each(['', '(gid: $gid, until: null)', '(gid: $gid, until: FINISHED)'])(
    'ends with the success, whose contents are counted for the answer: %s',
    async (argument) => {
      const gid = await startCopy('Finished [missing tasks]');
      const events = await eventsOf(
        `subscription ($gid: ID!) { jobUpdated${argument || '(gid: $gid)'} { ${FULL} } }`,
        { gid },
      );
      // None or two of three, as quick as the count is: never all, so it says nothing of being ready.
      expect(events.map(word).at(-1)).toMatch(/^SUCCEEDED ARRIVING [02] 3 false$/);
      expect(events.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(1);
    },
  );

  test('nothing is counted for who asks for no contents', async () => {
    const gid = await startCopy('Uncounted');
    await eventsOf('subscription ($gid: ID!) { jobUpdated(gid: $gid) { status requestedName } }', { gid });
    await gateway.run('query ($gid: ID!) { waitForJob(gid: $gid) { status typicalSeconds } }', { gid });
    expect(counts()).toEqual([]);
  });
});
