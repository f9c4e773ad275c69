/**
 * Settings that a program gives by name, held to the rules of the table: each is written as a variable would have it, and
 * read like one. What is said of a mistake names the option. Must not know where else settings come from.
 */
import { inspect } from 'node:util';
import { shortened } from '../errors.ts';
import { closest } from './closest.ts';
import { ConfigError, type Setting } from './setting.ts';
import { SETTINGS } from './settings.ts';
import { InvalidValue, inCodeOf } from './values.ts';

/** The value of an option; the default where nothing is given. @throws ConfigError naming the option */
export function optionValue(option: string, entry: Setting<unknown>, given: unknown): unknown {
  const { type, default: byDefault } = entry;
  const otherwise = byDefault === null ? null : type.parse(byDefault);
  if (given === undefined || (given === null && byDefault === null)) return otherwise;
  const { takes, written } = inCodeOf(type);
  const text = written(given);
  try {
    if (text === null) throw new InvalidValue();
    return text === '' ? otherwise : type.parse(text);
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    const got = error.message || (entry.secret ? 'something else' : shown(given));
    const hint = otherwise === null ? '' : ` (default ${otherwise})`;
    throw new ConfigError(`${option}: got ${got}, takes ${takes}${hint}`);
  }
}

/** What is no option. */
export function noSuchOption(name: string): ConfigError {
  const near = closest(name, Object.keys(SETTINGS));
  return new ConfigError(`${shortened(name)}: no such option${near ? `; did you mean ${near}?` : ''}`);
}

/** What is said of variables, said of options. */
export function ofOptions(problem: string): string {
  return Object.entries(SETTINGS).reduce(
    (said, [option, { env }]) => said.replaceAll(new RegExp(`\\b${env}\\b`, 'g'), option),
    problem,
  );
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : inspect(value, { depth: 1 });
  return text.slice(0, 200);
}
