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

/** Makes a project from a project template. */
export type InstantiateProjectInput = {
  /** Your own unique text for this start. The same key never starts it twice within 24 hours; the first answer is given again. */
  idempotencyKey?: string | null | undefined;
  /** Refuse when a date the template asks for is missing, instead of choosing one. */
  isStrict?: boolean | null | undefined;
  /** Name of the new project. */
  name: string;
  /** Who can see it. */
  privacySetting?: ProjectPrivacySetting | null | undefined;
  /** The template to use. */
  projectTemplateGid: string | number;
  /**
   * Whether its team sees it.
   * @deprecated Use privacySetting.
   */
  public?: boolean | null | undefined;
  /** A value for each of the template's `requestedDates`. */
  requestedDates?: Array<RequestedDateInput> | null | undefined;
  /** A person for each of the template's `requestedRoles`. */
  requestedRoles?: Array<RequestedRoleInput> | null | undefined;
  /** What the project shall be once it is there: done by this gateway after it has answered, whether or not anybody watches. See `Job.setUp`. */
  setUp?: ProjectSetUpInput | null | undefined;
  /** The team to share it with, in an organization. The template's own team when left out. */
  teamGid?: string | number | null | undefined;
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

/** A value for one of a template's date variables. */
export type RequestedDateInput = {
  /** `gid` of the variable. `1` is the start of the project, `2` its end. */
  gid: string | number;
  /** A day or a moment; passed on unchanged. */
  value?: string | null | undefined;
};

/** A person for one of a template's roles. */
export type RequestedRoleInput = {
  /** `gid` of the role. */
  gid: string | number;
  /** `me`, an e-mail address, or the gid of a user. */
  value: string;
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

export type JobCardFragment = { id: string, gid: string, kind: JobKind, status: JobStatus, finished: boolean, startedAt: string | null, finishedAt: string | null, source:
    | { __typename: 'Portfolio' }
    | { __typename: 'Project' }
    | { __typename: 'ProjectTemplate', id: string, name: string | null }
    | { __typename: 'Task' }
    | { __typename: 'TaskTemplate' }
    | { __typename: 'Workspace' }
   | null, newProject: { id: string, gid: string, name: string | null } | null };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { me: { id: string, name: string | null } | null, workspaces: { nodes: Array<{ id: string, gid: string, name: string | null } | null> } | null };

export type TemplatesQueryVariables = Exact<{
  workspace: string | number;
}>;


export type TemplatesQuery = { workspace: { id: string, projectTemplates: { nodes: Array<{ id: string, gid: string, name: string | null, description: string | null, color: Color | null, team: { id: string, name: string | null } | null, requestedDates: Array<{ gid: string, name: string | null, description: string | null } | null> | null, requestedRoles: Array<{ gid: string, name: string | null } | null> | null } | null> } | null } | null };

export type PeopleQueryVariables = Exact<{
  workspace: string | number;
}>;


export type PeopleQuery = { workspace: { id: string, users: { nodes: Array<{ id: string, gid: string, name: string | null } | null> } | null } | null };

export type RecentJobsQueryVariables = Exact<{ [key: string]: never; }>;


export type RecentJobsQuery = { recentJobs: Array<{ id: string, gid: string, kind: JobKind, status: JobStatus, finished: boolean, startedAt: string | null, finishedAt: string | null, source:
      | { __typename: 'Portfolio' }
      | { __typename: 'Project' }
      | { __typename: 'ProjectTemplate', id: string, name: string | null }
      | { __typename: 'Task' }
      | { __typename: 'TaskTemplate' }
      | { __typename: 'Workspace' }
     | null, newProject: { id: string, gid: string, name: string | null } | null } | null> | null };

export type JobUpdatedSubscriptionVariables = Exact<{
  gid: string | number;
}>;


export type JobUpdatedSubscription = { jobUpdated: { id: string, gid: string, kind: JobKind, status: JobStatus, finished: boolean, startedAt: string | null, finishedAt: string | null, source:
      | { __typename: 'Portfolio' }
      | { __typename: 'Project' }
      | { __typename: 'ProjectTemplate', id: string, name: string | null }
      | { __typename: 'Task' }
      | { __typename: 'TaskTemplate' }
      | { __typename: 'Workspace' }
     | null, newProject: { id: string, gid: string, name: string | null } | null } };

export type InstantiateProjectMutationVariables = Exact<{
  input: InstantiateProjectInput;
}>;


export type InstantiateProjectMutation = { instantiateProject: { job: { id: string, gid: string, kind: JobKind, status: JobStatus, finished: boolean, startedAt: string | null, finishedAt: string | null, source:
        | { __typename: 'Portfolio' }
        | { __typename: 'Project' }
        | { __typename: 'ProjectTemplate', id: string, name: string | null }
        | { __typename: 'Task' }
        | { __typename: 'TaskTemplate' }
        | { __typename: 'Workspace' }
       | null, newProject: { id: string, gid: string, name: string | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } | null };

export type NewProjectQueryVariables = Exact<{
  gid: string | number;
}>;


export type NewProjectQuery = { project: { id: string, gid: string, name: string | null, permalinkUrl: string | null, startOn: string | null, dueOn: string | null, owner: { id: string, name: string | null } | null, team: { id: string, name: string | null } | null, sections: { nodes: Array<{ id: string, name: string | null, tasks: { nodes: Array<{ id: string, name: string | null, dueOn: string | null, completed: boolean | null, assignee: { id: string, name: string | null } | null } | null> } | null } | null> } | null } | null };

export const JobCardFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectTemplate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"newProject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<JobCardFragment, unknown>;
export const WhoAmIDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoAmI"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workspaces"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<WhoAmIQuery, WhoAmIQueryVariables>;
export const TemplatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Templates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"workspace"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workspace"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"gid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"workspace"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"projectTemplates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"color"}},{"kind":"Field","name":{"kind":"Name","value":"team"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requestedDates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requestedRoles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<TemplatesQuery, TemplatesQueryVariables>;
export const PeopleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"People"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"workspace"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workspace"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"gid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"workspace"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PeopleQuery, PeopleQueryVariables>;
export const RecentJobsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RecentJobs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recentJobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobCard"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectTemplate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"newProject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<RecentJobsQuery, RecentJobsQueryVariables>;
export const JobUpdatedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"JobUpdated"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"gid"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"gid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"gid"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobCard"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectTemplate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"newProject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<JobUpdatedSubscription, JobUpdatedSubscriptionVariables>;
export const InstantiateProjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"InstantiateProject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InstantiateProjectInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"instantiateProject"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobCard"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectTemplate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"newProject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<InstantiateProjectMutation, InstantiateProjectMutationVariables>;
export const NewProjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NewProject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"gid"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"gid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"gid"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"permalinkUrl"}},{"kind":"Field","name":{"kind":"Name","value":"startOn"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"team"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sections"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"30"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<NewProjectQuery, NewProjectQueryVariables>;