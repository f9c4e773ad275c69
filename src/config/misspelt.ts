/**
 * Variables that were probably meant to be settings. The environment belongs to others as well, so only what is a slip of
 * the keys away from a setting counts, and it is said, never refused. Pure.
 */
import { SETTINGS, type Setting } from '../config.ts';
import { editDistance } from './closest.ts';

/** One variable, and the setting that was probably meant. */
export interface Misspelt {
  readonly variable: string;
  readonly meant: string;
}

/** Shorter names are a slip away from words that others use: `HOME` from `HOST`. */
const SHORTEST_NAME = 8;
/** From here on two slips count. */
const LONG_NAME = 12;

/** The variables, in the order of the environment. */
export function misspeltVariables(env: Readonly<Record<string, string | undefined>>): Misspelt[] {
  const known = (Object.values(SETTINGS) as readonly Setting<unknown>[]).flatMap((entry) =>
    entry.secret ? [entry.env, `${entry.env}_FILE`] : [entry.env],
  );
  return Object.keys(env).flatMap((variable) => {
    if (known.includes(variable)) return [];
    const meant = known.find((name) => isSlip(variable.toUpperCase(), name));
    return meant === undefined ? [] : [{ variable, meant }];
  });
}

function isSlip(variable: string, name: string): boolean {
  if (name.length < SHORTEST_NAME || Math.abs(variable.length - name.length) > 2) return false;
  return editDistance(variable, name) <= (name.length < LONG_NAME ? 1 : 2);
}
