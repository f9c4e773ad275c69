import type { Client } from 'graphql-ws';

/** A list of starts, as far as its page shows it. */
export interface List {
  readonly id: string;
  readonly state: 'RUNNING' | 'INTERRUPTED' | 'STOPPED' | 'CANCELLED' | 'FINISHED';
  readonly total: number;
  readonly estimatedFinishAt: string | null;
  readonly counts: Readonly<
    Record<'waiting' | 'starting' | 'running' | 'succeeded' | 'failed' | 'refused' | 'unknown', number>
  >;
  /** Those that need a person: what failed, with the reasons. */
  readonly failed: { readonly nodes: readonly ListItem[] };
}

export interface ListItem {
  readonly index: number;
  readonly name: string | null;
  readonly userErrors: readonly { readonly message: string }[];
}

const LIST = /* GraphQL */ `
  fragment ListParts on Bulk {
    id state total estimatedFinishAt
    counts { waiting starting running succeeded failed refused unknown }
    failed: items(first: 20, state: FAILED) { nodes { index name userErrors { message } } }
  }
`;

const START = /* GraphQL */ `
  mutation StartList($input: StartManyInput!) {
    startMany(input: $input) { bulk { ...ListParts } userErrors { message field } }
  }
  ${LIST}
`;

const WATCH = /* GraphQL */ `
  subscription WatchList($id: ID!) { bulkUpdated(id: $id) { ...ListParts } }
  ${LIST}
`;

/** Copies a project under each of these names. Goes on when the page is closed; the key keeps a second click from a second list. */
export async function copyUnderEach(
  url: string,
  fetchWithToken: typeof fetch,
  { projectGid, names, key }: { projectGid: string; names: readonly string[]; key: string },
): Promise<List> {
  const items = names.map((name) => ({ duplicateProject: { projectGid, name, unlessExists: true } }));
  const response = await fetchWithToken(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: START, variables: { input: { items, idempotencyKey: key } } }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { startMany: { bulk: List | null; userErrors: { message: string }[] } | null };
    errors?: { message: string }[];
  };
  const list = data?.startMany?.bulk;
  if (list) return list;
  // `field` of a mistake names its line: ["input", "items", "7", "duplicateProject", "name"].
  const [mistake] = data?.startMany?.userErrors ?? errors ?? [];
  throw new Error(mistake?.message ?? 'The gateway answered without a result.');
}

/** The list now, and four times a second at most while something changes, until it is over. */
export async function* watchList(socket: Client, id: string): AsyncGenerator<List> {
  for await (const { data, errors } of socket.iterate<{ bulkUpdated: List }>({
    query: WATCH,
    variables: { id },
  })) {
    if (!data?.bulkUpdated) throw errors?.[0] ?? new Error('An event without data.');
    yield data.bulkUpdated;
  }
}

/** How far it is, for a progress bar: 0 to 1. */
export function shareDone({ counts, total }: List): number {
  return 1 - (counts.waiting + counts.starting + counts.running) / total;
}
