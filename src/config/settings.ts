/**
 * THE table of settings: name, kind of value, default, meaning. The type `Config`, `help`, the README section and
 * every check of a setting derive from it. Knows nothing of what the settings are used for.
 */
import { LOG_LEVELS } from '../telemetry/levels.ts';
import { callbackEndpoints } from './callback-endpoints.ts';
import { optional, type Setting, secret, setting } from './setting.ts';
import {
  changeNames,
  cidrs,
  duration,
  filePath,
  gatewayKeys,
  host,
  oneOf,
  onOff,
  origins,
  orWord,
  port,
  redisUrl,
  statePath,
  text,
  token,
  upstreamUrl,
  type ValueType,
  wholeNumber,
} from './values.ts';

/** Every setting of the gateway, in the order `help` shows them. */
export const SETTINGS = {
  host: setting('HOST', host, '127.0.0.1', 'where to listen'),
  port: setting('PORT', port, '4000', 'where to listen; 0 picks a free port'),
  asanaBaseUrl: setting(
    'ASANA_BASE_URL',
    upstreamUrl,
    'https://app.asana.com/api/1.0',
    'the REST API; https unless it is on this machine',
  ),
  asanaToken: secret(
    'ASANA_TOKEN',
    token,
    "service mode: the gateway's own Asana token, used for callers that bring a gateway key",
  ),
  gatewayKeys: secret(
    'GATEWAY_KEYS',
    gatewayKeys,
    'the keys callers must bring in service mode, as name:key,name:key, each key of at least 16 characters unless HOST is loopback; the name is in logs, metrics and the ledger',
  ),
  asanaRequestsPerMinute: setting(
    'ASANA_REQUESTS_PER_MINUTE',
    orWord(wholeNumber(1, 100_000), 'auto'),
    'auto',
    "Asana's limit per token; auto learns it from what Asana refuses",
  ),
  asanaTimeoutMs: setting(
    'ASANA_TIMEOUT',
    duration(100),
    '10s',
    'one call to Asana, with its retries and its wait for budget',
  ),
  asanaEnable: optional(
    'ASANA_ENABLE',
    changeNames,
    "changes of Asana's API to have before they come to all, sent as Asana-Enable with every call",
  ),
  asanaDisable: optional(
    'ASANA_DISABLE',
    changeNames,
    "changes of Asana's API to put off as long as Asana lets one, sent as Asana-Disable with every call",
  ),
  maxOperations: setting(
    'MAX_OPERATIONS',
    wholeNumber(1, 100_000),
    '1000',
    'operations executing at once; beyond it SERVICE_UNAVAILABLE. What only waits (waitForJob, streams) does not count',
  ),
  watchFailureLimitMs: setting(
    'WATCH_FAILURE_LIMIT',
    duration(100),
    '5m',
    'a watched job whose reads do nothing but fail for so long ends with an error',
  ),
  errandTokenTtlMs: setting(
    'ERRAND_TOKEN_TTL',
    duration(0, 24 * 3_600_000),
    '1h',
    "for set-ups, lists and callbacks in pass-through mode: how long a user's token is kept in memory after the user was last seen; 0 keeps it only while a socket or a request of the user is open",
  ),
  stateFile: optional(
    'STATE_FILE',
    statePath,
    'keeps ledger, idempotency keys, unknown starts, set-ups, lists and callbacks of this one instance over restarts, in a file that is made where it is missing; needs Node 22.13 or newer, and no REDIS_URL beside it',
  ),
  callbacks: secret(
    'CALLBACKS',
    callbackEndpoints,
    'whom a start may have told of its job, by name (callback of its input): signed as Standard Webhooks has it, delivered at least once',
  ),
  redisUrl: secret('REDIS_URL', redisUrl, 'makes several instances one'),
  redisPrefix: setting('REDIS_PREFIX', text, 'asana-jobs-gateway', 'begins every key and channel in Redis'),
  hashSecret: secret('HASH_SECRET', text, 'keys the hashes that stand for tokens in logs and in Redis'),
  corsOrigins: optional(
    'CORS_ORIGINS',
    origins,
    'browser origins that may call the gateway; also checked when a WebSocket opens',
  ),
  trustedProxies: optional(
    'TRUSTED_PROXIES',
    cidrs,
    'proxies whose X-Forwarded-For is believed, as addresses or ranges',
  ),
  adminPort: optional(
    'ADMIN_PORT',
    port,
    'when set, /metrics, /health and /ready are served there alone; without it /metrics is served on loopback only',
  ),
  drainDelayMs: setting(
    'DRAIN_DELAY',
    duration(0),
    '0s',
    'on SIGTERM, how long new work is still taken while /ready already says 503',
  ),
  drainTimeoutMs: setting(
    'DRAIN_TIMEOUT',
    duration(0),
    '10s',
    'how long requests may finish after that; sockets are closed spread over this time',
  ),
  logLevel: setting('LOG_LEVEL', oneOf(...LOG_LEVELS), 'info', 'the least important lines that are written'),
  logFormat: {
    env: 'LOG_FORMAT',
    type: oneOf('json', 'pretty'),
    default: 'json',
    shownDefault: 'json; pretty on a terminal',
    help: 'how log lines are written',
  } satisfies Setting<'json' | 'pretty', string>,
  introspection: setting('INTROSPECTION', onOff, 'on', 'whether the schema may be asked for'),
  federation: setting('FEDERATION', onOff, 'off', 'whether the schema is a Federation 2 subgraph'),
  graphiql: setting('GRAPHIQL', onOff, 'on', 'whether browsers get GraphiQL at /graphql'),
  console: setting('CONSOLE', onOff, 'on', 'whether browsers get the page of jobs at /jobs'),
  trustedDocuments: optional(
    'TRUSTED_DOCUMENTS',
    filePath,
    'a JSON file of operations by hash; when set, no others run',
  ),
} as const;

type ValueOf<S> = S extends { readonly type: ValueType<infer T>; readonly default: infer D }
  ? T | (null extends D ? null : never)
  : never;

/** The settings as values. */
export type Config = { readonly [Key in keyof typeof SETTINGS]: ValueOf<(typeof SETTINGS)[Key]> };
