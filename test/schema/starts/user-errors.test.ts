import { expect, test } from 'vitest';
import { GatewayError } from '../../../src/errors.ts';
import { JOB_KINDS } from '../../../src/schema/starts/table.ts';
import { userErrorsOf } from '../../../src/starts/user-errors.ts';

const INPUT = {
  projectTemplateGid: '1200',
  name: 'user',
  teamGid: '1300',
  isStrict: true,
  requestedDates: [{ gid: '1', value: '2026-12-01' }],
  requestedRoles: [
    { gid: '1401', value: '999' },
    { gid: '1402', value: 'ann@example.com' },
    { gid: '1403', value: '1300' },
  ],
  idempotencyKey: '777',
  setUp: { members: ['999', '888'] },
};

test.each([
  ['user: Unknown object: 999', ['input', 'requestedRoles', '0', 'value']],
  ['user: Unknown object: ann@example.com', ['input', 'requestedRoles', '1', 'value']],
  ['"ann@example.com" is not a member', ['input', 'requestedRoles', '1', 'value']],
  ['project_template: Unknown object: 1200', ['input', 'projectTemplateGid']],
  ['project_template: Not a recognized ID: 1200.', ['input', 'projectTemplateGid']],
  ['Role 1402 cannot be filled', ['input', 'requestedRoles', '1', 'gid']],
  ['requested_dates: Invalid date: 2026-12-01', ['input', 'requestedDates', '0', 'value']],
  ['team: Unknown object: 1300', ['input', 'teamGid']],
  ['requested_roles: Unknown object: 1300', ['input', 'requestedRoles', '2', 'value']],
  ['Unknown object: 1300', null],
  ['user: Unknown object: 555', null],
  ['team: Unknown object: 555', null],
  ['task: Unknown object: 777', null],
  ['user: Unknown object: 888', null],
  ['team: Missing input', ['input', 'teamGid']],
  ['requested_dates[0].value: Missing input', ['input', 'requestedDates']],
  ['Missing role 5550 (designer) in requested_roles', ['input', 'requestedRoles']],
  ['You cannot share it with the team you name in public', null],
  ['Not Found', null],
  ['is_strict: Unexpected value: user', ['input', 'isStrict']],
  ['is_strict: Unknown object: 1200', null],
  ['The date 2026-12-01 is over', ['input', 'requestedDates', '0', 'value']],
  ['Nothing starts before 1200-01-01', null],
  ['project_template: Not found', ['input', 'projectTemplateGid']],
])('%j points at %j', (message, field) => {
  const error = new GatewayError('NOT_FOUND', 'refused', { status: 404, upstreamMessages: [message] });
  expect(userErrorsOf(error, JOB_KINDS.instantiateProject, INPUT)).toEqual([
    { code: 'NOT_FOUND', message, field },
  ]);
});

test('a refusal without a word of Asana’s points at nothing, whatever the call is named after', () => {
  const message =
    'Asana refused POST /project_templates/1200/instantiateProject with 404. It does not exist.';
  const error = new GatewayError('NOT_FOUND', message, { status: 404 });
  expect(userErrorsOf(error, JOB_KINDS.instantiateProject, INPUT)).toEqual([
    { code: 'NOT_FOUND', message, field: null },
  ]);
});

test("a refusal that is not Asana's is no mistake of the caller", () => {
  const error = new GatewayError('UPSTREAM_ERROR', 'a page', { status: 404 });
  expect(userErrorsOf(error, JOB_KINDS.instantiateProject, INPUT)).toBeNull();
});

test.each([
  ['project: Unknown object: 1500', ['input', 'projectGid']],
  ['name: 1500 is taken', ['input', 'name']],
  ['Unknown object: 1500', null],
  ['workspace or team: Missing input', null],
])('%j points at %j where two inputs have one value', (message, field) => {
  const error = new GatewayError('BAD_USER_INPUT', 'refused', { status: 400, upstreamMessages: [message] });
  const input = { projectGid: '1500', name: '1500', public: true };
  expect(userErrorsOf(error, JOB_KINDS.saveProjectAsTemplate, input)).toMatchObject([{ field }]);
});
