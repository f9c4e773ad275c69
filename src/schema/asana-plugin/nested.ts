/**
 * Objects that come inside others: what has to be there for one, and which type it is where the schema has several.
 * Knows no particular type, no reader.
 */
import { isRecordKind, type RecordKind } from '../../asana/api/kinds.ts';
import { isRecord } from '../../json.ts';
import { mapList, notOfItsType } from './asana-value.ts';
import { type Read, type Ref, refOfNested } from './ref.ts';
import type { RecordName, Target } from './types.ts';
import { membersOf } from './vocabulary.ts';

/** Asana's `resource_type` word for each kind that may come behind an abstract type. */
const KIND_BY_RESOURCE_TYPE: Readonly<Record<string, RecordKind>> = {
  task: 'Task',
  project: 'Project',
  project_template: 'ProjectTemplate',
  task_template: 'TaskTemplate',
  portfolio: 'Portfolio',
  section: 'Section',
  user: 'User',
  team: 'Team',
  workspace: 'Workspace',
  tag: 'Tag',
};

/** The kind under which a type can be read by gid, or null. */
export function kindOf(type: string): RecordKind | null {
  return isRecordKind(type) ? type : null;
}

/**
 * A reference for a nested object, whatever its type turns out to be; null where there is none, or one of a kind this
 * schema does not have. @throws UPSTREAM_ERROR when it is no object, or has no gid though it is `identified`
 */
export function nestedRef<Names extends RecordName>(
  target: Target<Names>,
  read: Read,
  key: string,
  identified = true,
): Ref<Names> | null {
  const { value, asked, origin } = read;
  if (value === null || value === undefined) return null;
  if (!isRecord(value)) throw notOfItsType(origin, key, 'object');
  if (identified && (typeof value.gid !== 'string' || value.gid === '')) {
    throw notOfItsType(origin, `${key}.gid`, 'gid');
  }
  const inside = { inside: origin, key };
  if (typeof target === 'string') return refOfNested(target, kindOf(target), value, asked, inside);
  const word = value.resource_type;
  if (typeof word !== 'string') throw notOfItsType(origin, `${key}.resource_type`, 'word');
  const kind = Object.hasOwn(KIND_BY_RESOURCE_TYPE, word) ? KIND_BY_RESOURCE_TYPE[word] : undefined;
  const type = membersOf(target).find((member) => member === kind);
  return type === undefined ? null : refOfNested(type, kindOf(type), value, asked, inside);
}

/** References for a list of nested objects; where an entry is none, the error stands in its place. */
export function nestedRefs<Names extends RecordName>(
  target: Target<Names>,
  read: Read,
  key: string,
  identified = true,
): (Ref<Names> | Error | null)[] | null {
  return mapList(read, key, (value) => {
    if (value === null) throw notOfItsType(read.origin, key, 'object');
    return nestedRef(target, { ...read, value }, key, identified);
  });
}
