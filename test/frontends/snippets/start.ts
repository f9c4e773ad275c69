import { type ApolloClient, gql } from '@apollo/client';

/** A mistake to show beside the field it is about. */
export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly field: readonly string[] | null;
}

/** What became of the start. */
export interface Started {
  readonly job: { readonly id: string; readonly gid: string; readonly status: string } | null;
  readonly userErrors: readonly UserError[];
}

const START = gql`
  mutation Start($input: InstantiateProjectInput!) {
    instantiateProject(input: $input) {
      job { id gid kind status finished startedAt source { __typename ... on ProjectTemplate { id name } } }
      userErrors { code message field }
    }
  }
`;

/**
 * Starts a project. Where the network fails it asks again with the same key, which never starts a second one;
 * pass a new key whenever the person has changed something.
 */
export async function startProject(
  client: ApolloClient,
  input: { readonly projectTemplateGid: string; readonly name: string },
  idempotencyKey: string = crypto.randomUUID(),
): Promise<Started> {
  const send = () =>
    client.mutate<{ instantiateProject: Started | null }>({
      mutation: START,
      variables: { input: { ...input, idempotencyKey, waitForSlot: 20 } },
    });
  const { data } = await send().catch((error: unknown) => {
    // `fetch` fails with a TypeError when no answer came: it may have arrived all the same.
    if (error instanceof TypeError) return send();
    throw error;
  });
  if (!data?.instantiateProject) throw new Error('The gateway answered without a result.');
  return data.instantiateProject;
}

/** Mistakes by input field, for a form: `{ requestedRoles: ['Missing role …'] }`; '' holds the rest. */
export function byField(userErrors: readonly UserError[]): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const { field, message } of userErrors) {
    const name = field?.[1] ?? '';
    fields[name] = [...(fields[name] ?? []), message];
  }
  return fields;
}
