import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { temporaryFolder } from '../support/folder.ts';
import { CLI, type Ended, finish, post, run } from './support.ts';

let sandbox: Sandbox;
let gateway: Gateway;
const folder = temporaryFolder();

beforeAll(async () => {
  sandbox = await createSandbox({
    childrenDelayMs: 100,
    jobDurationMs: (_kind, name) => (name.includes('long') ? 60_000 : 400),
  });
  gateway = await createGateway({ port: 0, asanaBaseUrl: sandbox.url, telemetry: silentTelemetry() });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
});

// Each test is a user of its own: five jobs run at once for each.
let users = 0;
const someone = (): string => `someone-${users++}`;
const env = (token = someone()) => ({ ASANA_BASE_URL: sandbox.url, ASANA_TOKEN: token });
const copy = (...flags: string[]) => [
  'run',
  'duplicate-project',
  sandbox.gids.projects.empty,
  ...(flags.includes('--name') ? [] : ['--name', 'Q3']),
  ...flags,
];
const object = ({ stdout }: Ended) => JSON.parse(stdout) as Record<string, unknown>;

function setUpFile(): string {
  const file = path.join(folder, 'set-up.json');
  writeFileSync(file, JSON.stringify({ project: { dueOn: '2027-03-26' } }));
  return file;
}

describe('run, on its own', () => {
  test('prints a line for each change, the result, and ends with 0', async () => {
    const { code, stdout, stderr } = await finish(copy('--include', 'members,notes'), env());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^(\d+) started by duplicateProject\n(\1 \w+\n)*\1 SUCCEEDED\nProject \d+ "Q3" https:\S+\n$/,
    );
    const start = sandbox.calls.find(({ path: called }) => called.endsWith('/duplicate'));
    expect(start?.body).toEqual({ name: 'Q3', include: 'members,notes' });
  });

  test('prints one object with --json', async () => {
    const ended = await finish(copy('--until', 'ready', '--json'), env());
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(object(ended)).toMatchObject({
      job: { kind: 'DUPLICATE_PROJECT', status: 'SUCCEEDED', ready: true, contents: { state: 'COMPLETE' } },
      result: { type: 'Project', name: 'Q3', gid: expect.stringMatching(/^\d+$/) },
    });
    expect(object(ended)).not.toHaveProperty('error');
  });

  test('stays until the set-up is over', async () => {
    const ended = await finish(copy('--set-up', setUpFile(), '--json'), env());
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(object(ended)).toMatchObject({
      job: { setUp: { state: 'DONE', steps: [{ name: 'project', state: 'DONE' }] } },
    });
  });

  test('gives a set-up up that it is told to leave, and says so', async () => {
    sandbox.clearCalls();
    const { launch } = sandbox.gids.projects;
    const args = ['run', 'duplicate-project', launch, '--name', '[stalled tasks]', '--set-up', setUpFile()];
    const ended = await finish([...args, '--until', 'finished', '--json'], env());
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining('the set-up was given up') });
    expect(object(ended)).toMatchObject({ setUpGivenUp: true, result: { type: 'Project' } });
    expect(sandbox.calls.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  test('ends with 3 when the job fails, a set-up or not', async () => {
    const flags = ['--name', 'Q3 [fail]', '--json'];
    const [plain, prepared] = await Promise.all([
      finish(copy(...flags), env()),
      finish(copy(...flags, '--set-up', setUpFile()), env()),
    ]);
    for (const ended of [plain, prepared]) {
      expect(ended.code).toBe(3);
      expect(object(ended)).toMatchObject({ job: { status: 'FAILED' }, error: { code: 'JOB_FAILED' } });
    }
  });

  test('ends with 4 when it is refused, and says why', async () => {
    const ended = await finish(['run', 'duplicate-project', '999', '--name', 'Q3', '--json'], env());
    expect(ended).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(
        /Refused, nothing was started: .*Unknown object: 999 \(--project-gid\)\n$/,
      ),
    });
    expect(object(ended)).toMatchObject({
      job: null,
      result: null,
      userErrors: [{ code: 'NOT_FOUND' }],
      error: { code: 'REFUSED' },
    });
  });

  test('ends with 5 when the reply to its start is lost', async () => {
    const ended = await finish(copy('--json'), env(`${someone()}-lost`));
    expect(ended.code).toBe(5);
    expect(object(ended)).toMatchObject({ job: null, error: { code: 'OUTCOME_UNKNOWN' } });
  });

  test('ends with 6 when the time is over, and prints the gid', async () => {
    const ended = await finish(copy('--name', 'long', '--timeout', '1s', '--json'), env());
    expect(ended.code).toBe(6);
    const { job, error } = object(ended) as { job: { gid: string }; error: object };
    expect(error).toMatchObject({
      code: 'TIME_OVER',
      message: expect.stringContaining(`${job.gid} goes on`),
    });
  });

  test.each(['SIGINT', 'SIGHUP'] as const)(
    'ends with 130 at %s, and prints what is known',
    async (signal) => {
      await using running = run(copy('--name', 'long', '--set-up', setUpFile()), { env: env() });
      const gid = await running.saw(/(\d+) started/);
      running.child.kill(signal);
      const { code, stderr } = await running.ended;
      expect(code).toBe(130);
      expect(stderr).toContain(`Interrupted. ${gid} goes on at Asana.`);
      expect(stderr).toContain('the set-up was given up');
    },
  );

  test.each([
    ['a refused token', { ASANA_TOKEN: 'invalid' }, 'UNAUTHENTICATED'],
    ['an Asana out of reach', { ASANA_BASE_URL: 'http://127.0.0.1:1/api/1.0' }, 'UPSTREAM_UNREACHABLE'],
  ])('ends with 1 at %s', async (_name, more, code) => {
    const ended = await finish(copy('--json'), { ...env(), ...more });
    expect(ended.code).toBe(1);
    expect(object(ended)).toMatchObject({ job: null, error: { code } });
    expect(ended.stderr).toMatch(/^asana-jobs-gateway: [^\n]+\n$/);
  });

  test('ends with 2 and one line at a wrong setting or argument', async () => {
    const asked = ['run', 'duplicate-project', '1', '--name', 'x', '--json'];
    const cases: [string[], Record<string, string>, string][] = [
      [['run'], {}, 'run: got no start; takes one of duplicate-task, '],
      [asked, { ASANA_TOKEN: '' }, 'ASANA_TOKEN: got nothing, takes an Asana token'],
      [[...asked, '--token-file', '/nowhere'], {}, '--token-file: got "/nowhere" (ENOENT)'],
      [['run', 'duplicate-project', 'x', '--name', 'x', '--json'], {}, 'projectGid'],
      [[...asked, '-n'], {}, '-n: no such flag; '],
      [[...asked, '--wait-for-slot', '700'], {}, 'waitForSlot is 700; it takes 0 to 55'],
    ];
    const ended = await Promise.all(cases.map(([args, more]) => finish(args, { ...env(), ...more })));
    for (const [index, { code, stdout, stderr }] of ended.entries()) {
      expect({ code, stdout }, cases[index]?.[2]).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^asana-jobs-gateway: [^\n]+\n$/);
      expect(stderr).toContain(cases[index]?.[2]);
    }
  });
});

