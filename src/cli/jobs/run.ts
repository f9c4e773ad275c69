/**
 * The command `run`: starts a job from the command line and stays with it until it has finished, is ready or set up.
 * What it takes follows from the table of starts.
 */

import { type GraphQLInputObjectType, isInputObjectType, isObjectType } from 'graphql';
import { START_NAMES, type StartName } from '../../asana/api/starts.ts';
import { capitalised } from '../../capitalised.ts';
import { closest } from '../../config/closest.ts';
import { ConfigError } from '../../config.ts';
import { shortened } from '../../errors.ts';
import { createSchema } from '../../schema/index.ts';
import { JOB_KINDS } from '../../schema/starts/table.ts';
import { say } from '../output.ts';
import { flagsHelp, takeApart } from './command-line.ts';
import { exitsHelp } from './exits.ts';
import { OPTION_FLAGS, readOptions } from './options.ts';
import { inSession } from './session.ts';
import { kebab, startFlags } from './start-flags.ts';
import { startInput } from './start-input.ts';
import { StartWork } from './start-work.ts';

const NAMES = new Map(START_NAMES.map((name) => [kebab(name), name]));

/** `run <start> [target] [--flag value …]`. @throws ConfigError */
export async function runRun(argv: readonly string[]): Promise<void> {
  const [word = '', ...rest] = argv;
  if (isHelp(word)) return say(commandHelp());
  const name = nameOf(word);
  if (rest.some(isHelp)) return say(startHelp(name));
  const { input: type, payloadFields } = typesOf(name);
  const flags = startFlags(type);
  const { words, texts } = takeApart(rest, [...flags, ...OPTION_FLAGS]);
  if (words.length > 1) {
    throw new ConfigError(
      `${shortened(words[1] ?? '')}: got a second argument, takes the object to start from`,
    );
  }
  const options = readOptions(texts, process.env);
  const input = startInput(type, { field: JOB_KINDS[name].target.field, given: words[0] }, texts);
  await inSession(options, new StartWork({ name, input, payloadFields, flags, options }));
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h';
}

function nameOf(word: string): StartName {
  const name = NAMES.get(word) ?? NAMES.get(kebab(word));
  if (name) return name;
  const near = closest(word, [...NAMES.keys()]);
  const hint = near ? `did you mean ${near}?` : `takes one of ${[...NAMES.keys()].join(', ')}`;
  throw new ConfigError(`run: got ${word === '' ? 'no start' : JSON.stringify(word.slice(0, 50))}; ${hint}`);
}

function typesOf(name: StartName): { input: GraphQLInputObjectType; payloadFields: readonly string[] } {
  const schema = createSchema();
  const input = schema.getType(`${capitalised(name)}Input`);
  const payload = schema.getType(`${capitalised(name)}Payload`);
  if (!isInputObjectType(input) || !isObjectType(payload)) throw new Error(`${name} has no types`);
  return { input, payloadFields: Object.keys(payload.getFields()) };
}

function commandHelp(): string {
  const starts = [...NAMES].map(([word, name]) => `  ${word.padEnd(26)} ${JOB_KINDS[name].description}\n`);
  return `Starts a job and stays with it.

Usage: asana-jobs-gateway run <start> [target] --name … [--flag value …]

Starts (run <start> --help shows what each takes):
${starts.join('')}
Options:
${flagsHelp(OPTION_FLAGS)}
Exit codes:
${exitsHelp()}`;
}

function startHelp(name: StartName): string {
  const { description, target } = JOB_KINDS[name];
  const flags = startFlags(typesOf(name).input);
  const own = flags.filter(({ path }) => path[0] !== target.field);
  return `${description}

Usage: asana-jobs-gateway run ${kebab(name)} <gid> [--flag value …]

  <gid>
      ${target.description} Also as --${kebab(target.field)}.
${flagsHelp(own)}
Options:
${flagsHelp(OPTION_FLAGS)}
Exit codes:
${exitsHelp()}`;
}
