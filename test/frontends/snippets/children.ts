import { type ApolloClient, gql } from '@apollo/client';

/** The new project with what is in it. */
export interface ProjectContent {
  readonly id: string;
  readonly name: string;
  readonly sections: { readonly nodes: readonly { readonly id: string; readonly name: string }[] };
  readonly tasks: { readonly nodes: readonly { readonly id: string; readonly name: string }[] };
}

const PROJECT = gql`
  query Project($gid: ID!) {
    project(gid: $gid) {
      id
      name
      sections(first: 100) { nodes { id name } }
      tasks(first: 100) {
        nodes { id name }
        edges { cursor node { id name } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
`;

/**
 * Reads a project whose job has just succeeded, again after 1, 2 and 4 seconds for as long as its lists still
 * grow. An empty project is a possible outcome, so it gives up on waiting, never on answering.
 */
export async function readNewProject(
  client: ApolloClient,
  gid: string,
  show: (project: ProjectContent) => void,
): Promise<void> {
  let before = -1;
  for (const pauseMs of [0, 1_000, 2_000, 4_000]) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const { data } = await client.query<{ project: ProjectContent | null }>({
      query: PROJECT,
      variables: { gid },
      fetchPolicy: 'network-only',
    });
    const project = data?.project;
    if (!project) return;
    show(project);
    const size = project.sections.nodes.length + project.tasks.nodes.length;
    if (size > 0 && size === before) return;
    before = size;
  }
}
