/**
 * How large a query may be, and what a document measures before it is validated. Pure: knows documents, neither
 * schema nor variables (`cost.ts` does). Named fragments are measured once, however often they are spread.
 */
import { getHeapStatistics } from 'node:v8';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { GatewayError } from '../../errors.ts';
import { connectionsOfThisProcess } from '../load/open-files.ts';

/** Every limit, by the name a refusal says. */
export interface Limits {
  /** Bytes of a request's body or of a WebSocket message. */
  readonly bodyBytes: number;
  /** The same of one that begins a list and does nothing else, of callers that Asana has accepted. */
  readonly listBodyBytes: number;
  /** Lexical tokens of a document. */
  readonly tokens: number;
  /** Operations in a document. */
  readonly operations: number;
  /** Nested fields, a leaf included; the standard introspection query has 15. */
  readonly depth: number;
  /** Fields with an alias in a document. */
  readonly aliases: number;
  /** Root fields of one operation. */
  readonly rootFields: number;
  /** Fields of one operation, its fragments expanded wherever they are spread. */
  readonly fields: number;
  /** Pairs of fields that validation must compare because they share a place and a name. */
  readonly overlaps: number;
  /** Values an answer may hold at most, as far as page sizes and lists tell; introspection to the last one. */
  readonly cost: number;
  /** Bytes of an answer, or of one event of a stream. */
  readonly answerBytes: number;
  /** Errors in an answer, or in one event of a stream: each costs more than a hundred values. */
  readonly answerErrors: number;
  /** Entries of one list of ids. */
  readonly ids: number;
  /** Values in the variables. */
  readonly variables: number;
  /** The same of an operation that begins a list and does nothing else, of callers that Asana has accepted. */
  readonly listVariables: number;
  /** Nesting of the variables. */
  readonly variableDepth: number;
  /** Operations at once on one socket. */
  readonly streams: number;
  /** Bytes that the subscriptions of one socket keep of their documents and variables, as UTF-8. */
  readonly socketBytes: number;
  /** Bytes of all requests and messages that have not come whole yet. */
  readonly unfinishedBytes: number;
  /** Bytes of all answers that are being made or that clients have not taken yet. */
  readonly unreadBytes: number;
  /** Sockets at once of one token. */
  readonly socketsPerToken: number;
  /** Sockets at once from one address other than loopback, or from one /64 of IPv6. */
  readonly socketsPerAddress: number;
  /** Connections at once from such an address or network, whatever is spoken on them. */
  readonly connectionsPerAddress: number;
  /** Connections at once in all. */
  readonly connections: number;
}

const CONNECTIONS = connectionsOfThisProcess();

/** Generous for frontends, tight for attacks. */
export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 1_000_000,
  listBodyBytes: 4_000_000,
  tokens: 10_000,
  operations: 50,
  depth: 15,
  aliases: 100,
  rootFields: 50,
  fields: 3_000,
  overlaps: 20_000,
  cost: 50_000,
  answerBytes: 16 * 1024 * 1024,
  answerErrors: 1_000,
  ids: 100,
  variables: 10_000,
  listVariables: 100_000,
  variableDepth: 16,
  streams: 100,
  socketBytes: 4 << 20,
  unfinishedBytes: 64 << 20,
  unreadBytes: Math.floor(getHeapStatistics().heap_size_limit / 4),
  socketsPerToken: 12_000,
  socketsPerAddress: 2_000,
  connectionsPerAddress: Math.min(4_000, Math.ceil(CONNECTIONS / 2)),
  connections: CONNECTIONS,
};

/** The refusal: which limit, what it was, what is allowed. */
export function tooLarge(limit: keyof Limits, value: number, allowed: number): GatewayError {
  return new GatewayError(
    'QUERY_TOO_LARGE',
    `The request is over the limit "${limit}": ${value} where at most ${allowed} is allowed. Ask for less at once.`,
    { details: { limit, value, allowed } },
  );
}

