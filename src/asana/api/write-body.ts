/**
 * From an input to what Asana is sent: the path, the body, and the mistakes that its document makes plain without a
 * call. Pure; which input goes where stands in the table of writes.
 */
import { badInput, type GatewayError } from '../../errors.ts';
import { checkGid, fillPath, isGid, NO_GID } from './ids.ts';
import type { WriteField, WriteRules } from './write-inputs.ts';
import type { Write } from './writes.ts';

/** The input of a write, as GraphQL has checked it: each value is of its field's kind, which the casts below rely on. */
export type InputValues = Readonly<Record<string, unknown>>;

/** A mistake in an input: what, and the path to it below the input. */
export interface InputProblem {
  readonly message: string;
  readonly field: readonly string[];
}

/** A value for a custom field; exactly one of the keys of `value` is there. */
interface CustomFieldValue {
  readonly gid: string;
  readonly value?: Readonly<Record<string, unknown>> | null;
}

/**
 * Looks at what only a program gets wrong. `path`: to the values, in the arguments.
 * @throws BAD_USER_INPUT for an id of a path that is none, and a custom field without a value
 */
export function checkShape(
  { input }: Pick<Write, 'input'>,
  values: InputValues,
  path: readonly string[],
): void {
  for (const [name, field] of Object.entries(input)) {
    const value = values[name];
    if (field.in !== undefined && value != null) checkGid(value as string, name);
    if (field.kind !== 'customFields') continue;
    for (const [index, each] of customFieldsIn(value).entries()) {
      if (each.value === undefined) throw withoutValue([...path, name, `${index}`]);
    }
  }
}

function withoutValue(path: readonly string[]): GatewayError {
  const field = [...path, 'value'];
  return badInput(`${path.join('.')} has no value: give one, or null to clear the field.`, { field });
}

/** The mistakes that Asana's document makes plain; none is looked for that it does not. */
export function problemsOf(
  { input, rules = {} }: Pick<Write, 'input' | 'rules'>,
  values: InputValues,
): InputProblem[] {
  const problems = Object.entries(input).flatMap(([name, field]) => valueProblems(name, field, values[name]));
  return [...problems, ...ruleProblems(rules, values)];
}

/** The path, filled. */
export function pathOf({ path, input }: Pick<Write, 'path' | 'input'>, values: InputValues): string {
  const target = Object.keys(input).find((name) => input[name]?.in === 'path');
  return target === undefined ? path : fillPath(path, values[target] as string);
}

/** The inputs by the names that Asana's refusals have for them: the one in the path, and the others. */
export function namesOf({ input }: Pick<Write, 'input'>) {
  const entries = Object.entries(input);
  const [field = '', target] = entries.find(([, each]) => each.in === 'path') ?? [];
  return {
    target: { field, type: null, ...(target && { bodyKey: target.key }) },
    input: Object.fromEntries(entries.filter(([name]) => name !== field)),
  };
}

/** The body; null where Asana takes none. What is absent is not sent, null is. */
export function bodyOf(
  { input, bodySchema }: Pick<Write, 'input' | 'bodySchema'>,
  values: InputValues,
): Record<string, unknown> | null {
  if (bodySchema === null) return null;
  const body: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(input)) {
    const value = values[name];
    if (field.in === undefined && value !== undefined) body[field.key] = toBody(field, value);
  }
  return body;
}

function toBody({ kind, isJoined }: WriteField, value: unknown): unknown {
  if (value === null) return null;
  if (isJoined) return (value as readonly string[]).join(',');
  if (kind !== 'customFields') return value;
  return Object.fromEntries(customFieldsIn(value).map((each) => [each.gid, contentOf(each.value)]));
}

/** A value of a custom field as Asana takes it: bare, but for days and moments. */
function contentOf(value: CustomFieldValue['value']): unknown {
  const [kind, content] = Object.entries(value ?? {})[0] ?? [];
  if (kind === 'date') return { date: content };
  return kind === 'dateTime' ? { date_time: content } : (content ?? null);
}

