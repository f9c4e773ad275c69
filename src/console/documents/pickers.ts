/** What the forms look up: objects by their name, what a template asks for, what a project has. */
import { graphql } from '../generated/index.ts';

export const Find = graphql(`
  query Find($workspace: ID!, $query: String!, $type: TypeaheadType!) {
    workspace(gid: $workspace) {
      id
      typeahead(type: $type, query: $query, first: 12) {
        __typename
        ... on Portfolio { id gid name }
        ... on Project { id gid name team { id name } }
        ... on ProjectTemplate { id gid name team { id name } }
        ... on Tag { id }
        ... on Task { id gid name projects { id name } }
        ... on Team { id gid name }
        ... on User { id gid name email }
      }
    }
  }
`);

export const Named = graphql(`
  query Named(
    $gid: ID!
    $project: Boolean!
    $projectTemplate: Boolean!
    $portfolio: Boolean!
    $task: Boolean!
    $team: Boolean!
  ) {
    project(gid: $gid) @include(if: $project) { id gid name }
    projectTemplate(gid: $gid) @include(if: $projectTemplate) { id gid name }
    portfolio(gid: $gid) @include(if: $portfolio) { id gid name }
    task(gid: $gid) @include(if: $task) { id gid name }
    team(gid: $gid) @include(if: $team) { id gid name }
  }
`);

export const Templates = graphql(`
  query Templates($workspace: ID!) {
    workspace(gid: $workspace) {
      id
      projectTemplates(first: 30) {
        nodes { id gid name description color team { id name } }
        pageInfo { hasNextPage }
      }
    }
  }
`);

export const TemplateAsks = graphql(`
  query TemplateAsks($gid: ID!) {
    projectTemplate(gid: $gid) {
      id
      gid
      name
      description
      team { id gid name }
      requestedDates { gid name description }
      requestedRoles { gid name }
    }
  }
`);

graphql(`
  fragment FieldOnOffer on CustomField {
    gid
    name
    description
    resourceSubtype
    enabled
    isFormulaField
    isValueReadOnly
    representationType
    displayValue
    precision
    currencyCode
    customLabel
    enumOptions { gid name enabled }
  }
`);

export const FieldsOfProject = graphql(`
  query FieldsOfProject($gid: ID!) { project(gid: $gid) { id customFields { ...FieldOnOffer } } }
`);

export const FieldsOfPortfolio = graphql(`
  query FieldsOfPortfolio($gid: ID!) {
    portfolio(gid: $gid) {
      id
      items(first: 10) {
        nodes {
          __typename
          ... on Portfolio { id customFields { ...FieldOnOffer } }
          ... on Project { id customFields { ...FieldOnOffer } }
        }
      }
    }
  }
`);

export const ProjectParts = graphql(`
  query ProjectParts($gid: ID!) {
    project(gid: $gid) {
      id
      team { id gid name }
      sections(first: 50) { nodes { id gid name } }
      taskTemplates(first: 50) { nodes { id gid name } }
    }
  }
`);
