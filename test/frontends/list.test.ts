import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Demo, JOB_MS, openDemo } from './demo.ts';
import { createFetch, createSocket } from './snippets/connection.ts';
import { copyUnderEach, type List, shareDone, watchList } from './snippets/list.ts';

let demo: Demo;

beforeEach(async () => {
  demo = await openDemo();
});

afterEach(() => demo[Symbol.asyncDispose]());

test('a list is started once, watched to its end, and says what failed', async () => {
  const order = {
    projectGid: demo.sandbox.gids.projects.office,
    names: ['Office 2027', 'Office [fail]', 'Office Move'],
    key: 'offices',
  };
  const withToken = createFetch(demo.session);
  const started = await copyUnderEach(demo.url, withToken, order);
  expect([started.state, started.total, shareDone(started)]).toEqual(['RUNNING', 3, 0]);
  expect((await copyUnderEach(demo.url, withToken, order)).id).toBe(started.id);
  const socket = createSocket(demo.url, demo.session);
  let last: List = started;
  for await (const list of watchList(socket, started.id)) {
    last = list;
    demo.advance(JOB_MS);
  }
  await socket.dispose();
  expect([last.state, shareDone(last), last.counts.succeeded]).toEqual(['FINISHED', 1, 1]);
  expect(last.failed.nodes.map(({ index, name }) => [index, name])).toEqual([[1, 'Office [fail]']]);
});