/** Throws `QUERY_TOO_LARGE` when a document is over a limit that needs neither schema nor variables. */
export function checkDocument(document: DocumentNode, limits: Limits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  atMost(limits, 'operations', operations.length);
  const measures = createMeasures(fragments, limits);
  for (const { selectionSet } of operations) {
    const { depth, rootFields, fields } = measures.of(selectionSet);
    atMost(limits, 'depth', depth);
    atMost(limits, 'rootFields', rootFields);
    atMost(limits, 'fields', fields);
  }
  // Fragments that no operation spreads are validated all the same.
  for (const fragment of fragments.values())
    atMost(limits, 'fields', measures.ofFragment(fragment.name.value).fields);
  atMost(limits, 'aliases', measures.aliases());
  const definitions = [...operations, ...fragments.values()];
  countOverlaps(
    definitions.map((definition) => definition.selectionSet),
    fragments,
    limits,
  );
}

/** Throws when one limit is exceeded. */
export function atMost(limits: Limits, limit: keyof Limits, value: number): void {
  if (value > limits[limit]) throw tooLarge(limit, value, limits[limit]);
}

/** Throws when variables hold too many values or nest too deeply; walks without recursion. */
export function checkVariables(
  variables: unknown,
  limits: Limits,
  limit: 'variables' | 'listVariables' = 'variables',
): void {
  if (variables === null || typeof variables !== 'object') return;
  let values = 0;
  const open: [value: object, depth: number][] = [[variables, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next;
    atMost(limits, 'variableDepth', depth);
    for (const child of Object.values(value)) {
      values += 1;
      if (child !== null && typeof child === 'object') open.push([child, depth + 1]);
    }
    if (values > limits[limit]) throw tooLarge('variables', values, limits[limit]);
  }
}

interface Measure {
  readonly depth: number;
  readonly rootFields: number;
  readonly fields: number;
}

const NOTHING: Measure = { depth: 0, rootFields: 0, fields: 0 };

function createMeasures(fragments: ReadonlyMap<string, FragmentDefinitionNode>, limits: Limits) {
  const known = new Map<string, Measure>();
  let aliases = 0;

  function ofFragment(name: string): Measure {
    const measured = known.get(name);
    if (measured) return measured;
    // Also stands in for a fragment within itself, which validation refuses later.
    known.set(name, NOTHING);
    const fragment = fragments.get(name);
    const measure = fragment ? of(fragment.selectionSet) : NOTHING;
    known.set(name, measure);
    return measure;
  }

  function of(set: SelectionSetNode, level = 1): Measure {
    if (level > limits.depth) throw tooLarge('depth', level, limits.depth);
    let depth = 0;
    let rootFields = 0;
    let fields = 0;
    for (const selection of set.selections) {
      let below = NOTHING;
      if (selection.kind === Kind.FIELD) {
        if (selection.alias) aliases += 1;
        if (selection.selectionSet) below = of(selection.selectionSet, level + 1);
        depth = Math.max(depth, below.depth + 1);
        rootFields += 1;
        fields += below.fields + 1;
        continue;
      }
      below =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : of(selection.selectionSet, level);
      depth = Math.max(depth, below.depth);
      rootFields += below.rootFields;
      fields += below.fields;
    }
    return { depth, rootFields, fields };
  }

  return { of, ofFragment, aliases: () => aliases };
}

/**
 * What the rule "overlapping fields can be merged" will compare: per place, every two fields of one response name
 * and every two fragments. That rule is quadratic, so it is held off before it runs.
 */
function countOverlaps(
  roots: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  limits: Limits,
): void {
  let overlaps = 0;
  let visited = 0;

  function compare(sets: readonly SelectionSetNode[], level: number): void {
    // Deeper than the limit only a fragment within itself goes, which validation refuses.
    if (level > limits.depth) return;
    const byName = new Map<string, { count: number; below: SelectionSetNode[] }>();
    const spread = new Set<string>();
    const collect = (set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        visited += 1;
        if (selection.kind === Kind.FIELD) {
          const name = selection.alias?.value ?? selection.name.value;
          const group = byName.get(name) ?? { count: 0, below: [] };
          byName.set(name, group);
          overlaps += group.count;
          group.count += 1;
          if (selection.selectionSet) group.below.push(selection.selectionSet);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
        else if (!spread.has(selection.name.value)) {
          overlaps += spread.size;
          spread.add(selection.name.value);
          const fragment = fragments.get(selection.name.value);
          if (fragment) collect(fragment.selectionSet);
        }
      }
      atMost(limits, 'overlaps', overlaps + Math.floor(visited / 4));
    };
    sets.forEach(collect);
    for (const { below } of byName.values()) if (below.length > 0) compare(below, level + 1);
  }

  for (const root of roots) compare([root], 1);
}
