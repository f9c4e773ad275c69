/** The input types of the writes, made from the table in `asana/api/writes.ts`. */

import type { ValueKind, WriteField, WriteInput } from '../../asana/api/write-inputs.ts';
import { type WriteName, writeOf } from '../../asana/api/writes.ts';
import { capitalised } from '../../capitalised.ts';
import { builder } from '../builder.ts';
import { inputField } from '../input-field.ts';

const CustomFieldContentInput = builder.inputType('CustomFieldContentInput', {
  description: 'A value of a custom field, by the type of the field: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    text: t.string({
      description:
        'For a text field. Asana is sent the bare text: one that is the gid of an option chooses that, where the field is a choice.',
    }),
    number: t.float({ description: 'For a number field.' }),
    enumOptionGid: t.id({ description: 'For a single choice: `gid` of the option.' }),
    multiEnumOptionGids: t.idList({
      description: 'For a multiple choice: `gid` of each option; an empty list clears it.',
    }),
    date: t.field({ type: 'Date', description: 'For a date field: a day.' }),
    dateTime: t.field({ type: 'DateTime', description: 'For a date field: a moment.' }),
    people: t.stringList({
      description: 'For a people field: each `me`, an e-mail address, or the gid of a user.',
    }),
  }),
});

builder.inputType('CustomFieldValueInput', {
  description: 'A value for one custom field.',
  fields: (t) => ({
    gid: t.id({ required: true, description: '`gid` of the custom field.' }),
    value: t.field({
      type: CustomFieldContentInput,
      description: 'The value; null clears it, and it may not be left out.',
    }),
  }),
});

/** GraphQL's types for the kinds of value; people are texts, so that an address need not be an id. */
const TYPES: Readonly<Record<Exclude<ValueKind, object>, string | readonly [string]>> = {
  text: 'String',
  flag: 'Boolean',
  day: 'Date',
  moment: 'DateTime',
  person: 'String',
  people: ['String'],
  gid: 'ID',
  gids: ['ID'],
  customFields: ['CustomFieldValueInput'],
};
const PERSON = 'A gid, an e-mail address or `me`';

/** Makes the input type of a write. */
export function writeInput(name: WriteName) {
  const { description, input, isRepeated, method } = writeOf(name);
  return builder.inputType(`${capitalised(name)}Input`, {
    description,
    fields: (t) => ({
      ...inputFields(t, input, method === 'PUT'),
      ...(!isRepeated && {
        idempotencyKey: t.string({
          description:
            'Your own unique text for this. The same key never makes it twice within 24 hours; the first answer is given again.',
        }),
      }),
    }),
  });
}

/** Makes an input type of what can be changed, for those who change it later. */
export function changesInput(name: string, description: string, input: WriteInput) {
  return builder.inputType(name, { description, fields: (t) => inputFields(t, input, true) });
}

type InputBuilder = Parameters<typeof inputField>[0];

function inputFields(t: InputBuilder, input: WriteInput, clears: boolean) {
  return Object.fromEntries(
    Object.entries(input).map(([name, field]) => [
      name,
      inputField(t, {
        type: typeOf(field),
        required: field.required ?? false,
        description: descriptionOf(field, clears),
      }),
    ]),
  );
}

function typeOf({ kind }: WriteField): string | readonly [string] {
  return typeof kind === 'string' ? TYPES[kind] : kind.words;
}

function descriptionOf({ kind, description, nullable = false }: WriteField, clears: boolean): string {
  const whoever =
    kind === 'person' ? ` ${PERSON}.` : kind === 'people' ? ` Each ${PERSON.toLowerCase()}.` : '';
  return `${description}${whoever}${clears && nullable ? ' Null clears it.' : ''}`;
}
