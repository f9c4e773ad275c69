import { describe, expect, test } from 'vitest';
import { bodyOf, checkShape, pathOf, problemsOf } from '../../../src/asana/api/write-body.ts';
import { WRITES, type WriteName, writeOf } from '../../../src/asana/api/writes.ts';

describe('a body', () => {
  test('has what is given under its name at Asana, null as well', () => {
    const values = { projectGid: '1', name: 'Spring', dueOn: null, startOn: null, htmlNotes: '<body/>' };
    expect(pathOf(WRITES.updateProject, values)).toBe('/projects/1');
    expect(bodyOf(WRITES.updateProject, values)).toEqual({
      name: 'Spring',
      due_on: null,
      start_on: null,
      html_notes: '<body/>',
    });
  });

  test('has members as one text and followers as a list', () => {
    const members = ['1', 'ann@example.com', 'me'];
    expect(bodyOf(WRITES.addProjectMembers, { projectGid: '1', members })).toEqual({
      members: '1,ann@example.com,me',
    });
    expect(bodyOf(WRITES.addTaskFollowers, { taskGid: '1', followers: members })).toEqual({
      followers: members,
    });
  });

  test('of a task leaves the section to a second call', () => {
    const values = { name: 'Draft', projectGids: ['1'], sectionGid: '2', parentGid: null };
    expect(pathOf(WRITES.createTask, values)).toBe('/tasks');
    expect(bodyOf(WRITES.createTask, values)).toEqual({ name: 'Draft', projects: ['1'], parent: null });
  });

  test('is none where something is deleted', () => {
    expect(bodyOf(WRITES.deleteTask, { taskGid: '1' })).toBeNull();
    expect(pathOf(WRITES.deleteTask, { taskGid: '1' })).toBe('/tasks/1');
  });

  test.each([
    [{ text: 'Kern' }, 'Kern'],
    [{ number: 0 }, 0],
    [{ enumOptionGid: '7' }, '7'],
    [{ multiEnumOptionGids: ['7', '8'] }, ['7', '8']],
    [{ date: '2027-01-04' }, { date: '2027-01-04' }],
    [{ dateTime: '2027-01-04T09:00:00Z' }, { date_time: '2027-01-04T09:00:00Z' }],
    [{ people: ['me'] }, ['me']],
    [null, null],
  ])('has the value %j of a custom field as %j', (value, sent) => {
    const customFields = [{ gid: '5', value }];
    expect(problemsOf(WRITES.updateTask, { taskGid: '1', customFields })).toEqual([]);
    expect(bodyOf(WRITES.updateTask, { taskGid: '1', customFields })).toEqual({
      custom_fields: { 5: sent },
    });
  });
});

