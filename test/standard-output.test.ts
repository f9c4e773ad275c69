import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOG = "import { createTelemetry } from './src/telemetry.ts'; const { log } = createTelemetry();";

/** A process that logs; its standard output waits to be read. */
function logging(script: string) {
  const args = ['--import', 'tsx', '--input-type=module', '-e', LOG + script];
  return spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
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
    const { default: fs } = await import('node:fs');
    const { setImmediate } = globalThis;
    mock.timers.enable();
    const { write } = fs;
    let writes = 0;
    const next = () => new Promise((resolve) => {
      fs.write = (fd, data, done) => {
        writes += 1;
        write(fd, data, (...result) => (done(...result), resolve()));
      };
    });
    const { log: other } = createTelemetry();
    for (let n = 0; n < 2; n += 1) {
      const written = next();
      other.info({ n }, 'line');
      mock.timers.tick(100);
      await written;
      for (let turn = 0; turn < 20; turn += 1) {
        mock.timers.tick(100);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    process.stderr.write('writes: ' + writes);`);
  const [output, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(numbers(output)).toEqual([0, 1]);
  expect(said).toMatch(/writes: 2$/);
});