describe('run and watch, through a gateway', () => {
  test('take its URL with or without /graphql, and the token from a file', async () => {
    const file = path.join(folder, 'token');
    writeFileSync(file, `${someone()}\n`);
    const through = ['--token-file', file, '--json', '--gateway'];
    const started = await finish(
      copy('--name', 'Q3 long', '--timeout', '300ms', ...through, gateway.baseUrl),
    );
    expect(started.code).toBe(6);
    const { job } = object(started) as { job: { gid: string } };
    const watched = await finish(['watch', job.gid, '--timeout', '300ms', ...through, `${gateway.url}/`]);
    expect(watched.code).toBe(6);
    const status = expect.stringMatching(/^(NOT_STARTED|IN_PROGRESS)$/);
    expect(object(watched)).toMatchObject({ jobs: [{ gid: job.gid, status }] });
  });

  test('leave a set-up to it', async () => {
    const token = someone();
    const flags = ['--set-up', setUpFile(), '--until', 'finished', '--gateway', gateway.url, '--json'];
    const ended = await finish(copy(...flags), { ASANA_TOKEN: token });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const { job } = object(ended) as { job: { gid: string } };
    const watched = await finish(
      ['watch', job.gid, '--until', 'set-up', '--gateway', gateway.url, '--json'],
      { ASANA_TOKEN: token },
    );
    expect(watched.code).toBe(0);
    expect(object(watched)).toMatchObject({
      jobs: [{ setUp: { state: 'DONE' }, result: { type: 'Project' } }],
    });
  });

  test('refuse what is meant for a gateway of their own, each by its flag', async () => {
    const through = ['--gateway', gateway.url, '--asana-timeout', '5s', '--log-level=debug'];
    const ended = await Promise.all([
      finish(copy(...through), { ASANA_TOKEN: 'x', ASANA_TIMEOUT: '5s' }),
      finish(['watch', '1', ...through], { ASANA_TOKEN: 'x' }),
    ]);
    const line = (flag: string) =>
      `asana-jobs-gateway: ${flag}: got a value beside --gateway, takes one only without it\n`;
    const stderr = `${line('--asana-timeout')}${line('--log-level')}`;
    expect(ended).toEqual(ended.map(() => ({ code: 2, signal: null, stdout: '', stderr })));
  });

  test('end with 1 where there is none', async () => {
    const ended = await finish(['watch', '1', '--gateway', 'http://127.0.0.1:1', '--json'], {
      ASANA_TOKEN: 'x',
    });
    expect(ended.code).toBe(1);
    expect(object(ended)).toMatchObject({ jobs: [{ gid: '1' }], error: { code: 'UPSTREAM_UNREACHABLE' } });
    const elsewhere = await finish(['watch', '1', '--gateway', `${gateway.baseUrl}/jobs`], {
      ASANA_TOKEN: 'x',
    });
    expect(elsewhere).toMatchObject({ code: 1, stderr: expect.stringContaining('Is it the right address?') });
  });

  test('wait beyond their time for the answer to a start, and say how to leave at once', async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const through = ['--gateway', `http://127.0.0.1:${port}`, '--timeout', '100ms', '--json'];
    await using running = run(copy(...through), { env: env() });
    await new Promise<void>((resolve) => {
      running.child.stderr?.on('data', (text: Buffer) => {
        if (text.includes('interrupt to leave at once')) resolve();
      });
      running.child.once('exit', () => resolve());
    });
    running.child.kill('SIGINT');
    const ended = await running.ended;
    server.closeAllConnections();
    server.close();
    expect(ended.code).toBe(130);
    expect(object(ended)).toMatchObject({ job: null, error: { code: 'INTERRUPTED' } });
  });

  test('end with 5 where it is lost while it starts', async () => {
    const server = createServer((request) => request.socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ended = await finish(copy('--gateway', `http://127.0.0.1:${port}`, '--json'), { ASANA_TOKEN: 'x' });
    server.close();
    expect(ended.code).toBe(5);
    expect(object(ended)).toMatchObject({ job: null, error: { code: 'OUTCOME_UNKNOWN' } });
  });
});

