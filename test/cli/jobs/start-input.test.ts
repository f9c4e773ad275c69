import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isInputObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { STARTS } from '../../../src/asana/api/starts.ts';
import { takeApart } from '../../../src/cli/jobs/command-line.ts';
import { kebab, startFlags } from '../../../src/cli/jobs/start-flags.ts';
import { startInput } from '../../../src/cli/jobs/start-input.ts';
import { createSchema } from '../../../src/schema/index.ts';
import { JOB_KINDS } from '../../../src/schema/starts/table.ts';
import { temporaryFolder } from '../../support/folder.ts';

const schema = createSchema();
const folder = temporaryFolder();

function typeOf(start: string) {
  const type = schema.getType(`${start.charAt(0).toUpperCase()}${start.slice(1)}Input`);
  if (!isInputObjectType(type)) throw new Error(`${start} has no input`);
  return type;
}

/** The input that a command line makes. */
function inputOf(start: keyof typeof STARTS, ...argv: string[]) {
  const type = typeOf(start);
  const { words, texts } = takeApart(argv, startFlags(type));
  return startInput(type, { field: JOB_KINDS[start].target.field, given: words[0] }, texts);
}

function file(name: string, content: string): string {
  const where = path.join(folder, name);
  writeFileSync(where, content);
  return where;
}

describe('the flags of a start', () => {
  test('are there for every input of the table, by its name', () => {
    for (const [start, { input, target }] of Object.entries(JOB_KINDS)) {
      const paths = new Set(startFlags(typeOf(start)).map((flag) => flag.path[0]));
      expect([...paths]).toEqual(expect.arrayContaining([...Object.keys(input), target.field]));
    }
  });

  test('have one name each', () => {
    for (const start of Object.keys(STARTS)) {
      const names = startFlags(typeOf(start)).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('are in kebab case', () => {
    expect(Object.keys(STARTS).map(kebab)).toContain('save-project-as-template');
  });
});

describe('the input of a start', () => {
  test('takes lists with commas, in any letters', () => {
    const input = inputOf('duplicateProject', '12', '--name', 'Q3', '--include', 'members,NOTES,task-dates');
    expect(input).toEqual({ projectGid: '12', name: 'Q3', include: ['MEMBERS', 'NOTES', 'TASK_DATES'] });
  });

  test('takes pairs one by one', () => {
    const roles = ['--requested-role', '1=me', '--requested-role=2=ada=x@example.com'];
    const input = inputOf(
      'instantiateProject',
      '12',
      '--name=Q3',
      ...roles,
      '--requested-date',
      '1=2026-12-01',
    );
    expect(input).toMatchObject({
      requestedRoles: [
        { gid: '1', value: 'me' },
        { gid: '2', value: 'ada=x@example.com' },
      ],
      requestedDates: [{ gid: '1', value: '2026-12-01' }],
    });
  });

  test.each([
    [['--is-strict'], true],
    [['--is-strict=true'], true],
    [['--is-strict=false'], false],
    [[], undefined],
  ])('takes a yes/no as %j', (flags, value) => {
    expect(inputOf('instantiateProject', '12', '--name', 'Q3', ...flags).isStrict).toBe(value);
  });

  test('says no where Asana needs a yes or no and nobody gave one', () => {
    expect(inputOf('saveProjectAsTemplate', '12', '--name', 'T')).toMatchObject({ public: false });
    const dates = ['--schedule-dates.start-on', '2026-12-01'];
    expect(inputOf('duplicateProject', '12', '--name', 'T', ...dates)).toMatchObject({
      scheduleDates: { startOn: '2026-12-01', shouldSkipWeekends: false },
    });
  });

  test('takes the target with its flag, and JSON where there is no other way', () => {
    const parameter = ['--export-request-parameter', '{"resourceType":"TASK","fields":["name"]}'];
    expect(inputOf('createResourceExport', '--workspace-gid', '12', ...parameter)).toEqual({
      workspaceGid: '12',
      exportRequestParameters: [{ resourceType: 'TASK', fields: ['name'] }],
    });
  });

  test('takes a set-up from its file', () => {
    const setUp = { project: { dueOn: '2027-03-26' }, tasks: [{ where: { name: 'A' }, set: { name: 'B' } }] };
    const input = inputOf(
      'duplicateProject',
      '12',
      '--name',
      'Q',
      '--set-up',
      file('a.json', JSON.stringify(setUp)),
    );
    expect(input.setUp).toEqual(setUp);
  });
});

describe('a wrong command line', () => {
  const bad = file('bad.json', '{"tasks":[{"where":{"name":"A"},"set":{"dueOn":"soon"}}]}');
  const list = file('list.json', '[]');
  test.each([
    [['12'], '--name: got nothing, takes a text'],
    [['--name', 'Q'], '--project-gid: got nothing, takes a gid'],
    [['12', '--nmae', 'Q'], '--nmae: no such flag; did you mean --name?'],
    [['12', '--name'], '--name: got no value, takes a text'],
    [['12', '--name='], '--name: got no value, takes a text'],
    [['12', '--name', '--include'], '--name: got no value, takes a text'],
    [['12', '--name', 'Q', '--name', 'R'], '--name: got two values, takes one'],
    [['12', '--name', 'Q', '--project-gid', '13'], '12: got a second object to start from, takes one'],
    [
      ['12', '--name', 'Q', '--include', 'membres'],
      /^--include: got "membres", takes .*; did you mean members\?$/,
    ],
    [
      ['12', '--name', 'Q', '--unless-exists=maybe'],
      '--unless-exists: got "maybe", takes true or false, or nothing',
    ],
    [['12', '--name', 'Q', '--wait-for-slot', 'long'], '--wait-for-slot: got "long", takes a whole number'],
    [
      ['12', '--name', 'Q', '--set-up', '/nowhere.json'],
      '--set-up: got "/nowhere.json" (ENOENT), takes the path of a JSON file',
    ],
    [
      ['12', '--name', 'Q', '--set-up', list],
      /^--set-up: got ".*list.json", takes .*, and that is no JSON object$/,
    ],
    [['12', '--name', 'Q', '--set-up', bad], /^--set-up at tasks\.0\.set\.dueOn: /],
    [['12', '--name', 'Q', '--schedule-dates.start-on', 'soon'], /^--schedule-dates\.start-on: /],
  ] as [string[], string | RegExp][])('%j is told', (argv, message) => {
    expect(() => inputOf('duplicateProject', ...argv)).toThrow(message);
  });

  test('of a pair is told', () => {
    const argv = ['12', '--name', 'Q', '--requested-role', 'me'];
    expect(() => inputOf('instantiateProject', ...argv)).toThrow(
      '--requested-role: got "me", takes gid=value',
    );
  });
});
