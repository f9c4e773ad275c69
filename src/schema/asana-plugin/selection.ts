/**
 * The planner: a GraphQL selection becomes the smallest set of Asana field paths. Each schema field says in
 * `extensions.asana` what it needs; this file only walks. It sends nothing and never decides correctness: a field
 * it missed is read when it is resolved, planning only saves calls.
 */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type FieldTree, fieldTree, mergeFields, NO_FIELDS } from '../../asana/api/fields.ts';

/** What a schema field needs of the Asana record it stands on. Absent: nothing (it makes its own call, or none). */
export type AsanaExtension =
  /** Plain values: these keys of the record. */
  | { readonly kind: 'value'; readonly needs: FieldTree }
  /** An object or inline list that rides in the record's read under `key`. */
  | { readonly kind: 'relation'; readonly key: string; readonly identified: boolean }
  /** One of several keys, by the concrete type selected: `Job.result`. */
  | { readonly kind: 'alternatives'; readonly keys: Readonly<Record<string, string>> }
  /** The same record, one level further down in the answer: `nodes`, `edges.node`, a payload's `job`. */
  | { readonly kind: 'here' };

/** The paths needed of the object (or each object of the list) this field returns. */
export function plan(info: GraphQLResolveInfo, returnType?: GraphQLNamedType): FieldTree {
  return memoised(info, returnType ?? getNamedType(info.returnType));
}

/** The paths this field needs of the record it stands on, its own selection included. */
export function planField(info: GraphQLResolveInfo): FieldTree {
  const definition = info.parentType.getFields()[info.fieldName];
  const asana = definition?.extensions.asana as AsanaExtension | undefined;
  if (!asana) return NO_FIELDS;
  switch (asana.kind) {
    case 'value':
      return asana.needs;
    case 'relation':
      return { [asana.key]: identify(plan(info), asana.identified) };
    default:
      return treeOf(info, info.parentType, info.fieldNodes);
  }
}

/** The paths needed of `type` for the fields selected under `path` of a payload, e.g. `job`. */
export function planChild(info: GraphQLResolveInfo, fieldName: string): FieldTree {
  const parent = getNamedType(info.returnType);
  if (!isObjectType(parent)) return NO_FIELDS;
  const nodes = collect(walkOf(info), parent, selectionSets(info.fieldNodes)).get(fieldName);
  const child = parent.getFields()[fieldName];
  return nodes && child ? planType(walkOf(info), getNamedType(child.type), selectionSets(nodes)) : NO_FIELDS;
}

/** Whether a field of this name is selected directly below. */
export function selects(info: GraphQLResolveInfo, fieldName: string): boolean {
  const parent = getNamedType(info.returnType);
  return isObjectType(parent) && collect(walkOf(info), parent, selectionSets(info.fieldNodes)).has(fieldName);
}

/*
 * The walk. It goes down the selection and the schema side by side, and each field says by its extension how the two
 * belong to Asana's record: a value adds keys; a relation adds a key and everything below it under that key; `here`
 * goes one level down in the answer and none in the record; a field without extension ends the walk, for it reads on
 * its own, with a plan of its own.
 *
 * Three things make it more than a recursion. A response key may be selected in many places and through many
 * fragments, and all of them count: hence `collect` gathers the nodes of a field before anybody goes below it. Which
 * type comes behind an interface or a union is known only with Asana's answer, so the plan is the union over all of
 * them, each with the fragments that apply to it. And a query of a few hundred bytes can name fragments that double
 * at every level: a named fragment is expanded once for each place it is asked from, which is enough since nothing
 * is lost by merging.
 *
 * Plans are kept by the first node of a field, with the values of those variables alone that decided a @skip or
 * @include on the way: the rows of a list share one plan, and so do all who send the same document.
 */
interface Walk {
  readonly schema: GraphQLResolveInfo['schema'];
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: Record<string, unknown>;
  /** Variables that decided a @skip or @include on the way. */
  readonly variablesUsed: Set<string>;
}

interface Memo {
  readonly nodes: readonly FieldNode[];
  readonly type: GraphQLNamedType;
  readonly variables: ReadonlyArray<readonly [name: string, value: unknown]>;
  readonly tree: FieldTree;
}

/** Plans by the first field node: a parsed document that is used again brings its plans along. */
const memo = new WeakMap<FieldNode, Memo[]>();
const MEMO_LIMIT_PER_NODE = 16;

function memoised(info: GraphQLResolveInfo, type: GraphQLNamedType): FieldTree {
  const first = info.fieldNodes[0] as FieldNode;
  const known = memo.get(first);
  const hit = known?.find(
    (entry) =>
      entry.type === type &&
      sameNodes(entry.nodes, info.fieldNodes) &&
      entry.variables.every(([name, value]) => info.variableValues[name] === value),
  );
  if (hit) return hit.tree;

  const walk = walkOf(info);
  const tree = planType(walk, type, selectionSets(info.fieldNodes));
  const variables = [...walk.variablesUsed].map((name) => [name, info.variableValues[name]] as const);
  const entries = known ?? [];
  if (entries.length >= MEMO_LIMIT_PER_NODE) entries.shift();
  entries.push({ nodes: info.fieldNodes, type, variables, tree });
  if (!known) memo.set(first, entries);
  return tree;
}

