/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** Moves dates so that the copy starts, or is due, on a given day. Exactly one of the two days. */
export type ScheduleDatesInput = {
  /** The day the copy is due. */
  dueOn?: string | null | undefined;
  /** Whether moved dates avoid weekends. */
  shouldSkipWeekends: boolean;
  /** The day the copy starts. */
  startOn?: string | null | undefined;
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