function customFieldsIn(value: unknown): readonly CustomFieldValue[] {
  return (value ?? []) as readonly CustomFieldValue[];
}

const PERSON = /^(me|\d{1,32}|[^\s,@]+@[^\s,@]+)$/;

function valueProblems(name: string, field: WriteField, value: unknown): InputProblem[] {
  if (value === undefined || field.in !== undefined) return [];
  if (value === null) {
    const message = `Asana does not take null for ${name}; leave it out instead.`;
    return field.nullable ? [] : [{ message, field: [name] }];
  }
  if (field.kind === 'person') return personProblems(value, [name]);
  if (field.kind === 'people') return peopleProblems(value, [name]);
  if (field.kind === 'gid') return gidProblems(value, [name]);
  if (field.kind === 'gids') return gidsProblems(value, [name], field.most);
  return field.kind === 'customFields' ? customFieldProblems(name, customFieldsIn(value)) : [];
}

function peopleProblems(value: unknown, path: readonly string[]): InputProblem[] {
  return (value as readonly string[]).flatMap((each, index) => personProblems(each, [...path, `${index}`]));
}

function personProblems(value: unknown, field: readonly string[]): InputProblem[] {
  const message = 'A person is a gid, an e-mail address or "me".';
  return PERSON.test(value as string) ? [] : [{ message, field }];
}

function gidProblems(value: unknown, field: readonly string[]): InputProblem[] {
  return isGid(value as string) ? [] : [{ message: NO_GID, field }];
}

function gidsProblems(
  value: unknown,
  path: readonly string[],
  most = Number.POSITIVE_INFINITY,
): InputProblem[] {
  const all = value as readonly string[];
  if (all.length > most)
    return [{ message: `${all.length} entries; Asana takes at most ${most}.`, field: path }];
  return all.flatMap((each, index) => gidProblems(each, [...path, `${index}`]));
}

function customFieldProblems(name: string, values: readonly CustomFieldValue[]): InputProblem[] {
  const seen = new Set<string>();
  return values.flatMap(({ gid, value }, index) => {
    const at = [name, `${index}`];
    const isKnown = seen.has(gid);
    seen.add(gid);
    const isTwice = isKnown ? [{ message: `${name} names ${gid} twice.`, field: [...at, 'gid'] }] : [];
    return [...gidProblems(gid, [...at, 'gid']), ...isTwice, ...contentProblems(value, [...at, 'value'])];
  });
}

function contentProblems(value: CustomFieldValue['value'], path: readonly string[]): InputProblem[] {
  const { people, enumOptionGid, multiEnumOptionGids } = value ?? {};
  return [
    ...(people === undefined ? [] : peopleProblems(people, [...path, 'people'])),
    ...(enumOptionGid === undefined ? [] : gidProblems(enumOptionGid, [...path, 'enumOptionGid'])),
    ...(multiEnumOptionGids === undefined
      ? []
      : gidsProblems(multiEnumOptionGids, [...path, 'multiEnumOptionGids'])),
  ];
}

function ruleProblems(
  { either = [], beside = [], differ = [] }: WriteRules,
  values: InputValues,
): InputProblem[] {
  const isSaid = (name: string): boolean => values[name] !== undefined;
  const isGiven = (name: string): boolean => values[name] != null;
  return [
    ...either
      .filter((pair) => pair.every(isGiven))
      .map(([one, other]) => ({ message: `Give ${one} or ${other}, not both.`, field: [other] })),
    ...beside
      .filter(([name, ...others]) => isSaid(name) && !others.some(isSaid))
      .map(([name, ...others]) => ({
        message: `Asana takes ${name}, null as well, only beside ${others.join(' or ')}.`,
        field: [name],
      })),
    ...differ
      .filter(([one, other]) => isGiven(one) && values[one] === values[other])
      .map(([one, other]) => ({ message: `${one} and ${other} cannot be the same.`, field: [one] })),
  ];
}
