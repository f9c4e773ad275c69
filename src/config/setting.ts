/**
 * What one setting is, and how its text is found: as a flag, as a variable, or in the file `NAME_FILE` names.
 * Knows no particular setting.
 */
import { readFileSync } from 'node:fs';
import { shortened } from '../errors.ts';
import { closest } from './closest.ts';
import { InvalidValue, type ValueType } from './values.ts';

/** One setting. Secrets have no flag and may come from the file that `NAME_FILE` names. */
export interface Setting<T, Default extends string | null = string | null> {
  readonly env: string;
  readonly type: ValueType<T>;
  /** As it would be written; null: not set, and the value is null. */
  readonly default: Default;
  /** How the default is shown, where that is not the default itself. */
  readonly shownDefault?: string;
  readonly secret?: true;
  readonly help: string;
}

/** Wrong settings: a line for each, which names it, what it got and what it takes. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** One line each. */
  readonly problems: readonly string[];

  constructor(...problems: string[]) {
    const lines = problems.map((problem) => problem.replace(/\s+/g, ' '));
    super(lines.join('\n'));
    this.problems = lines;
  }
}

/** Whether something is a `ConfigError`, also one of a bundle that is loaded on demand. */
export function isConfigError(value: unknown): value is ConfigError {
  return value instanceof Error && value.name === 'ConfigError' && 'problems' in value;
}

/** Looks at several settings and tells at once what is wrong with any of them. */
export class Problems {
  readonly #found: string[] = [];

  /** What `look` gives; undefined where that is wrong. */
  of<T>(look: () => T): T | undefined {
    try {
      return look();
    } catch (error) {
      if (!isConfigError(error)) throw error;
      this.#found.push(...error.problems);
      return undefined;
    }
  }

  /** @throws ConfigError where anything is wrong */
  throwAll(): void {
    if (this.#found.length > 0) throw new ConfigError(...this.#found);
  }
}

/** A setting with a default. */
export function setting<T>(
  env: string,
  type: ValueType<T>,
  byDefault: string,
  help: string,
): Setting<T, string> {
  return { env, type, default: byDefault, help };
}

/** A setting that may be absent. */
export function optional<T>(env: string, type: ValueType<T>, help: string): Setting<T, null> {
  return { env, type, default: null, help };
}

/** A secret that may be absent. */
export function secret<T>(env: string, type: ValueType<T>, help: string): Setting<T, null> {
  return { env, type, default: null, secret: true, help };
}

/** The flag of a setting: `ASANA_TIMEOUT` is `--asana-timeout`. */
export function flagOf(entry: Pick<Setting<unknown>, 'env'>): string {
  return `--${entry.env.toLowerCase().replaceAll('_', '-')}`;
}

/** The value of a setting from its text. @throws ConfigError naming the setting, never showing a secret */
export function parseSetting(name: string, entry: Setting<unknown>, value: string): unknown {
  try {
    return entry.type.parse(value);
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    const got = error.message || (entry.secret ? 'something else' : JSON.stringify(value.slice(0, 200)));
    const shown = entry.shownDefault ?? entry.default;
    const hint = shown === null ? '' : ` (default ${shown})`;
    throw new ConfigError(`${name}: got ${got}, takes ${entry.type.takes}${hint}`);
  }
}

/** The text of a secret: its variable, or the file its `_FILE` variable names. @throws ConfigError */
export function readSecret(
  entry: Setting<unknown>,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const fileVariable = `${entry.env}_FILE`;
  const path = env[fileVariable];
  if (!path) return env[entry.env];
  if (env[entry.env]) {
    throw new ConfigError(`${entry.env}: got a value and ${fileVariable} too, takes one of them`);
  }
  const text = contentOf(fileVariable, path);
  if (text !== '') return text;
  // Not the same as none: it may be about to be written, and without keys everybody would be let in.
  throw new ConfigError(
    `${fileVariable}: got ${JSON.stringify(path)}, which is empty, takes a file that holds ${entry.type.takes}`,
  );
}

function contentOf(fileVariable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const got = `${JSON.stringify(path)} (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`;
    throw new ConfigError(`${fileVariable}: got ${got}, takes the path of a readable file`);
  }
}

/** The flags on a command line, by name: `--port 4000` or `--port=4000`. What is wrong goes to `problems`. */
export function parseFlags(
  argv: readonly string[],
  settings: readonly Setting<unknown>[],
  problems: Problems,
): ReadonlyMap<string, string> {
  const byFlag = new Map(settings.map((entry) => [flagOf(entry), entry]));
  const flags = new Map<string, string>();
  for (let index = 0; index < argv.length; ) {
    index = problems.of(() => parseFlag(argv, index, byFlag, flags)) ?? afterFlag(argv, index);
  }
  return flags;
}
/** Takes one flag in; gives where the next one stands. @throws ConfigError */
function parseFlag(
  argv: readonly string[],
  at: number,
  byFlag: ReadonlyMap<string, Setting<unknown>>,
  flags: Map<string, string>,
): number {
  const [flag = '', ...inline] = (argv[at] ?? '').split('=');
  if (!flag.startsWith('--')) {
    throw new ConfigError(`${shortened(flag)}: got an argument, takes flags such as --port 4000`);
  }
  const entry = byFlag.get(flag);
  if (!entry) throw unknownFlag(flag, byFlag);
  if (entry.secret) {
    const places = `the variable ${entry.env}, or the file that ${entry.env}_FILE names`;
    throw new ConfigError(`${flag}: got a secret on the command line, takes it from ${places}`);
  }
  if (flags.has(flag)) throw new ConfigError(`${flag}: got two values, takes one`);
  const value = inline.length > 0 ? inline.join('=') : argv[at + 1];
  if (value === undefined || value === '' || value.startsWith('--')) {
    throw new ConfigError(`${flag}: got no value, takes ${entry.type.takes}`);
  }
  flags.set(flag, value);
  return inline.length > 0 ? at + 1 : at + 2;
}

/** Where the next flag stands behind a wrong one: its value is none. */
function afterFlag(argv: readonly string[], at: number): number {
  const next = argv.findIndex((argument, index) => index > at && argument.startsWith('--'));
  const isArgument = !(argv[at] ?? '').startsWith('--');
  return isArgument ? at + 1 : next < 0 ? argv.length : next;
}

function unknownFlag(flag: string, byFlag: ReadonlyMap<string, Setting<unknown>>): ConfigError {
  const near = closest(
    flag,
    [...byFlag].filter(([, entry]) => !entry.secret).map(([name]) => name),
  );
  return new ConfigError(
    `${shortened(flag)}: no such flag; ${near ? `did you mean ${near}?` : 'help lists them all'}`,
  );
}
