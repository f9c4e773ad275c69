/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Where an approval stands. */
export type ApprovalStatus =
  /** Approved. */
  | 'APPROVED'
  /** To be changed, then looked at again. */
  | 'CHANGES_REQUESTED'
  /** Nobody has decided yet. */
  | 'PENDING'
  /** Turned down. */
  | 'REJECTED';

/** Who is told, and at which moment. */
export type CallbackInput = {
  /** The moment. That a job failed is told as `job.finished`, whatever stands here; a list is told of when it is over. */
  on?: JobMoment | null | undefined;
  /** The name of one of the `CALLBACKS` of this gateway. No URL is taken. */
  to: string;
};

/** A colour of a project, portfolio, tag or template. */
export type Color =
  /** A dark blue. */
  | 'DARK_BLUE'
  /** A dark brown. */
  | 'DARK_BROWN'
  /** A dark green. */
  | 'DARK_GREEN'
  /** A dark orange. */
  | 'DARK_ORANGE'
  /** A dark pink. */
  | 'DARK_PINK'
  /** A dark purple. */
  | 'DARK_PURPLE'
  /** A dark red. */
  | 'DARK_RED'
  /** A dark teal. */
  | 'DARK_TEAL'
  /** A dark warm gray. */
  | 'DARK_WARM_GRAY'
  /** A light blue. */
  | 'LIGHT_BLUE'
  /** A light brown. */
  | 'LIGHT_BROWN'
  /** A light green. */
  | 'LIGHT_GREEN'
  /** A light orange. */
  | 'LIGHT_ORANGE'
  /** A light pink. */
  | 'LIGHT_PINK'
  /** A light purple. */
  | 'LIGHT_PURPLE'
  /** A light red. */
  | 'LIGHT_RED'
  /** A light teal. */
  | 'LIGHT_TEAL'
  /** A light warm gray. */
  | 'LIGHT_WARM_GRAY'
  /** No colour. */
  | 'NONE';

/** A value of a custom field, by the type of the field: exactly one of these. */
export type CustomFieldContentInput =
  {   /** For a date field: a day. */
  date: string; dateTime?: never; enumOptionGid?: never; multiEnumOptionGids?: never; number?: never; people?: never; text?: never; }
  |  { date?: never;   /** For a date field: a moment. */
  dateTime: string; enumOptionGid?: never; multiEnumOptionGids?: never; number?: never; people?: never; text?: never; }
  |  { date?: never; dateTime?: never;   /** For a single choice: `gid` of the option. */
  enumOptionGid: string | number; multiEnumOptionGids?: never; number?: never; people?: never; text?: never; }
  |  { date?: never; dateTime?: never; enumOptionGid?: never;   /** For a multiple choice: `gid` of each option; an empty list clears it. */
  multiEnumOptionGids: Array<string | number>; number?: never; people?: never; text?: never; }
  |  { date?: never; dateTime?: never; enumOptionGid?: never; multiEnumOptionGids?: never;   /** For a number field. */
  number: number; people?: never; text?: never; }
  |  { date?: never; dateTime?: never; enumOptionGid?: never; multiEnumOptionGids?: never; number?: never;   /** For a people field: each `me`, an e-mail address, or the gid of a user. */
  people: Array<string>; text?: never; }
  |  { date?: never; dateTime?: never; enumOptionGid?: never; multiEnumOptionGids?: never; number?: never; people?: never;   /** For a text field. Asana is sent the bare text: one that is the gid of an option chooses that, where the field is a choice. */
  text: string; };

/** A value for one custom field. */
export type CustomFieldValueInput = {
  /** `gid` of the custom field. */
  gid: string | number;
  /** The value; null clears it, and it may not be left out. */
  value?: CustomFieldContentInput | null | undefined;
};

/** Parts of the original that can be copied. */
export type DuplicateProjectInclude =
  /** The capacity that is planned for people. */
  | 'ALLOCATIONS'
  /** Its forms. */
  | 'FORMS'
  /** Its members. */
  | 'MEMBERS'
  /** Its description. */
  | 'NOTES'
  /** Who may do what. */
  | 'PERMISSIONS'
  /** Who its tasks are assigned to. */
  | 'TASK_ASSIGNEE'
  /** The files of its tasks. */
  | 'TASK_ATTACHMENTS'
  /** When its tasks start and are due; `scheduleDates` needs it. */
  | 'TASK_DATES'
  /** What its tasks wait for. */
  | 'TASK_DEPENDENCIES'
  /** Who follows its tasks. */
  | 'TASK_FOLLOWERS'
  /** The descriptions of its tasks. */
  | 'TASK_NOTES'
  /** The other projects its tasks are in. */
  | 'TASK_PROJECTS'
  /** The subtasks of its tasks. */
  | 'TASK_SUBTASKS'
  /** The tags of its tasks. */
  | 'TASK_TAGS'
  /** Its templates of tasks. */
  | 'TASK_TEMPLATES'
  /** The type that new tasks have in it. */
  | 'TASK_TYPE_DEFAULT';

