/** Reading and watching jobs. `npm run codegen` gives every operation its types. */
import { graphql } from '../generated/index.ts';

graphql(`
  fragment JobCard on Job {
    id
    gid
    kind
    status
    finished
    ready
    startedAt
    finishedAt
    requestedName
    typicalSeconds
    contents { state present expected }
    source {
      __typename
      ... on Portfolio { id gid name }
      ... on Project { id gid name }
      ... on ProjectTemplate { id gid name }
      ... on Task { id gid name }
      ... on TaskTemplate { id gid name }
      ... on Workspace { id gid name }
    }
    newProject { id gid name permalinkUrl }
    newTask { id gid name permalinkUrl }
    newPortfolio { id gid name permalinkUrl }
    newProjectTemplate { id gid name }
    setUp { ...SetUpSteps }
  }
`);

graphql(`
  fragment SetUpSteps on SetUp {
    id
    state
    steps { name state matched userErrors { code message field } }
  }
`);

export const WhoAmI = graphql(`
  query WhoAmI {
    me { id gid name email }
    workspaces(first: 20) { nodes { id gid name isOrganization } }
  }
`);

export const RecentJobs = graphql(`
  query RecentJobs($first: Int!) { recentJobs(first: $first) { ...JobCard } }
`);

export const OneJob = graphql(`
  query OneJob($gid: ID!) { job(gid: $gid) { ...JobCard } }
`);

export const JobUpdated = graphql(`
  subscription JobUpdated($gid: ID!) { jobUpdated(gid: $gid, until: SET_UP) { ...JobCard } }
`);

export const ExportLink = graphql(`
  query ExportLink($gid: ID!) {
    job(gid: $gid) {
      id
      newGraphExport { id downloadUrl }
      newResourceExport { id downloadUrl }
    }
  }
`);

export const OneOrganizationExport = graphql(`
  query OneOrganizationExport($gid: ID!) {
    organizationExport(gid: $gid) { id gid state downloadUrl createdAt organization { id name } }
  }
`);

export const ProjectContents = graphql(`
  query ProjectContents($gid: ID!) {
    project(gid: $gid) {
      id
      gid
      name
      startOn
      dueOn
      owner { id name }
      team { id name }
      sections(first: 20) {
        nodes {
          id
          name
          tasks(first: 50) { nodes { id name dueOn completed permalinkUrl assignee { id name } } }
        }
      }
    }
  }
`);

export const RetrySetUp = graphql(`
  mutation RetrySetUp($id: ID!) {
    retrySetUp(input: { id: $id }) { setUp { ...SetUpSteps } userErrors { code message field } }
  }
`);

export const CancelSetUp = graphql(`
  mutation CancelSetUp($id: ID!) {
    cancelSetUp(input: { id: $id }) { setUp { ...SetUpSteps } userErrors { code message field } }
  }
`);

graphql(`
  fragment LostStart on UnknownStart {
    id
    kind
    name
    sentAt
    source {
      __typename
      ... on Portfolio { id gid name }
      ... on Project { id gid name }
      ... on ProjectTemplate { id gid name }
      ... on Task { id gid name }
      ... on TaskTemplate { id gid name }
      ... on Workspace { id gid name }
    }
  }
`);

export const LostStarts = graphql(`
  query LostStarts { unknownStarts { ...LostStart } }
`);

export const LostStartsWithCandidates = graphql(`
  query LostStartsWithCandidates {
    unknownStarts {
      ...LostStart
      candidates {
        __typename
        ... on Project { id gid name permalinkUrl createdAt }
        ... on Task { id gid name permalinkUrl createdAt }
        ... on Portfolio { id gid name permalinkUrl createdAt }
        ... on ProjectTemplate { id gid name }
      }
    }
  }
`);

export const DismissLostStart = graphql(`
  mutation DismissLostStart($id: ID!) {
    dismissUnknownStart(input: { id: $id }) { unknownStart { id } userErrors { code message field } }
  }
`);
