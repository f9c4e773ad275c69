/**
 * The reads of one operation: what is wanted within a tick becomes as few actions as possible, and a record
 * remembers which fields it was asked for. Knows nothing of who wants what, or why.
 */
import DataLoader from 'dataloader';
import { isGatewayError } from '../errors.ts';
import { containsFields, type FieldTree, mergeFields, missingFields, NO_FIELDS } from './api/fields.ts';
import { fillPath } from './api/ids.ts';
import { RECORD_ROUTES, type RecordKind } from './api/kinds.ts';
import type { AsanaToken } from './api/token.ts';
import type { AsanaClient, CallContext, Envelope, ReadAction, ReadPriority, ReadResult } from './client.ts';
import { ByteAllowance } from './transport/byte-allowance.ts';

/** A record as Asana sent it. */
export type AsanaRecord = Readonly<Record<string, unknown>> & { readonly gid: string };

/** A record, and what it was asked for: a key in `asked` that `data` lacks is null. Later loads add to both. */
export interface LoadedRecord {
  readonly data: AsanaRecord;
  readonly asked: FieldTree;
  /** How it was read, for messages: `GET /tasks/1`. */
  readonly call: string;
}

/** A page of a list. */
export interface LoadedList {
  /** Whatever Asana sent: each is to be looked at. */
  readonly items: readonly unknown[];
  readonly nextOffset: string | null;
  /** What its entries were asked for: the wanted fields or more. */
  readonly fields: FieldTree;
  readonly call: string;
}

/** A list, or a GET of something that is no record. */
export interface ListAction {
  readonly path: string;
  readonly route: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly fields: FieldTree;
  /** Leave out where Asana takes none. */
  readonly limit?: number;
  readonly offset?: string;
  /** See `ReadAction`. */
  readonly fromCaller?: boolean;
}

/** How something is wanted. */
export interface WantedOptions {
  /** A count shares a batch with counts only. @default the reader's own */
  readonly priority?: ReadPriority | undefined;
}

/** How one record is wanted. */
export interface RecordOptions extends WantedOptions {
  /** The gid came from the caller, see `ReadAction`. */
  readonly fromCaller?: boolean;
}

/** On whose behalf a reader reads. Without an allowance, each tick has one of its own for all that is wanted in it. */
export interface ReaderOptions extends Omit<CallContext, 'token' | 'priority' | 'deadlineMs'> {
  /** @default 'read' */
  readonly priority?: ReadPriority | undefined;
  /** Whether lists are remembered like records, until they are forgotten. @default they are read anew */
  readonly keepsLists?: boolean | undefined;
}

