/**
 * Takes a command line apart by a table of flags: `--flag value`, `--flag=value`, `--yes-or-no`. Pure; knows no
 * particular flag, and what their texts mean only through the table.
 */
import { closest } from '../../config/closest.ts';
import { ConfigError } from '../../config.ts';
import { shortened } from '../../errors.ts';

/** One flag as the command line has it. */
export interface Flag {
  /** With its dashes. */
  readonly name: string;
  /** What it takes, for help and for errors; null for a yes/no. */
  readonly takes: string | null;
  readonly help: string;
  /** Whether it may stand there several times. */
  readonly repeats?: boolean;
}

/** A command line taken apart. */
export interface CommandLine {
  /** What stands there without a flag. */
  readonly words: readonly string[];
  /** The texts of each flag; a yes/no is `true` or `false`. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

/** Takes it apart. @throws ConfigError */
export function takeApart(argv: readonly string[], flags: readonly Flag[]): CommandLine {
  const byName = new Map(flags.map((flag) => [flag.name, flag]));
  const words: string[] = [];
  const texts = new Map<string, string[]>();
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    if (!argument.startsWith('-')) {
      words.push(argument);
      continue;
    }
    const [name = '', ...inline] = argument.split('=');
    const flag = byName.get(name);
    if (!flag) throw unknownFlag(name, flags);
    const given = inline.length > 0 ? inline.join('=') : undefined;
    const text = flag.takes === null ? yesOrNo(flag, given) : (given ?? nextOf(flag, argv[++index]));
    if (text === '') throw new ConfigError(`${name}: got no value, takes ${flag.takes}`);
    const before = texts.get(name) ?? [];
    if (before.length > 0 && !flag.repeats) throw new ConfigError(`${name}: got two values, takes one`);
    texts.set(name, [...before, text]);
  }
  return { words, texts };
}

/** The flags as help shows them, two lines each. */
export function flagsHelp(flags: readonly Flag[]): string {
  return flags
    .map(({ name, takes, help, repeats }) => {
      const value = takes === null ? `${name}, ${name}=false` : `${name} <${takes}>`;
      return `  ${value}${repeats ? '   (several times)' : ''}\n      ${help}\n`;
    })
    .join('');
}

function yesOrNo({ name }: Flag, given = 'true'): string {
  if (['true', 'yes', 'on', '1'].includes(given)) return 'true';
  if (['false', 'no', 'off', '0'].includes(given)) return 'false';
  throw new ConfigError(
    `${name}: got ${JSON.stringify(given.slice(0, 50))}, takes true or false, or nothing`,
  );
}

/** A value that looks like a flag is one that was forgotten; `--name=--` says it is meant. */
function nextOf({ name, takes }: Flag, next: string | undefined): string {
  if (next === undefined || next.startsWith('--')) {
    throw new ConfigError(`${name}: got no value, takes ${takes}`);
  }
  return next;
}

function unknownFlag(name: string, flags: readonly Flag[]): ConfigError {
  const near = closest(
    name,
    flags.map((flag) => flag.name),
  );
  return new ConfigError(
    `${shortened(name)}: no such flag; ${near ? `did you mean ${near}?` : '--help lists them all'}`,
  );
}
