import { expect, test } from 'vitest';
import { asMeant } from '../../src/starts/as-meant.ts';

const COPY = { projectGid: '1', name: 'A copy' };

test.each([
  ['null says nothing', { ...COPY, include: null, setUp: null, callback: null }, COPY],
  ['but what has a default is that', { ...COPY, unlessExists: null }, { ...COPY, unlessExists: false }],
  [
    'in the items of a list as well',
    { items: [{ duplicateProject: { ...COPY, scheduleDates: null } }], onFailure: null },
    { items: [{ duplicateProject: COPY }], onFailure: 'continue' },
  ],
  [
    'and in what is said of a callback',
    { callback: { to: 'crm', on: null } },
    { callback: { to: 'crm', on: 'finished' } },
  ],
  [
    'in a set-up where nothing is cleared',
    { setUp: { members: null, project: null, tasks: [{ where: { name: 'A', section: null }, set: {} }] } },
    { setUp: { tasks: [{ where: { name: 'A' }, set: {} }] } },
  ],
])('%s', (_name, written, said) => {
  expect(JSON.stringify(asMeant(written))).toBe(JSON.stringify(said));
});

test.each([
  { setUp: { project: { color: null, customFields: [{ gid: '5', value: null }] } } },
  { setUp: { customFields: [{ gid: '5', value: null }] } },
  { setUp: { tasks: [{ where: { name: 'A' }, set: { assignee: null } }] } },
  { requestedDates: [{ gid: '1', value: null }] },
])('where null clears it stays: %j', (input) => {
  expect(asMeant(input)).toEqual(input);
});
