import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../../src/config.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import { temporaryFolder } from '../support/folder.ts';
import { CLI, finish, post, ROOT, run, urlOf } from './support.ts';

const folder = temporaryFolder();

describe('commands that end by themselves', () => {
  test('help names every command and every setting', async () => {
    const { code, stdout } = await finish(['help']);
    expect(code).toBe(0);
    for (const command of ['start', 'demo', 'sandbox', 'doctor', 'print-schema', 'help']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    }
    for (const { env } of Object.values(SETTINGS)) expect(stdout).toContain(env);
  });

  test('help is what no command and --help print', async () => {
    const [plain, flag, help] = await Promise.all([
      finish([]),
      finish(['start', '--help']),
      finish(['help']),
    ]);
    expect(plain.stdout).toBe(help.stdout);
    expect(flag.stdout).toBe(help.stdout);
  });

  test('help of a command with flags of its own is what its --help prints', async () => {
    const [asked, flag] = await Promise.all([
      finish(['help', 'run', 'duplicate-task']),
      finish(['run', 'duplicate-task', '--help']),
    ]);
    expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('run duplicate-task <gid>') });
    expect(asked.stdout).toBe(flag.stdout);
  });

  test('version prints the version of the package', async () => {
    const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect((await finish(['--version'])).stdout).toBe(`${manifest.version}\n`);
  });

  test('print-schema prints schema.graphql', async () => {
    const { code, stdout } = await finish(['print-schema']);
    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync(path.join(ROOT, 'schema.graphql'), 'utf8'));
  });
});

describe('who listens to a command', () => {
  test.each(['print-schema', 'help'])('may leave %s in the middle', async (command) => {
    const running = run([command]);
    running.child.stdout?.destroy();

    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
  });

  test.skipIf(!existsSync('/dev/full'))('has no room, and it is no success', async () => {
    const full = openSync('/dev/full', 'w');
    const env = { PATH: process.env.PATH };
    const { status, stderr } = spawnSync(process.execPath, [CLI, 'print-schema'], {
      env,
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);

    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('standard output cannot be written: ENOSPC'),
    });
  });
});

describe('a wrong setting', () => {
  test.each([
    [['start'], { PORT: 'abc' }, 'PORT: got "abc", takes a whole number from 0 to 65535 (default 4000)'],
    [['sandbox', '--port', 'x'], {}, '--port: got "x", takes a whole number from 0 to 65535 (default 4001)'],
    [['sandbox'], { PORT: 'x' }, 'PORT: got "x", takes a whole number from 0 to 65535 (default 4001)'],
    [['watch', '1', '--log-level', 'loud'], { ASANA_TOKEN: 'a' }, 'fatal or silent (default silent)'],
    [['doctor', '--job', '1', '--job=2'], { ASANA_TOKEN: 'a' }, '--job: got two values, takes one'],
    [['start', '--prot', '1'], {}, '--prot: no such flag; did you mean --port?'],
    [['demo'], { LOG_LEVEL: 'loud' }, 'LOG_LEVEL: got "loud", takes trace, debug, info'],
    [['help', 'strat'], {}, 'strat: no such command; did you mean start?'],
    [['strat'], {}, 'strat: no such command; did you mean start?'],
    [['print-schema', 'now'], {}, 'now: got an argument'],
    [
      ['start', '--port', '0'],
      { TRUSTED_DOCUMENTS: '/nowhere.json' },
      'TRUSTED_DOCUMENTS: /nowhere.json cannot',
    ],
    [
      ['start', '--port', '0'],
      { REDIS_URL: 'redis://:secret-1@127.0.0.1:99999' },
      'REDIS_URL: got a URL that has a host or port that cannot be read, takes redis://',
    ],
    [
      ['start', '--port', '0'],
      { ASANA_TOKEN: 'é' },
      'ASANA_TOKEN: got a text that is no token, takes a token',
    ],
    [['watch', '1'], { ASANA_TOKEN: 'é' }, 'ASANA_TOKEN: got a text that is no token, takes a token'],
    [
      ['start', '--port', '0'],
      { GATEWAY_KEYS: 'web:é', ASANA_TOKEN: 'a' },
      'GATEWAY_KEYS: got an entry that is not name:key (number 1 of 1)',
    ],
    [
      ['start'],
      { ASANA_TOKEN: 'secret-1', HOST: '0.0.0.0' },
      'GATEWAY_KEYS: got nothing although ASANA_TOKEN',
    ],
  ] as [string[], Record<string, string>, string][])(
    'of %j ends with one line and 2',
    async (args, env, line) => {
      const { code, stdout, stderr } = await finish(args, env);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^asana-jobs-gateway: [^\n]+\n$/);
      expect(stderr).toContain(line);
      expect(stderr).not.toContain('secret-1');
    },
  );

  test('is one of several, all of which are told', async () => {
    const env = { PORT: 'abc', LOG_LEVEL: 'loud', FEDERATION: 'on', INTROSPECTION: 'off' };
    const { code, stderr } = await finish(['start', '--graphql', 'on'], env);
    expect(code).toBe(2);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.map((line) => /^asana-jobs-gateway: (\S+):/.exec(line)?.[1])).toEqual([
      '--graphql',
      'PORT',
      'LOG_LEVEL',
      'FEDERATION',
    ]);
  });

  test('is a host that nobody knows, and which', async () => {
    const { code, stderr } = await finish(['start', '--port', '0', '--host', 'nowhere.invalid']);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^asana-jobs-gateway: HOST: got "nowhere\.invalid", a name nobody knows \(E\w+\), takes [^\n]+\n$/,
    );
  });

  test('is a file of documents that holds none, in one line', async () => {
    const file = path.join(folder, 'documents.json');
    await writeFile(file, 'query {\n  me\n}\n');
    const { code, stderr } = await finish(['start', '--port', '0'], { TRUSTED_DOCUMENTS: file });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^asana-jobs-gateway: TRUSTED_DOCUMENTS: [^\n]+ cannot be read as JSON [^\n]+\n$/);
  });

  test('is also a port that somebody else has', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ended = await Promise.all([
      finish(['start', '--port', String(port)]),
      finish(['start', '--port', '0', '--admin-port', String(port)]),
      finish(['sandbox', '--port', String(port)]),
    ]);
    server.close();
    const line = (name: string) =>
      `asana-jobs-gateway: ${name}: got ${port}, which is in use, takes a free port; 0 picks one\n`;
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
      [2, line('PORT')],
      [2, line('ADMIN_PORT')],
      [2, line('PORT')],
    ]);
  });
});

