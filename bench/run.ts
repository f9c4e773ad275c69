/**
 * The runner: `npm run bench [name…] [-- --quick --peers --json]`. Builds what is stale, runs the questions one after
 * the other, prints one table, and fails when something is below its threshold.
 */
import { parseArgs } from 'node:util';
// @ts-expect-error a script without declarations
import { build } from '../scripts/build.mjs';
import { callbacks } from './callbacks.ts';
import { calls } from './calls.ts';
import { detection } from './detection.ts';
import { fairness } from './fairness.ts';
import { hostile } from './hostile.ts';
import { latency } from './latency.ts';
import { lists } from './lists.ts';
import { longrun } from './longrun.ts';
import { start } from './start.ts';
import { stores } from './stores.ts';
import { subscribers } from './subscribers.ts';
import type { Benchmark, Row, RunOptions } from './support/benchmark.ts';
import { describeMachine, machineLines } from './support/machine.ts';
import { type Finding, markdownLines, tableLines } from './support/table.ts';
import { throughput } from './throughput.ts';

const BENCHMARKS: readonly Benchmark[] = [
  calls,
  detection,
  start,
  stores,
  lists,
  callbacks,
  hostile,
  latency,
  fairness,
  throughput,
  subscribers,
  longrun,
];

const HELP = `npm run bench [name…] [-- options]

${BENCHMARKS.map(({ name, question }) => `  ${name.padEnd(12)}${question}`).join('\n')}

  --quick       only what does not depend on the machine, in under three minutes
  --peers       also the peers that are packages of their own (bench/peers/README.md)
  --json        prints JSON instead of the table
  --markdown    prints the table as Markdown
  --minutes=10  length of longrun
  --smoke       tiny sizes that only show that everything runs; nothing is judged
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '10' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const chosen = chooseBenchmarks(positionals);
const options: RunOptions = {
  quick: values.quick,
  smoke: values.smoke,
  peers: values.peers,
  minutes: Number(values.minutes),
  say: (text) => void process.stderr.write(`  ${text}\n`),
};

await build({ quiet: true });
const machine = describeMachine();
process.stderr.write(`${machineLines(machine).join('\n')}\n`);
const findings: Finding[] = [];
for (const benchmark of chosen) findings.push(await measure(benchmark));
report(findings);
process.exit(findings.some(({ rows }) => rows.some(({ ok }) => ok === false)) ? 1 : 0);

function chooseBenchmarks(names: readonly string[]): Benchmark[] {
  const unknown = names.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`${unknown.join(', ')}: no such benchmark\n\n${HELP}`);
    process.exit(2);
  }
  return BENCHMARKS.filter(({ name, hasQuickForm }) =>
    names.length > 0 ? names.includes(name) : !values.quick || hasQuickForm,
  );
}

async function measure(benchmark: Benchmark): Promise<Finding> {
  const { name } = benchmark;
  process.stderr.write(`${name} …\n`);
  const begun = performance.now();
  const rows = await benchmark.run(options).catch((error: unknown): Row[] => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    const measured = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return [{ what: `${name} broke off`, measured, reach: '', ok: false, value: null }];
  });
  const judged = options.smoke
    ? rows.map((row) => ({ ...row, ok: row.value === null ? row.ok : null }))
    : rows;
  return { benchmark, seconds: (performance.now() - begun) / 1_000, rows: judged };
}

function report(all: readonly Finding[]): void {
  if (values.json) {
    const results = all.map(({ benchmark, seconds, rows }) => ({ name: benchmark.name, seconds, rows }));
    const { quick, smoke, peers } = options;
    process.stdout.write(`${JSON.stringify({ machine, quick, smoke, peers, results }, null, 2)}\n`);
    return;
  }
  const lines = values.markdown ? markdownLines(all) : tableLines(all);
  process.stdout.write(`${[...machineLines(machine), ...lines].join('\n')}\n`);
}
