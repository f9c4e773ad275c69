/**
 * What `run` and `watch` have in common on the command line: until when, for how long, where, with which token, and how
 * it is told. Reads the token's file; asks nobody.
 */
import { readFileSync } from 'node:fs';
import { duration, InvalidValue } from '../../config/values.ts';
import { type Config, ConfigError, flagOf, parseConfig, SETTINGS } from '../../config.ts';
import { isTokenText } from '../../token-text.ts';
import type { Flag } from './command-line.ts';

/** Until when: Asana's word in the schema for each of the command line's. */
export const MOMENTS = { finished: 'FINISHED', ready: 'READY', 'set-up': 'SET_UP' } as const;
/** One of the schema's. */
export type Moment = (typeof MOMENTS)[keyof typeof MOMENTS];

/** The settings that count where no gateway is named. */
const EMBEDDED = [
  'asanaBaseUrl',
  'asanaTimeoutMs',
  'asanaRequestsPerMinute',
  'asanaEnable',
  'asanaDisable',
  'watchFailureLimitMs',
  'logLevel',
] as const satisfies readonly (keyof Config)[];

/** What the options say. */
export interface Options {
  /** Null where nothing was said. */
  readonly until: Moment | null;
  readonly json: boolean;
  readonly timeoutMs: number;
  /** A running gateway's endpoint, or settings for one of one's own. */
  readonly gateway: URL | Partial<Config>;
  /** Null for a gateway that needs none. */
  readonly token: string | null;
}

const TIMEOUT = duration(100, 24 * 3_600_000);
const DEFAULT_TIMEOUT = '10m';

const OWN: readonly Flag[] = [
  {
    name: '--until',
    takes: 'finished, ready or set-up',
    help: 'Until when to stay: the job has finished; what it made is there; its set-up is over. Default finished, with --set-up set-up.',
  },
  { name: '--json', takes: null, help: 'Print one JSON object at the end, and nothing else.' },
  {
    name: '--timeout',
    takes: 'a duration such as 30s, 10m or 2h',
    help: 'How long to stay. The job goes on. Default 10m.',
  },
  {
    name: '--gateway',
    takes: 'a URL',
    help: 'Go through this gateway, with or without /graphql at its end. Else the command is one itself, for nobody but you.',
  },
  {
    name: '--token-file',
    takes: 'a path',
    help: 'The file that holds the token: of Asana, or the key of a gateway in service mode. Default the variable ASANA_TOKEN, or the file that ASANA_TOKEN_FILE names.',
  },
];

/** The flags. */
export const OPTION_FLAGS: readonly Flag[] = [
  ...OWN,
  ...EMBEDDED.map((key) => {
    const entry = SETTINGS[key];
    return {
      name: flagOf(entry),
      takes: entry.type.takes,
      help: `The setting ${entry.env}; without --gateway.`,
    };
  }),
];

/** Whether the command is its own gateway, which ends with it. */
export function isEmbedded({ gateway }: Options): boolean {
  return !(gateway instanceof URL);
}

/** Reads them. @throws ConfigError */
export function readOptions(
  texts: ReadonlyMap<string, readonly string[]>,
  env: Readonly<Record<string, string | undefined>>,
): Options {
  const text = (name: string): string | undefined => texts.get(name)?.[0];
  const until = text('--until');
  if (until !== undefined && !Object.hasOwn(MOMENTS, until)) {
    throw new ConfigError(
      `--until: got ${JSON.stringify(until.slice(0, 50))}, takes finished, ready or set-up`,
    );
  }
  const gateway = text('--gateway');
  if (gateway !== undefined) refuseOwnSettings(texts);
  const token = readToken(text('--token-file'), env);
  if (token === null && gateway === undefined) {
    throw new ConfigError(
      'ASANA_TOKEN: got nothing, takes an Asana token, in the variable, or in the file that --token-file or ASANA_TOKEN_FILE names',
    );
  }
  return {
    until: until === undefined ? null : MOMENTS[until as keyof typeof MOMENTS],
    json: text('--json') === 'true',
    timeoutMs: readTimeout(text('--timeout') ?? DEFAULT_TIMEOUT),
    gateway: gateway === undefined ? readSettings(texts, env) : readUrl(gateway),
    token,
  };
}

function readTimeout(text: string): number {
  try {
    return TIMEOUT.parse(text);
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    throw new ConfigError(`--timeout: got ${JSON.stringify(text.slice(0, 50))}, takes ${TIMEOUT.takes}`);
  }
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new ConfigError(
      '--gateway: got something else, takes an http:// or https:// URL without user, password or query, such as https://gateway.example.com',
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith('/graphql') ? path : `${path}/graphql`;
  return url;
}

/** A gateway that runs has settings of its own. As variables they may be meant for others, and do not count. */
function refuseOwnSettings(texts: ReadonlyMap<string, readonly string[]>): void {
  const given = EMBEDDED.map((key) => flagOf(SETTINGS[key])).filter((flag) => texts.has(flag));
  if (given.length === 0) return;
  throw new ConfigError(
    ...given.map((flag) => `${flag}: got a value beside --gateway, takes one only without it`),
  );
}

/** Only what counts here: the settings of a gateway that serves others may be in the same environment. */
function readSettings(
  texts: ReadonlyMap<string, readonly string[]>,
  env: Readonly<Record<string, string | undefined>>,
): Partial<Config> {
  const entries = EMBEDDED.map((key) => [key, SETTINGS[key]] as const);
  const argv = entries.flatMap(([, entry]) =>
    (texts.get(flagOf(entry)) ?? []).map((text) => `${flagOf(entry)}=${text}`),
  );
  const own = Object.fromEntries(entries.map(([, { env: name }]) => [name, env[name]]));
  const config = parseConfig({ env: own, argv, defaults: { logLevel: 'silent' } });
  return Object.fromEntries(entries.map(([key]) => [key, config[key]]));
}

/** The flag wins over the variables. */
function readToken(
  path: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const file = path ?? (env.ASANA_TOKEN ? undefined : env.ASANA_TOKEN_FILE);
  const name = path === undefined ? 'ASANA_TOKEN_FILE' : '--token-file';
  const text = file ? contentOf(name, file) : (env.ASANA_TOKEN ?? '');
  if (text === '' && file === undefined) return null;
  if (!isTokenText(text)) {
    const got = text === '' ? 'nothing' : 'a text that is no token';
    throw new ConfigError(
      `${file ? name : 'ASANA_TOKEN'}: got ${got}, takes ${SETTINGS.asanaToken.type.takes}`,
    );
  }
  return text;
}

function contentOf(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new ConfigError(`${name}: got ${JSON.stringify(path)} (${why}), takes the path of a readable file`);
  }
}
