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
    "\n  fragment JobCard on Job {\n    id\n    gid\n    kind\n    status\n    finished\n    ready\n    startedAt\n    finishedAt\n    requestedName\n    typicalSeconds\n    contents { state present expected }\n    source {\n      __typename\n      ... on Portfolio { id gid name }\n      ... on Project { id gid name }\n      ... on ProjectTemplate { id gid name }\n      ... on Task { id gid name }\n      ... on TaskTemplate { id gid name }\n      ... on Workspace { id gid name }\n    }\n    newProject { id gid name permalinkUrl }\n    newTask { id gid name permalinkUrl }\n    newPortfolio { id gid name permalinkUrl }\n    newProjectTemplate { id gid name }\n    setUp { ...SetUpSteps }\n  }\n": typeof types.JobCardFragmentDoc,
    "\n  fragment SetUpSteps on SetUp {\n    id\n    state\n    steps { name state matched userErrors { code message field } }\n  }\n": typeof types.SetUpStepsFragmentDoc,
    "\n  query WhoAmI {\n    me { id gid name email }\n    workspaces(first: 20) { nodes { id gid name isOrganization } }\n  }\n": typeof types.WhoAmIDocument,
    "\n  query RecentJobs($first: Int!) { recentJobs(first: $first) { ...JobCard } }\n": typeof types.RecentJobsDocument,
    "\n  query OneJob($gid: ID!) { job(gid: $gid) { ...JobCard } }\n": typeof types.OneJobDocument,
    "\n  subscription JobUpdated($gid: ID!) { jobUpdated(gid: $gid, until: SET_UP) { ...JobCard } }\n": typeof types.JobUpdatedDocument,
    "\n  query ExportLink($gid: ID!) {\n    job(gid: $gid) {\n      id\n      newGraphExport { id downloadUrl }\n      newResourceExport { id downloadUrl }\n    }\n  }\n": typeof types.ExportLinkDocument,
    "\n  query OneOrganizationExport($gid: ID!) {\n    organizationExport(gid: $gid) { id gid state downloadUrl createdAt organization { id name } }\n  }\n": typeof types.OneOrganizationExportDocument,
    "\n  query ProjectContents($gid: ID!) {\n    project(gid: $gid) {\n      id\n      gid\n      name\n      startOn\n      dueOn\n      owner { id name }\n      team { id name }\n      sections(first: 20) {\n        nodes {\n          id\n          name\n          tasks(first: 50) { nodes { id name dueOn completed permalinkUrl assignee { id name } } }\n        }\n      }\n    }\n  }\n": typeof types.ProjectContentsDocument,
    "\n  mutation RetrySetUp($id: ID!) {\n    retrySetUp(input: { id: $id }) { setUp { ...SetUpSteps } userErrors { code message field } }\n  }\n": typeof types.RetrySetUpDocument,
    "\n  mutation CancelSetUp($id: ID!) {\n    cancelSetUp(input: { id: $id }) { setUp { ...SetUpSteps } userErrors { code message field } }\n  }\n": typeof types.CancelSetUpDocument,
    "\n  fragment LostStart on UnknownStart {\n    id\n    kind\n    name\n    sentAt\n    source {\n      __typename\n      ... on Portfolio { id gid name }\n      ... on Project { id gid name }\n      ... on ProjectTemplate { id gid name }\n      ... on Task { id gid name }\n      ... on TaskTemplate { id gid name }\n      ... on Workspace { id gid name }\n    }\n  }\n": typeof types.LostStartFragmentDoc,
    "\n  query LostStarts { unknownStarts { ...LostStart } }\n": typeof types.LostStartsDocument,
    "\n  query LostStartsWithCandidates {\n    unknownStarts {\n      ...LostStart\n      candidates {\n        __typename\n        ... on Project { id gid name permalinkUrl createdAt }\n        ... on Task { id gid name permalinkUrl createdAt }\n        ... on Portfolio { id gid name permalinkUrl createdAt }\n        ... on ProjectTemplate { id gid name }\n      }\n    }\n  }\n": typeof types.LostStartsWithCandidatesDocument,
    "\n  mutation DismissLostStart($id: ID!) {\n    dismissUnknownStart(input: { id: $id }) { unknownStart { id } userErrors { code message field } }\n  }\n": typeof types.DismissLostStartDocument,
    "\n  fragment ListCard on Bulk {\n    id\n    state\n    total\n    startedAt\n    finishedAt\n    estimatedFinishAt\n    counts { waiting starting running succeeded failed refused unknown cancelled exists }\n    first: items(first: 1) { nodes { id name } }\n  }\n": typeof types.ListCardFragmentDoc,
    "\n  fragment ListItem on BulkItem {\n    id\n    index\n    state\n    name\n    userErrors { code message field }\n    existing { id gid name permalinkUrl }\n    job {\n      id\n      gid\n      status\n      newProject { id gid name permalinkUrl }\n      newTask { id gid name permalinkUrl }\n      newPortfolio { id gid name permalinkUrl }\n      setUp { id state }\n    }\n  }\n": typeof types.ListItemFragmentDoc,
    "\n  query RecentLists($first: Int!) { recentBulks(first: $first) { ...ListCard } }\n": typeof types.RecentListsDocument,
    "\n  query OneList($id: ID!, $state: BulkItemState, $after: String) {\n    bulk(id: $id) {\n      ...ListCard\n      items(first: 50, after: $after, state: $state) {\n        nodes { ...ListItem }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.OneListDocument,
    "\n  subscription ListUpdated($id: ID!, $state: BulkItemState, $after: String) {\n    bulkUpdated(id: $id) {\n      ...ListCard\n      items(first: 50, after: $after, state: $state) {\n        nodes { ...ListItem }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.ListUpdatedDocument,
    "\n  query ListCandidates($id: ID!) {\n    bulk(id: $id) {\n      id\n      items(first: 50, state: UNKNOWN) {\n        nodes {\n          id\n          candidates {\n            __typename\n            ... on Project { id gid name permalinkUrl }\n            ... on Task { id gid name permalinkUrl }\n            ... on Portfolio { id gid name permalinkUrl }\n            ... on ProjectTemplate { id gid name }\n          }\n        }\n      }\n    }\n  }\n": typeof types.ListCandidatesDocument,
    "\n  mutation StartList($input: StartManyInput!) {\n    startMany(input: $input) { bulk { ...ListCard } userErrors { code message field } }\n  }\n": typeof types.StartListDocument,
    "\n  mutation CancelList($id: ID!) {\n    cancelBulk(input: { id: $id }) { bulk { ...ListCard } userErrors { code message field } }\n  }\n": typeof types.CancelListDocument,
    "\n  mutation RetryList($id: ID!) {\n    retryBulk(input: { id: $id }) { bulk { ...ListCard } userErrors { code message field } }\n  }\n": typeof types.RetryListDocument,
    "\n  query Find($workspace: ID!, $query: String!, $type: TypeaheadType!) {\n    workspace(gid: $workspace) {\n      id\n      typeahead(type: $type, query: $query, first: 12) {\n        __typename\n        ... on Portfolio { id gid name }\n        ... on Project { id gid name team { id name } }\n        ... on ProjectTemplate { id gid name team { id name } }\n        ... on Tag { id }\n        ... on Task { id gid name projects { id name } }\n        ... on Team { id gid name }\n        ... on User { id gid name email }\n      }\n    }\n  }\n": typeof types.FindDocument,
    "\n  query Named(\n    $gid: ID!\n    $project: Boolean!\n    $projectTemplate: Boolean!\n    $portfolio: Boolean!\n    $task: Boolean!\n    $team: Boolean!\n  ) {\n    project(gid: $gid) @include(if: $project) { id gid name }\n    projectTemplate(gid: $gid) @include(if: $projectTemplate) { id gid name }\n    portfolio(gid: $gid) @include(if: $portfolio) { id gid name }\n    task(gid: $gid) @include(if: $task) { id gid name }\n    team(gid: $gid) @include(if: $team) { id gid name }\n  }\n": typeof types.NamedDocument,
    "\n  query Templates($workspace: ID!) {\n    workspace(gid: $workspace) {\n      id\n      projectTemplates(first: 30) {\n        nodes { id gid name description color team { id name } }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": typeof types.TemplatesDocument,
    "\n  query TemplateAsks($gid: ID!) {\n    projectTemplate(gid: $gid) {\n      id\n      gid\n      name\n      description\n      team { id gid name }\n      requestedDates { gid name description }\n      requestedRoles { gid name }\n    }\n  }\n": typeof types.TemplateAsksDocument,
    "\n  fragment FieldOnOffer on CustomField {\n    gid\n    name\n    description\n    resourceSubtype\n    enabled\n    isFormulaField\n    isValueReadOnly\n    representationType\n    displayValue\n    precision\n    currencyCode\n    customLabel\n    enumOptions { gid name enabled }\n  }\n": typeof types.FieldOnOfferFragmentDoc,
    "\n  query FieldsOfProject($gid: ID!) { project(gid: $gid) { id customFields { ...FieldOnOffer } } }\n": typeof types.FieldsOfProjectDocument,
    "\n  query FieldsOfPortfolio($gid: ID!) {\n    portfolio(gid: $gid) {\n      id\n      items(first: 10) {\n        nodes {\n          __typename\n          ... on Portfolio { id customFields { ...FieldOnOffer } }\n          ... on Project { id customFields { ...FieldOnOffer } }\n        }\n      }\n    }\n  }\n": typeof types.FieldsOfPortfolioDocument,
    "\n  query ProjectParts($gid: ID!) {\n    project(gid: $gid) {\n      id\n      team { id gid name }\n      sections(first: 50) { nodes { id gid name } }\n      taskTemplates(first: 50) { nodes { id gid name } }\n    }\n  }\n": typeof types.ProjectPartsDocument,
    "\n  mutation DuplicateProject($input: DuplicateProjectInput!) {\n    started: duplicateProject(input: $input) {\n      job { ...JobCard }\n      existing { id gid name permalinkUrl }\n      userErrors { code message field }\n    }\n  }\n": typeof types.DuplicateProjectDocument,
    "\n  mutation InstantiateProject($input: InstantiateProjectInput!) {\n    started: instantiateProject(input: $input) {\n      job { ...JobCard }\n      existing { id gid name permalinkUrl }\n      userErrors { code message field }\n    }\n  }\n": typeof types.InstantiateProjectDocument,
    "\n  mutation DuplicateTask($input: DuplicateTaskInput!) {\n    started: duplicateTask(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": typeof types.DuplicateTaskDocument,
    "\n  mutation InstantiateTask($input: InstantiateTaskInput!) {\n    started: instantiateTask(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": typeof types.InstantiateTaskDocument,
    "\n  mutation DuplicatePortfolio($input: DuplicatePortfolioInput!) {\n    started: duplicatePortfolio(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": typeof types.DuplicatePortfolioDocument,
    "\n  mutation SaveProjectAsTemplate($input: SaveProjectAsTemplateInput!) {\n    started: saveProjectAsTemplate(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": typeof types.SaveProjectAsTemplateDocument,
    "\n  mutation CreateGraphExport($input: CreateGraphExportInput!) {\n    started: createGraphExport(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": typeof types.CreateGraphExportDocument,
    "\n  mutation CreateResourceExport($input: CreateResourceExportInput!) {\n    started: createResourceExport(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": typeof types.CreateResourceExportDocument,
    "\n  mutation CreateOrganizationExport($input: CreateOrganizationExportInput!) {\n    started: createOrganizationExport(input: $input) {\n      organizationExport { id gid state }\n      userErrors { code message field }\n    }\n  }\n": typeof types.CreateOrganizationExportDocument,
};
const documents: Documents = {
    "\n  fragment JobCard on Job {\n    id\n    gid\n    kind\n    status\n    finished\n    ready\n    startedAt\n    finishedAt\n    requestedName\n    typicalSeconds\n    contents { state present expected }\n    source {\n      __typename\n      ... on Portfolio { id gid name }\n      ... on Project { id gid name }\n      ... on ProjectTemplate { id gid name }\n      ... on Task { id gid name }\n      ... on TaskTemplate { id gid name }\n      ... on Workspace { id gid name }\n    }\n    newProject { id gid name permalinkUrl }\n    newTask { id gid name permalinkUrl }\n    newPortfolio { id gid name permalinkUrl }\n    newProjectTemplate { id gid name }\n    setUp { ...SetUpSteps }\n  }\n": types.JobCardFragmentDoc,
    "\n  fragment SetUpSteps on SetUp {\n    id\n    state\n    steps { name state matched userErrors { code message field } }\n  }\n": types.SetUpStepsFragmentDoc,
    "\n  query WhoAmI {\n    me { id gid name email }\n    workspaces(first: 20) { nodes { id gid name isOrganization } }\n  }\n": types.WhoAmIDocument,
    "\n  query RecentJobs($first: Int!) { recentJobs(first: $first) { ...JobCard } }\n": types.RecentJobsDocument,
    "\n  query OneJob($gid: ID!) { job(gid: $gid) { ...JobCard } }\n": types.OneJobDocument,
    "\n  subscription JobUpdated($gid: ID!) { jobUpdated(gid: $gid, until: SET_UP) { ...JobCard } }\n": types.JobUpdatedDocument,
    "\n  query ExportLink($gid: ID!) {\n    job(gid: $gid) {\n      id\n      newGraphExport { id downloadUrl }\n      newResourceExport { id downloadUrl }\n    }\n  }\n": types.ExportLinkDocument,
    "\n  query OneOrganizationExport($gid: ID!) {\n    organizationExport(gid: $gid) { id gid state downloadUrl createdAt organization { id name } }\n  }\n": types.OneOrganizationExportDocument,
    "\n  query ProjectContents($gid: ID!) {\n    project(gid: $gid) {\n      id\n      gid\n      name\n      startOn\n      dueOn\n      owner { id name }\n      team { id name }\n      sections(first: 20) {\n        nodes {\n          id\n          name\n          tasks(first: 50) { nodes { id name dueOn completed permalinkUrl assignee { id name } } }\n        }\n      }\n    }\n  }\n": types.ProjectContentsDocument,
    "\n  mutation RetrySetUp($id: ID!) {\n    retrySetUp(input: { id: $id }) { setUp { ...SetUpSteps } userErrors { code message field } }\n  }\n": types.RetrySetUpDocument,
    "\n  mutation CancelSetUp($id: ID!) {\n    cancelSetUp(input: { id: $id }) { setUp { ...SetUpSteps } userErrors { code message field } }\n  }\n": types.CancelSetUpDocument,
    "\n  fragment LostStart on UnknownStart {\n    id\n    kind\n    name\n    sentAt\n    source {\n      __typename\n      ... on Portfolio { id gid name }\n      ... on Project { id gid name }\n      ... on ProjectTemplate { id gid name }\n      ... on Task { id gid name }\n      ... on TaskTemplate { id gid name }\n      ... on Workspace { id gid name }\n    }\n  }\n": types.LostStartFragmentDoc,
    "\n  query LostStarts { unknownStarts { ...LostStart } }\n": types.LostStartsDocument,
    "\n  query LostStartsWithCandidates {\n    unknownStarts {\n      ...LostStart\n      candidates {\n        __typename\n        ... on Project { id gid name permalinkUrl createdAt }\n        ... on Task { id gid name permalinkUrl createdAt }\n        ... on Portfolio { id gid name permalinkUrl createdAt }\n        ... on ProjectTemplate { id gid name }\n      }\n    }\n  }\n": types.LostStartsWithCandidatesDocument,
    "\n  mutation DismissLostStart($id: ID!) {\n    dismissUnknownStart(input: { id: $id }) { unknownStart { id } userErrors { code message field } }\n  }\n": types.DismissLostStartDocument,
    "\n  fragment ListCard on Bulk {\n    id\n    state\n    total\n    startedAt\n    finishedAt\n    estimatedFinishAt\n    counts { waiting starting running succeeded failed refused unknown cancelled exists }\n    first: items(first: 1) { nodes { id name } }\n  }\n": types.ListCardFragmentDoc,
    "\n  fragment ListItem on BulkItem {\n    id\n    index\n    state\n    name\n    userErrors { code message field }\n    existing { id gid name permalinkUrl }\n    job {\n      id\n      gid\n      status\n      newProject { id gid name permalinkUrl }\n      newTask { id gid name permalinkUrl }\n      newPortfolio { id gid name permalinkUrl }\n      setUp { id state }\n    }\n  }\n": types.ListItemFragmentDoc,
    "\n  query RecentLists($first: Int!) { recentBulks(first: $first) { ...ListCard } }\n": types.RecentListsDocument,
    "\n  query OneList($id: ID!, $state: BulkItemState, $after: String) {\n    bulk(id: $id) {\n      ...ListCard\n      items(first: 50, after: $after, state: $state) {\n        nodes { ...ListItem }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.OneListDocument,
    "\n  subscription ListUpdated($id: ID!, $state: BulkItemState, $after: String) {\n    bulkUpdated(id: $id) {\n      ...ListCard\n      items(first: 50, after: $after, state: $state) {\n        nodes { ...ListItem }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.ListUpdatedDocument,
    "\n  query ListCandidates($id: ID!) {\n    bulk(id: $id) {\n      id\n      items(first: 50, state: UNKNOWN) {\n        nodes {\n          id\n          candidates {\n            __typename\n            ... on Project { id gid name permalinkUrl }\n            ... on Task { id gid name permalinkUrl }\n            ... on Portfolio { id gid name permalinkUrl }\n            ... on ProjectTemplate { id gid name }\n          }\n        }\n      }\n    }\n  }\n": types.ListCandidatesDocument,
    "\n  mutation StartList($input: StartManyInput!) {\n    startMany(input: $input) { bulk { ...ListCard } userErrors { code message field } }\n  }\n": types.StartListDocument,
    "\n  mutation CancelList($id: ID!) {\n    cancelBulk(input: { id: $id }) { bulk { ...ListCard } userErrors { code message field } }\n  }\n": types.CancelListDocument,
    "\n  mutation RetryList($id: ID!) {\n    retryBulk(input: { id: $id }) { bulk { ...ListCard } userErrors { code message field } }\n  }\n": types.RetryListDocument,
    "\n  query Find($workspace: ID!, $query: String!, $type: TypeaheadType!) {\n    workspace(gid: $workspace) {\n      id\n      typeahead(type: $type, query: $query, first: 12) {\n        __typename\n        ... on Portfolio { id gid name }\n        ... on Project { id gid name team { id name } }\n        ... on ProjectTemplate { id gid name team { id name } }\n        ... on Tag { id }\n        ... on Task { id gid name projects { id name } }\n        ... on Team { id gid name }\n        ... on User { id gid name email }\n      }\n    }\n  }\n": types.FindDocument,
    "\n  query Named(\n    $gid: ID!\n    $project: Boolean!\n    $projectTemplate: Boolean!\n    $portfolio: Boolean!\n    $task: Boolean!\n    $team: Boolean!\n  ) {\n    project(gid: $gid) @include(if: $project) { id gid name }\n    projectTemplate(gid: $gid) @include(if: $projectTemplate) { id gid name }\n    portfolio(gid: $gid) @include(if: $portfolio) { id gid name }\n    task(gid: $gid) @include(if: $task) { id gid name }\n    team(gid: $gid) @include(if: $team) { id gid name }\n  }\n": types.NamedDocument,
    "\n  query Templates($workspace: ID!) {\n    workspace(gid: $workspace) {\n      id\n      projectTemplates(first: 30) {\n        nodes { id gid name description color team { id name } }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": types.TemplatesDocument,
    "\n  query TemplateAsks($gid: ID!) {\n    projectTemplate(gid: $gid) {\n      id\n      gid\n      name\n      description\n      team { id gid name }\n      requestedDates { gid name description }\n      requestedRoles { gid name }\n    }\n  }\n": types.TemplateAsksDocument,
    "\n  fragment FieldOnOffer on CustomField {\n    gid\n    name\n    description\n    resourceSubtype\n    enabled\n    isFormulaField\n    isValueReadOnly\n    representationType\n    displayValue\n    precision\n    currencyCode\n    customLabel\n    enumOptions { gid name enabled }\n  }\n": types.FieldOnOfferFragmentDoc,
    "\n  query FieldsOfProject($gid: ID!) { project(gid: $gid) { id customFields { ...FieldOnOffer } } }\n": types.FieldsOfProjectDocument,
    "\n  query FieldsOfPortfolio($gid: ID!) {\n    portfolio(gid: $gid) {\n      id\n      items(first: 10) {\n        nodes {\n          __typename\n          ... on Portfolio { id customFields { ...FieldOnOffer } }\n          ... on Project { id customFields { ...FieldOnOffer } }\n        }\n      }\n    }\n  }\n": types.FieldsOfPortfolioDocument,
    "\n  query ProjectParts($gid: ID!) {\n    project(gid: $gid) {\n      id\n      team { id gid name }\n      sections(first: 50) { nodes { id gid name } }\n      taskTemplates(first: 50) { nodes { id gid name } }\n    }\n  }\n": types.ProjectPartsDocument,
    "\n  mutation DuplicateProject($input: DuplicateProjectInput!) {\n    started: duplicateProject(input: $input) {\n      job { ...JobCard }\n      existing { id gid name permalinkUrl }\n      userErrors { code message field }\n    }\n  }\n": types.DuplicateProjectDocument,
    "\n  mutation InstantiateProject($input: InstantiateProjectInput!) {\n    started: instantiateProject(input: $input) {\n      job { ...JobCard }\n      existing { id gid name permalinkUrl }\n      userErrors { code message field }\n    }\n  }\n": types.InstantiateProjectDocument,
    "\n  mutation DuplicateTask($input: DuplicateTaskInput!) {\n    started: duplicateTask(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": types.DuplicateTaskDocument,
    "\n  mutation InstantiateTask($input: InstantiateTaskInput!) {\n    started: instantiateTask(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": types.InstantiateTaskDocument,
    "\n  mutation DuplicatePortfolio($input: DuplicatePortfolioInput!) {\n    started: duplicatePortfolio(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": types.DuplicatePortfolioDocument,
    "\n  mutation SaveProjectAsTemplate($input: SaveProjectAsTemplateInput!) {\n    started: saveProjectAsTemplate(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": types.SaveProjectAsTemplateDocument,
    "\n  mutation CreateGraphExport($input: CreateGraphExportInput!) {\n    started: createGraphExport(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": types.CreateGraphExportDocument,
    "\n  mutation CreateResourceExport($input: CreateResourceExportInput!) {\n    started: createResourceExport(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n": types.CreateResourceExportDocument,
    "\n  mutation CreateOrganizationExport($input: CreateOrganizationExportInput!) {\n    started: createOrganizationExport(input: $input) {\n      organizationExport { id gid state }\n      userErrors { code message field }\n    }\n  }\n": types.CreateOrganizationExportDocument,
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
export function graphql(source: "\n  fragment JobCard on Job {\n    id\n    gid\n    kind\n    status\n    finished\n    ready\n    startedAt\n    finishedAt\n    requestedName\n    typicalSeconds\n    contents { state present expected }\n    source {\n      __typename\n      ... on Portfolio { id gid name }\n      ... on Project { id gid name }\n      ... on ProjectTemplate { id gid name }\n      ... on Task { id gid name }\n      ... on TaskTemplate { id gid name }\n      ... on Workspace { id gid name }\n    }\n    newProject { id gid name permalinkUrl }\n    newTask { id gid name permalinkUrl }\n    newPortfolio { id gid name permalinkUrl }\n    newProjectTemplate { id gid name }\n    setUp { ...SetUpSteps }\n  }\n"): (typeof documents)["\n  fragment JobCard on Job {\n    id\n    gid\n    kind\n    status\n    finished\n    ready\n    startedAt\n    finishedAt\n    requestedName\n    typicalSeconds\n    contents { state present expected }\n    source {\n      __typename\n      ... on Portfolio { id gid name }\n      ... on Project { id gid name }\n      ... on ProjectTemplate { id gid name }\n      ... on Task { id gid name }\n      ... on TaskTemplate { id gid name }\n      ... on Workspace { id gid name }\n    }\n    newProject { id gid name permalinkUrl }\n    newTask { id gid name permalinkUrl }\n    newPortfolio { id gid name permalinkUrl }\n    newProjectTemplate { id gid name }\n    setUp { ...SetUpSteps }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SetUpSteps on SetUp {\n    id\n    state\n    steps { name state matched userErrors { code message field } }\n  }\n"): (typeof documents)["\n  fragment SetUpSteps on SetUp {\n    id\n    state\n    steps { name state matched userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoAmI {\n    me { id gid name email }\n    workspaces(first: 20) { nodes { id gid name isOrganization } }\n  }\n"): (typeof documents)["\n  query WhoAmI {\n    me { id gid name email }\n    workspaces(first: 20) { nodes { id gid name isOrganization } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecentJobs($first: Int!) { recentJobs(first: $first) { ...JobCard } }\n"): (typeof documents)["\n  query RecentJobs($first: Int!) { recentJobs(first: $first) { ...JobCard } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneJob($gid: ID!) { job(gid: $gid) { ...JobCard } }\n"): (typeof documents)["\n  query OneJob($gid: ID!) { job(gid: $gid) { ...JobCard } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription JobUpdated($gid: ID!) { jobUpdated(gid: $gid, until: SET_UP) { ...JobCard } }\n"): (typeof documents)["\n  subscription JobUpdated($gid: ID!) { jobUpdated(gid: $gid, until: SET_UP) { ...JobCard } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExportLink($gid: ID!) {\n    job(gid: $gid) {\n      id\n      newGraphExport { id downloadUrl }\n      newResourceExport { id downloadUrl }\n    }\n  }\n"): (typeof documents)["\n  query ExportLink($gid: ID!) {\n    job(gid: $gid) {\n      id\n      newGraphExport { id downloadUrl }\n      newResourceExport { id downloadUrl }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneOrganizationExport($gid: ID!) {\n    organizationExport(gid: $gid) { id gid state downloadUrl createdAt organization { id name } }\n  }\n"): (typeof documents)["\n  query OneOrganizationExport($gid: ID!) {\n    organizationExport(gid: $gid) { id gid state downloadUrl createdAt organization { id name } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProjectContents($gid: ID!) {\n    project(gid: $gid) {\n      id\n      gid\n      name\n      startOn\n      dueOn\n      owner { id name }\n      team { id name }\n      sections(first: 20) {\n        nodes {\n          id\n          name\n          tasks(first: 50) { nodes { id name dueOn completed permalinkUrl assignee { id name } } }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ProjectContents($gid: ID!) {\n    project(gid: $gid) {\n      id\n      gid\n      name\n      startOn\n      dueOn\n      owner { id name }\n      team { id name }\n      sections(first: 20) {\n        nodes {\n          id\n          name\n          tasks(first: 50) { nodes { id name dueOn completed permalinkUrl assignee { id name } } }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetrySetUp($id: ID!) {\n    retrySetUp(input: { id: $id }) { setUp { ...SetUpSteps } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation RetrySetUp($id: ID!) {\n    retrySetUp(input: { id: $id }) { setUp { ...SetUpSteps } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelSetUp($id: ID!) {\n    cancelSetUp(input: { id: $id }) { setUp { ...SetUpSteps } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation CancelSetUp($id: ID!) {\n    cancelSetUp(input: { id: $id }) { setUp { ...SetUpSteps } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LostStart on UnknownStart {\n    id\n    kind\n    name\n    sentAt\n    source {\n      __typename\n      ... on Portfolio { id gid name }\n      ... on Project { id gid name }\n      ... on ProjectTemplate { id gid name }\n      ... on Task { id gid name }\n      ... on TaskTemplate { id gid name }\n      ... on Workspace { id gid name }\n    }\n  }\n"): (typeof documents)["\n  fragment LostStart on UnknownStart {\n    id\n    kind\n    name\n    sentAt\n    source {\n      __typename\n      ... on Portfolio { id gid name }\n      ... on Project { id gid name }\n      ... on ProjectTemplate { id gid name }\n      ... on Task { id gid name }\n      ... on TaskTemplate { id gid name }\n      ... on Workspace { id gid name }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LostStarts { unknownStarts { ...LostStart } }\n"): (typeof documents)["\n  query LostStarts { unknownStarts { ...LostStart } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LostStartsWithCandidates {\n    unknownStarts {\n      ...LostStart\n      candidates {\n        __typename\n        ... on Project { id gid name permalinkUrl createdAt }\n        ... on Task { id gid name permalinkUrl createdAt }\n        ... on Portfolio { id gid name permalinkUrl createdAt }\n        ... on ProjectTemplate { id gid name }\n      }\n    }\n  }\n"): (typeof documents)["\n  query LostStartsWithCandidates {\n    unknownStarts {\n      ...LostStart\n      candidates {\n        __typename\n        ... on Project { id gid name permalinkUrl createdAt }\n        ... on Task { id gid name permalinkUrl createdAt }\n        ... on Portfolio { id gid name permalinkUrl createdAt }\n        ... on ProjectTemplate { id gid name }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DismissLostStart($id: ID!) {\n    dismissUnknownStart(input: { id: $id }) { unknownStart { id } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation DismissLostStart($id: ID!) {\n    dismissUnknownStart(input: { id: $id }) { unknownStart { id } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ListCard on Bulk {\n    id\n    state\n    total\n    startedAt\n    finishedAt\n    estimatedFinishAt\n    counts { waiting starting running succeeded failed refused unknown cancelled exists }\n    first: items(first: 1) { nodes { id name } }\n  }\n"): (typeof documents)["\n  fragment ListCard on Bulk {\n    id\n    state\n    total\n    startedAt\n    finishedAt\n    estimatedFinishAt\n    counts { waiting starting running succeeded failed refused unknown cancelled exists }\n    first: items(first: 1) { nodes { id name } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ListItem on BulkItem {\n    id\n    index\n    state\n    name\n    userErrors { code message field }\n    existing { id gid name permalinkUrl }\n    job {\n      id\n      gid\n      status\n      newProject { id gid name permalinkUrl }\n      newTask { id gid name permalinkUrl }\n      newPortfolio { id gid name permalinkUrl }\n      setUp { id state }\n    }\n  }\n"): (typeof documents)["\n  fragment ListItem on BulkItem {\n    id\n    index\n    state\n    name\n    userErrors { code message field }\n    existing { id gid name permalinkUrl }\n    job {\n      id\n      gid\n      status\n      newProject { id gid name permalinkUrl }\n      newTask { id gid name permalinkUrl }\n      newPortfolio { id gid name permalinkUrl }\n      setUp { id state }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecentLists($first: Int!) { recentBulks(first: $first) { ...ListCard } }\n"): (typeof documents)["\n  query RecentLists($first: Int!) { recentBulks(first: $first) { ...ListCard } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneList($id: ID!, $state: BulkItemState, $after: String) {\n    bulk(id: $id) {\n      ...ListCard\n      items(first: 50, after: $after, state: $state) {\n        nodes { ...ListItem }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OneList($id: ID!, $state: BulkItemState, $after: String) {\n    bulk(id: $id) {\n      ...ListCard\n      items(first: 50, after: $after, state: $state) {\n        nodes { ...ListItem }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ListUpdated($id: ID!, $state: BulkItemState, $after: String) {\n    bulkUpdated(id: $id) {\n      ...ListCard\n      items(first: 50, after: $after, state: $state) {\n        nodes { ...ListItem }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription ListUpdated($id: ID!, $state: BulkItemState, $after: String) {\n    bulkUpdated(id: $id) {\n      ...ListCard\n      items(first: 50, after: $after, state: $state) {\n        nodes { ...ListItem }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListCandidates($id: ID!) {\n    bulk(id: $id) {\n      id\n      items(first: 50, state: UNKNOWN) {\n        nodes {\n          id\n          candidates {\n            __typename\n            ... on Project { id gid name permalinkUrl }\n            ... on Task { id gid name permalinkUrl }\n            ... on Portfolio { id gid name permalinkUrl }\n            ... on ProjectTemplate { id gid name }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ListCandidates($id: ID!) {\n    bulk(id: $id) {\n      id\n      items(first: 50, state: UNKNOWN) {\n        nodes {\n          id\n          candidates {\n            __typename\n            ... on Project { id gid name permalinkUrl }\n            ... on Task { id gid name permalinkUrl }\n            ... on Portfolio { id gid name permalinkUrl }\n            ... on ProjectTemplate { id gid name }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartList($input: StartManyInput!) {\n    startMany(input: $input) { bulk { ...ListCard } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation StartList($input: StartManyInput!) {\n    startMany(input: $input) { bulk { ...ListCard } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelList($id: ID!) {\n    cancelBulk(input: { id: $id }) { bulk { ...ListCard } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation CancelList($id: ID!) {\n    cancelBulk(input: { id: $id }) { bulk { ...ListCard } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryList($id: ID!) {\n    retryBulk(input: { id: $id }) { bulk { ...ListCard } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation RetryList($id: ID!) {\n    retryBulk(input: { id: $id }) { bulk { ...ListCard } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Find($workspace: ID!, $query: String!, $type: TypeaheadType!) {\n    workspace(gid: $workspace) {\n      id\n      typeahead(type: $type, query: $query, first: 12) {\n        __typename\n        ... on Portfolio { id gid name }\n        ... on Project { id gid name team { id name } }\n        ... on ProjectTemplate { id gid name team { id name } }\n        ... on Tag { id }\n        ... on Task { id gid name projects { id name } }\n        ... on Team { id gid name }\n        ... on User { id gid name email }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Find($workspace: ID!, $query: String!, $type: TypeaheadType!) {\n    workspace(gid: $workspace) {\n      id\n      typeahead(type: $type, query: $query, first: 12) {\n        __typename\n        ... on Portfolio { id gid name }\n        ... on Project { id gid name team { id name } }\n        ... on ProjectTemplate { id gid name team { id name } }\n        ... on Tag { id }\n        ... on Task { id gid name projects { id name } }\n        ... on Team { id gid name }\n        ... on User { id gid name email }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Named(\n    $gid: ID!\n    $project: Boolean!\n    $projectTemplate: Boolean!\n    $portfolio: Boolean!\n    $task: Boolean!\n    $team: Boolean!\n  ) {\n    project(gid: $gid) @include(if: $project) { id gid name }\n    projectTemplate(gid: $gid) @include(if: $projectTemplate) { id gid name }\n    portfolio(gid: $gid) @include(if: $portfolio) { id gid name }\n    task(gid: $gid) @include(if: $task) { id gid name }\n    team(gid: $gid) @include(if: $team) { id gid name }\n  }\n"): (typeof documents)["\n  query Named(\n    $gid: ID!\n    $project: Boolean!\n    $projectTemplate: Boolean!\n    $portfolio: Boolean!\n    $task: Boolean!\n    $team: Boolean!\n  ) {\n    project(gid: $gid) @include(if: $project) { id gid name }\n    projectTemplate(gid: $gid) @include(if: $projectTemplate) { id gid name }\n    portfolio(gid: $gid) @include(if: $portfolio) { id gid name }\n    task(gid: $gid) @include(if: $task) { id gid name }\n    team(gid: $gid) @include(if: $team) { id gid name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Templates($workspace: ID!) {\n    workspace(gid: $workspace) {\n      id\n      projectTemplates(first: 30) {\n        nodes { id gid name description color team { id name } }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Templates($workspace: ID!) {\n    workspace(gid: $workspace) {\n      id\n      projectTemplates(first: 30) {\n        nodes { id gid name description color team { id name } }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TemplateAsks($gid: ID!) {\n    projectTemplate(gid: $gid) {\n      id\n      gid\n      name\n      description\n      team { id gid name }\n      requestedDates { gid name description }\n      requestedRoles { gid name }\n    }\n  }\n"): (typeof documents)["\n  query TemplateAsks($gid: ID!) {\n    projectTemplate(gid: $gid) {\n      id\n      gid\n      name\n      description\n      team { id gid name }\n      requestedDates { gid name description }\n      requestedRoles { gid name }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FieldOnOffer on CustomField {\n    gid\n    name\n    description\n    resourceSubtype\n    enabled\n    isFormulaField\n    isValueReadOnly\n    representationType\n    displayValue\n    precision\n    currencyCode\n    customLabel\n    enumOptions { gid name enabled }\n  }\n"): (typeof documents)["\n  fragment FieldOnOffer on CustomField {\n    gid\n    name\n    description\n    resourceSubtype\n    enabled\n    isFormulaField\n    isValueReadOnly\n    representationType\n    displayValue\n    precision\n    currencyCode\n    customLabel\n    enumOptions { gid name enabled }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FieldsOfProject($gid: ID!) { project(gid: $gid) { id customFields { ...FieldOnOffer } } }\n"): (typeof documents)["\n  query FieldsOfProject($gid: ID!) { project(gid: $gid) { id customFields { ...FieldOnOffer } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FieldsOfPortfolio($gid: ID!) {\n    portfolio(gid: $gid) {\n      id\n      items(first: 10) {\n        nodes {\n          __typename\n          ... on Portfolio { id customFields { ...FieldOnOffer } }\n          ... on Project { id customFields { ...FieldOnOffer } }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FieldsOfPortfolio($gid: ID!) {\n    portfolio(gid: $gid) {\n      id\n      items(first: 10) {\n        nodes {\n          __typename\n          ... on Portfolio { id customFields { ...FieldOnOffer } }\n          ... on Project { id customFields { ...FieldOnOffer } }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProjectParts($gid: ID!) {\n    project(gid: $gid) {\n      id\n      team { id gid name }\n      sections(first: 50) { nodes { id gid name } }\n      taskTemplates(first: 50) { nodes { id gid name } }\n    }\n  }\n"): (typeof documents)["\n  query ProjectParts($gid: ID!) {\n    project(gid: $gid) {\n      id\n      team { id gid name }\n      sections(first: 50) { nodes { id gid name } }\n      taskTemplates(first: 50) { nodes { id gid name } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DuplicateProject($input: DuplicateProjectInput!) {\n    started: duplicateProject(input: $input) {\n      job { ...JobCard }\n      existing { id gid name permalinkUrl }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DuplicateProject($input: DuplicateProjectInput!) {\n    started: duplicateProject(input: $input) {\n      job { ...JobCard }\n      existing { id gid name permalinkUrl }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InstantiateProject($input: InstantiateProjectInput!) {\n    started: instantiateProject(input: $input) {\n      job { ...JobCard }\n      existing { id gid name permalinkUrl }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation InstantiateProject($input: InstantiateProjectInput!) {\n    started: instantiateProject(input: $input) {\n      job { ...JobCard }\n      existing { id gid name permalinkUrl }\n      userErrors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DuplicateTask($input: DuplicateTaskInput!) {\n    started: duplicateTask(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation DuplicateTask($input: DuplicateTaskInput!) {\n    started: duplicateTask(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InstantiateTask($input: InstantiateTaskInput!) {\n    started: instantiateTask(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation InstantiateTask($input: InstantiateTaskInput!) {\n    started: instantiateTask(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DuplicatePortfolio($input: DuplicatePortfolioInput!) {\n    started: duplicatePortfolio(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation DuplicatePortfolio($input: DuplicatePortfolioInput!) {\n    started: duplicatePortfolio(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveProjectAsTemplate($input: SaveProjectAsTemplateInput!) {\n    started: saveProjectAsTemplate(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation SaveProjectAsTemplate($input: SaveProjectAsTemplateInput!) {\n    started: saveProjectAsTemplate(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateGraphExport($input: CreateGraphExportInput!) {\n    started: createGraphExport(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation CreateGraphExport($input: CreateGraphExportInput!) {\n    started: createGraphExport(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateResourceExport($input: CreateResourceExportInput!) {\n    started: createResourceExport(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"): (typeof documents)["\n  mutation CreateResourceExport($input: CreateResourceExportInput!) {\n    started: createResourceExport(input: $input) { job { ...JobCard } userErrors { code message field } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateOrganizationExport($input: CreateOrganizationExportInput!) {\n    started: createOrganizationExport(input: $input) {\n      organizationExport { id gid state }\n      userErrors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateOrganizationExport($input: CreateOrganizationExportInput!) {\n    started: createOrganizationExport(input: $input) {\n      organizationExport { id gid state }\n      userErrors { code message field }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;