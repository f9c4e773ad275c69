/**
 * What an operation may cost: how many values its answer can hold, and how many its lists of arguments bring. Page
 * sizes and lists multiply what is below them, so it depends on variables and belongs to execution, never to (cached)
 * validation rules. Introspection is weighed in `introspection-weight.ts`.
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { isIntrospection, type Weight, weighIntrospection } from './introspection-weight.ts';

/** Variables as the caller sent them, not yet coerced. */
export type RawVariables = Readonly<Record<string, unknown>> | null | undefined;

/** What one operation costs. */
export interface Cost {
  /** Values in the answer, at most, and entries of lists in its arguments; without introspection. */
  values(variables: RawVariables): number;
  /** What its introspection weighs. Beyond `mostValues` it stops, having found more. */
  introspection(variables: RawVariables, mostValues: number): Weight;
  /** Length of the longest list of ids. */
  longestIdList(variables: RawVariables): number;
}

/** Entries to expect of a list that says nothing about its size. */
const PLAIN_LIST_SIZE = 5;
/** Page size where neither query nor schema names one. */
const PAGE_SIZE = 50;
/** Beyond this it does not matter how much more it is; keeps sums of products finite. */
const MOST_VALUES = 1e15;
/** A list of these is a list of ids: a representation is an id with its type. */
const ID_SCALARS: ReadonlySet<string> = new Set(['ID', '_Any']);
const NO_WEIGHT: Weight = { values: 0, bytes: 0 };

/** A number, or one that the variables decide. */
type Size = number | ((variables: RawVariables) => number);

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
  const declared = new Map<string, VariableDefinitionNode>();
  for (const definition of operation.variableDefinitions ?? []) {
    declared.set(definition.variable.name.value, definition);
  }
  const spreads = new Map<string, Term>();
  const idLists: Size[] = [];
  let introspects = false;

  function termOf(set: SelectionSetNode, parent: GraphQLNamedType | undefined, paged: boolean): Term {
    const term = emptyTerm();
    for (const selection of set.selections) {
      const size = inclusion(selection.directives);
      const target = size === 1 ? term : emptyTerm();
      if (target !== term) term.parts.push({ size, of: target });
      addSelection(target, selection, parent, paged);
    }
    return term;
  }

  function addSelection(
    term: Term,
    node: SelectionNode,
    parent: GraphQLNamedType | undefined,
    paged: boolean,
  ): void {
    if (node.kind === Kind.FIELD) addField(term, node, parent, paged);
    else if (node.kind === Kind.INLINE_FRAGMENT) {
      const condition = node.typeCondition ? schema.getType(node.typeCondition.name.value) : parent;
      term.parts.push({ size: 1, of: termOf(node.selectionSet, condition, paged) });
    } else term.parts.push({ size: 1, of: fragmentTerm(node.name.value, paged) });
  }

  function fragmentTerm(name: string, paged: boolean): Term {
    const key = `${name} ${paged}`;
    let term = spreads.get(key);
    const fragment = fragments.get(name);
    if (!term && fragment) {
      term = termOf(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), paged);
      spreads.set(key, term);
    }
    return term ?? emptyTerm();
  }

  function addField(term: Term, node: FieldNode, parent: GraphQLNamedType | undefined, paged: boolean): void {
    const name = node.name.value;
    if (isIntrospection(name)) {
      introspects = true;
      return;
    }
    term.constant += 1;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!field) return; // __typename
    for (const { value } of node.arguments ?? []) addEntries(term, value, field.extensions.cost === 'items');
    const lists = field.args.filter((argument) => isList(argument.type));
    for (const argument of lists) {
      if (ID_SCALARS.has(getNamedType(argument.type).name)) idLists.push(lengthOf(node, argument.name));
    }
    if (!node.selectionSet) return;
    const pages = field.args.some((argument) => argument.name === 'first');
    const below = termOf(node.selectionSet, getNamedType(field.type), pages && !isList(field.type));
    term.parts.push({
      size: pages ? pageSize(node, field) : listSize(node, field, lists[0]?.name, paged),
      of: below,
    });
  }

  /** Every entry of a list within an argument is a value, wherever it stands; where `items` count, those alone. */
  function addEntries(term: Term, value: ValueNode, itemsOnly: boolean): void {
    if (value.kind === Kind.LIST) {
      term.constant += value.values.length;
      if (!itemsOnly) for (const each of value.values) addEntries(term, each, itemsOnly);
    } else if (value.kind === Kind.OBJECT) {
      for (const each of value.fields) addEntries(term, each.value, itemsOnly);
    } else if (value.kind === Kind.VARIABLE) {
      const type = declared.get(value.name.value)?.type;
      if (type && mayHoldLists(schema, type)) {
        const given = itemsOnly ? itemsOf : entriesOf;
        term.parts.push({ size: sizeFrom(value, literalEntries, given, 0), of: ONE });
      }
    }
  }

  function pageSize(node: FieldNode, field: GraphQLField<unknown, unknown>): Size {
    const byDefault = field.args.find((argument) => argument.name === 'first')?.defaultValue;
    const otherwise = typeof byDefault === 'number' ? byDefault : PAGE_SIZE;
    return sizeFrom(argumentValue(node, 'first'), literalPage, givenPage, otherwise);
  }

  function listSize(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    listArgument: string | undefined,
    paged: boolean,
  ): Size {
    if (!isList(field.type)) return 1;
    if (listArgument !== undefined) return lengthOf(node, listArgument);
    return paged ? 1 : PLAIN_LIST_SIZE; // `nodes` and `edges` were counted by their connection's page size
  }

  function lengthOf(node: FieldNode, argument: string): Size {
    return sizeFrom(argumentValue(node, argument), literalLength, lengthOfList, 1);
  }

  /** 0 where a directive leaves a selection out. */
  function inclusion(directives: readonly DirectiveNode[] | undefined): Size {
    let size: Size = 1;
    for (const { name, arguments: args } of directives ?? []) {
      if (name.value !== 'skip' && name.value !== 'include') continue;
      const kept = name.value === 'include';
      const condition = sizeFrom(
        args?.find((argument) => argument.name.value === 'if')?.value,
        (value) => (value.kind === Kind.BOOLEAN ? Number(value.value === kept) : undefined),
        (given) => (typeof given === 'boolean' ? Number(given === kept) : undefined),
        1,
      );
      size = size === 1 ? condition : condition === 1 ? size : productOf(size, condition);
    }
    return size;
  }

  /** A size out of an argument: of what stands in the document, or of what is given for its variable. */
  function sizeFrom(
    value: ValueNode | undefined,
    ofLiteral: (value: ValueNode) => number | undefined,
    ofGiven: (given: unknown) => number | undefined,
    otherwise: number,
  ): Size {
    if (value?.kind !== Kind.VARIABLE) return (value && ofLiteral(value)) ?? otherwise;
    const name = value.name.value;
    const byDefault = declared.get(name)?.defaultValue;
    const instead = (byDefault && ofLiteral(byDefault)) ?? otherwise;
    return (variables) => ofGiven(variables?.[name]) ?? instead;
  }

  const root = termOf(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, false);
  const settled = isSettled(root, new Map()) ? evaluate(root, {}, new Map()) : null;
  let weight = introspects ? null : NO_WEIGHT;
  return {
    values: (variables) => settled ?? evaluate(root, variables, new Map()),
    introspection(variables, mostValues) {
      if (weight) return weight;
      const parts = { schema, operation, fragments, variables: variables ?? {}, mostValues };
      const found = weighIntrospection(parts);
      if (declared.size === 0 && found.values <= mostValues) weight = found;
      return found;
    },
    longestIdList: (variables) =>
      idLists.reduce<number>((most, size) => Math.max(most, sizeOf(size, variables)), 0),
  };
}

