/**
 * Secrets that change while the gateway runs: the files that `*_FILE` variables name are read again at SIGHUP, and by
 * themselves when one has changed. What cannot be taken changes nothing. Knows what may be renewed, not how.
 */
import { unwatchFile, watchFile } from 'node:fs';
import { type Config, isConfigError, SETTINGS, type Setting } from '../config.ts';
import type { Telemetry } from '../telemetry.ts';

/** The secrets that can be renewed without a restart. */
export type Renewable = Pick<Config, 'asanaToken' | 'gatewayKeys' | 'callbacks'>;

/** What a reload needs. */
export interface ReloadParts {
  /** As it is at the start. */
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly telemetry: Telemetry;
  /** Reads all settings again. @throws ConfigError */
  read(): Config;
  /** Takes the renewed ones. @throws ConfigError */
  renew(secrets: Renewable): Promise<void>;
  /** What must never be written, of a configuration. */
  secretsOf(config: Config): string[];
}

/** Reloads secrets, one reload at a time. */
export interface Reload {
  /** Looks now. Never rejects. */
  now(why: string): Promise<void>;
  /** Watches the files no more. */
  close(): void;
}

/** How often each file is looked at, milliseconds. What a mount replaces is seen as well: links are followed. */
const LOOK_EVERY_MS = 2_000;

const RENEWABLE = ['asanaToken', 'gatewayKeys', 'callbacks'] as const;
/** Read at the start alone: connections and hashes are made with them. */
const NOT_RENEWABLE = ['redisUrl', 'hashSecret'] as const;

/** Begins to watch the files. */
export function watchSecrets(parts: ReloadParts): Reload {
  const { env, telemetry } = parts;
  const { log } = telemetry;
  let config = parts.config;
  let last = Promise.resolve();

  async function look(why: string): Promise<void> {
    const next = parts.read();
    const changed = RENEWABLE.filter((key) => differs(config, next, key));
    const stale = NOT_RENEWABLE.filter((key) => differs(config, next, key));
    if (stale.length > 0) {
      log.warn({ settings: stale.map(nameOf) }, 'a secret has changed that only a restart takes up');
    }
    if (changed.length > 0) {
      // Those of before may still be in use, and stay where the others are refused.
      telemetry.hide([...parts.secretsOf(next), ...parts.secretsOf(config)]);
      const { asanaToken, gatewayKeys, callbacks } = next;
      await parts.renew({ asanaToken, gatewayKeys, callbacks });
    }
    config = next;
    telemetry.count('secret_reloads', { outcome: changed.length > 0 ? 'renewed' : 'unchanged' });
    const said = changed.length > 0 ? 'secrets renewed' : 'secrets read again: nothing has changed';
    log.info({ why, settings: changed.map(nameOf) }, said);
  }

  function now(why: string): Promise<void> {
    last = last.then(() =>
      look(why).catch((error: unknown) => {
        telemetry.count('secret_reloads', { outcome: 'refused' });
        const problems = isConfigError(error) ? error.problems : [];
        log.error(
          problems.length > 0 ? { why, problems } : { why, err: error },
          'secrets could not be renewed; those known before stay',
        );
      }),
    );
    return last;
  }

  const files = Object.values(SETTINGS as Readonly<Record<string, Setting<unknown>>>)
    .filter(({ secret }) => secret)
    .flatMap((entry) => {
      const variable = `${entry.env}_FILE`;
      const path = env[variable];
      return path ? [{ variable, path }] : [];
    });
  for (const { variable, path } of files) {
    watchFile(
      path,
      { interval: LOOK_EVERY_MS, persistent: false },
      () => void now(`${variable} has changed`),
    );
  }
  return {
    now,
    close() {
      for (const { path } of files) unwatchFile(path);
    },
  };
}

function differs(before: Config, after: Config, key: keyof Config): boolean {
  return JSON.stringify(before[key]) !== JSON.stringify(after[key]);
}

function nameOf(key: keyof Config): string {
  return SETTINGS[key].env;
}
