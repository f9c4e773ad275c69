import type { Client } from 'graphql-ws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Demo, JOB_MS, openDemo } from './demo.ts';
import { createSocket } from './snippets/connection.ts';
import { type Progress, shareOf, watchProgress } from './snippets/progress.ts';

let demo: Demo;
let socket: Client;

beforeEach(async () => {
  demo = await openDemo();
  socket = createSocket(demo.url, demo.session);
});

afterEach(async () => {
  await socket.dispose();
  await demo[Symbol.asyncDispose]();
});

async function start(name: string): Promise<string> {
  const query =
    'mutation Copy($input: DuplicateProjectInput!) { duplicateProject(input: $input) { job { gid } } }';
  const variables = { input: { projectGid: demo.sandbox.gids.projects.books, name } };
  for await (const { data } of socket.iterate<{ duplicateProject: { job: { gid: string } } }>({
    query,
    variables,
  })) {
    if (data) return data.duplicateProject.job.gid;
  }
  throw new Error('no answer');
}

test('a progress bar fills with the tasks that arrive, and is full when all are there', async () => {
  const gid = await start('Books 2027 [slow tasks]');
  const shown: [number | null, string][] = [];
  const isShown = (word: string) =>
    expect.poll(() => shown.some(([, each]) => each === word), { timeout: 20_000 }).toBe(true);
  const watching = watchProgress(socket, gid, (share, { status, contents }) => {
    shown.push([share, `${status} ${contents?.present ?? '-'}`]);
  });

  await isShown('NOT_STARTED -');
  demo.advance(JOB_MS);
  await isShown('SUCCEEDED 0');
  demo.advance(2_000);
  await isShown('SUCCEEDED 2');
  demo.advance(10_000);
  await watching;

  const shares = shown.map(([share]) => share ?? 0);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shown.at(-1)).toEqual([1, 'SUCCEEDED 3']);
  expect(shown.find(([, word]) => word === 'SUCCEEDED 2')?.[0]).toBeCloseTo(2 / 3);
});

test('a share is told by what arrived, else by the clock, else not at all', () => {
  const job: Progress = {
    status: 'IN_PROGRESS',
    ready: false,
    startedAt: '2026-09-07T08:00:00.000Z',
    typicalSeconds: 10,
    contents: null,
  };
  const at = (seconds: number) => Date.parse('2026-09-07T08:00:00.000Z') + seconds * 1_000;
  const contents = (present: number | null, expected: number | null) =>
    ({ state: 'ARRIVING', present, expected }) as const;

  expect(shareOf(job, at(4))).toBe(0.4);
  expect(shareOf(job, at(400))).toBe(0.9);
  expect(shareOf({ ...job, typicalSeconds: null }, at(4))).toBeNull();
  expect(shareOf({ ...job, contents: contents(null, null) }, at(4))).toBe(0.4);
  expect(shareOf({ ...job, contents: contents(12, 48) }, at(4))).toBe(0.25);
  expect(shareOf({ ...job, contents: contents(48, 48) }, at(4))).toBe(0.99);
  expect(shareOf({ ...job, ready: true }, at(4))).toBe(1);
});
