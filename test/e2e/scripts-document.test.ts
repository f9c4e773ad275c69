import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { temporaryFolder } from '../support/folder.ts';
import { CLI, ROOT } from './support.ts';

let sandbox: Sandbox;
const home = temporaryFolder();
let document: string;

beforeAll(async () => {
  sandbox = await createSandbox({ jobDurationMs: 300, childrenDelayMs: 100 });
  document = await readFile(path.join(ROOT, 'docs/scripts.md'), 'utf8');
  await mkdir(path.join(home, 'bin'));
  const command = path.join(home, 'bin', 'asana-jobs-gateway');
  await writeFile(command, `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  await chmod(command, 0o755);
});

afterAll(() => sandbox[Symbol.asyncDispose]());

/** The first block of a language that holds a text. */
function block(language: string, holds: string): string {
  const blocks = [...document.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))];
  const found = blocks.map((match) => match[1] ?? '').find((text) => text.includes(holds));
  if (found === undefined) throw new Error(`no ${language} with ${holds}`);
  return found;
}

interface Shell {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function shell(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Shell> {
  const searched = `${path.join(home, 'bin')}:${process.env.PATH}`;
  const all = { PATH: searched, HOME: home, ASANA_BASE_URL: sandbox.url, ...env };
  return new Promise((resolve) => {
    execFile(command, args, { cwd: home, env: all }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

describe('docs/scripts.md, as printed', () => {
  test('its first command copies a project', async () => {
    const { code, stdout } = await shell('sh', ['-c', block('sh', '"Launch Q3"')], { ASANA_TOKEN: 'first' });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^(\d+) started by duplicateProject\n[\s\S]*\1 SUCCEEDED\nProject \d+ "Launch Q3" https:/,
    );
  });

  test('its shell script makes a copy once, sets it up, and tells each end', async () => {
    await writeFile(path.join(home, 'launch.json'), block('json', '"tasks"'));
    await writeFile(path.join(home, 'copy-launch.sh'), block('sh', 'copy-launch.sh NAME'));
    const copy = (name: string, token = sandbox.tokens.ada) =>
      shell('sh', ['copy-launch.sh', name], { ASANA_TOKEN: token });

    const first = await copy('Launch Q3');
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/^https:\S+\n$/), stderr: '' });
    const again = await copy('Launch Q3');
    expect(again).toEqual(first);

    expect(await copy('[fail]')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('It failed: Job '),
    });
    const refused = await copy('x', `${sandbox.tokens.ada}-readonly`);
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('Refused: Forbidden') });
    expect(await copy('x', 'invalid')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('It did not work: '),
    });
  });

  test('its job of CI makes a project of a template', async () => {
    const yaml = block('yaml', 'Make the project');
    const runs = [...yaml.matchAll(/^ {8}run: \|\n((?: {10}.*\n)+)/gm)].map((match) =>
      (match[1] ?? '').replace(/^ {10}/gm, ''),
    );
    expect(runs).toHaveLength(2);
    const output = path.join(home, 'output');
    const summary = path.join(home, 'summary');

    const made = await shell('bash', ['-e', '-c', runs[0] ?? ''], {
      ASANA_TOKEN: sandbox.tokens.ada,
      RELEASE: 'v1.2.3',
      GITHUB_OUTPUT: output,
    });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const url = /^url=(https:\S+)\n$/.exec(await readFile(output, 'utf8'))?.[1] ?? '';
    await shell('bash', ['-e', '-c', runs[1] ?? ''], { URL: url, GITHUB_STEP_SUMMARY: summary });
    expect(await readFile(summary, 'utf8')).toBe(`The project is at ${url}\n`);

    const failed = await shell('bash', ['-e', '-c', runs[0] ?? ''], {
      ASANA_TOKEN: 'invalid',
      GITHUB_OUTPUT: summary,
    });
    expect(failed.code).toBe(1);
  });

  test('its line of cron makes a task', async () => {
    const line =
      block('crontab', 'instantiate-task')
        .split('\n')
        .find((each) => /^\d/.test(each)) ?? '';
    const command = line.replace(/^(?:\S+\s+){5}/, '').replaceAll('\\%', '%');
    await writeFile(path.join(home, '.asana-token'), sandbox.tokens.ada);
    expect(await shell('/bin/sh', ['-c', command])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const told = JSON.parse(await readFile(path.join(home, 'photos.log'), 'utf8')) as object;
    expect(told).toMatchObject({
      job: { status: 'SUCCEEDED' },
      result: { type: 'Task', name: expect.stringMatching(/^Photos of week \d\d$/) },
    });
  });
});
