import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, createReadStream, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from './support/folder.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOG = `
  import fs from 'node:fs';
  import { createTelemetry } from './src/telemetry.ts';
  const telemetry = createTelemetry();
  const { log } = telemetry;`;

/** A process that logs; its standard output is a socket that waits to be read, or what is given. */
function logging(script: string, output: 'pipe' | number = 'pipe') {
  const args = ['--import', 'tsx', '--input-type=module', '-e', LOG + script];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', output, 'pipe'] });
  return child as ChildProcessByStdio<null, Readable, Readable>;
}

const numbers = (output: string): number[] =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).n);

const counted = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

test('every line arrives, in order, at a reader that begins late', async () => {
  const child = logging(`
    let n = 0;
    const timer = setInterval(() => {
      for (let each = 0; each < 500; each += 1) log.info({ n: n++ }, 'grüße ☃');
      if (n < 20_000) return;
      clearInterval(timer);
      process.stderr.write('all is logged');
    }, 1);`);
  await once(child.stderr, 'data');

  expect(numbers(await text(child.stdout))).toEqual(counted(20_000));
});

test.each(['process.exit(1)', "throw new Error('boom')"])('%s loses no line', async (end) => {
  const child = logging(`
    process.on('uncaughtException', () => process.exit(1));
    for (let n = 0; n < 1_000; n += 1) log.info({ n }, 'line');
    ${end};`);

  expect(numbers(await text(child.stdout))).toEqual(counted(1_000));
});

/** More than fits into a pipe or a socket; then it ends at once, a reader or not. */
const SUDDEN_END = `
  for (let n = 0; n < 10_000; n += 1) log.info({ n }, 'line');
  let turns = 1_000;
  const end = () => {
    turns -= 1;
    if (turns > 0) return setImmediate(end);
    fs.writeSync(2, 'leaving');
    process.exit(1);
  };
  end();`;

test('a sudden exit tears no line in a socket that nobody reads yet', async () => {
  const child = logging(SUDDEN_END);
  await once(child.stderr, 'data');

  expect(numbers(await text(child.stdout))).toEqual(counted(10_000));
});

test('nor in a pipe', async () => {
  const pipe = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const both = openSync(pipe, 'r+');
  const child = logging(SUDDEN_END, both);
  const reader = openSync(pipe, 'r');
  closeSync(both);
  await once(child.stderr, 'data');

  expect(numbers(await text(createReadStream('', { fd: reader })))).toEqual(counted(10_000));
});

test('nor in a file', async () => {
  const file = join(temporaryFolder(), 'file');
  const child = logging(SUDDEN_END, openSync(file, 'w'));
  await once(child, 'exit');

  expect(numbers(readFileSync(file, 'utf8'))).toEqual(counted(10_000));
});

test('an exit does not wait for ever for a reader that takes nothing', async () => {
  const child = logging(SUDDEN_END);

  expect(await once(child, 'exit')).toEqual([1, null]);
});

test('beyond 16 MB that nobody has taken lines are lost, whole ones, and counted', async () => {
  const child = logging(`
    for (let n = 0; n < 200_000; n += 1) log.info({ n }, 'a line of one hundred bytes and some more, so that not so many are needed');
    process.stderr.write(String(telemetry.read('log_lines_lost')));`);
  const [lost] = await once(child.stderr, 'data');
  const kept = numbers(await text(child.stdout));

  expect(Number(lost)).toBeGreaterThan(0);
  expect(kept).toEqual(counted(200_000 - Number(lost)));
});

test.each(['goes away', 'is a full disk'])('what logs goes on when its reader %s', async (what) => {
  const child = logging(
    `
    process.stderr.write('ready');
    setInterval(() => {
      for (let n = 0; n < 1_000; n += 1) log.info({ n }, 'line');
      process.stderr.write('alive');
    }, 1);`,
    what === 'goes away' ? 'pipe' : openSync('/dev/full', 'w'),
  );
  await once(child.stderr, 'data');
  if (what === 'goes away') child.stdout.destroy();
  let said = '';
  for await (const data of child.stderr) {
    said += data;
    if (said.length > 500) break;
  }

  expect(child.exitCode).toBeNull();
  child.kill();
  await once(child, 'exit');
});

test('a flush says when even a late reader has all', async () => {
  const child = logging(`
    for (let n = 0; n < 20_000; n += 1) log.info({ n }, 'line');
    log.flush(() => process.exit(0));
    process.stderr.write('all is logged');`);
  await once(child.stderr, 'data');

  expect(numbers(await text(child.stdout))).toEqual(counted(20_000));
});

test('what is said to be written outlives a kill, also what was logged while lines were being written', async () => {
  const child = logging(`
    const { whenWritten } = await import(${JSON.stringify(new URL('../src/telemetry/written.ts', import.meta.url).href)});
    const written = whenWritten(log, 60_000);
    for (let n = 0; n < 100; n += 1) log.info({ n }, 'line');
    log.flush();
    log.info({ n: 100 }, 'line');
    await written();
    process.kill(process.pid, 'SIGKILL');`);

  expect(numbers(await text(child.stdout))).toEqual(counted(101));
});

test('a line that is flushed outlives a kill', async () => {
  const child = logging(`
    log.info({ n: 0 }, 'line');
    log.flush();
    // Nothing else comes to run in between.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    process.kill(process.pid, 'SIGKILL');`);

  expect(numbers(await text(child.stdout))).toEqual([0]);
});

test('where nothing is logged nothing is written, not even nothing', async () => {
  const child = logging(`
    const { mock } = await import('node:test');
    mock.timers.enable();
    const { writeSync } = fs;
    let writes = 0;
    fs.writeSync = (...what) => {
      writes += 1;
      return writeSync(...what);
    };
    for (let n = 0; n < 2; n += 1) {
      log.info({ n }, 'line');
      for (let time = 0; time < 20; time += 1) mock.timers.tick(100);
    }
    process.stderr.write('writes: ' + writes);`);
  const [output, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(numbers(output)).toEqual([0, 1]);
  expect(said).toMatch(/^writes: 2\b/);
});