describe('a start whose reply is lost, by an ending of the token', () => {
  test('ends with 5, and is among the unknown starts until it is dismissed', async () => {
    const token = `${someone()}-lost`;
    const ended = await finish(copy('--name', 'Lost', '--gateway', gateway.url), { ASANA_TOKEN: token });
    expect(ended.code).toBe(5);
    const ask = (query: string, variables = {}) =>
      post(gateway.url, query, variables, { authorization: `Bearer ${token}` });
    const { data } = await ask('{ unknownStarts { id name } }');
    expect(data).toEqual({ unknownStarts: [{ id: expect.any(String), name: 'Lost' }] });
    const [unknown] = (data as { unknownStarts: { id: string }[] }).unknownStarts;
    await ask('mutation ($id: ID!) { dismissUnknownStart(input: { id: $id }) { unknownStart { id } } }', {
      ...unknown,
    });
    expect((await ask('{ unknownStarts { id } }')).data).toEqual({ unknownStarts: [] });
  });
});

describe('watch', () => {
  test('tells of each job, and ends with what is worst', async () => {
    const token = someone();
    const [good, bad] = (await Promise.all([
      finish(copy('--json'), env(token)).then(object),
      finish(copy('--name', '[fail]', '--json'), env(token)).then(object),
    ])) as { job: { gid: string } }[];
    const gids = [good?.job.gid ?? '', bad?.job.gid ?? ''];
    const [failed, unknown] = await Promise.all([
      finish(['watch', ...gids, '--json'], env(token)),
      finish(['watch', ...gids, '5'], env(token)),
    ]);
    expect(failed.code).toBe(3);
    expect(object(failed)).toMatchObject({
      jobs: [
        { status: 'SUCCEEDED', result: { type: 'Project' } },
        { status: 'FAILED', error: { code: 'JOB_FAILED' } },
      ],
      error: { code: 'JOB_FAILED' },
    });
    expect(unknown).toMatchObject({ code: 4, stderr: expect.stringContaining('There is no job 5') });
    expect(unknown.stdout).toContain(`${gids[0]} SUCCEEDED\n`);
    const said = unknown.stderr.trimEnd().split('\n');
    expect(said.map((line) => /\b(?:job )?(\d+)/.exec(line)?.[1])).toEqual([gids[1], '5']);
  });
});

describe('help', () => {
  test('says what each takes', async () => {
    const cases = [
      [
        ['run', '--help'],
        ['duplicate-project', '--timeout', '130'],
      ],
      [
        ['run', 'instantiate-project', '--help'],
        ['--requested-role', '--set-up', '--gateway', '130'],
      ],
      [
        ['watch', '--help'],
        ['--until', '--json', '130'],
      ],
    ] as const;
    const ended = await Promise.all(cases.map(([args]) => finish(args)));
    for (const [index, { code, stdout }] of ended.entries()) {
      expect(code).toBe(0);
      for (const word of cases[index]?.[1] ?? []) expect(stdout).toContain(word);
    }
  });
});

describe('on a terminal', () => {
  test('a bar is drawn, and taken away at the end', async () => {
    const command = [process.execPath, CLI, ...copy('--until', 'ready')].join(' ');
    const { stdout } = await new Promise<{ stdout: string }>((resolve, reject) => {
      const options = { env: { ...env(), PATH: process.env.PATH, TERM: 'xterm' } };
      execFile('script', ['-qec', command, '/dev/null'], options, (error, out) =>
        error ? reject(error) : resolve({ stdout: out }),
      );
    });
    const drawn = stdout.split('\x1b[2K');
    expect(drawn.filter((text) => /^\[[=<> ]{24}\] /.test(text)).length).toBeGreaterThan(1);
    expect(drawn.at(-1)).not.toContain('[');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^Project \d+ "Q3" https:/);
  });
});