function sameNodes(a: readonly FieldNode[], b: readonly FieldNode[]): boolean {
  return a.length === b.length && a.every((node, index) => node === b[index]);
}

function walkOf(info: GraphQLResolveInfo): Walk {
  return {
    schema: info.schema,
    fragments: info.fragments,
    variableValues: info.variableValues,
    variablesUsed: new Set(),
  };
}

function treeOf(info: GraphQLResolveInfo, type: GraphQLObjectType, nodes: readonly FieldNode[]): FieldTree {
  const definition = type.getFields()[info.fieldName];
  return definition
    ? planNodes(
        walkOf(info),
        definition.extensions.asana as AsanaExtension | undefined,
        definition.type,
        nodes,
      )
    : NO_FIELDS;
}

function planType(walk: Walk, type: GraphQLNamedType, sets: readonly SelectionSetNode[]): FieldTree {
  if (isAbstractType(type)) {
    // Which type comes is known only with the answer, so ask for its name and for what each of them needs.
    return walk.schema
      .getPossibleTypes(type)
      .reduce<FieldTree>(
        (tree, possible) => mergeFields(tree, planType(walk, possible, sets)),
        RESOURCE_TYPE,
      );
  }
  if (!isObjectType(type)) return NO_FIELDS;
  let tree: FieldTree = NO_FIELDS;
  for (const [name, nodes] of collect(walk, type, sets)) {
    const field = type.getFields()[name];
    if (!field) continue;
    tree = mergeFields(
      tree,
      planNodes(walk, field.extensions.asana as AsanaExtension | undefined, field.type, nodes),
    );
  }
  return tree;
}

function planNodes(
  walk: Walk,
  asana: AsanaExtension | undefined,
  type: Parameters<typeof getNamedType>[0],
  nodes: readonly FieldNode[],
): FieldTree {
  if (!asana) return NO_FIELDS;
  const named = getNamedType(type) as GraphQLNamedType;
  switch (asana.kind) {
    case 'value':
      return asana.needs;
    case 'here':
      return planType(walk, named, selectionSets(nodes));
    case 'relation':
      return { [asana.key]: identify(planType(walk, named, selectionSets(nodes)), asana.identified) };
    case 'alternatives': {
      let tree: FieldTree = NO_FIELDS;
      for (const [typeName, key] of Object.entries(asana.keys)) {
        const possible = walk.schema.getType(typeName);
        if (!possible) continue;
        tree = mergeFields(tree, { [key]: identify(planType(walk, possible, selectionSets(nodes)), true) });
      }
      return tree;
    }
  }
}

/**
 * The fields selected on one object type, by field name. Aliases do not matter: Asana's fields take no arguments,
 * so two selections of one field always merge. A named fragment is expanded once per place, which keeps a lattice
 * of fragments linear.
 */
function collect(
  walk: Walk,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const visit = (selection: SelectionNode): void => {
    if (!isIncluded(walk, selection)) return;
    if (selection.kind === Kind.FIELD) {
      const nodes = fields.get(selection.name.value);
      if (nodes) nodes.push(selection);
      else fields.set(selection.name.value, [selection]);
      return;
    }
    let fragment: {
      readonly typeCondition?: FragmentDefinitionNode['typeCondition'] | undefined;
      readonly selectionSet: SelectionSetNode;
    };
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const definition = walk.fragments[selection.name.value];
      if (!definition || seen.has(selection.name.value)) return;
      seen.add(selection.name.value);
      fragment = definition;
    } else {
      fragment = selection;
    }
    if (applies(walk, fragment.typeCondition?.name.value, type))
      fragment.selectionSet.selections.forEach(visit);
  };
  for (const set of sets) set.selections.forEach(visit);
  return fields;
}

function applies(walk: Walk, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (!condition || condition === type.name) return true;
  const named = walk.schema.getType(condition);
  return isAbstractType(named) && walk.schema.isSubType(named, type);
}

function isIncluded(walk: Walk, node: SelectionNode): boolean {
  if (!node.directives?.length) return true;
  for (const directive of node.directives) {
    for (const argument of directive.arguments ?? []) {
      if (argument.value.kind === Kind.VARIABLE) walk.variablesUsed.add(argument.value.name.value);
    }
  }
  const skip = getDirectiveValues(GraphQLSkipDirective, node, walk.variableValues);
  if (skip?.if === true) return false;
  const include = getDirectiveValues(GraphQLIncludeDirective, node, walk.variableValues);
  return include?.if !== false;
}

function selectionSets(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
}

/** A record of which nothing is asked still needs its gid: else "null" and "not asked" look alike. */
function identify(tree: FieldTree, identified: boolean): FieldTree {
  return identified && Object.keys(tree).length === 0 ? GID : tree;
}

const GID = fieldTree(['gid']);
const RESOURCE_TYPE = fieldTree(['resource_type']);
