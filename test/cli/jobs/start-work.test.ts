/** What `run` makes of what a gateway says after its start. Knows no gateway: what comes is laid out. */
import { expect, test } from 'vitest';
import type { Leaving } from '../../../src/cli/jobs/leaving.ts';
import { StartWork } from '../../../src/cli/jobs/start-work.ts';
import type { Result, Way } from '../../../src/cli/jobs/way.ts';

const { signal } = new AbortController();
const leaving: Leaving = {
  signal,
  isInterrupted: () => false,
  failure: () => null,
  [Symbol.dispose]() {},
};
const display = { job() {}, note() {}, end() {} };
const setUp = { id: 'U2V0VXA6MQ', state: 'WAITING', steps: [] };

function workOf(input: Readonly<Record<string, unknown>>): StartWork {
  const options = {
    until: null,
    json: true,
    timeoutMs: 60_000,
    gateway: new URL('http://gateway.example'),
    token: null,
  };
  return new StartWork({ name: 'duplicateProject', input, payloadFields: [], flags: [], options });
}

function wayOf(started: object, ...events: readonly object[]): Way {
  const data = { start: { job: started, userErrors: [] } };
  return {
    ask: async () => ({ data, errors: [] }),
    async *events() {
      for (const job of events) yield { data: { jobsUpdated: job }, errors: [] } satisfies Result;
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

test('a set-up that a gateway forgets at a restart is not done', async () => {
  const way = wayOf(
    { gid: '7', status: 'NOT_STARTED', setUp },
    { gid: '7', status: 'SUCCEEDED', ready: true, setUp: null },
  );
  const work = workOf({ projectGid: '1', setUp: { project: { name: 'Q3' } } });

  await expect(work.do({ way, leaving, display })).rejects.toMatchObject({
    exit: 'failed',
    trouble: { code: 'SET_UP_FAILED' },
  });
  expect(work.known()).toMatchObject({ job: { gid: '7', setUp: null } });
});
