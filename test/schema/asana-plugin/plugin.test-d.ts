/**
 * What must not compile: a field that reads something else than Asana's document has there. Checked by `tsc` alone; each
 * mistake stands beside its mended form, so that nothing else can be what is refused.
 */
import { refOfGid } from '../../../src/schema/asana-plugin/ref.ts';
import type { SnakeCase } from '../../../src/schema/asana-plugin/types.ts';
import { builder } from '../../../src/schema/builder.ts';
import { AccessLevel, Color } from '../../../src/schema/types/enums.ts';

const description = 'A task.';
const Hue = builder.asanaEnum('Hue', 'One colour.', { 'dark-pink': 'A dark pink.' });
const Parent = builder.asanaUnion('Parent', 'Either.', ['Task', 'Project']);
const People = builder.asanaUnion('People', 'Either.', ['User', 'Team']);

// A key that the document does not have.
builder.asanaObject('Task', {
  description,
  is: 'record',
  fields: (t) => ({
    dueOn: t.day('When it is due.'),
    // @ts-expect-error Asana's document has no due_day in Task
    dueDay: t.day('When it is due.'),
    deadline: t.day('When it is due.', { key: 'due_on' }),
    // @ts-expect-error no such key
    end: t.day('When it is due.', { key: 'end_on' }),
    // @ts-expect-error no such older key
    begin: t.day('When it begins.', { key: 'start_on', elseKey: 'begin_on' }),
    // @ts-expect-error of another type
    emailDomains: t.texts('A key of workspaces.'),
  }),
});

// Another kind of value than the document has.
builder.asanaObject('Task', {
  description,
  is: 'record',
  fields: (t) => ({
    completedAt: t.moment('When it was done.'),
    // @ts-expect-error a moment is no day
    createdAt: t.day('When it was made.'),
    // @ts-expect-error a day is no moment
    dueOn: t.moment('When it is due.'),
    // @ts-expect-error a day is no whole number
    startOn: t.integer('When it begins.'),
    // @ts-expect-error a moment is no text
    modifiedAt: t.text('When it changed.'),
    // @ts-expect-error a text is no yes or no
    notes: t.flag('Its description.'),
    // @ts-expect-error a whole number is not any number
    numLikes: t.decimal('How many liked it.'),
    // @ts-expect-error any number is not a whole number
    actualTimeMinutes: t.integer('Minutes.'),
    // @ts-expect-error a number is no list of texts
    numSubtasks: t.texts('How many.'),
    // @ts-expect-error an object is no text
    assignee: t.text('Who does it.'),
    name: t.text('Its name.'),
    // @ts-expect-error the key named is of another kind
    title: t.text('Its name.', { key: 'completed' }),
  }),
});

// Lists and single objects.
builder.asanaObject('Task', {
  description,
  is: 'record',
  fields: (t) => ({
    assignee: t.one('User', 'Who does it.'),
    followers: t.many('User', 'Who follows it.'),
    // @ts-expect-error one object is no list
    completedBy: t.many('User', 'Who completed it.'),
    // @ts-expect-error a list is not one object
    projects: t.one('Project', 'Its projects.'),
    // @ts-expect-error a list is not one object, under a key of its own either
    label: t.one('Tag', 'A label.', { key: 'tags' }),
    // @ts-expect-error one object is no list for a connection either
    workspace: t.inlineConnection('Workspace', 'Where it is.'),
    // @ts-expect-error tags are not people
    tags: t.many('User', 'Its tags.'),
    // @ts-expect-error there is no such type
    customType: t.one('Epic', 'Its type.'),
    parent: t.one(Parent, 'What it is part of.'),
    // @ts-expect-error of these it can be none
    assigneeSection: t.one(People, 'Where its assignee keeps it.'),
  }),
});

// Words.
builder.asanaObject('Tag', {
  description,
  is: 'record',
  fields: (t) => ({
    color: t.oneOf(Color, 'Its colour.'),
    // @ts-expect-error a text that may be anything
    name: t.oneOf(Color, 'Its name.'),
    // @ts-expect-error an enum by its name says nothing of its words
    notes: t.oneOf('Color', 'Its notes.'),
  }),
});
builder.asanaObject('Tag', {
  description,
  is: 'record',
  fields: (t) => ({
    // @ts-expect-error the document has colours that this enum has not
    color: t.oneOf(Hue, 'Its colour.'),
  }),
});
builder.asanaObject('Project', {
  description,
  is: 'record',
  fields: (t) => ({
    icon: t.text('Words may be read as any text.'),
    // @ts-expect-error words of something else
    color: t.oneOf(AccessLevel, 'Its colour.'),
  }),
});

// What the document does not have needs a reason.
builder.asanaObject('Reaction', {
  description,
  is: 'value',
  fields: (t) => ({
    // @ts-expect-error any number there
    count: t.integer('How many.'),
    mood: t.text('A key that is told elsewhere.', { undocumented: 'In the release notes of June.' }),
    tone: t.text('The same by its key.', { key: 'skin_tone', undocumented: 'In the release notes of June.' }),
    // @ts-expect-error a flag is no reason
    pitch: t.text('No reason.', { undocumented: true }),
  }),
});

// What an object is follows from the document.
builder.asanaObject('Membership', {
  description,
  // @ts-expect-error it has no gid
  is: 'identified',
  fields: (t) => ({ project: t.one('Project', 'The project.') }),
});
builder.asanaObject('Section', {
  description,
  // @ts-expect-error it has a route of its own
  is: 'identified',
  fields: (t) => ({ name: t.text('Its name.') }),
});
// @ts-expect-error the document has no record of that name
builder.asanaObject('Epic', { description, is: 'record', fields: () => ({}) });

// What a job made, by type and key.
builder.asanaObject('Job', {
  description,
  is: 'record',
  fields: (t) => ({
    made: t.firstOf(Parent, 'What it made.', { Task: 'new_task', Project: 'new_project' }),
    // @ts-expect-error the keys are crossed
    crossed: t.firstOf(Parent, 'What it made.', { Task: 'new_project', Project: 'new_task' }),
    // @ts-expect-error one is missing
    half: t.firstOf(Parent, 'What it made.', { Task: 'new_task' }),
  }),
});

// Lists and records of the root.
builder.queryFields((t) => ({
  tasks: t.connection({ type: 'Task', description, route: '/tasks' }),
  // @ts-expect-error there is no such type
  epics: t.connection({ type: 'Epic', description, route: '/epics' }),
  task: t.record('Task', description),
  // @ts-expect-error it has no route of its own
  like: t.record('Like', description),
}));

// A resolver answers with the type it says.
builder.queryFields((t) => ({
  me: t.field({ type: 'User', resolve: () => refOfGid('User', 'User', '1') }),
  // @ts-expect-error a task is no person
  you: t.field({ type: 'User', resolve: () => refOfGid('Task', 'Task', '1') }),
}));

export const snakes: [
  SnakeCase<'permalinkUrl'>,
  SnakeCase<'editTeamVisibilityOrTrashTeamAccessLevel'>,
  SnakeCase<'name'>,
] = ['permalink_url', 'edit_team_visibility_or_trash_team_access_level', 'name'];
