#!/usr/bin/env node
/**
 * The command line: finds the command, reads the settings, runs it. Wrong settings are a line each and exit code 2;
 * everything else that goes wrong is 1. Knows no command's insides.
 */
import { commandsHelp } from './cli/help.ts';
import { say } from './cli/output.ts';
import { runDemo, runStart } from './cli/serve.ts';
import { closest } from './config/closest.ts';
import { ConfigError, isConfigError } from './config.ts';
import { readVersion } from './version.ts';

/** A command: gets what follows its name, resolves when it has started or finished. */
type Command = (argv: readonly string[]) => Promise<void>;

const COMMANDS: Readonly<Record<string, Command>> = {
  start: runStart,
  demo: runDemo,
  run: async (argv) => (await import('./cli/jobs/run.ts')).runRun(argv),
  watch: async (argv) => (await import('./cli/jobs/watch.ts')).runWatch(argv),
  sandbox: async (argv) => (await import('./cli/sandbox.ts')).runSandbox(argv),
  doctor: async (argv) => (await import('./cli/doctor.ts')).runDoctor(argv),
  'print-schema': async (argv) => (await import('./cli/print-schema.ts')).runPrintSchema(argv),
  help: async ([about, ...more]) => {
    if (about !== undefined && OWN_HELP.has(about)) return main([about, ...more, '--help']);
    if (about !== undefined && !Object.hasOwn(COMMANDS, about)) throw noSuchCommand(about);
    await say(`${commandsHelp(readVersion()).trimEnd()}\n`);
  },
  version: () => say(`${readVersion()}\n`),
};

/** Commands that have flags of their own, and so a help of their own. */
const OWN_HELP: ReadonlySet<string> = new Set(['run', 'watch']);

const SPELLINGS: Readonly<Record<string, string>> = {
  '--help': 'help',
  '-h': 'help',
  '--version': 'version',
  '-v': 'version',
};

async function main([name = 'help', ...argv]: readonly string[]): Promise<void> {
  const wantsHelp = !OWN_HELP.has(name) && (argv.includes('--help') || argv.includes('-h'));
  const command = COMMANDS[wantsHelp ? 'help' : (SPELLINGS[name] ?? name)];
  if (!command) throw noSuchCommand(name);
  await command(wantsHelp ? [] : argv);
}

function noSuchCommand(name: string): ConfigError {
  const near = closest(name, Object.keys(COMMANDS));
  return new ConfigError(
    `${name}: no such command; ${near ? `did you mean ${near}?` : 'help lists them all'}`,
  );
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const wrongSetting = isConfigError(error);
  const texts = wrongSetting ? error.problems : [textOf(error)];
  for (const text of texts) process.stderr.write(`asana-jobs-gateway: ${text}\n`);
  process.exitCode = wrongSetting ? 2 : 1;
  // What had already opened must not keep a failed start alive.
  process.exit();
});

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
