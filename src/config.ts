/**
 * The settings of a gateway, read and checked: from environment and flags, or given by name. What there is to set is in
 * `config/settings.ts`.
 */
import { noSuchOption, ofOptions, optionValue } from './config/options.ts';
import {
  ConfigError,
  flagOf,
  isConfigError,
  Problems,
  parseFlags,
  parseSetting,
  readSecret,
  type Setting,
} from './config/setting.ts';
import { type Config, SETTINGS } from './config/settings.ts';
import { checkTogether } from './config/together.ts';
import { type GatewayKey, isLoopback } from './config/values.ts';

export {
  type Config,
  ConfigError,
  flagOf,
  type GatewayKey,
  isConfigError,
  isLoopback,
  SETTINGS,
  type Setting,
};

/** Where settings come from. */
export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What follows the command: `--port 4000` or `--port=4000`. Flags win over variables. */
  readonly argv?: readonly string[];
  /** Whether a person reads standard output. */
  readonly terminal?: boolean;
  /** Where a command has other defaults, as they would be written. */
  readonly defaults?: { readonly [Key in keyof Config]?: string };
}

/** Reads and checks every setting. @throws ConfigError with all that is wrong */
export function parseConfig({ env, argv = [], terminal = false, defaults = {} }: ConfigSources): Config {
  const problems = new Problems();
  const flags = parseFlags(argv, Object.values(SETTINGS), problems);
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(SETTINGS) as [keyof Config, Setting<unknown>][]) {
    const entry = withDefault(setting, defaults[key]);
    const fallback = key === 'logFormat' && terminal ? 'pretty' : entry.default;
    const value = problems.of(() => settled(entry, flags.get(flagOf(entry)), env, fallback));
    if (value !== undefined) values[key] = value;
  }
  checkTogether(values, problems);
  problems.throwAll();
  // Whatever has no value was a problem, and has been thrown.
  return values as unknown as Config;
}

/** A complete configuration: what a program gives by name, over the defaults. @throws ConfigError with all that is wrong */
export function completeConfig(given: Partial<Config>): Config {
  const problems = new Problems();
  const options: Readonly<Record<string, unknown>> = given;
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || Object.hasOwn(SETTINGS, name)) continue;
    problems.of(() => {
      throw noSuchOption(name);
    });
  }
  for (const [key, entry] of Object.entries(SETTINGS)) {
    const value = problems.of(() => optionValue(key, entry, options[key]));
    if (value !== undefined) values[key] = value;
  }
  checkTogether(values, problems, ofOptions);
  problems.throwAll();
  // Whatever has no value was a problem, and has been thrown.
  return values as unknown as Config;
}

/** What is said of it names the default that counts. */
function withDefault(entry: Setting<unknown>, byDefault: string | undefined): Setting<unknown> {
  return byDefault === undefined ? entry : { ...entry, default: byDefault, shownDefault: byDefault };
}

/** The value of a setting; a flag wins over the variable, and what is empty is not there. */
function settled(
  entry: Setting<unknown>,
  flag: string | undefined,
  env: ConfigSources['env'],
  fallback: string | null,
): unknown {
  const given = flag ?? (entry.secret ? readSecret(entry, env) : env[entry.env]) ?? '';
  const value = given === '' ? fallback : given;
  return value === null ? null : parseSetting(flag === undefined ? entry.env : flagOf(entry), entry, value);
}