/** Copies a project with its tasks, views and rules. */
export type DuplicateProjectInput = {
  /** Who is told once it is so far, whether or not anybody watches: one signed HTTP request, repeated until it is taken. See `callbackDeliveries`. */
  callback?: CallbackInput | null | undefined;
  /** Your own unique text for this start. The same key never starts it twice within 24 hours; the first answer is given again. */
  idempotencyKey?: string | null | undefined;
  /** What to copy besides tasks, views and rules. */
  include?: Array<DuplicateProjectInclude> | null | undefined;
  /** Name of the new project. */
  name: string;
  /** The project to copy. */
  projectGid: string | number;
  /** Moves the dates of the copied tasks. Needs `TASK_DATES` in `include`. */
  scheduleDates?: ScheduleDatesInput | null | undefined;
  /** What the project shall be once it is there: done by this gateway after it has answered, whether or not anybody watches. See `Job.setUp`. */
  setUp?: ProjectSetUpInput | null | undefined;
  /** Start nothing when there are unarchived projects of exactly this name; `existing` has them. Looked at are this user's own starts of the last day, and the projects of the team it would be in (else of the workspace): at most a thousand, beyond that what Asana's search finds. It looks once, before it starts, and Asana's search lags: two at the same moment are both started. What keeps one start from happening twice is `idempotencyKey`. A start whose project is not made yet is not seen. */
  unlessExists?: boolean | null | undefined;
  /** Seconds (0 to 55) to wait for one of the five running-job slots, first come first served. */
  waitForSlot?: number | null | undefined;
};

/** Which start it was, as far as this gateway knows. */
export type JobKind =
  /** Exports a goal, project, portfolio or team and all below it. Enterprise plans only. */
  | 'CREATE_GRAPH_EXPORT'
  /** Exports a whole organization. Service accounts of Enterprise plans only; answers without a job. */
  | 'CREATE_ORGANIZATION_EXPORT'
  /** Exports many objects of a workspace. Service accounts of Enterprise plans only. */
  | 'CREATE_RESOURCE_EXPORT'
  /** Copies a portfolio. */
  | 'DUPLICATE_PORTFOLIO'
  /** Copies a project with its tasks, views and rules. */
  | 'DUPLICATE_PROJECT'
  /** Copies a task. */
  | 'DUPLICATE_TASK'
  /** Makes a project from a project template. */
  | 'INSTANTIATE_PROJECT'
  /** Makes a task from a task template. */
  | 'INSTANTIATE_TASK'
  /** Makes a project template from a project. */
  | 'SAVE_PROJECT_AS_TEMPLATE'
  /** Not started through this gateway, or long ago. */
  | 'UNKNOWN';

/** Until when a job is watched. */
export type JobMoment =
  /** It has succeeded or failed. */
  | 'FINISHED'
  /** It has failed, or what it made is complete as far as anyone can know. An export: it can be fetched, ten minutes after its success at the latest. */
  | 'READY'
  /** What was to be done with it afterwards is done as well; without that, the same as `READY`. */
  | 'SET_UP';

/** Where a job stands. */
export type JobStatus =
  /** Finished without success. Final. */
  | 'FAILED'
  /** Under way. */
  | 'IN_PROGRESS'
  /** Asana has taken it on, and not begun. */
  | 'NOT_STARTED'
  /** Finished; what it made is there. Final. */
  | 'SUCCEEDED'
  /** A word that Asana has added since, no word at all, or a job that was started and could not be read yet. Not final. */
  | 'UNKNOWN';

/** What is changed of a project: the fields of `updateProject`. */
export type ProjectChangesInput = {
  /** Whether it is put away. */
  archived?: boolean | null | undefined;
  /** Its colour. Null clears it. */
  color?: Color | null | undefined;
  /** Values of custom fields that the project itself has. */
  customFields?: Array<CustomFieldValueInput> | null | undefined;
  /** The view it opens with. */
  defaultView?: ProjectView | null | undefined;
  /** Last day of the project. Null clears it. */
  dueOn?: string | null | undefined;
  /** Description with formatting, as HTML. */
  htmlNotes?: string | null | undefined;
  /** Name of the project. */
  name?: string | null | undefined;
  /** Description as plain text. */
  notes?: string | null | undefined;
  /** Who is responsible for it. A gid, an e-mail address or `me`. Null clears it. */
  owner?: string | null | undefined;
  /** Who can see it. */
  privacySetting?: ProjectPrivacySetting | null | undefined;
  /** First day of the project; beside `dueOn`, also when it is cleared. Null clears it. */
  startOn?: string | null | undefined;
};

/** Who can see a project. */
export type ProjectPrivacySetting =
  /** Only its members. */
  | 'PRIVATE'
  /** The team it belongs to. Deprecated at Asana. */
  | 'PRIVATE_TO_TEAM'
  /** Everybody in the workspace. */
  | 'PUBLIC_TO_WORKSPACE';

