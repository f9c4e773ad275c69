/** Lists of starts: begun, watched, cancelled, tried again. */
import { graphql } from '../generated/index.ts';

graphql(`
  fragment ListCard on Bulk {
    id
    state
    total
    startedAt
    finishedAt
    estimatedFinishAt
    counts { waiting starting running succeeded failed refused unknown cancelled exists }
    first: items(first: 1) { nodes { id name } }
  }
`);

graphql(`
  fragment ListItem on BulkItem {
    id
    index
    state
    name
    userErrors { code message field }
    existing { id gid name permalinkUrl }
    job {
      id
      gid
      status
      newProject { id gid name permalinkUrl }
      newTask { id gid name permalinkUrl }
      newPortfolio { id gid name permalinkUrl }
      setUp { id state }
    }
  }
`);

export const RecentLists = graphql(`
  query RecentLists($first: Int!) { recentBulks(first: $first) { ...ListCard } }
`);

export const OneList = graphql(`
  query OneList($id: ID!, $state: BulkItemState, $after: String) {
    bulk(id: $id) {
      ...ListCard
      items(first: 50, after: $after, state: $state) {
        nodes { ...ListItem }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

export const ListUpdated = graphql(`
  subscription ListUpdated($id: ID!, $state: BulkItemState, $after: String) {
    bulkUpdated(id: $id) {
      ...ListCard
      items(first: 50, after: $after, state: $state) {
        nodes { ...ListItem }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

export const ListCandidates = graphql(`
  query ListCandidates($id: ID!) {
    bulk(id: $id) {
      id
      items(first: 50, state: UNKNOWN) {
        nodes {
          id
          candidates {
            __typename
            ... on Project { id gid name permalinkUrl }
            ... on Task { id gid name permalinkUrl }
            ... on Portfolio { id gid name permalinkUrl }
            ... on ProjectTemplate { id gid name }
          }
        }
      }
    }
  }
`);

export const StartList = graphql(`
  mutation StartList($input: StartManyInput!) {
    startMany(input: $input) { bulk { ...ListCard } userErrors { code message field } }
  }
`);

export const CancelList = graphql(`
  mutation CancelList($id: ID!) {
    cancelBulk(input: { id: $id }) { bulk { ...ListCard } userErrors { code message field } }
  }
`);

export const RetryList = graphql(`
  mutation RetryList($id: ID!) {
    retryBulk(input: { id: $id }) { bulk { ...ListCard } userErrors { code message field } }
  }
`);