const ONE: Term = { constant: 1, parts: [] };

function emptyTerm(): Term {
  return { constant: 0, parts: [] };
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
  for (const { size, of } of term.parts) {
    sum = Math.min(sum + sizeOf(size, variables) * evaluate(of, variables, memo), MOST_VALUES);
  }
  memo.set(term, sum);
  return sum;
}

function sizeOf(size: Size, variables: RawVariables): number {
  return Math.min(Math.max(typeof size === 'number' ? size : size(variables), 0), MOST_VALUES);
}

function productOf(one: Size, other: Size): Size {
  return (variables) => sizeOf(one, variables) * sizeOf(other, variables);
}

function argumentValue(node: FieldNode, name: string): ValueNode | undefined {
  return node.arguments?.find((argument) => argument.name.value === name)?.value;
}

/** A connection is there even when its page is empty. */
function literalPage(value: ValueNode): number | undefined {
  return value.kind === Kind.INT ? Math.max(Number(value.value), 1) : undefined;
}

function givenPage(given: unknown): number | undefined {
  return typeof given === 'number' ? Math.max(given, 1) : undefined;
}

function literalLength(value: ValueNode): number | undefined {
  return value.kind === Kind.LIST ? value.values.length : undefined;
}

/** A single value where a list is taken is a list of one. */
function lengthOfList(given: unknown): number | undefined {
  if (Array.isArray(given)) return given.length;
  return given === undefined ? undefined : 1;
}

function literalEntries(value: ValueNode): number {
  let entries = 0;
  if (value.kind === Kind.LIST) {
    for (const each of value.values) entries += 1 + literalEntries(each);
  } else if (value.kind === Kind.OBJECT) {
    for (const each of value.fields) entries += literalEntries(each.value);
  }
  return entries;
}

/** Counted once, however often the query names the variable. */
const entriesKnown = new WeakMap<object, number>();

/** Entries of all lists within a variable's value; walks without recursion. */
function entriesOf(given: unknown): number | undefined {
  if (given === undefined) return undefined;
  if (given === null || typeof given !== 'object') return 0;
  const known = entriesKnown.get(given);
  if (known !== undefined) return known;
  let entries = 0;
  const open: object[] = [given];
  for (let next = open.pop(); next; next = open.pop()) {
    if (Array.isArray(next)) entries += next.length;
    for (const child of Object.values(next))
      if (child !== null && typeof child === 'object') open.push(child);
  }
  entriesKnown.set(given, entries);
  return entries;
}

/** Entries of the outermost lists within a variable's value. */
function itemsOf(given: unknown): number | undefined {
  if (given === undefined) return undefined;
  if (Array.isArray(given)) return given.length;
  if (given === null || typeof given !== 'object') return 0;
  return Object.values(given).reduce<number>((sum, each) => sum + (itemsOf(each) ?? 0), 0);
}

/** Whether a variable's value may have lists in it. A scalar of our own may take anything. */
function mayHoldLists(schema: GraphQLSchema, node: TypeNode): boolean {
  if (node.kind === Kind.LIST_TYPE) return true;
  if (node.kind === Kind.NON_NULL_TYPE) return mayHoldLists(schema, node.type);
  const type = schema.getType(node.name.value);
  return isInputObjectType(type) || (isScalarType(type) && !isSpecifiedScalarType(type));
}

function isList(type: GraphQLType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
