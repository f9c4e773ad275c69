import { existsSync, readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createActivityLog, describeResult } from '../../../src/graphiql/activity.ts';
import { chooseOperation } from '../../../src/graphiql/choose-operation.ts';
import { exampleTabs } from '../../../src/graphiql/examples.ts';
import { createLastJob } from '../../../src/graphiql/last-job.ts';
import { withExamples } from '../../../src/graphiql/restore-examples.ts';
import { cleanToken, createTokenStore } from '../../../src/graphiql/token.ts';

const SCHEMA = new URL('../../../schema.graphql', import.meta.url);

function memoryStorage(values: Record<string, string> = {}) {
  const map = new Map(Object.entries(values));
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
    clear: () => map.clear(),
    get length() {
      return map.size;
    },
  };
}

describe('the example tabs', () => {
  const tabs = exampleTabs({ projectGid: '12', taskName: 'Pack' });

  test('each is valid against the schema', () => {
    expect(existsSync(SCHEMA), 'schema.graphql is missing, run: npm run codegen').toBe(true);
    const schema = buildSchema(readFileSync(SCHEMA, 'utf8'));

    for (const { query } of tabs) expect(validate(schema, parse(query))).toEqual([]);
  });

  test('project and task come from the settings', () => {
    expect(JSON.parse(tabs[2]?.variables ?? '')).toMatchObject({
      input: { projectGid: '12', setUp: { tasks: [{ where: { name: 'Pack' } }] } },
    });
    expect(JSON.parse(tabs[3]?.variables ?? '')).toEqual({ gid: 'LAST_JOB' });
  });

  test('no comment is wider than a narrow pane', () => {
    const comments = tabs.flatMap(({ query }) => query.split('\n').filter((line) => line.startsWith('#')));

    expect(comments.filter((line) => line.length > 48)).toEqual([]);
  });
});

describe('the last job', () => {
  test('a started job stands for LAST_JOB everywhere', () => {
    const lastJob = createLastJob(memoryStorage());

    expect(lastJob.learn({ data: { copy: { job: { gid: '7' }, userErrors: [] } } })).toBe('7');
    expect(lastJob.fill({ gid: 'LAST_JOB', gids: ['1', 'LAST_JOB'], deep: { gid: 'LAST_JOB' } })).toEqual({
      variables: { gid: '7', gids: ['1', '7'], deep: { gid: '7' } },
      used: '7',
    });
  });

  test('a refused start leaves the one before', () => {
    const lastJob = createLastJob(memoryStorage({ 'last-job': '7' }));

    lastJob.learn({ data: { duplicateProject: { job: null, userErrors: [{}] } } });
    lastJob.learn({ errors: [{ message: 'no' }] });

    expect(lastJob.fill({ gid: 'LAST_JOB' }).used).toBe('7');
  });

  test('without a job the person is told what to do', () => {
    expect(() => createLastJob(memoryStorage()).fill({ gid: 'LAST_JOB' })).toThrow('Run the StartTheJob tab');
  });

  test('other variables pass untouched', () => {
    const variables = { gid: '1' };

    expect(createLastJob(memoryStorage()).fill(variables).variables).toBe(variables);
    expect(createLastJob(memoryStorage()).fill(undefined).variables).toBeUndefined();
  });
});

describe('chooseOperation', () => {
  const text = 'query A { a } subscription B { b }';

  test.each([
    [text, 'B', { kind: 'subscription', operationName: 'B' }],
    [text, null, { kind: 'query', operationName: 'A' }],
    ['mutation C { c }', 'NameOfTheTabBefore', { kind: 'mutation', operationName: 'C' }],
    ['{ a }', null, { kind: 'query', operationName: null }],
    ['{ a', null, { kind: undefined, operationName: null }],
  ])('%s with %s', (query, name, expected) => {
    expect(chooseOperation(query, name)).toEqual(expected);
  });
});

describe('the token store', () => {
  test('the tab wins over the browser and the default', () => {
    const browser = memoryStorage({ token: 'remembered' });

    expect(createTokenStore(memoryStorage({ token: 'typed' }), browser, 'demo').read()).toBe('typed');
    expect(createTokenStore(memoryStorage(), browser, 'demo').read()).toBe('remembered');
    expect(createTokenStore(memoryStorage(), memoryStorage(), 'demo').read()).toBe('demo');
  });

  test('the browser keeps it only when told to', () => {
    const browser = memoryStorage();
    const tokens = createTokenStore(memoryStorage(), browser, '');

    tokens.write('secret');
    expect(browser.getItem('token')).toBeNull();
    tokens.remember(true);
    expect(browser.getItem('token')).toBe('secret');
    tokens.write('newer');
    expect(browser.getItem('token')).toBe('newer');
    tokens.remember(false);
    expect(browser.getItem('token')).toBeNull();
  });

  test.each([
    ['  abc \n', 'abc'],
    ['Bearer abc', 'abc'],
    ['authorization: bearer abc', 'abc'],
    ['bearerabc', 'bearerabc'],
    ['Bearer Bearer abc', 'abc'],
    ['bearer: abc', 'abc'],
    ['"abc"', 'abc'],
    [`-H 'Authorization: Bearer abc'`, 'abc'],
    ['-H "Authorization: Bearer abc" \\', 'abc'],
    ['`Bearer  abc`', 'abc'],
    ['\u{FEFF}abc\u{200B}', 'abc'],
    ['ab"c', 'ab"c'],
    ['Bearer', 'Bearer'],
  ])('%j is taken as %s', (typed, token) => {
    expect(cleanToken(typed)).toBe(token);
  });
});

