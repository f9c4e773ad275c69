/**
 * Runs the suites of `npm run check` one after the other, says what each took and how many tests there were, and
 * fails at the first that fails, or when all of them together take longer than a change may wait for.
 *
 *   node scripts/check.mjs              every suite
 *   node scripts/check.mjs units build  these, in the order of the table
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** On two cores that nobody else uses. What needs more gets a short form here and a long one of its own. */
const LIMIT_MINUTES = 25;

/** Programs that others wrote, each with a package of its own; test/README.md has a row for each. */
const THIRD_PARTIES = [
  'test/asana-sdk',
  'test/embedding',
  'test/federation/router',
  'test/kubernetes',
  'test/package',
  'test/prism',
  'test/relay',
];
/** What wants a current Node, and the package that has one: its tests and the programs they start run on that. */
const SQLITE = 'test/sqlite';
const CURRENT_NODE = 'test/node24/node_modules/node/bin';
const BROWSERS = 'test/browser';
const INSTANCES = 'test/instances';
const ATTACKS = 'test/attacks';

/** Every suite in order, cheapest first. A command that begins with `vitest` is asked for its counts. */
const SUITES = [
  { name: 'format', commands: ['biome ci --error-on-warnings .'] },
  { name: 'types', commands: ['tsc', 'tsc -p src/graphiql', 'tsc -p src/console'] },
  // Files, exports and dependencies that nobody uses.
  { name: 'unused', commands: ['knip'] },
  { name: 'generated', commands: ['node --import tsx codegen.ts --check'] },
  { name: 'build', commands: ['node scripts/build.mjs --types'] },
  // Much of it waits: three share two cores. The files of a worker share its modules, whose loading took more than the
  // tests themselves (537 s, now 239). Fails below a floor of coverage, too.
  {
    name: 'units',
    commands: [
      `vitest run ${without([...THIRD_PARTIES, BROWSERS, SQLITE])} --maxWorkers=3 --no-isolate --coverage`,
    ],
  },
  { name: 'third-parties', commands: [`vitest run ${THIRD_PARTIES.join(' ')}`] },
  { name: 'sqlite', commands: [`vitest run ${SQLITE}`], node: CURRENT_NODE },
  // Two files at a time; what each waits for is the other's time. Everything in the second browser as well by `npm run test:browsers`.
  { name: 'browsers', commands: [`vitest run ${BROWSERS} --maxWorkers=2`] },
  { name: 'instances', commands: [`vitest run ${INSTANCES}`], env: { INSTANCES: '1' } },
  // A minute each by `npm run test:attacks`.
  { name: 'attacks', commands: [`vitest run ${ATTACKS}`], env: { ATTACKS: process.env.ATTACKS || 'short' } },
];

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !SUITES.some((suite) => suite.name === name));
if (unknown !== undefined) {
  console.error(`There is no suite ${unknown}; there are ${SUITES.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const reports = mkdtempSync(path.join(tmpdir(), 'check-'));
const results = [];
for (const suite of SUITES.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const result = run(suite);
  results.push(result);
  if (!result.passed) break;
}
rmSync(reports, { recursive: true });
process.exitCode = report(results) ? 0 : 1;

/** Tells vitest to leave out files that begin so, and what is in such folders. */
function without(places) {
  return places.map((place) => `--exclude "${place}{*,/**}"`).join(' ');
}

function run({ name, commands, env = {}, node }) {
  const startedAt = performance.now();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  if (node && !existsSync(path.join(ROOT, node, 'node'))) {
    console.warn(`SKIPPED: ${name} (no current Node is installed): run npm run third-parties`);
    return { name, passed: !process.env.CI, counts, failures, seconds: 0 };
  }
  const first = [node, 'node_modules/.bin'].filter(Boolean).map((place) => path.join(ROOT, place));
  let passed = true;
  for (const command of commands) {
    console.log(`\n— ${name}: ${command}`);
    const file = path.join(reports, `${name}.json`);
    const counting = command.startsWith('vitest')
      ? ' --reporter=default --reporter=./scripts/outcome-reporter.mjs'
      : '';
    const { status } = spawnSync(command + counting, {
      cwd: ROOT,
      stdio: 'inherit',
      shell: true,
      env: {
        ...process.env,
        ...env,
        OUTCOME_FILE: file,
        PATH: [...first, process.env.PATH].join(path.delimiter),
      },
    });
    if (counting && existsSync(file)) {
      const outcome = JSON.parse(readFileSync(file, 'utf8'));
      for (const kind of Object.keys(counts)) counts[kind] += outcome.counts[kind];
      failures.push(...outcome.failures);
    }
    passed = status === 0;
    if (!passed) break;
  }
  return { name, passed, counts, failures, seconds: (performance.now() - startedAt) / 1000 };
}

/** Prints the table; whether all is well. */
function report(all) {
  for (const { failures } of all) for (const failure of failures) console.log(`\nFAILED  ${failure}`);
  const total = { name: 'total', passed: all.every(({ passed }) => passed), counts: sum(all), seconds: 0 };
  for (const { seconds } of all) total.seconds += seconds;
  console.log('');
  for (const { name, passed, counts, seconds } of [...all, total]) {
    const tests = Object.entries(counts).filter(([, amount]) => amount > 0);
    const words = tests.map(([outcome, amount]) => `${amount} ${outcome}`).join(', ');
    console.log(
      `${passed ? 'ok    ' : 'FAILED'}  ${name.padEnd(14)} ${seconds.toFixed(1).padStart(7)} s  ${words && `tests: ${words}`}`,
    );
  }
  const inTime = total.seconds <= LIMIT_MINUTES * 60;
  if (!inTime)
    console.log(`All of it may take ${LIMIT_MINUTES} minutes: give the slowest suite a short form.`);
  return total.passed && inTime;
}

function sum(all) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const each of all) for (const outcome of Object.keys(counts)) counts[outcome] += each.counts[outcome];
  return counts;
}
