/**
 * What no setting can know alone: which values contradict each other, each of which is right. Pure; what is said of it
 * shows no secret.
 */
import { ConfigError, type Problems } from './setting.ts';
import type { Config } from './settings.ts';
import { isLoopback } from './values.ts';

/** Characters of a key that others than this machine may try. */
const SHORTEST_KEY = 16;

/** Each of them looks at a few settings, and says what is wrong with those together. */
const TOGETHER: readonly {
  readonly of: readonly (keyof Config)[];
  readonly wrong: (config: Config) => string | null | undefined | false;
}[] = [
  {
    of: ['gatewayKeys', 'asanaToken'],
    wrong: ({ gatewayKeys, asanaToken }) =>
      (gatewayKeys ?? []).length > 0 &&
      asanaToken === null &&
      'GATEWAY_KEYS: got keys without ASANA_TOKEN, takes keys only in service mode; set ASANA_TOKEN too',
  },
  {
    of: ['gatewayKeys', 'asanaToken', 'host'],
    wrong: ({ gatewayKeys, asanaToken, host: at }) =>
      asanaToken !== null &&
      (gatewayKeys ?? []).length === 0 &&
      !isLoopback(at) &&
      `GATEWAY_KEYS: got nothing although ASANA_TOKEN is set and HOST is ${at}, takes name:key,… so that not everybody can use that token`,
  },
  {
    of: ['gatewayKeys', 'host'],
    wrong: ({ gatewayKeys, host: at }) => {
      const keys = gatewayKeys ?? [];
      const short = keys.findIndex(({ key }) => key.length < SHORTEST_KEY);
      return (
        short !== -1 &&
        !isLoopback(at) &&
        `GATEWAY_KEYS: got a key of fewer than ${SHORTEST_KEY} characters (number ${short + 1} of ${keys.length}) although HOST is ${at}, takes longer ones unless HOST is loopback; openssl rand -hex 24 makes one`
      );
    },
  },
  {
    of: ['asanaEnable', 'asanaDisable'],
    wrong: ({ asanaEnable, asanaDisable }) => {
      const both = asanaEnable?.find((name) => asanaDisable?.includes(name));
      return (
        both !== undefined &&
        `ASANA_DISABLE: got ${both}, which ASANA_ENABLE has as well, takes each change in one of the two`
      );
    },
  },
  {
    of: ['federation', 'introspection'],
    wrong: ({ federation, introspection }) =>
      federation &&
      !introspection &&
      'FEDERATION: got on although INTROSPECTION is off, takes on only with introspection, since a router reads the schema',
  },
  {
    of: ['stateFile', 'redisUrl'],
    wrong: ({ stateFile, redisUrl: url }) =>
      stateFile !== null &&
      url !== null &&
      'STATE_FILE: got a file although REDIS_URL is set, takes one only without it: what is remembered is kept in one of the two',
  },
  {
    of: ['adminPort', 'port'],
    wrong: ({ adminPort, port: main }) =>
      adminPort !== null &&
      adminPort !== 0 &&
      adminPort === main &&
      `ADMIN_PORT: got ${adminPort}, takes another port than PORT`,
  },
];

/** Looks at those whose own values are right. */
export function checkTogether(
  values: Partial<Record<keyof Config, unknown>>,
  problems: Problems,
  inWords: (problem: string) => string = (problem) => problem,
): void {
  for (const { of, wrong } of TOGETHER) {
    if (of.some((key) => values[key] === undefined)) continue;
    problems.of(() => {
      const problem = wrong(values as Config);
      if (problem) throw new ConfigError(inWords(problem));
    });
  }
}
