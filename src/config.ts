/**
 * The settings of a gateway, read and checked: from environment and flags, or given by name. What there is to set is in
 * `config/settings.ts`.
 */
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
}

/** Reads and checks every setting. @throws ConfigError with all that is wrong */
export function parseConfig({ env, argv = [], terminal = false }: ConfigSources): Config {
  const problems = new Problems();
  const flags = parseFlags(argv, Object.values(SETTINGS), problems);
  const values: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(SETTINGS) as [string, Setting<unknown>][]) {
    const fallback = key === 'logFormat' && terminal ? 'pretty' : entry.default;
    const value = problems.of(() => settled(entry, flags.get(flagOf(entry)), env, fallback));
    if (value !== undefined) values[key] = value;
  }
  checkTogether(values, problems);
  problems.throwAll();
  // Whatever has no value was a problem, and has been thrown.
  return values as unknown as Config;
}

/** A complete configuration: the given values over the defaults. @throws ConfigError */
export function completeConfig(partial: Partial<Config>): Config {
  const config = { ...parseConfig({ env: {} }), ...partial };
  const problems = new Problems();
  checkTogether(config, problems);
  problems.throwAll();
  return config;
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
