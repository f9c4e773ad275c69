import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { RECORD_ROUTES } from '../../src/asana/api/kinds.ts';
import { asSubgraph } from '../../src/schema/federation.ts';
import { createSchema } from '../../src/schema/index.ts';

const own = Object.values(asSubgraph(createSchema()).getTypeMap()).filter(
  ({ name }) => !name.startsWith('__'),
);

test('every type, field, argument and value of an enum says what it is', () => {
  const silent: string[] = [];
  const look = (place: string, { description }: { description?: string | null | undefined }): void => {
    if (!description) silent.push(place);
  };
  for (const type of own) {
    look(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      look(`${type.name}.${field.name}`, field);
      for (const argument of field.args) look(`${type.name}.${field.name}(${argument.name})`, argument);
    }
  }
  expect(silent).toEqual([]);
});

test('an id is said to be one for `node` where `node` takes it', () => {
  for (const type of own) {
    if (!isObjectType(type) || !('id' in type.getFields())) continue;
    const description = type.getFields().id?.description ?? '';
    const isTaken = Object.hasOwn(RECORD_ROUTES, type.name);
    expect(`${type.name} ${description.startsWith('Global id for `node(id:)`')}`).toBe(
      `${type.name} ${isTaken}`,
    );
  }
});
