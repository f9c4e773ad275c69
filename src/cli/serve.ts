/**
 * The commands that serve: `start` against Asana, `demo` against a sandbox in the same process.
 */

import { misspeltVariables } from '../config/misspelt.ts';
import { type Config, ConfigError, isLoopback, parseConfig, SETTINGS } from '../config.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts';
import { createTelemetry, prettyDestination, type Telemetry } from '../telemetry.ts';
import { readVersion } from '../version.ts';
import { endOnUncaughtErrors, stopOnSignals } from './process.ts';
import { watchSecrets } from './reload.ts';
import { openTraces, type Traces } from './traces.ts';

/** `start`: the gateway against `ASANA_BASE_URL`. */
export async function runStart(argv: readonly string[]): Promise<void> {
  const config = parseConfig({ env: process.env, argv, terminal: isTerminal() });
  const traces = await openTraces(process.env);
  const telemetry = await openTelemetry(config);
  traces.attach(telemetry);
  endOnUncaughtErrors(telemetry);
  tellMisspelt(telemetry, process.env);
  const gateway = await open({ ...config, telemetry });
  const reload = watchSecrets({
    config,
    env: process.env,
    telemetry,
    read: () => parseConfig({ env: process.env, argv, terminal: isTerminal() }),
    renew: (secrets) => gateway.renewSecrets(secrets),
    secretsOf,
  });
  announce(telemetry, gateway, config, traces);
  const stop = async (): Promise<void> => {
    reload.close();
    await gateway.close();
    await traces.close();
  };
  stopOnSignals(telemetry, stop, reload.now);
}

/** `demo`: the gateway against a sandbox; on loopback callers need no token. */
export async function runDemo(argv: readonly string[]): Promise<void> {
  const config: Config = {
    ...parseConfig({ env: withoutWhatIsReal(process.env), argv, terminal: isTerminal() }),
    callbacks: callbacksOnThisMachine(process.env),
  };
  const traces = await openTraces(process.env);
  const telemetry = await openTelemetry(config);
  traces.attach(telemetry);
  endOnUncaughtErrors(telemetry);
  tellMisspelt(telemetry, process.env);
  const { createSandbox, DEMO_TOKEN, nameTagRows, tokenFaultRows } = await import('../sandbox/server.ts');
  const sandbox = await createSandbox();
  const gateway = await open({
    ...config,
    asanaBaseUrl: sandbox.url,
    telemetry,
    demo: {
      projectGid: sandbox.gids.projects.launch,
      taskName: 'Draft trail shoe page',
      faults: { tokens: tokenFaultRows, names: nameTagRows },
      ...(isLoopback(config.host) && { token: DEMO_TOKEN }),
    },
  });
  announce(telemetry, gateway, config, traces);
  const shown = gateway.url.replace('//127.0.0.1:', '//localhost:');
  process.stdout.write(demoLines(shown, sandbox.url, DEMO_TOKEN, config));
  stopOnSignals(telemetry, async () => {
    await gateway.close();
    await sandbox.close();
    await traces.close();
  });
}

/** The telemetry a configuration asks for. */
export async function openTelemetry(config: Config): Promise<Telemetry> {
  return createTelemetry({
    level: config.logLevel,
    secrets: secretsOf(config),
    ...(config.logFormat === 'pretty' && { destination: await prettyDestination() }),
  });
}

/** Says which variables were probably meant to be settings; their values may be secrets. */
export function tellMisspelt({ log }: Telemetry, env: NodeJS.ProcessEnv): void {
  for (const { variable, meant } of misspeltVariables(env)) {
    log.warn({ variable }, `${variable}: no such setting; did you mean ${meant}?`);
  }
}

function secretsOf(config: Config): string[] {
  const keys = (config.gatewayKeys ?? []).map(({ key }) => key);
  const callbacks = (config.callbacks ?? []).flatMap(({ url, secrets }) => [url, ...secrets]);
  return [config.asanaToken, config.hashSecret, ...keys, ...callbacks].filter((secret) => secret !== null);
}

