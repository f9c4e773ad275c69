/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Parts of the original that can be copied. */
export type DuplicateProjectInclude =
  | 'ALLOCATIONS'
  | 'FORMS'
  | 'MEMBERS'
  | 'NOTES'
  | 'PERMISSIONS'
  | 'TASK_ASSIGNEE'
  | 'TASK_ATTACHMENTS'
  | 'TASK_DATES'
  | 'TASK_DEPENDENCIES'
  | 'TASK_FOLLOWERS'
  | 'TASK_NOTES'
  | 'TASK_PROJECTS'
  | 'TASK_SUBTASKS'
  | 'TASK_TAGS'
  | 'TASK_TEMPLATES'
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
  | 'CREATE_GRAPH_EXPORT'
  | 'CREATE_ORGANIZATION_EXPORT'
  | 'CREATE_RESOURCE_EXPORT'
  | 'DUPLICATE_PORTFOLIO'
  | 'DUPLICATE_PROJECT'
  | 'DUPLICATE_TASK'
  | 'INSTANTIATE_PROJECT'
  | 'INSTANTIATE_TASK'
  | 'SAVE_PROJECT_AS_TEMPLATE'
  | 'UNKNOWN';

/** Where a job stands. `UNKNOWN`, which is not final, for a word Asana adds later, for no word at all, and for a job that was started and could not be read yet. */
export type JobStatus =
  | 'FAILED'
  | 'IN_PROGRESS'
  | 'NOT_STARTED'
  | 'SUCCEEDED'
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
  | 'BAD_USER_INPUT'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'PAYMENT_REQUIRED'
  | 'TOO_MANY_RUNNING_JOBS';

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