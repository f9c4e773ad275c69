/** Settings as the tests of the configuration read them. */
import { ConfigError, parseConfig } from '../../src/config.ts';

export type Env = Record<string, string>;

/** Service mode with the least it takes. */
export const SERVICE = { ASANA_TOKEN: 'service-token', GATEWAY_KEYS: 'web:key-1' };

export function config(env: Env = {}, argv: string[] = [], terminal = false) {
  return parseConfig({ env, argv, terminal });
}

/** Why a configuration is refused; `accepted` where it is not. */
export function refusal(env: Env, argv: string[] = []): string {
  try {
    config(env, argv);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
}