describe('a mistake that is plain without a call', () => {
  test.each<[string, WriteName, Record<string, unknown>, string[][]]>([
    ['null where there is none', 'updateProject', { name: null, color: null }, [['name']]],
    ['null for all values', 'updateTask', { customFields: null }, [['customFields']]],
    ['a day and a moment', 'updateTask', { dueOn: '2027-01-04', dueAt: '2027-01-04T09:00:00Z' }, [['dueAt']]],
    [
      'two starts',
      'createTask',
      { startOn: '2027-01-04', startAt: '2027-01-04T09:00:00Z', dueAt: null },
      [['startAt']],
    ],
    ['a start alone', 'updateTask', { startOn: '2027-01-04' }, [['startOn']]],
    ['a start cleared alone', 'updateTask', { startOn: null }, [['startOn']]],
    ['a moment of start beside a day', 'updateTask', { startAt: null, dueOn: '2027-01-04' }, [['startAt']]],
    ['a start of a project alone', 'updateProject', { startOn: '2027-01-04' }, [['startOn']]],
    ['a project of one day', 'updateProject', { startOn: '2027-01-04', dueOn: '2027-01-04' }, [['startOn']]],
    ['no person', 'updateTask', { assignee: 'Ann' }, [['assignee']]],
    [
      'no people',
      'addProjectMembers',
      { members: ['me', 'a,b', '7', ''] },
      [
        ['members', '1'],
        ['members', '3'],
      ],
    ],
    [
      'no people in a custom field',
      'updateTask',
      { customFields: [{ gid: '5', value: { people: ['me', 'you'] } }] },
      [['customFields', '0', 'value', 'people', '1']],
    ],
    [
      'a custom field twice, and one that is none',
      'createTask',
      {
        customFields: [
          { gid: '5', value: null },
          { gid: '5', value: { number: 1 } },
          { gid: '__proto__', value: null },
        ],
      },
      [
        ['customFields', '1', 'gid'],
        ['customFields', '2', 'gid'],
      ],
    ],
    [
      'gids that are none',
      'createTask',
      { projectGids: ['1', 'x'], parentGid: '', workspaceGid: '1/2', tagGids: ['a', '2'] },
      [['projectGids', '1'], ['parentGid'], ['workspaceGid'], ['tagGids', '0']],
    ],
    [
      'options that are none',
      'updateTask',
      {
        customFields: [
          { gid: '5', value: { enumOptionGid: 'High' } },
          { gid: '6', value: { multiEnumOptionGids: ['7', 'Low'] } },
        ],
      },
      [
        ['customFields', '0', 'value', 'enumOptionGid'],
        ['customFields', '1', 'value', 'multiEnumOptionGids', '1'],
      ],
    ],
    [
      'a task in too many projects',
      'createTask',
      { projectGids: Array.from({ length: 21 }, () => '7') },
      [['projectGids']],
    ],
    ['a comment written twice', 'addComment', { text: 'a', htmlText: '<body>a</body>' }, [['htmlText']]],
    [
      'two places',
      'createSection',
      { name: 'Done', insertBeforeGid: '1', insertAfterGid: '2' },
      [['insertAfterGid']],
    ],
  ])('%s', (_what, name, values, fields) => {
    const problems = problemsOf(writeOf(name), values);
    expect(problems.map(({ field }) => field)).toEqual(fields);
    for (const { message } of problems) expect(message.length).toBeGreaterThan(10);
  });

  test.each<[string, WriteName, Record<string, unknown>]>([
    ['a day and no moment', 'updateTask', { dueOn: '2027-01-04', dueAt: null }],
    ['a start beside a due day that is cleared', 'updateTask', { startOn: '2027-01-04', dueOn: null }],
    ['a start cleared beside a moment', 'updateTask', { startOn: null, dueAt: '2027-01-04T09:00:00Z' }],
    ['a task of one day', 'createTask', { startOn: '2027-01-04', dueOn: '2027-01-04' }],
    ['a task in twenty projects', 'createTask', { projectGids: Array.from({ length: 20 }, () => '7') }],
    ['notes in both forms', 'updateTask', { notes: 'a', htmlNotes: '<body>a</body>' }],
    ['a report in both forms', 'createStatusUpdate', { text: 'a', htmlText: '<body>a</body>' }],
    ['nobody', 'updateProject', { owner: null }],
  ])('is not %s', (_what, name, values) => {
    expect(problemsOf(writeOf(name), values)).toEqual([]);
  });
});

describe('what only a program gets wrong', () => {
  test.each<[string, WriteName, Record<string, unknown>, RegExp]>([
    ['an id that is none', 'updateTask', { taskGid: '1/2' }, /taskGid/],
    ['a section for later that is none', 'createTask', { sectionGid: 'x' }, /sectionGid/],
    [
      'a custom field without a value',
      'updateTask',
      { taskGid: '1', customFields: [{ gid: '5' }] },
      /input\.customFields\.0/,
    ],
  ])('%s is thrown', (_what, name, values, message) => {
    expect(() => checkShape(writeOf(name), values, ['input'])).toThrow(message);
  });

  test('a section for later may be null', () => {
    expect(() => checkShape(WRITES.createTask, { sectionGid: null }, ['input'])).not.toThrow();
  });
});
