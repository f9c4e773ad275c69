/** The starts. Each answers under the same name, so that one form serves them all. */
import { graphql } from '../generated/index.ts';

export const DuplicateProject = graphql(`
  mutation DuplicateProject($input: DuplicateProjectInput!) {
    started: duplicateProject(input: $input) {
      job { ...JobCard }
      existing { id gid name permalinkUrl }
      userErrors { code message field }
    }
  }
`);

export const InstantiateProject = graphql(`
  mutation InstantiateProject($input: InstantiateProjectInput!) {
    started: instantiateProject(input: $input) {
      job { ...JobCard }
      existing { id gid name permalinkUrl }
      userErrors { code message field }
    }
  }
`);

export const DuplicateTask = graphql(`
  mutation DuplicateTask($input: DuplicateTaskInput!) {
    started: duplicateTask(input: $input) { job { ...JobCard } userErrors { code message field } }
  }
`);

export const InstantiateTask = graphql(`
  mutation InstantiateTask($input: InstantiateTaskInput!) {
    started: instantiateTask(input: $input) { job { ...JobCard } userErrors { code message field } }
  }
`);

export const DuplicatePortfolio = graphql(`
  mutation DuplicatePortfolio($input: DuplicatePortfolioInput!) {
    started: duplicatePortfolio(input: $input) { job { ...JobCard } userErrors { code message field } }
  }
`);

export const SaveProjectAsTemplate = graphql(`
  mutation SaveProjectAsTemplate($input: SaveProjectAsTemplateInput!) {
    started: saveProjectAsTemplate(input: $input) { job { ...JobCard } userErrors { code message field } }
  }
`);

export const CreateGraphExport = graphql(`
  mutation CreateGraphExport($input: CreateGraphExportInput!) {
    started: createGraphExport(input: $input) { job { ...JobCard } userErrors { code message field } }
  }
`);

export const CreateResourceExport = graphql(`
  mutation CreateResourceExport($input: CreateResourceExportInput!) {
    started: createResourceExport(input: $input) { job { ...JobCard } userErrors { code message field } }
  }
`);

export const CreateOrganizationExport = graphql(`
  mutation CreateOrganizationExport($input: CreateOrganizationExportInput!) {
    started: createOrganizationExport(input: $input) {
      organizationExport { id gid state }
      userErrors { code message field }
    }
  }
`);