/** What a project shall be once it is there. Every part may be repeated without harm; they are done in the order in which they stand here. */
export type ProjectSetUpInput = {
  /** Values of custom fields, set after the portfolios. */
  customFields?: Array<CustomFieldValueInput> | null | undefined;
  /** Who becomes a member. Each a gid, an e-mail address or `me`. */
  members?: Array<string> | null | undefined;
  /** The portfolios it is put into; they bring custom fields along. */
  portfolioGids?: Array<string | number> | null | undefined;
  /** What is changed of the project. */
  project?: ProjectChangesInput | null | undefined;
  /** Changes of tasks, at most 100; one that matches nothing fails alone. */
  tasks?: Array<TaskSetUpInput> | null | undefined;
};

/** The view a project opens with. */
export type ProjectView =
  /** Cards in columns. */
  | 'BOARD'
  /** Tasks on their days. */
  | 'CALENDAR'
  /** Tasks one below the other. */
  | 'LIST'
  /** Tasks as bars over time. */
  | 'TIMELINE';

/** Moves dates so that the copy starts, or is due, on a given day. Exactly one of the two days. */
export type ScheduleDatesInput = {
  /** The day the copy is due. */
  dueOn?: string | null | undefined;
  /** Whether moved dates avoid weekends. */
  shouldSkipWeekends: boolean;
  /** The day the copy starts. */
  startOn?: string | null | undefined;
};

/** What is changed of each task: the fields of `updateTask`. */
export type TaskChangesInput = {
  /** For approvals: where it stands. */
  approvalStatus?: ApprovalStatus | null | undefined;
  /** Who does it. A gid, an e-mail address or `me`. Null clears it. */
  assignee?: string | null | undefined;
  /** Whether it is done. */
  completed?: boolean | null | undefined;
  /** Values of custom fields that the task has. */
  customFields?: Array<CustomFieldValueInput> | null | undefined;
  /** When it is due; not beside `dueOn`. Null clears it. */
  dueAt?: string | null | undefined;
  /** The day it is due; not beside `dueAt`. Null clears it. */
  dueOn?: string | null | undefined;
  /** Description with formatting, as HTML. */
  htmlNotes?: string | null | undefined;
  /** Name of the task. */
  name?: string | null | undefined;
  /** Description as plain text. */
  notes?: string | null | undefined;
  /** When work on it begins; beside `dueAt`, also when it is cleared. Null clears it. */
  startAt?: string | null | undefined;
  /** The day work on it begins; beside a due day or moment, also when it is cleared. Null clears it. */
  startOn?: string | null | undefined;
};

/** Which tasks of a project: every one that matches exactly. At least one of the two is given. */
export type TaskMatchInput = {
  /** Its name, to the letter. */
  name?: string | null | undefined;
  /** The name of a section it is in, to the letter. */
  section?: string | null | undefined;
};

/** A change of the tasks that match. */
export type TaskSetUpInput = {
  /** What each of them shall be. */
  set: TaskChangesInput;
  /** Which tasks. Looked for once, before the first task is changed. */
  where: TaskMatchInput;
};

/** What kind of mistake it is. */
export type UserErrorCode =
  /** An input that cannot be taken; see `field` and `message`. */
  | 'BAD_USER_INPUT'
  /** The token may not do this. */
  | 'FORBIDDEN'
  /** What an input names does not exist, or is not visible to the token. */
  | 'NOT_FOUND'
  /** The plan of the workspace does not include it. */
  | 'PAYMENT_REQUIRED'
  /** Five jobs of this user run already; try again when one has finished. */
  | 'TOO_MANY_RUNNING_JOBS'
  /** Something was made, but Asana failed at what was to follow, or could not be reached for it; see `field` and `message`. */
  | 'UPSTREAM_ERROR';

export type StartDuplicateProjectMutationVariables = Exact<{
  input: DuplicateProjectInput;
}>;


export type StartDuplicateProjectMutation = { duplicateProject: { job: { gid: string, status: JobStatus, kind: JobKind } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } | null };

export type WatchJobSubscriptionVariables = Exact<{
  gid: string | number;
}>;


export type WatchJobSubscription = { jobUpdated: { gid: string, status: JobStatus, finished: boolean, newProject: { gid: string, name: string | null } | null } };

export type JobResultQueryVariables = Exact<{
  gid: string | number;
}>;


export type JobResultQuery = { job: { status: JobStatus, newProject: { gid: string, name: string | null, owner: { name: string | null } | null, team: { name: string | null } | null, tasks: { nodes: Array<{ name: string | null, assignee: { name: string | null } | null } | null> } | null } | null } | null };


export const StartDuplicateProjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartDuplicateProject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DuplicateProjectInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"duplicateProject"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<StartDuplicateProjectMutation, StartDuplicateProjectMutationVariables>;
export const WatchJobDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WatchJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"gid"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"gid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"gid"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"newProject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<WatchJobSubscription, WatchJobSubscriptionVariables>;
export const JobResultDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"JobResult"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"gid"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"gid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"gid"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"newProject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"team"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<JobResultQuery, JobResultQueryVariables>;