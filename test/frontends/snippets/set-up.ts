import type { Client } from 'graphql-ws';

/** A step as the page shows it, with its mistakes. */
export interface Step {
  readonly name: string;
  readonly state: 'PENDING' | 'RUNNING' | 'DONE' | 'FAILED' | 'SKIPPED';
  readonly userErrors: readonly { readonly message: string; readonly field: readonly string[] | null }[];
}

/** A set-up, as far as the page shows it. */
export interface SetUp {
  readonly id: string;
  readonly state: 'WAITING' | 'RUNNING' | 'DONE' | 'FAILED' | 'INTERRUPTED' | 'CANCELLED';
  readonly project: { readonly id: string; readonly gid: string; readonly name: string } | null;
  readonly steps: readonly Step[];
}

const START = /* GraphQL */ `
  mutation StartAndSetUp($input: DuplicateProjectInput!) {
    duplicateProject(input: $input) {
      job { id gid setUp { id state steps { name state userErrors { message field } } } }
      userErrors { code message field }
    }
  }
`;

const WATCH = /* GraphQL */ `
  subscription WatchSetUp($id: ID!) {
    setUpUpdated(id: $id) { id state project { id gid name } steps { name state userErrors { message field } } }
  }
`;

/** Starts a copy that is set up once it is there. Goes on when the page is closed; `id` is all it takes to look again. */
export async function startAndSetUp(
  url: string,
  fetchWithToken: typeof fetch,
  input: object,
): Promise<SetUp> {
  const response = await fetchWithToken(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: START, variables: { input } }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { duplicateProject: { job: { setUp: SetUp } | null; userErrors: { message: string }[] } | null };
    errors?: { message: string }[];
  };
  const setUp = data?.duplicateProject?.job?.setUp;
  if (setUp) return setUp;
  const [mistake] = data?.duplicateProject?.userErrors ?? errors ?? [];
  throw new Error(mistake?.message ?? 'The gateway answered without a result.');
}

/** The set-up now and at each change of a step, until it is over. */
export async function* watchSetUp(socket: Client, id: string): AsyncGenerator<SetUp> {
  const events = socket.iterate<{ setUpUpdated: SetUp }>({ query: WATCH, variables: { id } });
  for await (const { data, errors } of events) {
    if (!data?.setUpUpdated) throw errors?.[0] ?? new Error('An event without data.');
    yield data.setUpUpdated;
  }
}

/** Where a mistake is, for a form: `tasks.0.where`; '' where it cannot be told. */
export function mistakes({ steps }: SetUp): Record<string, string> {
  const found = steps.flatMap(({ userErrors }) => userErrors);
  return Object.fromEntries(found.map(({ field, message }) => [field?.join('.') ?? '', message]));
}
