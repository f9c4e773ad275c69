/**
 * Objects of exactly one name: looked for in a list of Asana's, page by page, and by its search beyond that. Says what
 * is found, not what that means.
 */
import { type FieldTree, fieldTree, mergeFields } from '../../asana/api/fields.ts';
import { fillPath } from '../../asana/api/ids.ts';
import type { AsanaRecord, ListAction, LoadedList, Reader } from '../../asana/reader.ts';
import { isGatewayError } from '../../errors.ts';
import { isRecord } from '../../json.ts';
import { type Ref, refOfNested } from '../asana-plugin/ref.ts';

/** The types that are looked for, with the words of Asana's search for them. */
const SEARCH_WORDS = {
  Task: 'task',
  Project: 'project',
  ProjectTemplate: 'project_template',
  Portfolio: 'portfolio',
} as const;
/** A type that is looked for by name. */
export type NamedType = keyof typeof SEARCH_WORDS;

/** Where and what to look for. */
export interface NamedSearch<Type extends NamedType> {
  readonly type: Type;
  readonly name: string;
  /** Whether a name is the one. @default to the letter */
  readonly isNamed?: (name: string) => boolean;
  /** Null where Asana has no list of them. */
  readonly list: Pick<ListAction, 'route' | 'path' | 'params'> | null;
  /** What to read of each beside its name. */
  readonly fields: FieldTree;
  /** Where Asana's search is asked when the list does not tell all; null where nobody knows. */
  workspace(): Promise<string | null>;
  /** Of two that have the name, which one is meant. @default every one */
  readonly isMeant?: (record: AsanaRecord) => boolean;
}

/** Pages of a list that are looked through. */
export const MOST_PAGES = 10;
const PAGE_SIZE = 100;
/** Of a name, so much is searched for; all of it is compared. */
const SEARCHED_LENGTH = 100;
const TYPEAHEAD = '/workspaces/{gid}/typeahead';

/** What was found, in Asana's order, each once. */
export async function findNamed<Type extends NamedType>(
  search: NamedSearch<Type>,
  reader: Reader,
): Promise<Ref<Type>[]> {
  const found = new Map<string, Ref<Type>>();
  const fields = mergeFields(NAME, search.fields);
  const isWhole = await throughList(search, fields, reader, (page) => collect(page, search, found));
  if (!isWhole) {
    const workspace = await search.workspace();
    if (workspace !== null) {
      const params = {
        resource_type: SEARCH_WORDS[search.type],
        query: search.name.slice(0, SEARCHED_LENGTH),
        count: String(PAGE_SIZE),
      };
      const path = fillPath(TYPEAHEAD, workspace);
      collect(await reader.list({ route: TYPEAHEAD, path, params, fields, fromCaller: true }), search, found);
    }
  }
  return [...found.values()];
}

/** Looks through a list; whether that was all of it. One that the token may not see, or that takes too long, is not. */
async function throughList(
  { list }: Pick<NamedSearch<NamedType>, 'list'>,
  fields: FieldTree,
  reader: Reader,
  collectFrom: (page: LoadedList) => void,
): Promise<boolean> {
  if (!list) return false;
  let offset: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const action: ListAction = { ...list, fields, limit: PAGE_SIZE, ...(offset !== null && { offset }) };
    const page = await reader.list(action).catch((error: unknown) => {
      if (isClosed(error)) return null;
      throw error;
    });
    if (page === null) return false;
    collectFrom(page);
    offset = page.nextOffset;
    if (offset === null) return true;
  }
  return false;
}

/** Lists of very large workspaces take too long or are a 400, offsets expire, and some lists are for members. */
function isClosed(error: unknown): boolean {
  if (!isGatewayError(error)) return false;
  return error.status === 400 || ['FORBIDDEN', 'NOT_FOUND', 'UPSTREAM_TIMEOUT'].includes(error.code);
}

function collect<Type extends NamedType>(
  { items, fields, call }: LoadedList,
  { type, name, isNamed = (each) => each === name, isMeant = () => true }: NamedSearch<Type>,
  found: Map<string, Ref<Type>>,
): void {
  for (const item of items) {
    if (!isRecord(item) || typeof item.gid !== 'string') continue;
    if (typeof item.name !== 'string' || !isNamed(item.name)) continue;
    const record = { ...item, gid: item.gid };
    if (found.has(record.gid) || !isMeant(record)) continue;
    found.set(record.gid, refOfNested(type, type, record, fields, { call }));
  }
}

const NAME = fieldTree(['name']);
