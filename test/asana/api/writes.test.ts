import { describe, expect, test } from 'vitest';
import { WRITES, type WriteName, writeOf } from '../../../src/asana/api/writes.ts';
import {
  completeName,
  componentOf,
  keyword,
  operationOf,
  propertiesOf,
  requiredOf,
  type Schema,
} from '../../schema/openapi.ts';

/** Types whose records have another name at Asana. */
const RECORDS: Readonly<Record<string, string>> = { Comment: 'StoryResponse' };

describe.each(Object.keys(WRITES) as WriteName[])('%s', (name) => {
  const write = writeOf(name);
  const operation = operationOf(write.method, write.path);
  const ofBody = Object.entries(write.input).filter(([, field]) => field.in === undefined);
  const properties = propertiesOf(operation?.body ?? {});
  const propertyOf = (key: string): Schema => properties.get(key) ?? {};

  test('is an operation of the document, with the body it says', () => {
    expect(operation?.operationId).toBe(write.operationId);
    expect(operation?.route).toBe(write.path);
    expect(operation?.body ? componentOf(operation.body) : null).toBe(write.bodySchema);
  });

  test('sends what can be written', () => {
    const keys = ofBody.map(([, { key }]) => key);
    expect(keys.filter((key) => !properties.has(key))).toEqual([]);
    expect(keys.filter((key) => keyword(propertyOf(key), 'readOnly'))).toEqual([]);
  });

  test('has null where the document has it, and asks for what it asks for', () => {
    const nullable = ofBody.filter(([, field]) => field.nullable).map(([, { key }]) => key);
    const allowed = ofBody.map(([, { key }]) => key).filter((key) => keyword(propertyOf(key), 'nullable'));
    expect(nullable).toEqual(allowed);
    const required = ofBody.filter(([, field]) => field.required).map(([, { key }]) => key);
    expect(required.sort()).toEqual(requiredOf(operation?.body ?? {}).sort());
  });

  test('has lists and texts where the document has them', () => {
    const lists = ofBody.filter(
      ([, { kind, isJoined }]) => (kind === 'people' && !isJoined) || kind === 'gids',
    );
    const arrays = ofBody.filter(([, { key }]) => keyword(propertyOf(key), 'type') === 'array');
    expect(lists).toEqual(arrays);
  });

  test('answers with what Asana answers with, or reads it afterwards', () => {
    const reply = operation?.reply && componentOf(operation.reply);
    const { type, isReply, gidOf } = write.answer;
    const record = type && (RECORDS[type] ?? completeName(`${type}Compact`));
    expect(reply === record).toBe(isReply);
    if (isReply) expect(operation?.query.map((each) => each.name)).toContain('opt_fields');
    else expect(Object.keys(write.input)).toContain(gidOf);
  });

  test('is repeated where it makes nothing', () => {
    const makes = /^(create|addComment|addProjectCustomField)/.test(name);
    expect(write.isRepeated).toBe(!makes);
    expect(write.removes ?? false).toBe(/^(delete|remove)/.test(name));
  });
});