/** What a shell may know of a real gateway: its account, its state, whom it tells and which documents it takes. */
const REAL: readonly (keyof Config)[] = [
  'asanaToken',
  'gatewayKeys',
  'asanaBaseUrl',
  'stateFile',
  'redisUrl',
  'callbacks',
  'trustedDocuments',
];

/** A demo shows made-up data, whatever the shell it is started from knows. Its flags count all the same. */
function withoutWhatIsReal(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = REAL.flatMap((key) => {
    const name = SETTINGS[key].env;
    return [name, `${name}_FILE`];
  });
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/** Nobody elsewhere is told of made-up jobs; a receiver that somebody tries out here is. */
function callbacksOnThisMachine({ CALLBACKS, CALLBACKS_FILE }: NodeJS.ProcessEnv): Config['callbacks'] {
  try {
    const { callbacks } = parseConfig({ env: { CALLBACKS, CALLBACKS_FILE } });
    return callbacks?.filter(({ url }) => isLoopback(new URL(url).hostname)) ?? null;
  } catch {
    return null;
  }
}

function open(options: GatewayOptions): Promise<Gateway> {
  return listening(createGateway(options), options.adminPort);
}

/** What listens. @throws ConfigError where it cannot, which is a matter of settings too */
export async function listening<Server>(server: Promise<Server>, adminPort?: number | null): Promise<Server> {
  try {
    return await server;
  } catch (error) {
    throw asWrongSetting(error, adminPort) ?? error;
  }
}

function asWrongSetting(error: unknown, adminPort: number | null = null): ConfigError | null {
  const { code, address, hostname, port } = error as NodeJS.ErrnoException & {
    address?: string;
    hostname?: string;
    port?: number;
  };
  // The two are never the same.
  const name = port !== undefined && port === adminPort ? 'ADMIN_PORT' : 'PORT';
  switch (code) {
    case 'EADDRINUSE':
      return new ConfigError(`${name}: got ${port}, which is in use, takes a free port; 0 picks one`);
    case 'EACCES':
      return new ConfigError(
        `${name}: got ${port}, which this user may not open, takes another one, such as 4000`,
      );
    case 'EADDRNOTAVAIL':
      return new ConfigError(`HOST: got ${address}, takes an address of this machine`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ConfigError(
        `HOST: got ${JSON.stringify(hostname)}, a name nobody knows (${code}), takes an address of this machine`,
      );
    default:
      return null;
  }
}

function announce(telemetry: Telemetry, gateway: Gateway, config: Config, { told }: Traces): void {
  const mode = config.asanaToken === null ? 'pass-through' : 'service';
  const state = {
    ...(config.redisUrl !== null && { redis: true }),
    ...(config.stateFile !== null && { stateFile: true }),
  };
  // Said at any level but silent: with PORT=0 there is no other way to learn the port.
  const { log } = telemetry;
  const loud = config.logLevel === 'silent' ? log : log.child({}, { level: 'info' });
  loud.info({ url: gateway.url, version: readVersion(), mode, ...state, ...told }, `ready at ${gateway.url}`);
}

function isTerminal(): boolean {
  return process.stdout.isTTY === true;
}

function demoLines(url: string, sandboxUrl: string, token: string, config: Config): string {
  const who = isLoopback(config.host)
    ? 'none needed; any other caller may bring'
    : 'bring this one, as "Authorization: Bearer …":';
  const jobs = config.console
    ? `\n  Jobs       ${new URL('/jobs', url)}    for people: start, watch, read`
    : '';
  return `${jobs}
  GraphiQL   ${url}
  Token      ${who} ${token}
  Asana      a stand-in with made-up data at ${sandboxUrl}; nothing leaves this machine

  Open GraphiQL and run the tabs from left to right: start a job, watch it, read what it made.
  Ctrl-C stops the demo.

`;
}
