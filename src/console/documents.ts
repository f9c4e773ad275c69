/** Every operation of the page. `npm run codegen` gives them their types. */
import { graphql } from './generated/index.ts';

graphql(`
  fragment JobCard on Job {
    id
    gid
    kind
    status
    finished
    startedAt
    finishedAt
    source { __typename ... on ProjectTemplate { id name } }
    newProject { id gid name }
  }
`);

export const WhoAmI = graphql(`
  query WhoAmI {
    me { id name }
    workspaces(first: 20) { nodes { id gid name } }
  }
`);

export const Templates = graphql(`
  query Templates($workspace: ID!) {
    workspace(gid: $workspace) {
      id
      projectTemplates(first: 50) {
        nodes {
          id
          gid
          name
          description
          color
          team { id name }
          requestedDates { gid name description }
          requestedRoles { gid name }
        }
      }
    }
  }
`);

export const People = graphql(`
  query People($workspace: ID!) {
    workspace(gid: $workspace) { id users(first: 100) { nodes { id gid name } } }
  }
`);

export const RecentJobs = graphql(`
  query RecentJobs { recentJobs(first: 20) { ...JobCard } }
`);

export const JobUpdated = graphql(`
  subscription JobUpdated($gid: ID!) { jobUpdated(gid: $gid) { ...JobCard } }
`);

export const InstantiateProject = graphql(`
  mutation InstantiateProject($input: InstantiateProjectInput!) {
    instantiateProject(input: $input) {
      job { ...JobCard }
      userErrors { code message field }
    }
  }
`);

export const NewProject = graphql(`
  query NewProject($gid: ID!) {
    project(gid: $gid) {
      id
      gid
      name
      permalinkUrl
      startOn
      dueOn
      owner { id name }
      team { id name }
      sections(first: 30) {
        nodes {
          id
          name
          tasks(first: 50) { nodes { id name dueOn completed assignee { id name } } }
        }
      }
    }
  }
`);
