import { expect, test } from 'vitest';
import { globalId, withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

const VALUES = `gid name resourceSubtype displayValue textValue numberValue enumValue { gid name color }
  multiEnumValues { name } dateValue { date dateTime } peopleValue { name }`;

test('each kind of value stands in its own field', async () => {
  const { first } = gateway.gids.tasks;
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { task(gid: $gid) { customFields { ${VALUES} } } }`,
    { gid: first },
  );
  const nothing = {
    textValue: null,
    numberValue: null,
    enumValue: null,
    multiEnumValues: [],
    dateValue: null,
    peopleValue: [],
  };
  const { customFields, enumOptions } = gateway.gids;
  expect(errors).toEqual([]);
  expect(data.task.customFields).toEqual([
    {
      ...nothing,
      gid: customFields.priority,
      name: 'Priority',
      resourceSubtype: 'ENUM',
      displayValue: 'High',
      enumValue: { gid: enumOptions.high, name: 'High', color: 'red' },
    },
    {
      ...nothing,
      gid: customFields.effort,
      name: 'Effort',
      resourceSubtype: 'NUMBER',
      displayValue: '0.5 days',
      numberValue: 0.5,
    },
    {
      ...nothing,
      gid: customFields.channels,
      name: 'Channels',
      resourceSubtype: 'MULTI_ENUM',
      displayValue: 'Web, E-mail',
      multiEnumValues: [{ name: 'Web' }, { name: 'E-mail' }],
    },
    {
      ...nothing,
      gid: customFields.goesLive,
      name: 'Goes live',
      resourceSubtype: 'DATE',
      displayValue: '2026-10-12',
      dateValue: { date: '2026-10-12', dateTime: null },
    },
    {
      ...nothing,
      gid: customFields.supplier,
      name: 'Supplier',
      resourceSubtype: 'TEXT',
      displayValue: 'Papierhaus Kern',
      textValue: 'Papierhaus Kern',
    },
  ]);
  expect(calls).toHaveLength(1);
});

test('a value Asana leaves out is null and costs no call', async () => {
  const { milestone } = gateway.gids.tasks;
  const undo = gateway.sandbox.fail({
    match: { method: 'GET', path: `/tasks/${milestone}` },
    fault: {
      status: 200,
      body: {
        data: {
          gid: milestone,
          custom_fields: [{ gid: '77', name: 'Effort', type: 'number', number_value: 2 }],
        },
      },
    },
  });
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { task(gid: $gid) { customFields { ${VALUES} } } }`,
    { gid: milestone },
  );
  undo();
  expect(errors).toEqual([]);
  expect(data.task.customFields).toEqual([
    {
      gid: '77',
      name: 'Effort',
      resourceSubtype: 'NUMBER',
      displayValue: null,
      textValue: null,
      numberValue: 2,
      enumValue: null,
      multiEnumValues: null,
      dateValue: null,
      peopleValue: null,
    },
  ]);
  expect(calls).toHaveLength(1);
});

test('the same field holds another value on another object', async () => {
  const { launch } = gateway.gids.projects;
  const { data } = await gateway.run(
    `query ($gid: ID!) { project(gid: $gid) { customFields { gid name displayValue numberValue format currencyCode precision } } }`,
    { gid: launch },
  );
  expect(data.project.customFields).toEqual([
    {
      gid: gateway.gids.customFields.budget,
      name: 'Budget',
      displayValue: '12000',
      numberValue: 12000,
      format: 'CURRENCY',
      currencyCode: 'EUR',
      precision: 0,
    },
    {
      gid: gateway.gids.customFields.priority,
      name: 'Priority',
      displayValue: null,
      numberValue: null,
      format: null,
      currencyCode: null,
      precision: null,
    },
  ]);
});

test('the description is asked for by name', async () => {
  const { first } = gateway.gids.tasks;
  const { data, calls } = await gateway.run(
    'query ($gid: ID!) { task(gid: $gid) { customFields { description } } }',
    { gid: first },
  );
  expect(data.task.customFields[0]).toEqual({ description: 'How soon it must be done.' });
  expect(calls).toEqual([`GET /tasks/${first} [custom_fields.description]`]);
});

test('a value has no global id', async () => {
  const { data, errors, calls } = await gateway.run('query ($id: ID!) { node(id: $id) { id } }', {
    id: globalId('CustomField', gateway.gids.customFields.budget),
  });
  expect(data).toEqual({ node: null });
  expect(errors).toMatchObject([{ path: 'node', code: 'BAD_USER_INPUT' }]);
  expect(calls).toEqual([]);
});
