/**
 * Lists as callers meet them: found by their user, who hands a token over by looking, with their items as they are then.
 * What is done with a list stands in `errands/list/`.
 */
import { type Errand, isOver } from '../../errands/errand.ts';
import {
  countsOf,
  type ItemCounts,
  type ItemState,
  type ListProgress,
  listProgressOf,
} from '../../errands/list/list.ts';
import type { SeenItem } from '../../errands/list/lists.ts';
import { badInput } from '../../errors.ts';
import { pageSize } from '../asana-plugin/connection.ts';
import type { GatewayContext } from '../context.ts';
import { asItWas, noteAsItWas } from '../errands/as-it-was.ts';
import { encodeGlobalId, ownIdOf, ownPartOf } from '../global-id.ts';
import { allBack } from '../set-ups/set-ups.ts';

/** A list in the schema. */
export interface BulkObject {
  readonly type: 'Bulk';
  readonly errand: Errand;
  /** Its items, read once. */
  items(): Promise<readonly SeenItem[]>;
  /** What was looked up of its items, for as long as these do not change. */
  readonly known: Map<string, unknown>;
}

/** An item in the schema. */
export interface BulkItemObject extends SeenItem {
  readonly type: 'BulkItem';
  readonly bulk: BulkObject;
}

/** A page of items. */
export interface BulkItemPage {
  readonly nodes: readonly BulkItemObject[];
  readonly endCursor: string | null;
}

/** A list as it is now. */
export function bulkOf(
  errand: Errand,
  { services }: Pick<GatewayContext, 'services'>,
  known: BulkObject['known'] = new Map(),
): BulkObject {
  let items: Promise<readonly SeenItem[]> | null = null;
  return {
    type: 'Bulk',
    errand,
    known,
    items() {
      items ??= services.lists.items(errand);
      return items;
    },
  };
}

/** The global id of a list. */
export function bulkId({ errand }: Pick<BulkObject, 'errand'>): string {
  return bulkIdOf(errand);
}

/** The global id of the list that an errand is. */
export function bulkIdOf({ id }: Pick<Errand, 'id'>): string {
  return encodeGlobalId('Bulk', id);
}

/** Whether it is one. */
export function isBulkId(id: string): boolean {
  return ownIdOf('Bulk', id) !== null;
}

/** How far it is. */
export function progressOf({ errand }: Pick<BulkObject, 'errand'>): ListProgress {
  return listProgressOf(errand);
}

/** A list by its global id, for its user; what was interrupted goes on. Null for everybody else. */
export async function findBulk(
  id: string,
  context: GatewayContext,
  { goesOn = true }: { readonly goesOn?: boolean } = {},
): Promise<BulkObject | null> {
  const { caller, services } = context;
  const errandId = ownIdOf('Bulk', id);
  if (errandId === null) return null;
  const owner = await services.identities.ownerOf(context);
  const errand = await services.lists.find(errandId, owner);
  if (!errand) return null;
  if (!goesOn) return bulkOf(errand, context);
  noteAsItWas(errand, context);
  await services.errands.back(errand, caller.token);
  return bulkOf(asItWas(errand, context), context);
}

/** A user's lists, the newest first; whatever of this user's was interrupted goes on. */
export async function recentBulks(first: unknown, context: GatewayContext): Promise<BulkObject[]> {
  const most = pageSize(first);
  const owner = await context.services.identities.ownerOf(context);
  const lists = await context.services.lists.recent(owner, most);
  await allBack(owner, context);
  return lists.map((errand) => bulkOf(asItWas(errand, context), context));
}

/** Cancels, or tries again, a list of this user; null where there is none. */
export async function changeBulk(
  how: 'cancelBulk' | 'retryBulk',
  id: string,
  context: GatewayContext,
): Promise<BulkObject | null> {
  const { caller, services } = context;
  // What is cancelled must not be set going first.
  const found = await findBulk(id, context, { goesOn: how === 'retryBulk' });
  if (!found) return null;
  const { lists, errands } = services;
  if (how === 'retryBulk') return bulkOf(await lists.retry(found.errand, caller.token), context);
  const cancelled = await lists.cancel(found.errand);
  // What runs is followed to its end.
  if (!isOver(cancelled)) await errands.back(cancelled, caller.token);
  return bulkOf(cancelled, context);
}

/** How many items stand where. */
export async function bulkCounts(bulk: BulkObject): Promise<ItemCounts> {
  return isOver(bulk.errand)
    ? progressOf(bulk).counts
    : countsOf((await bulk.items()).map(({ item }) => item));
}

/** A page of items in their order, of those that stand somewhere where that is asked. */
export async function bulkItems(
  bulk: BulkObject,
  {
    first,
    after,
    state,
  }: { readonly first: unknown; readonly after: unknown; readonly state: ItemState | null },
): Promise<BulkItemPage> {
  const most = pageSize(first);
  const from = cursorOf(after);
  const rest = (await bulk.items()).filter(
    ({ index, item }) => index >= from && (state === null || item.state === state),
  );
  const nodes = rest.slice(0, most).map((each) => itemOf(each, bulk));
  const next = rest[most];
  return { nodes, endCursor: next ? String((nodes.at(-1)?.index ?? 0) + 1) : null };
}

/** What is looked up of an item, once for as long as the item does not change. */
export function onceForItem<T>({ bulk, index, version }: BulkItemObject, what: string, look: () => T): T {
  const key = `${what} ${index} ${version}`;
  const known = bulk.known.get(key) as T | undefined;
  if (known !== undefined) return known;
  const found = look();
  bulk.known.set(key, found);
  return found;
}

/** Global id of an item: its list and its place in it. */
export function itemId({ bulk, index }: Pick<BulkItemObject, 'bulk' | 'index'>): string {
  return encodeGlobalId('BulkItem', `${bulk.errand.id}:${index}`);
}

/** Whether it is one of an item. */
export function isBulkItemId(id: string): boolean {
  return ownPartOf('BulkItem', id) !== null;
}

/** An item by its global id, for the user of its list; null for everybody else. */
export async function findBulkItem(id: string, context: GatewayContext): Promise<BulkItemObject | null> {
  const part = ownPartOf('BulkItem', id);
  const bulk = part && (await findBulk(bulkIdOf({ id: part.own }), context));
  const found = bulk && (await bulk.items()).find(({ index }) => index === part?.at);
  return found ? itemOf(found, bulk) : null;
}

function itemOf(item: SeenItem, bulk: BulkObject): BulkItemObject {
  return { ...item, type: 'BulkItem', bulk };
}

function cursorOf(after: unknown): number {
  if (after === null || after === undefined) return 0;
  if (typeof after === 'string' && /^\d{1,4}$/.test(after)) return Number(after);
  throw badInput('after takes the endCursor of a page of this list.');
}
