/**
 * What an operation may cost: how many values its answer can hold. Page sizes and lists of ids multiply what is
 * below them, so it depends on variables and belongs to execution, never to (cached) validation rules.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** Variables as the caller sent them, not yet coerced. */
export type RawVariables = Readonly<Record<string, unknown>> | null | undefined;

/** What one operation costs. */
export interface Cost {
  /** Values in the answer, at most. */
  values(variables: RawVariables): number;
  /** Length of the longest list of ids. */
  longestIdList(variables: RawVariables): number;
}

/** Entries to expect of a list that says nothing about its size. */
const PLAIN_LIST_SIZE = 5;
/** Page size where neither query nor schema names one. */
const PAGE_SIZE = 50;

/** A number, or one that a variable holds. */
type Size = number | { readonly variable: string; readonly otherwise: number };

/** A sum of a constant and of terms multiplied by sizes. Shared where a fragment is spread more than once. */
interface Term {
  constant: number;
  readonly parts: { readonly size: Size; readonly of: Term }[];
}

/** Prepares an operation of a valid document; evaluating it then is cheap. */
export function compileCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const defaults = new Map(
    operation.variableDefinitions?.map((definition) => [
      definition.variable.name.value,
      definition.defaultValue,
    ]),
  );
  const spreads = new Map<string, Term>();
  const idLists: Size[] = [];

  function termOf(set: SelectionSetNode, parent: GraphQLNamedType | undefined, paged: boolean): Term {
    const term: Term = { constant: 0, parts: [] };
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) addField(term, selection, parent, paged);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition
          ? schema.getType(selection.typeCondition.name.value)
          : parent;
        term.parts.push({ size: 1, of: termOf(selection.selectionSet, condition, paged) });
      } else term.parts.push({ size: 1, of: fragmentTerm(selection.name.value, paged) });
    }
    return term;
  }

  function fragmentTerm(name: string, paged: boolean): Term {
    const key = `${name} ${paged}`;
    let term = spreads.get(key);
    const fragment = fragments.get(name);
    if (!term && fragment) {
      term = termOf(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), paged);
      spreads.set(key, term);
    }
    return term ?? { constant: 0, parts: [] };
  }

  function addField(term: Term, node: FieldNode, parent: GraphQLNamedType | undefined, paged: boolean): void {
    term.constant += 1;
    const name = node.name.value;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!field) return; // __typename, and introspection: bounded by its own rule and by the schema
    const lists = field.args.filter((argument) => isIdList(argument.type));
    for (const argument of lists) idLists.push(lengthOf(argumentValue(node, argument.name)));
    if (!node.selectionSet) return;
    const pages = field.args.some((argument) => argument.name === 'first');
    const below = termOf(node.selectionSet, getNamedType(field.type), pages && !isList(field.type));
    const size = pages
      ? pageSize(node, field)
      : isList(field.type)
        ? listSize(node, lists[0]?.name, paged)
        : 1;
    term.parts.push({ size, of: below });
  }

  function pageSize(node: FieldNode, field: GraphQLField<unknown, unknown>): Size {
    const declared = field.args.find((argument) => argument.name === 'first')?.defaultValue;
    const otherwise = typeof declared === 'number' ? declared : PAGE_SIZE;
    const value = argumentValue(node, 'first');
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return otherwise;
    const byDefault = defaults.get(value.name.value);
    return {
      variable: value.name.value,
      otherwise: byDefault?.kind === Kind.INT ? Number(byDefault.value) : otherwise,
    };
  }

  function listSize(node: FieldNode, idArgument: string | undefined, paged: boolean): Size {
    if (idArgument !== undefined) return lengthOf(argumentValue(node, idArgument));
    return paged ? 1 : PLAIN_LIST_SIZE; // `nodes` and `edges` were counted by their connection's page size
  }

  function lengthOf(value: ValueNode | undefined): Size {
    if (value?.kind === Kind.LIST) return value.values.length;
    if (value?.kind !== Kind.VARIABLE) return 1;
    const byDefault = defaults.get(value.name.value);
    return {
      variable: value.name.value,
      otherwise: byDefault?.kind === Kind.LIST ? byDefault.values.length : 1,
    };
  }

  const root = termOf(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, false);
  const settled = isSettled(root, new Map()) ? evaluate(root, {}, new Map()) : null;
  return {
    values: (variables) => settled ?? evaluate(root, variables, new Map()),
    longestIdList: (variables) =>
      idLists.reduce<number>((most, size) => Math.max(most, sizeOf(size, variables)), 0),
  };
}

function argumentValue(node: FieldNode, name: string): ValueNode | undefined {
  return node.arguments?.find((argument) => argument.name.value === name)?.value;
}

function isSettled(term: Term, seen: Map<Term, boolean>): boolean {
  const known = seen.get(term);
  if (known !== undefined) return known;
  const settled = term.parts.every(({ size, of }) => typeof size === 'number' && isSettled(of, seen));
  seen.set(term, settled);
  return settled;
}

function evaluate(term: Term, variables: RawVariables, memo: Map<Term, number>): number {
  const known = memo.get(term);
  if (known !== undefined) return known;
  let sum = term.constant;
  for (const { size, of } of term.parts) sum += sizeOf(size, variables) * evaluate(of, variables, memo);
  memo.set(term, sum);
  return sum;
}

function sizeOf(size: Size, variables: RawVariables): number {
  if (typeof size === 'number') return Math.max(size, 0);
  const value = variables?.[size.variable];
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' && value >= 0 ? value : size.otherwise;
}

function isList(type: GraphQLType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function isIdList(type: GraphQLType): boolean {
  return isList(type) && getNamedType(type).name === 'ID';
}
