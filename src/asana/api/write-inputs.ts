/**
 * The words in which the table of writes says what goes into a body: what kind of value, under which key of Asana's,
 * and whether null clears it. Pure data.
 */

/** One value of an input. */
export interface WriteField {
  readonly kind: ValueKind;
  /** The key of Asana's body; of what goes into the path, the word Asana's messages have for it. */
  readonly key: string;
  readonly description: string;
  /** @default 'body' */
  readonly in?: 'path' | 'second call';
  readonly required?: boolean;
  /** Whether Asana's document allows null. */
  readonly nullable?: boolean;
  /** A list that Asana takes as one text, joined by commas. */
  readonly isJoined?: boolean;
  /** Entries of a list that Asana's document allows. */
  readonly most?: number;
}

/** What kind of value it is. People are a gid, an e-mail address or `me`. */
export type ValueKind =
  | 'text'
  | 'flag'
  | 'day'
  | 'moment'
  | 'person'
  | 'people'
  | 'gid'
  | 'gids'
  | 'customFields'
  | WordKind;

/** One of Asana's words, by the name of its enum. */
export interface WordKind {
  readonly words: string;
}

/** The fields of an input, by their names. */
export type WriteInput = Readonly<Record<string, WriteField>>;

/** What Asana's document says of several inputs of a write together. */
export interface WriteRules {
  /** Of each pair at most one. */
  readonly either?: readonly (readonly [one: string, other: string])[];
  /** What is said of the first, null as well, needs something said of one of the others. */
  readonly beside?: readonly (readonly [name: string, ...beside: string[]])[];
  /** These two differ. */
  readonly differ?: readonly (readonly [one: string, other: string])[];
}

type Options = Pick<WriteField, 'required' | 'nullable' | 'isJoined' | 'most'>;
type FieldMaker = (key: string, description: string, options?: Options) => WriteField;

const fieldOf =
  (kind: ValueKind): FieldMaker =>
  (key, description, options = {}) => ({ kind, key, description, ...options });

/** A text. */
export const text = fieldOf('text');
/** Yes or no. */
export const flag = fieldOf('flag');
/** A day. */
export const day = fieldOf('day');
/** A moment. */
export const moment = fieldOf('moment');
/** The gid of something. */
export const gid = fieldOf('gid');
/** Several gids. */
export const gids = fieldOf('gids');
/** People. */
export const people = fieldOf('people');

/** Somebody, or nobody. */
export function person(key: string, description: string): WriteField {
  return { kind: 'person', key, nullable: true, description };
}

/** One of Asana's words. */
export function word(words: string, key: string, description: string, options: Options = {}): WriteField {
  return { kind: { words }, key, description, ...options };
}

/** Values of custom fields: a list for the caller, a map for Asana. */
export function customFields(description: string): WriteField {
  return { kind: 'customFields', key: 'custom_fields', description };
}

/** The gid that goes into the path. */
export function at(what: string, description: string): WriteField {
  return { kind: 'gid', key: what, description, in: 'path', required: true };
}

/** What can be changed of a project. */
export const PROJECT_CHANGES = {
  name: text('name', 'Name of the project.'),
  notes: text('notes', 'Description as plain text.'),
  htmlNotes: text('html_notes', 'Description with formatting, as HTML.'),
  archived: flag('archived', 'Whether it is put away.'),
  color: word('Color', 'color', 'Its colour.', { nullable: true }),
  dueOn: day('due_on', 'Last day of the project.', { nullable: true }),
  startOn: day('start_on', 'First day of the project; beside `dueOn`, also when it is cleared.', {
    nullable: true,
  }),
  owner: person('owner', 'Who is responsible for it.'),
  privacySetting: word('ProjectPrivacySetting', 'privacy_setting', 'Who can see it.'),
  defaultView: word('ProjectView', 'default_view', 'The view it opens with.'),
  customFields: customFields('Values of custom fields that the project itself has.'),
} as const satisfies WriteInput;

/** What goes together in a project. */
export const PROJECT_RULES = {
  beside: [['startOn', 'dueOn']],
  differ: [['startOn', 'dueOn']],
} as const satisfies WriteRules;

/** What can be changed of a task. */
export const TASK_CHANGES = {
  name: text('name', 'Name of the task.'),
  notes: text('notes', 'Description as plain text.'),
  htmlNotes: text('html_notes', 'Description with formatting, as HTML.'),
  completed: flag('completed', 'Whether it is done.'),
  dueOn: day('due_on', 'The day it is due; not beside `dueAt`.', { nullable: true }),
  dueAt: moment('due_at', 'When it is due; not beside `dueOn`.', { nullable: true }),
  startOn: day(
    'start_on',
    'The day work on it begins; beside a due day or moment, also when it is cleared.',
    {
      nullable: true,
    },
  ),
  startAt: moment('start_at', 'When work on it begins; beside `dueAt`, also when it is cleared.', {
    nullable: true,
  }),
  assignee: person('assignee', 'Who does it.'),
  approvalStatus: word('ApprovalStatus', 'approval_status', 'For approvals: where it stands.'),
  customFields: customFields('Values of custom fields that the task has.'),
} as const satisfies WriteInput;

/** What goes together in a task. */
export const TASK_RULES = {
  either: [
    ['dueOn', 'dueAt'],
    ['startOn', 'startAt'],
  ],
  beside: [
    ['startOn', 'dueOn', 'dueAt'],
    ['startAt', 'dueAt'],
  ],
} as const satisfies WriteRules;
