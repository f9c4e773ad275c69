/** Lists as tests meet them: begun, and watched to their end. */
import type { WithSandbox } from '../with-sandbox.ts';

export interface Bulk {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly finishedAt: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly items: { readonly nodes: readonly BulkItem[] };
}

export interface BulkItem {
  readonly index: number;
  readonly state: string;
  readonly name: string | null;
  readonly job: { readonly gid: string; readonly status: string } | null;
  readonly existing: readonly { readonly gid: string }[] | null;
  readonly candidates: readonly { readonly gid: string }[] | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}

export const BULK = `id state total finishedAt
  counts { waiting starting running succeeded failed refused unknown cancelled exists }
  items(first: 100) { nodes { index state name job { gid status } existing { gid } userErrors { code field } } }`;

const START_MANY = `mutation ($input: StartManyInput!) {
  startMany(input: $input) { bulk { ${BULK} } userErrors { code message field } }
}`;

type Run = Pick<WithSandbox, 'run'>;

/** What `startMany` answers. */
export async function startMany(
  gateway: Run,
  items: readonly unknown[],
  more: Record<string, unknown> = {},
  token?: string,
): Promise<{
  bulk: Bulk | null;
  userErrors: readonly { code: string; field: string[] | null }[];
  calls: string[];
}> {
  const { data, errors, calls } = await gateway.run(START_MANY, { input: { items, ...more } }, token);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return { ...data.startMany, calls };
}

/** A list as it is now, and what reading it took. */
export async function readBulk(gateway: Run, id: string): Promise<{ bulk: Bulk; calls: readonly string[] }> {
  const { data, calls } = await gateway.run(`query ($id: ID!) { bulk(id: $id) { ${BULK} } }`, { id });
  return { bulk: data.bulk, calls };
}

/** Cancels a list, or tries it again. */
export async function changeBulk(gateway: Run, how: 'cancelBulk' | 'retryBulk', id: string): Promise<Bulk> {
  const source = `mutation ($id: ID!) { ${how}(input: { id: $id }) { bulk { ${BULK} } userErrors { code } } }`;
  const { data, errors } = await gateway.run(source, { id });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data[how].bulk;
}

/** The events of a list, until its end. */
export async function bulkEvents(
  gateway: Pick<WithSandbox, 'watch'>,
  id: string,
  selection = BULK,
): Promise<Bulk[]> {
  const events: Bulk[] = [];
  const source = `subscription ($id: ID!) { bulkUpdated(id: $id) { ${selection} } }`;
  for await (const { data, errors } of await gateway.watch(source, { id })) {
    if (errors) throw new Error(JSON.stringify(errors));
    events.push(data?.bulkUpdated as Bulk);
  }
  return events;
}

/** Counts that are not zero, as words. */
export function countsOf({ counts }: Pick<Bulk, 'counts'>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${state} ${count}`)
    .join(', ');
}
