/**
 * The input of a start from its command line: the flags' texts become values, and the whole is held against the input
 * type before anything is sent. Reads the files that flags name; asks nobody.
 */
import { readFileSync } from 'node:fs';
import { coerceInputValue, type GraphQLInputObjectType } from 'graphql';
import { closest } from '../../config/closest.ts';
import { ConfigError } from '../../config.ts';
import { shortened } from '../../errors.ts';
import { isRecord, parseJson } from '../../json.ts';
import { flagAt, neededSwitches, type StartFlag, startFlags } from './start-flags.ts';

type Values = Record<string, unknown>;

/** Makes the input. @throws ConfigError naming the flag, what it got and what it takes */
export function startInput(
  type: GraphQLInputObjectType,
  target: { readonly field: string; readonly given: string | undefined },
  texts: ReadonlyMap<string, readonly string[]>,
): Values {
  const flags = startFlags(type);
  const input: Values = {};
  for (const flag of flags) {
    const given = texts.get(flag.name);
    if (given) put(input, flag.path, parsed(flag, given));
  }
  takeTarget(input, target);
  sayNo(type, input);
  check(type, flags, input);
  return input;
}

function takeTarget(input: Values, { field, given }: { field: string; given: string | undefined }): void {
  if (given === undefined) return;
  if (input[field] !== undefined && input[field] !== given) {
    throw new ConfigError(`${shortened(given)}: got a second object to start from, takes one`);
  }
  input[field] = given;
}

/** A yes/no that Asana needs and nobody gave is no: nobody writes `--public=false`. */
function sayNo(type: GraphQLInputObjectType, input: Values): void {
  for (const name of neededSwitches(type)) input[name] ??= false;
  for (const { name, type: inner } of Object.values(type.getFields())) {
    const part = input[name];
    if (isRecord(part)) for (const key of neededSwitches(inner)) part[key] ??= false;
  }
}

function parsed(flag: StartFlag, texts: readonly string[]): unknown {
  const [text = ''] = texts;
  switch (flag.form) {
    case 'text':
      return text;
    case 'number':
      if (!/^\d{1,9}$/.test(text)) throw wrong(flag, text);
      return Number(text);
    case 'switch':
      return text === 'true';
    case 'word':
      return wordOf(flag, text);
    case 'words':
      return parts(texts).map((part) => wordOf(flag, part));
    case 'texts':
      return parts(texts);
    case 'pairs':
      return texts.map((each) => pairOf(flag, each));
    case 'objects':
      return texts.map((each) => objectOf(flag, each, each));
    case 'file':
      return objectOf(flag, contentOf(flag, text), text);
  }
}

function parts(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(',')).map((part) => part.trim());
}

function wordOf(flag: StartFlag, text: string): string {
  const asked = text.toUpperCase().replaceAll('-', '_');
  const word = flag.words.find((each) => each === asked);
  if (word !== undefined) return word;
  const near = closest(asked, flag.words)?.toLowerCase();
  throw wrong(flag, text, near && `; did you mean ${near}?`);
}

function pairOf(flag: StartFlag, text: string): { gid: string; value: string } {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw wrong(flag, text);
  return { gid: text.slice(0, at), value: text.slice(at + 1) };
}

function contentOf(flag: StartFlag, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new ConfigError(`${flag.name}: got ${JSON.stringify(path)} (${why}), takes ${flag.takes}`);
  }
}

function objectOf(flag: StartFlag, json: string, shown: string): Values {
  const value = parseJson(json);
  if (!isRecord(value)) throw wrong(flag, shown, ', and that is no JSON object');
  return value;
}

function wrong({ name, takes }: StartFlag, text: string, more = ''): ConfigError {
  return new ConfigError(`${name}: got ${JSON.stringify(text.slice(0, 200))}, takes ${takes}${more}`);
}

function put(input: Values, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    input[first] = value;
    return;
  }
  const inner = (input[first] ?? {}) as Values;
  input[first] = inner;
  put(inner, rest, value);
}

/** Holds it against the type, as the gateway will: the first mistake is told by its flag. */
function check(type: GraphQLInputObjectType, flags: readonly StartFlag[], input: Values): void {
  coerceInputValue(input, type, (path, _value, error) => {
    const at = path.map(String);
    const flag = flagAt(flags, at);
    const missing = /^Field "(\w+)" of required type/.exec(error.message)?.[1];
    if (missing !== undefined && !flag) throw missingFlag(flags, [...at, missing]);
    const inside = at.slice(flag?.path.length ?? 0).join('.');
    const place = `${flag?.name ?? at.join('.')}${inside === '' ? '' : ` at ${inside}`}`;
    throw new ConfigError(`${place}: ${shortened(error.message)}`);
  });
}

function missingFlag(flags: readonly StartFlag[], path: readonly string[]): ConfigError {
  const flag = flagAt(flags, path);
  return new ConfigError(`${flag?.name ?? path.join('.')}: got nothing, takes ${flag?.takes ?? 'a value'}`);
}
