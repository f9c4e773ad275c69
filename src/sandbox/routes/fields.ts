/**
 * `opt_fields`: reading the parameter and rendering a record by it. Dotted paths, a `this.` prefix and
 * groups `(a|b)`; unknown names are dropped without a word. Knows no routes.
 */

import { DERIVED } from '../data/derived.ts';
import { type FieldSpec, RECORD_TYPES, type TypeSpec } from '../data/record-types.ts';
import type { Row } from '../data/store.ts';
import { canSee, type View } from './access.ts';

/** Asked fields, nested: a name without children was asked for plainly. */
export type FieldTree = Map<string, FieldTree>;

/** How much of a record to show: everything but opt-in fields, the compact form, or what was asked. */
export type Shape = 'full' | 'compact' | FieldTree;

type Json = Record<string, unknown>;

/** A stored record, or a value object held inside one. */
interface Source {
  readonly spec: TypeSpec;
  readonly typeName: string;
  readonly gid: unknown;
  readonly data: Json;
  readonly row: Row | undefined;
}

const CACHE_LIMIT = 500;
const cache = new Map<string, FieldTree>();

/** Reads the value of `opt_fields`. */
export function parseFields(value: string): FieldTree {
  const known = cache.get(value);
  if (known) return known;
  const tree: FieldTree = new Map();
  for (const path of splitTop(value, ',').flatMap(expandGroups)) {
    let level = tree;
    for (const name of path.split('.')) {
      const word = name.trim();
      if (word === '' || word === 'this') continue;
      const next = level.get(word) ?? new Map();
      level.set(word, next);
      level = next;
    }
  }
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(value, tree);
  return tree;
}

/** Shows a stored record or a value object of the given type. */
export function render(view: View, typeName: string, value: Row | Json, shape: Shape): Json {
  return show(
    view,
    'from' in value && 'until' in value ? ofRow(value as Row, typeName) : ofValue(value as Json, typeName),
    shape,
  );
}

function show(view: View, source: Source, shape: Shape): Json {
  const shown: Json = source.spec.hasGid ? { gid: source.gid ?? null } : {};
  if (typeof shape === 'string') {
    if (source.spec.hasType) shown.resource_type = resourceType(source);
    for (const field of source.spec.fields.values()) {
      if (field.optIn || (shape === 'compact' && !field.compact)) continue;
      shown[field.name] = showField(view, source, field, 'compact');
    }
    return shown;
  }
  for (const [name, nested] of shape) {
    if (name === 'resource_type' && source.spec.hasType) shown[name] = resourceType(source);
    const field = source.spec.fields.get(name);
    if (field) shown[name] = showField(view, source, field, nested);
  }
  return shown;
}

function showField(view: View, source: Source, field: FieldSpec, shape: Shape): unknown {
  const value = fieldValue(view, source, field.name);
  const target = field.target;
  if (target === undefined) return value ?? (field.list ? [] : null);
  if (!field.list) {
    const child = toSource(view, target, value);
    return child ? showChild(view, child, shape) : null;
  }
  const values = Array.isArray(value) ? value : [];
  return values
    .map((item) => toSource(view, target, item))
    .filter((child) => child !== undefined)
    .map((child) => showChild(view, child, shape));
}

/** A relation asked for without subfields is a bare gid; a value object without a gid comes whole. */
function showChild(view: View, child: Source, shape: Shape): Json {
  if (typeof shape === 'string' || shape.size > 0 || child.spec.hasGid) return show(view, child, shape);
  const names = [...child.spec.fields.keys()].map((name) => [name, new Map()] as const);
  return show(view, child, new Map(names));
}

function fieldValue(view: View, source: Source, name: string): unknown {
  const derive = source.row ? DERIVED[source.row.type]?.[name] : undefined;
  return derive && source.row ? derive(source.row, view) : source.data[name];
}

function toSource(view: View, target: string, value: unknown): Source | undefined {
  if (typeof value === 'string') {
    const row = view.store.get(value);
    return row && canSee(view, row) ? ofRow(row, target) : undefined;
  }
  return typeof value === 'object' && value !== null ? ofValue(value as Json, target) : undefined;
}

function ofRow(row: Row, asked: string): Source {
  const typeName = asked === 'task_reference' ? asked : row.type;
  return { spec: specOf(typeName), typeName, gid: row.gid, data: row.data, row };
}

function ofValue(data: Json, typeName: string): Source {
  return { spec: specOf(typeName), typeName, gid: data.gid, data, row: undefined };
}

function specOf(typeName: string): TypeSpec {
  const spec = RECORD_TYPES[typeName];
  if (!spec) throw new Error(`No record type ${typeName}`);
  return spec;
}

function resourceType(source: Source): unknown {
  return source.row?.type ?? source.data.resource_type ?? source.typeName;
}

/** Splits at a separator outside parentheses. */
function splitTop(value: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < value.length; at++) {
    const char = value[at];
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === separator && depth === 0) {
      parts.push(value.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(value.slice(start));
  return parts;
}

/** `a.(b|c).d` becomes `a.b.d` and `a.c.d`. */
function expandGroups(path: string): string[] {
  const open = path.indexOf('(');
  if (open < 0) return [path];
  let depth = 0;
  let close = open;
  for (; close < path.length; close++) {
    if (path[close] === '(') depth++;
    else if (path[close] === ')' && --depth === 0) break;
  }
  const before = path.slice(0, open);
  const after = path.slice(close + 1);
  return splitTop(path.slice(open + 1, close), '|').flatMap((choice) =>
    expandGroups(before + choice + after),
  );
}
