/** How jobs are followed through breaks of the line, and which ends are told. Knows no gateway: what comes is laid out. */
import { expect, test } from 'vitest';
import { Failed } from '../../../src/cli/jobs/exits.ts';
import { follow } from '../../../src/cli/jobs/follow.ts';
import type { Result, Way } from '../../../src/cli/jobs/way.ts';

const { signal } = new AbortController();
const job = (status: string): Result => ({ data: { jobsUpdated: { gid: '7', status } }, errors: [] });
const refused = (extensions: object): Result => ({
  data: null,
  errors: [
    {
      message: 'refused',
      path: ['jobsUpdated'],
      extensions: { code: 'FORBIDDEN', retryable: false, ...extensions },
    },
  ],
});

/** A way on which these streams come, one after the other; an error breaks one off. */
function wayOf(...streams: readonly (Result | Error)[][]): Way {
  const left = [...streams];
  return {
    ask: () => Promise.reject(new Error('nothing is asked')),
    [Symbol.asyncDispose]: async () => {},
    async *events() {
      for (const each of left.shift() ?? []) {
        if (each instanceof Error) throw each;
        yield each;
      }
    },
  };
}

function followed(way: Way) {
  const seen: string[] = [];
  const ended = follow(way, ['7'], {
    until: 'FINISHED',
    wishes: { contents: false, setUp: false },
    signal,
    onJob: ({ status }) => seen.push(status),
    onTrouble: (_gid, { message }) => {
      throw new Failed('failure', { code: 'FORBIDDEN', message });
    },
  });
  return { ended, seen };
}

test('a job whose watch ends with an error is no end that is well', async () => {
  const { ended, seen } = followed(wayOf([job('NOT_STARTED'), refused({ gid: '7' })]));
  await expect(ended).rejects.toMatchObject({ exit: 'failure', trouble: { code: 'FORBIDDEN' } });
  expect(seen).toEqual(['NOT_STARTED']);
});

test('a stream that is refused for good is not opened again', async () => {
  const ended = follow(wayOf([refused({})], [job('SUCCEEDED')]), ['7', '8'], {
    until: 'FINISHED',
    wishes: { contents: false, setUp: false },
    signal,
    onJob: () => {},
    onTrouble: () => {},
  });
  await expect(ended).rejects.toMatchObject({ exit: 'failure', trouble: { code: 'FORBIDDEN' } });
});

test('a line that breaks is opened again', async () => {
  const broken = new Failed('failure', { code: 'UPSTREAM_UNREACHABLE', message: 'broken' });
  const { ended, seen } = followed(wayOf([job('IN_PROGRESS'), broken], [job('SUCCEEDED')]));
  await ended;
  expect(seen).toEqual(['IN_PROGRESS', 'SUCCEEDED']);
});
