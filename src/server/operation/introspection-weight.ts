/**
 * What an operation's introspection comes to, exactly: the selection is walked over the schema with the resolvers of
 * graphql-js itself, each selection on each element once, and no further than a limit. Knows introspection alone.
 */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  isListType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import { jsonBytes } from '../load/json-bytes.ts';

/** What a part of an answer weighs. */
export interface Weight {
  /** Fields and entries of lists. */
  readonly values: number;
  /** Bytes of JSON, upwards of the field's own key. */
  readonly bytes: number;
}

/** What is walked. */
export interface IntrospectionOptions {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** As the caller sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Beyond so many values nobody wants to know how many more there are. */
  readonly mostValues: number;
}

const NOTHING: Weight = { values: 0, bytes: 0 };

/** Whether a root field asks about the schema. */
export function isIntrospection(fieldName: string | undefined): boolean {
  return fieldName === '__schema' || fieldName === '__type';
}

/** Weighs the introspection of an operation. */
export function weighIntrospection(options: IntrospectionOptions): Weight {
  const { schema, operation, fragments, mostValues } = options;
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], options.variables, {
    maxErrors: 1,
  });
  if (!coerced.coerced) return NOTHING; // nothing will be executed
  const variables = coerced.coerced;
  const info = { schema } as GraphQLResolveInfo;
  const leaves = new Map<unknown, number>();

  /** What is selected, by response key. A fragment counts once per place, as in execution. */
  function collect(sets: readonly SelectionSetNode[]): Map<string, FieldNode[]> {
    const fields = new Map<string, FieldNode[]>();
    const seen = new Set<string>();
    const visit = (set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true) continue;
        if (getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if === false) continue;
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          const nodes = fields.get(key);
          if (nodes) nodes.push(selection);
          else fields.set(key, [selection]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
        else if (!seen.has(selection.name.value)) {
          seen.add(selection.name.value);
          const fragment = fragments.get(selection.name.value);
          if (fragment) visit(fragment.selectionSet);
        }
      }
    };
    sets.forEach(visit);
    return fields;
  }

  let values = 0;
  let bytes = 0;

  /** Adds a place of the query on an element of the schema. Made once per place; each element is walked once. */
  function placeOf(type: GraphQLOutputType, sets: readonly SelectionSetNode[]): Add {
    const named = getNamedType(type) as GraphQLObjectType;
    const fields = [...collect(sets)].map(([key, nodes]) => fieldOf(named, key, nodes));
    const known = new Map<unknown, Weight>();
    return (source) => {
      const weight = known.get(source);
      if (weight) {
        values += weight.values;
        bytes += weight.bytes;
        return;
      }
      const before = { values, bytes };
      bytes += bracketBytes(fields.length);
      for (const add of fields) {
        if (values > mostValues) return;
        add(source);
      }
      known.set(source, { values: values - before.values, bytes: bytes - before.bytes });
    };
  }

  function fieldOf(parent: GraphQLObjectType | null, key: string, nodes: readonly FieldNode[]): Add {
    const [node] = nodes as readonly [FieldNode];
    const definition = parent ? parent.getFields()[node.name.value] : ROOT_FIELDS[node.name.value];
    const keyBytes = key.length + 4; // with quotes, colon and comma
    const args = definition && getArgumentValues(definition, node, variables);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const addOne = definition && sets.length > 0 ? placeOf(definition.type, sets) : addLeaf;
    const isListed = definition !== undefined && isListType(getNullableType(definition.type));
    return (source) => {
      values += 1;
      bytes += keyBytes;
      if (!definition || !args) return addLeaf(parent?.name); // __typename
      const value = definition.resolve?.(source, args, undefined, info);
      if (value === undefined || value === null) bytes += NULL_BYTES;
      else if (isListed) addList(value as readonly unknown[], addOne);
      else addOne(value);
    };
  }

  function addList(items: readonly unknown[], addOne: Add): void {
    bytes += bracketBytes(items.length) + items.length;
    values += items.length;
    for (const item of items) {
      if (values > mostValues) return;
      addOne(item);
    }
  }

  function addLeaf(value: unknown): void {
    let size = leaves.get(value);
    if (size === undefined) {
      size = typeof value === 'string' ? jsonBytes(value) : String(value).length;
      leaves.set(value, size);
    }
    bytes += size;
  }

  for (const [key, nodes] of collect([operation.selectionSet])) {
    if (isIntrospection(nodes[0]?.name.value)) fieldOf(null, key, nodes)(undefined);
    if (values > mostValues) break;
  }
  return { values, bytes };
}

/** Adds what is answered on an element of the schema. */
type Add = (source: unknown) => void;

const NULL_BYTES = 4;
const ROOT_FIELDS: Readonly<Record<string, typeof SchemaMetaFieldDef>> = {
  __schema: SchemaMetaFieldDef,
  __type: TypeMetaFieldDef,
};

/** The brackets around so many parts, less the comma that the last of them does not have. */
function bracketBytes(parts: number): number {
  return parts > 0 ? 1 : 2;
}
