/**
 * How many bytes the parts of an answer take as JSON: values by their type, keys, `__typename`, errors. Pure.
 */
import {
  type FieldNode,
  type GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { shortened } from '../../errors.ts';
import { jsonBytes } from '../load/json-bytes.ts';

/** Quotes, colon and comma. */
export const KEY_BYTES = 4;
/** `{"data":{…}}`, less the comma that the last field does not have. */
export const FRAME_BYTES = 10;
const NULL_BYTES = 4;
/** Scalars that JSON writes without quotes. */
const PLAIN: ReadonlySet<string> = new Set(['Int', 'Float', 'Boolean']);
/** The braces, less the comma that the last field of an object does not have. */
const OBJECT_BYTES = 1;
/** Code, advice and what else accompanies the message of an error. */
const ERROR_BYTES = 200;

/** Measures a value; each object in it takes so many bytes beside its fields. */
export type Measure = (value: unknown, bytesPerObject: number) => number;

/** How values of a type are measured. */
export function measureOf(type: GraphQLOutputType): Measure {
  if (isNonNullType(type)) return measureOf(type.ofType);
  if (isListType(type)) return listMeasure(measureOf(type.ofType));
  if (isEnumType(type)) {
    const names = new Map(type.getValues().map(({ name, value }) => [value, name.length + 2]));
    return (value) => names.get(value) ?? NULL_BYTES;
  }
  if (isLeafType(type)) return PLAIN.has(type.name) ? plainBytes : textBytes;
  return (value, bytesPerObject) => (isNothing(value) ? NULL_BYTES : OBJECT_BYTES + bytesPerObject);
}

function listMeasure(bytesOfItem: Measure): Measure {
  return (list, bytesPerObject) => {
    if (!Array.isArray(list)) return NULL_BYTES;
    let bytes = list.length === 0 ? 2 : 1;
    for (const item of list) bytes += 1 + bytesOfItem(item, bytesPerObject);
    return bytes;
  };
}

function plainBytes(value: unknown): number {
  return String(value ?? null).length;
}

function textBytes(value: unknown): number {
  if (typeof value === 'string') return jsonBytes(value);
  if (isNothing(value)) return NULL_BYTES;
  return jsonBytes(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** What an error takes, its path included. */
export function errorBytes(error: unknown, path: GraphQLError['path']): number {
  let bytes = ERROR_BYTES + (error instanceof Error ? jsonBytes(shortened(error.message)) : 0);
  for (const key of path ?? []) bytes += String(key).length + 3;
  return bytes;
}

/** By the place in the document; where several places are one in the answer, by their list in this execution. */
const typenames = new WeakMap<object, number>();

/**
 * What `__typename` takes in each object of a field: graphql-js answers it without asking a resolver, under as many
 * and as long names as the query likes.
 */
export function typenameBytes(info: GraphQLResolveInfo): number {
  const { fieldNodes } = info;
  const place = fieldNodes.length === 1 ? (fieldNodes[0] as FieldNode) : fieldNodes;
  let bytes = typenames.get(place);
  if (bytes === undefined) {
    const type = getNamedType(info.returnType);
    const types = isAbstractType(type) ? info.schema.getPossibleTypes(type) : [type];
    const valueBytes = Math.max(...types.map(({ name }) => name.length)) + 2;
    bytes = 0;
    for (const key of typenameKeys(info)) bytes += key.length + KEY_BYTES + valueBytes;
    typenames.set(place, bytes);
  }
  return bytes;
}

function typenameKeys({ fieldNodes, fragments }: GraphQLResolveInfo): Set<string> {
  const keys = new Set<string>();
  const seen = new Set<string>();
  const visit = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (selection.kind === Kind.FIELD) {
        if (selection.name.value === '__typename') keys.add(selection.alias?.value ?? '__typename');
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments[selection.name.value];
        if (fragment) visit(fragment.selectionSet);
      }
    }
  };
  for (const { selectionSet } of fieldNodes) if (selectionSet) visit(selectionSet);
  return keys;
}
