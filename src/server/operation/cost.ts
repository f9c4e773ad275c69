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
import { ENTRIES, ITEMS, kept, LENGTH, type Measure, PAGE } from './argument-sizes.ts';
import {
  emptyTerm,
  evaluate,
  isSettled,
  longestList,
  ONE,
  productOf,
  type RawVariables,
  type Size,
  type Term,
} from './cost-terms.ts';
import { isIntrospection, type Weight, weighIntrospection } from './introspection-weight.ts';

/** What one operation costs. */
export interface Cost {
  /** Values in the answer, at most, and entries of lists in its arguments; without introspection. */
  values(variables: RawVariables): number;
  /** What its introspection weighs. Beyond `mostValues` it stops, having found more. */
  introspection(variables: RawVariables, mostValues: number): Weight;
  /** Length of the longest list of ids, of fields that no directive leaves out. */
  longestIdList(variables: RawVariables): number;
}

/** Entries to expect of a list that says nothing about its size. */
const PLAIN_LIST_SIZE = 5;
/** Page size where neither query nor schema names one. */
const PAGE_SIZE = 50;
/** A list of these is a list of ids: a representation is an id with its type. */
const ID_SCALARS: ReadonlySet<string> = new Set(['ID', '_Any']);
const NO_WEIGHT: Weight = { values: 0, bytes: 0 };

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
  let introspects = false;

  function termOf(set: SelectionSetNode, parent: GraphQLNamedType | undefined, paged: boolean): Term {
    const term = emptyTerm();
    for (const selection of set.selections) {
      const size = inclusion(selection.directives);
      const target = size === 1 ? term : emptyTerm();
      if (target !== term) term.parts.push({ size, of: target, maybeLeftOut: true });
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
      if (ID_SCALARS.has(getNamedType(argument.type).name)) term.lists.push(lengthOf(node, argument.name));
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
        term.parts.push({ size: sizeFrom(value, itemsOnly ? ITEMS : ENTRIES, 0), of: ONE });
      }
    }
  }

  function pageSize(node: FieldNode, field: GraphQLField<unknown, unknown>): Size {
    const byDefault = field.args.find((argument) => argument.name === 'first')?.defaultValue;
    const otherwise = typeof byDefault === 'number' ? byDefault : PAGE_SIZE;
    return sizeFrom(argumentValue(node, 'first'), PAGE, otherwise);
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
    return sizeFrom(argumentValue(node, argument), LENGTH, 1);
  }

  /** 0 where a directive leaves a selection out. */
  function inclusion(directives: readonly DirectiveNode[] | undefined): Size {
    let size: Size = 1;
    for (const { name, arguments: args } of directives ?? []) {
      if (name.value !== 'skip' && name.value !== 'include') continue;
      const given = args?.find((argument) => argument.name.value === 'if')?.value;
      const condition = sizeFrom(given, kept(name.value === 'include'), 1);
      size = size === 1 ? condition : condition === 1 ? size : productOf(size, condition);
    }
    return size;
  }

  /** A size out of an argument: of what stands in the document, or of what is given for its variable. */
  function sizeFrom(value: ValueNode | undefined, { ofLiteral, ofGiven }: Measure, otherwise: number): Size {
    if (value?.kind !== Kind.VARIABLE) return (value && ofLiteral(value)) ?? otherwise;
    const name = value.name.value;
    const byDefault = declared.get(name)?.defaultValue;
    const instead = (byDefault && ofLiteral(byDefault)) ?? otherwise;
    return (variables) => ofGiven(variables?.[name]) ?? instead;
  }

  const root = termOf(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, false);
  const settled = isSettled(root) ? evaluate(root, {}) : null;
  let weight = introspects ? null : NO_WEIGHT;
  return {
    values: (variables) => settled ?? evaluate(root, variables),
    introspection(variables, mostValues) {
      if (weight) return weight;
      const parts = { schema, operation, fragments, variables: variables ?? {}, mostValues };
      const found = weighIntrospection(parts);
      if (declared.size === 0 && found.values <= mostValues) weight = found;
      return found;
    },
    longestIdList: (variables) => longestList(root, variables),
  };
}

function argumentValue(node: FieldNode, name: string): ValueNode | undefined {
  return node.arguments?.find((argument) => argument.name.value === name)?.value;
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