describe('start', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'says its URL once, answers, and ends with 0 on %s',
    async (signal) => {
      await using gateway = run(['start', '--port', '0']);
      const url = await urlOf(gateway);
      expect(await post(url, '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
      gateway.child.kill(signal);
      const { code, stdout, stderr } = await gateway.ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.split('\n').filter((line) => line.includes(url))).toHaveLength(1);
    },
  );

  test('tells of variables that were meant to be settings, and of no value', async () => {
    await using gateway = run(['start', '--port', '0'], { env: { GATEWAY_KEY: 'web:secret-key-of-web' } });
    await gateway.saw(/"level":"warn".*GATEWAY_KEY: no such setting; did you mean GATEWAY_KEYS\?/);
    await urlOf(gateway);
    expect(gateway.output()).not.toContain('secret-key-of-web');
  });

  test.each(['warn', 'fatal'])('says its URL at the log level %s too', async (level) => {
    await using gateway = run(['start', '--port', '0', '--log-level', level]);
    expect(await urlOf(gateway)).toMatch(/^http/);
  });

  test('needs a token for what Asana knows', async () => {
    await using gateway = run(['start', '--port', '0']);
    const { errors } = await post(await urlOf(gateway), '{ me { gid } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', retryable: false });
  });

  test('serves callers with a key on behalf of its own token', async () => {
    await using sandbox = await createSandbox();
    await using gateway = run(['start', '--port', '0'], {
      env: {
        ASANA_BASE_URL: sandbox.url,
        ASANA_TOKEN: sandbox.tokens.ada,
        GATEWAY_KEYS: 'web:key-of-web-frontend',
      },
    });
    const url = await urlOf(gateway);
    const query = '{ me { name } }';
    expect(await post(url, query, {}, { authorization: 'Bearer key-of-web-frontend' })).toEqual({
      data: { me: { name: 'Ada Okafor' } },
    });
    const refused = await post(url, query, {}, { authorization: `Bearer ${sandbox.tokens.ada}` });
    expect(refused.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    gateway.child.kill('SIGTERM');
    const { code, stdout } = await gateway.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('"key":"web"');
    expect(stdout).not.toContain('key-of-web-frontend');
    expect(stdout).not.toContain(sandbox.tokens.ada);
  });

  test('lets a request finish after SIGTERM, and a second signal ends it at once', async () => {
    await using sandbox = await createSandbox();
    await using gateway = run(['start', '--port', '0'], {
      env: { ASANA_BASE_URL: sandbox.url, DRAIN_TIMEOUT: '60s', ASANA_TIMEOUT: '60s' },
    });
    const url = await urlOf(gateway);
    const authorization = `Bearer ${sandbox.tokens.ada}-hang`;
    const hanging = post(url, '{ me { gid } }', {}, { authorization }).catch(() => 'cut off');
    while (sandbox.calls.length === 0) await new Promise(setImmediate);
    gateway.child.kill('SIGTERM');
    await gateway.saw(/"inFlight":1,"msg":"stopping"/);
    // What comes right behind the first is the same signal, passed on by npm.
    const endedWith = () => {
      gateway.child.kill('SIGTERM');
      return gateway.child.exitCode;
    };
    await expect.poll(endedWith).toBe(143);
    expect(await hanging).toBe('cut off');
  });
});

describe('sandbox', () => {
  test('says its base URL and serves an account', async () => {
    await using sandbox = run(['sandbox', '--port', '0']);
    const url = await sandbox.saw(/ASANA_BASE_URL=(\S+)/);
    const token = await sandbox.saw(/Token {2}(\S+)/);
    const response = await fetch(`${url}/users/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await response.json()).toMatchObject({ data: { name: 'Ada Okafor' } });
    sandbox.child.kill('SIGTERM');
    expect((await sandbox.ended).code).toBe(0);
  });
});
