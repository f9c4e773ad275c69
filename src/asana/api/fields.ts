/**
 * Sets of Asana field paths as trees: `name`, `assignee.name` become `{ name: {}, assignee: { name: {} } }`.
 * Pure functions; trees are never changed after they were made. Knows nothing of selections or requests.
 */

/** A set of dotted field paths. A key with an empty tree is a leaf. */
export interface FieldTree {
  readonly [key: string]: FieldTree;
}

/** The tree without fields. */
export const NO_FIELDS: FieldTree = Object.freeze({});

/** Builds a tree from dotted paths. */
export function fieldTree(paths: Iterable<string>): FieldTree {
  const root: MutableTree = {};
  for (const path of paths) {
    let node = root;
    for (const key of path.split('.')) {
      node[key] ??= {};
      node = node[key];
    }
  }
  return root;
}

/** The union of two trees. Returns `a` itself when it already holds all of `b`. */
export function mergeFields(a: FieldTree, b: FieldTree): FieldTree {
  if (a === b || containsFields(a, b)) return a;
  const merged: MutableTree = { ...(a as MutableTree) };
  for (const key of Object.keys(b)) {
    const mine = merged[key];
    const theirs = b[key] ?? NO_FIELDS;
    merged[key] = (mine ? mergeFields(mine, theirs) : theirs) as MutableTree;
  }
  return merged;
}

/** Whether every path of `b` is in `a`. A bare `gid` is always there. */
export function containsFields(a: FieldTree, b: FieldTree): boolean {
  for (const key of Object.keys(b)) {
    if (key === 'gid') continue;
    const mine = a[key];
    if (!mine || !containsFields(mine, b[key] ?? NO_FIELDS)) return false;
  }
  return true;
}

/** The part of `wanted` that `asked` lacks. */
export function missingFields(asked: FieldTree, wanted: FieldTree): FieldTree {
  const missing: MutableTree = {};
  for (const key of Object.keys(wanted)) {
    const mine = asked[key];
    const theirs = wanted[key] ?? NO_FIELDS;
    if (!mine) {
      if (key !== 'gid') missing[key] = theirs as MutableTree;
    } else if (!containsFields(mine, theirs)) {
      missing[key] = missingFields(mine, theirs) as MutableTree;
    }
  }
  return missing;
}

/**
 * The dotted paths of a tree, sorted, ready for `opt_fields`. `gid` always comes from Asana, so it is named only
 * where a level has nothing else: `{ assignee: {gid} }` gives `assignee.gid`, the empty tree gives `gid`.
 */
export function fieldPaths(tree: FieldTree): string[] {
  const cached = pathsByTree.get(tree);
  if (cached) return cached;
  const paths: string[] = [];
  collectPaths(tree, '', paths);
  paths.sort();
  pathsByTree.set(tree, paths);
  return paths;
}

/** The same as one text: whoever sends a document again asks for the same tree. */
export function fieldList(tree: FieldTree): string {
  let list = listsByTree.get(tree);
  if (list === undefined) {
    list = fieldPaths(tree).join(',');
    listsByTree.set(tree, list);
  }
  return list;
}

/**
 * Of the fields wanted those that a list names, to the letter: `new_project.owner.name` is wanted, `new_project` and
 * `new_project.name` are listed, `new_project` it is. An object is named by itself only where no field of it is.
 */
export function listedFields(wanted: FieldTree, listed: readonly string[]): string[] {
  const named = listed.filter((path) => {
    let node: FieldTree | undefined = wanted;
    for (const key of path.split('.')) node = node?.[key];
    return node !== undefined;
  });
  return named.filter((path) => !named.some((other) => other.startsWith(`${path}.`)));
}

type MutableTree = { [key: string]: MutableTree };

const pathsByTree = new WeakMap<FieldTree, string[]>();
const listsByTree = new WeakMap<FieldTree, string>();

function collectPaths(tree: FieldTree, prefix: string, paths: string[]): void {
  const keys = Object.keys(tree);
  const named = keys.filter((key) => key !== 'gid');
  if (named.length === 0 && (prefix === '' || keys.length > 0)) {
    paths.push(`${prefix}gid`);
    return;
  }
  if (named.length === 0) paths.push(prefix.slice(0, -1));
  for (const key of named) collectPaths(tree[key] ?? NO_FIELDS, `${prefix}${key}.`, paths);
}
