/**
 * The flags of a start, made from its input type, which the table of starts makes: no flag is written by hand. A field
 * is a flag in kebab case; what it takes follows from its type. Pure.
 */
import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Flag } from './command-line.ts';

/** How the text of a flag becomes a value. */
export type FlagForm =
  | 'text'
  | 'number'
  | 'switch'
  /** A word of an enum, in any spelling of its letters. */
  | 'word'
  /** Several, with commas between. */
  | 'words'
  | 'texts'
  /** `gid=value`, once for each. */
  | 'pairs'
  /** A JSON object, once for each. */
  | 'objects'
  /** The path of a JSON file. */
  | 'file';

/** One flag of a start. */
export interface StartFlag extends Flag {
  readonly form: FlagForm;
  /** Where its value goes in the input. */
  readonly path: readonly string[];
  /** The words of its enum. */
  readonly words: readonly string[];
}

/** The flags for every field of an input type but `target`, which stands on the command line by itself. */
export function startFlags(input: GraphQLInputObjectType): StartFlag[] {
  return Object.values(input.getFields()).flatMap((field) => flagsOf(field, []));
}

/** `duplicate-project` for `duplicateProject`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The flag of a field named by its path in the input: `--requested-role` for `requestedRoles.0.gid`. */
export function flagAt(flags: readonly StartFlag[], path: readonly string[]): StartFlag | undefined {
  return flags.find((flag) => flag.path.every((key, at) => path[at] === key));
}

function flagsOf(field: GraphQLInputField, above: readonly string[]): StartFlag[] {
  const path = [...above, field.name];
  const type = getNullableType(field.type);
  const named = getNamedType(field.type);
  if (isInputObjectType(named) && !isListType(type)) {
    if (isFlat(named)) return Object.values(named.getFields()).flatMap((inner) => flagsOf(inner, path));
    return [flag(field, path, 'file', 'the path of a JSON file')];
  }
  if (!isListType(type)) return [singleFlag(field, path, named)];
  if (isInputObjectType(named)) {
    return isPair(named)
      ? [flag(field, singular(path), 'pairs', 'gid=value', path)]
      : [flag(field, singular(path), 'objects', `a JSON object with ${fieldNames(named)}`, path)];
  }
  const words = wordsOf(named);
  return [
    words.length > 0
      ? flag(field, path, 'words', `a comma list of ${words.map(shownWord).join(', ')}`)
      : flag(field, path, 'texts', 'a comma list'),
  ];
}

function singleFlag(field: GraphQLInputField, path: readonly string[], named: GraphQLNamedType): StartFlag {
  if (named.name === 'Boolean') return flag(field, path, 'switch', null);
  if (named.name === 'Int') return flag(field, path, 'number', 'a whole number');
  const words = wordsOf(named);
  if (words.length > 0) return flag(field, path, 'word', words.map(shownWord).join(' or '));
  const takes = {
    ID: 'a gid',
    Date: 'a day such as 2026-12-01',
    DateTime: 'a moment such as 2026-12-01T09:00:00Z',
  };
  return flag(field, path, 'text', takes[named.name as keyof typeof takes] ?? 'a text');
}

function flag(
  { type, description }: GraphQLInputField,
  shown: readonly string[],
  form: FlagForm,
  takes: string | null,
  path: readonly string[] = shown,
): StartFlag {
  const required = isNonNullType(type) && form !== 'switch' && path.length === 1;
  return {
    name: `--${shown.map(kebab).join('.')}`,
    takes,
    help: `${required ? 'Needed. ' : ''}${description ?? ''}`,
    repeats: ['words', 'texts', 'pairs', 'objects'].includes(form),
    form,
    path,
    words: wordsOf(getNamedType(type)),
  };
}

/** `--requested-role`, once for each of `requestedRoles`. */
function singular(path: readonly string[]): string[] {
  return [...path.slice(0, -1), (path.at(-1) ?? '').replace(/s$/, '')];
}

function isFlat(type: GraphQLInputObjectType): boolean {
  return Object.values(type.getFields()).every(
    ({ type: inner }) => !isListType(getNullableType(inner)) && !isInputObjectType(getNamedType(inner)),
  );
}

function isPair(type: GraphQLInputObjectType): boolean {
  return Object.keys(type.getFields()).sort().join() === 'gid,value';
}

function fieldNames(type: GraphQLInputObjectType): string {
  return Object.keys(type.getFields()).join(', ');
}

function wordsOf(type: GraphQLNamedType): string[] {
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
}

function shownWord(word: string): string {
  return word.toLowerCase();
}

/** Whether an input type has a yes/no that must be there: one that is not given is no. */
export function neededSwitches(type: GraphQLInputType): string[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields())
    .filter((field) => isNonNullType(field.type) && getNamedType(field.type).name === 'Boolean')
    .map(({ name }) => name);
}