/** Reads for one operation, one poll, one event. Never shared between callers. */
export class Reader {
  readonly #client: AsanaClient;
  readonly #token: AsanaToken;
  readonly #options: ReaderOptions;
  readonly #records = new Map<string, MutableRecord>();
  readonly #lists = new Map<string, Promise<Page>>();
  /** No cache: the loader only collects a tick. What was read is remembered above, with its fields. */
  readonly #loader = new DataLoader<Wanted, Found | Promise<Found>>((wanted) => this.#load(wanted), {
    cache: false,
  });

  constructor(client: AsanaClient, token: AsanaToken, options: ReaderOptions = {}) {
    this.#client = client;
    this.#token = token;
    this.#options = options;
  }

  /** A record with at least these fields. What was read before is not read again. */
  async record(
    kind: RecordKind,
    gid: string,
    fields: FieldTree,
    { priority = this.#options.priority ?? 'read', fromCaller = false }: RecordOptions = {},
  ): Promise<LoadedRecord> {
    const route = RECORD_ROUTES[kind];
    const path = fillPath(route, gid);
    const known = this.#records.get(path);
    if (known && containsFields(known.asked, fields)) return known;
    const action = { path, route, fields, expects: 'record', fromCaller } as const;
    const found = await this.#loader.load({ key: path, isRecord: true, action, priority });
    return found as MutableRecord;
  }

  /** A page of a list. Equal pages wanted within a tick are read once. */
  async list(action: ListAction, options?: WantedOptions): Promise<LoadedList> {
    const { data, nextOffset, fields } = await this.#other(action, 'list', options);
    return { items: data as unknown[], nextOffset, fields, call: `GET ${action.path}` };
  }

  /** A GET that answers with one object which is no record of its own, such as task counts. */
  async single(action: ListAction, options?: WantedOptions): Promise<Readonly<Record<string, unknown>>> {
    return (await this.#other(action, 'record', options)).data as Readonly<Record<string, unknown>>;
  }

  /** Hands in what was read elsewhere: the reply of a start, of a poll. */
  prime(kind: RecordKind, gid: string, data: AsanaRecord, asked: FieldTree): void {
    this.#absorb(fillPath(RECORD_ROUTES[kind], gid), { ...data }, asked);
  }

  /** Something was written: what was read before may not be so any longer. */
  forget(): void {
    this.#records.clear();
    this.#lists.clear();
  }

  /** Something has become of these objects: they, and what hangs on them, are read anew. */
  forgetThese(gids: ReadonlySet<string>): void {
    for (const known of [this.#records, this.#lists] as Map<string, unknown>[]) {
      for (const key of known.keys())
        if (key.split(/[/"?]/).some((part) => gids.has(part))) known.delete(key);
    }
  }

  /** What is known of a record, without reading. */
  peek(kind: RecordKind, gid: string): LoadedRecord | undefined {
    return this.#records.get(fillPath(RECORD_ROUTES[kind], gid));
  }

  async #other(
    action: ListAction,
    expects: 'record' | 'list',
    { priority = this.#options.priority ?? 'read' }: WantedOptions = {},
  ): Promise<Page> {
    const { path, params, limit, offset } = action;
    const { keepsLists } = this.#options;
    // What is kept was asked for these fields and no others.
    const key = JSON.stringify([path, params, limit, offset, expects, keepsLists ? action.fields : null]);
    const kept = this.#lists.get(key);
    if (kept) return kept;
    const wanted: Wanted = { key, isRecord: false, action: { ...action, expects }, priority };
    const page = this.#loader.load(wanted) as Promise<Page>;
    if (!this.#options.keepsLists) return page;
    this.#lists.set(key, page);
    // What could not be read is asked for again.
    page.catch(() => this.#lists.delete(key));
    return page;
  }

  /** Everything wanted within a tick: merged by key, read together, handed out again. Counts keep to themselves. */
  async #load(wanted: readonly Wanted[]): Promise<(Found | Promise<Found> | Error)[]> {
    const isCount = ({ priority }: Wanted): boolean => priority === 'count';
    const counts = this.#read(wanted.filter(isCount));
    const others = this.#read(wanted.filter((each) => !isCount(each)));
    return wanted.map((each) => {
      const found = (isCount(each) ? counts : others).get(each.key);
      return found ?? this.#records.get(each.key) ?? new Error(`Nothing was read for ${each.key}`);
    });
  }

  /** Begins to read; by key what will be found. What is known by now is not read. */
  #read(wanted: readonly Wanted[]): ReadonlyMap<string, Promise<Found>> {
    if (wanted.length === 0) return NOTHING;
    const merged = new Map<string, Wanted>();
    for (const each of wanted) {
      const same = merged.get(each.key);
      merged.set(each.key, same ? join(same, each) : each);
    }
    const plans: Wanted[] = [];
    for (const each of merged.values()) {
      const plan = this.#toRead(each);
      if (plan) plans.push(plan);
    }
    // A poll rides along with what people want.
    const priority = plans.find((plan) => plan.priority !== 'poll')?.priority ?? 'poll';
    const all = priority === 'read' ? this.#readAll(plans) : null;
    const each = all ? [] : this.#readEach(plans, priority);
    const read = async (plan: Wanted, at: number): Promise<Found> => {
      const result = all ? (await all)[at] : await each[at];
      if (!result || isGatewayError(result)) throw result;
      return this.#keep(plan, result);
    };
    const found = new Map<string, Promise<Found>>();
    for (const [at, plan] of plans.entries()) found.set(plan.key, read(plan, at));
    return found;
  }

  /** What people want is there together, or is too much together. */
  async #readAll(plans: readonly Wanted[]): Promise<ReadResult[]> {
    const { allowance = new ByteAllowance() } = this.#options;
    if (allowance.isSpent) throw allowance.refusal();
    const actions = plans.map(({ action }) => action);
    const results = await this.#client.readMany(actions, this.#contextFor('read', allowance));
    if (allowance.isSpent) throw allowance.refusal();
    return results;
  }

  /** Polls are handed out as they come in: one whose call hangs or waits for budget holds up no other. */
  #readEach(plans: readonly Wanted[], priority: ReadPriority): Promise<ReadResult>[] {
    const actions = plans.map(({ action }) => action);
    return this.#client.readEach(actions, this.#contextFor(priority));
  }

  #contextFor(priority: ReadPriority, allowance?: ByteAllowance): CallContext {
    const { flow, network, signal, stats, requestId } = this.#options;
    return { token: this.#token, flow, network, priority, signal, stats, requestId, allowance };
  }

  /** A record known in part is asked only for what it lacks; one known by now is not read at all: null. */
  #toRead(wanted: Wanted): Wanted | null {
    const known = wanted.isRecord ? this.#records.get(wanted.key) : undefined;
    if (!known) return wanted;
    const missing = missingFields(known.asked, wanted.action.fields);
    const names = Object.keys(missing);
    if (names.length === 0) return null;
    // A relation asked for in part is asked for in whole: it may be another object by now.
    const fields = names.map((name) => {
      const asked = known.asked[name];
      const more = missing[name] ?? NO_FIELDS;
      return [name, asked ? mergeFields(asked, more) : more] as const;
    });
    return { ...wanted, action: { ...wanted.action, fields: Object.fromEntries(fields) } };
  }

  #keep({ key, isRecord, action }: Wanted, { data, nextOffset }: Envelope): Found {
    if (!isRecord) return { data, nextOffset, fields: action.fields };
    return this.#absorb(key, data as AsanaRecord, action.fields);
  }

  /** Adds a reply to what is known. Each of its keys replaces the older one, with what that was asked for. */
  #absorb(key: string, data: AsanaRecord, asked: FieldTree): MutableRecord {
    const known = this.#records.get(key);
    if (!known) {
      const record: MutableRecord = { data, asked, call: `GET ${key}` };
      this.#records.set(key, record);
      return record;
    }
    for (const name of Object.keys(asked)) if (!(name in data) && name !== 'gid') delete known.data[name];
    Object.assign(known.data, data);
    known.asked = { ...known.asked, ...asked };
    return known;
  }
}

interface Wanted {
  /** The path of a record; for the rest all that makes two of them the same. */
  readonly key: string;
  readonly isRecord: boolean;
  readonly action: ReadAction & { readonly fields: FieldTree };
  readonly priority: ReadPriority;
}

interface Page {
  readonly data: unknown;
  readonly nextOffset: string | null;
  readonly fields: FieldTree;
}

interface MutableRecord {
  data: Record<string, unknown> & { gid: string };
  asked: FieldTree;
  readonly call: string;
}

type Found = MutableRecord | Page;

const NOTHING: ReadonlyMap<string, Promise<Found>> = new Map();

function join(one: Wanted, other: Wanted): Wanted {
  const fields = mergeFields(one.action.fields, other.action.fields);
  const priority = one.priority === 'read' ? 'read' : other.priority;
  const fromCaller = one.action.fromCaller === true || other.action.fromCaller === true;
  return { ...one, action: { ...one.action, fields, fromCaller }, priority };
}