describe('the activity log', () => {
  test('events are numbered and timed per tab', () => {
    const log = createActivityLog(() => new Date(1_000));
    log.show('watch');
    const recorder = log.begin(true);
    recorder.event({ data: { jobUpdated: { status: 'IN_PROGRESS' } } });
    log.show('other');
    recorder.event({ data: { jobUpdated: { status: 'SUCCEEDED' } } });
    recorder.end('finished');
    const other = log.current();
    log.show('watch');

    expect(other).toBeUndefined();
    expect(log.current()).toMatchObject({ phase: 'finished', total: 2 });
    expect(log.current()?.events.map(({ number, at, label }) => [number, at.getTime(), label])).toEqual([
      [1, 1_000, 'IN_PROGRESS'],
      [2, 1_000, 'SUCCEEDED'],
    ]);
  });

  test('only the newest events are kept', () => {
    const log = createActivityLog();
    const recorder = log.begin(true);

    for (let count = 0; count < 1_000; count += 1) recorder.event({ data: {} });

    expect(log.current()?.total).toBe(1_000);
    expect(log.current()?.events.map(({ number }) => number)).toHaveLength(200);
    expect(log.current()?.events.at(-1)?.number).toBe(1_000);
  });

  test('a run that was replaced says nothing more', () => {
    const log = createActivityLog();
    const first = log.begin(true);
    log.begin(false);

    first.end('failed');

    expect(log.current()).toMatchObject({ phase: 'running', streaming: false });
  });

  test.each([
    [{ errors: [{ extensions: { code: 'NOT_FOUND' } }] }, 'NOT_FOUND', 'failed'],
    [{ errors: [{}], data: { me: null } }, 'error', 'failed'],
    [{ errors: [{}], data: { me: null, job: {} } }, 'error', 'partial'],
    [{ data: { job: { status: 'FAILED' } } }, 'FAILED', 'job-failed'],
    [{ data: { me: null } }, 'data', 'good'],
    [{ data: { job: arriving(3, 9) } }, 'SUCCEEDED 3/9', 'good'],
    [{ data: { job: arriving(3, null) } }, 'SUCCEEDED', 'good'],
    [{ data: { job: { ...arriving(9, 9), contents: null } } }, 'SUCCEEDED', 'good'],
    [{ data: { job: { status: 'SUCCEEDED', setUp: null } } }, 'SUCCEEDED', 'good'],
    [{ data: { job: { ...arriving(3, 9), setUp: { state: 'WAITING' } } } }, 'SUCCEEDED 3/9', 'good'],
    [{ data: { job: followed('RUNNING', 'DONE', 'RUNNING') } }, 'set-up RUNNING 1/2', 'good'],
    [{ data: { job: followed('DONE', 'DONE') } }, 'set-up DONE', 'good'],
    [{ data: { job: followed('FAILED', 'DONE', 'FAILED') } }, 'set-up FAILED 1/2', 'set-up-failed'],
    [{ data: { job: followed('CANCELLED') } }, 'set-up CANCELLED', 'set-up-cancelled'],
    [{ data: { job: { status: 'FAILED', setUp: { state: 'FAILED' } } } }, 'FAILED', 'job-failed'],
    [{ data: { setUpUpdated: followed('FAILED', 'FAILED').setUp } }, 'FAILED 0/1', 'set-up-failed'],
    [
      { data: { duplicateProject: { job: null, userErrors: [{ code: 'NOT_FOUND' }] } } },
      'NOT_FOUND',
      'refused',
    ],
    [{ data: { duplicateProject: { job: {}, userErrors: [] } } }, 'data', 'good'],
    [undefined, 'data', 'good'],
  ])('%j reads as %s, %s', (result, label, outcome) => {
    expect(describeResult(result)).toEqual({ label, outcome });
  });
});

function arriving(present: number | null, expected: number | null) {
  return { status: 'SUCCEEDED', contents: { state: 'ARRIVING', present, expected } };
}

function followed(state: string, ...steps: string[]) {
  return { status: 'SUCCEEDED', setUp: { state, steps: steps.map((each) => ({ state: each })) } };
}

describe('restoring the examples', () => {
  const examples = exampleTabs({});
  const titles = (stored: string) =>
    (JSON.parse(stored) as { tabs: { title: string }[] }).tabs.map(({ title }) => title);

  test('own and changed tabs stay behind them', () => {
    const own = { id: 'a', title: 'Mine', query: 'query Mine { a }', variables: null };
    const changed = { id: 'b', title: 'WhoAmI', query: 'query WhoAmI { me { gid } }', variables: '' };
    const untouched = { id: 'c', title: 'WhoAmI', query: examples[0]?.query, variables: '' };
    const empty = { id: 'd', title: '<untitled>', query: '', variables: null };

    const stored = withExamples(JSON.stringify({ tabs: [own, changed, untouched, empty] }), examples);

    expect(titles(stored)).toEqual([
      'WhoAmI',
      'FindAProject',
      'StartTheJob',
      'WatchTheJob',
      'ReadTheResult',
      'RecentJobs',
      'StartAList',
      'Mine',
      'WhoAmI',
    ]);
  });

  test.each([null, 'not json'])('%s as stored tabs gives the examples alone', (stored) => {
    expect(titles(withExamples(stored, examples))).toHaveLength(7);
  });
});
