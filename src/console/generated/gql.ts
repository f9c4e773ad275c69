/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment JobCard on Job {\n    id\n    gid\n    kind\n    status\n    finished\n    startedAt\n    finishedAt\n    source { __typename ... on ProjectTemplate { id name } }\n    newProject { id gid name }\n  }\n": typeof types.JobCardFragmentDoc,
    "\n  query WhoAmI {\n    me { id name }\n    workspaces(first: 20) { nodes { id gid name } }\n  }\n": typeof types.WhoAmIDocument,
    "\n  query Templates($workspace: ID!) {\n    workspace(gid: $workspace) {\n      id\n      projectTemplates(first: 50) {\n        nodes {\n          id\n          gid\n          name\n          description\n          color\n          team { id name }\n          requestedDates { gid name description }\n          requestedRoles { gid name }\n        }\n      }\n    }\n  }\n": typeof types.TemplatesDocument,
    "\n  query People($workspace: ID!) {\n    workspace(gid: $workspace) { id users(first: 100) { nodes { id gid name } } }\n  }\n": typeof types.PeopleDocument,
    "\n  query RecentJobs { recentJobs(first: 20) { ...JobCard } }\n": typeof types.RecentJobsDocument,
    "\n  subscription JobUpdated($gid: ID!) { jobUpdated(gid: $gid) { ...JobCard } }\n": typeof types.JobUpdatedDocument,
    "\n  mutation InstantiateProject($input: InstantiateProjectInput!) {\n    instantiateProject(input: $input) {\n      job { ...JobCard }\n      userErrors { code message field }\n    }\n  }\n": typeof types.InstantiateProjectDocument,
    "\n  query NewProject($gid: ID!) {\n    project(gid: $gid) {\n      id\n      gid\n      name\n      permalinkUrl\n      startOn\n      dueOn\n      owner { id name }\n      team { id name }\n      sections(first: 30) {\n        nodes {\n          id\n          name\n          tasks(first: 50) { nodes { id name dueOn completed assignee { id name } } }\n        }\n      }\n    }\n  }\n": typeof types.NewProjectDocument,
};
const documents: Documents = {
    "\n  fragment JobCard on Job {\n    id\n    gid\n    kind\n    status\n    finished\n    startedAt\n    finishedAt\n    source { __typename ... on ProjectTemplate { id name } }\n    newProject { id gid name }\n  }\n": types.JobCardFragmentDoc,
    "\n  query WhoAmI {\n    me { id name }\n    workspaces(first: 20) { nodes { id gid name } }\n  }\n": types.WhoAmIDocument,
    "\n  query Templates($workspace: ID!) {\n    workspace(gid: $workspace) {\n      id\n      projectTemplates(first: 50) {\n        nodes {\n          id\n          gid\n          name\n          description\n          color\n          team { id name }\n          requestedDates { gid name description }\n          requestedRoles { gid name }\n        }\n      }\n    }\n  }\n": types.TemplatesDocument,
    "\n  query People($workspace: ID!) {\n    workspace(gid: $workspace) { id users(first: 100) { nodes { id gid name } } }\n  }\n": types.PeopleDocument,
    "\n  query RecentJobs { recentJobs(first: 20) { ...JobCard } }\n": types.RecentJobsDocument,
    "\n  subscription JobUpdated($gid: ID!) { jobUpdated(gid: $gid) { ...JobCard } }\n": types.JobUpdatedDocument,
    "\n  mutation InstantiateProject($input: InstantiateProjectInput!) {\n    instantiateProject(input: $input) {\n      job { ...JobCard }\n      userErrors { code message field }\n    }\n  }\n": types.InstantiateProjectDocument,
    "\n  query NewProject($gid: ID!) {\n    project(gid: $gid) {\n      id\n      gid\n      name\n      permalinkUrl\n      startOn\n      dueOn\n      owner { id name }\n      team { id name }\n      sections(first: 30) {\n        nodes {\n          id\n          name\n          tasks(first: 50) { nodes { id name dueOn completed assignee { id name } } }\n        }\n      }\n    }\n  }\n": types.NewProjectDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment JobCard on Job {\n    id\n    gid\n    kind\n    status\n    finished\n    startedAt\n    finishedAt\n    source { __typename ... on ProjectTemplate { id name } }\n    newProject { id gid name }\n  }\n"): (typeof documents)["\n  fragment JobCard on Job {\n    id\n    gid\n    kind\n    status\n    finished\n    startedAt\n    finishedAt\n    source { __typename ... on ProjectTemplate { id name } }\n    newProject { id gid name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoAmI {\n    me { id name }\n    workspaces(first: 20) { nodes { id gid name } }\n  }\n"): (typeof documents)["\n  query WhoAmI {\n    me { id name }\n    workspaces(first: 20) { nodes { id gid name } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Templates($workspace: ID!) {\n    workspace(gid: $workspace) {\n      id\n      projectTemplates(first: 50) {\n        nodes {\n          id\n          gid\n          name\n          description\n          color\n          team { id name }\n          requestedDates { gid name description }\n          requestedRoles { gid name }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Templates($workspace: ID!) {\n    workspace(gid: $workspace) {\n      id\n      projectTemplates(first: 50) {\n        nodes {\n          id\n          gid\n          name\n          description\n          color\n          team { id name }\n          requestedDates { gid name description }\n          requestedRoles { gid name }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query People($workspace: ID!) {\n    workspace(gid: $workspace) { id users(first: 100) { nodes { id gid name } } }\n  }\n"): (typeof documents)["\n  query People($workspace: ID!) {\n    workspace(gid: $workspace) { id users(first: 100) { nodes { id gid name } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecentJobs { recentJobs(first: 20) { ...JobCard } }\n"): (typeof documents)["\n  query RecentJobs { recentJobs(first: 20) { ...JobCard } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription JobUpdated($gid: ID!) { jobUpdated(gid: $gid) { ...JobCard } }\n"): (typeof documents)["\n  subscription JobUpdated($gid: ID!) { jobUpdated(gid: $gid) { ...JobCard } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InstantiateProject($input: InstantiateProjectInput!) {\n    instantiateProject(input: $input) {\n      job { ...JobCard }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation InstantiateProject($input: InstantiateProjectInput!) {\n    instantiateProject(input: $input) {\n      job { ...JobCard }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewProject($gid: ID!) {\n    project(gid: $gid) {\n      id\n      gid\n      name\n      permalinkUrl\n      startOn\n      dueOn\n      owner { id name }\n      team { id name }\n      sections(first: 30) {\n        nodes {\n          id\n          name\n          tasks(first: 50) { nodes { id name dueOn completed assignee { id name } } }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query NewProject($gid: ID!) {\n    project(gid: $gid) {\n      id\n      gid\n      name\n      permalinkUrl\n      startOn\n      dueOn\n      owner { id name }\n      team { id name }\n      sections(first: 30) {\n        nodes {\n          id\n          name\n          tasks(first: 50) { nodes { id name dueOn completed assignee { id name } } }\n        }\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;