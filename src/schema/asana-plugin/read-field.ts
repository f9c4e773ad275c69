/**
 * How a field reads Asana: what the planner is told it needs, and the resolver that reads through `ref.ts`. Both are
 * made from the same words, so that they cannot drift. Knows no particular type.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { fieldTree } from '../../asana/api/fields.ts';
import type { GatewayContext } from '../context.ts';
import { checkedList, checkedValue, noteUnknownWord } from './asana-value.ts';
import { nestedRef, nestedRefs } from './nested.ts';
import { type Read, type Ref, readKey } from './ref.ts';
import type { AsanaExtension } from './selection.ts';
import type { RecordName, Target } from './types.ts';

/** A field's part of the plan, and its resolver. */
export interface AsanaField {
  readonly needs: AsanaExtension;
  resolve(
    ref: Ref,
    args: Readonly<Record<string, unknown>>,
    context: GatewayContext,
    info: GraphQLResolveInfo,
  ): unknown;
}

/** A field that is finished once its name is known: Asana's key follows from it. */
export type AsanaFieldMaker = (fieldName: string) => AsanaField;

/** A plain value as it is read. */
export interface ValueRead {
  /** A scalar's name, or an enum's. */
  readonly type: string;
  /** Whether it is a list of such values. */
  readonly list: boolean;
  /** The words of the enum; others read as null. */
  readonly words?: ReadonlySet<string> | undefined;
  readonly key?: string | undefined;
  readonly elseKey?: string | undefined;
}

/** A plain value, or a list of them. */
export function valueField({ elseKey, ...value }: ValueRead): AsanaFieldMaker {
  return (fieldName) => {
    const key = value.key ?? snakeCase(fieldName);
    const read = readerOf(value, key);
    if (elseKey === undefined) {
      return {
        needs: { kind: 'value', needs: fieldTree([key]) },
        resolve: (ref, _args, context, info) => read(ref, context, info),
      };
    }
    const readElse = readerOf(value, elseKey);
    return {
      needs: { kind: 'value', needs: fieldTree([key, elseKey]) },
      resolve: (ref, _args, context, info) => {
        const first = read(ref, context, info);
        return first instanceof Promise
          ? first.then((found) => found ?? readElse(ref, context, info))
          : (first ?? readElse(ref, context, info));
      },
    };
  };
}

/** An object, or a list of objects, as it is read. */
export interface RelationRead {
  readonly type: Target<RecordName>;
  /** Whether it is a list of such objects that comes whole inside this one. */
  readonly list: boolean;
  /** Whether each has a gid. */
  readonly identified: boolean;
  readonly key?: string | undefined;
}

/** Another object that rides inside this one, or a whole list of them. */
export function relationField({ type, list, identified, ...relation }: RelationRead): AsanaFieldMaker {
  return (fieldName) => {
    const key = relation.key ?? snakeCase(fieldName);
    const wrap = (read: Read): unknown =>
      list ? nestedRefs(type, read, key, identified) : nestedRef(type, read, key, identified);
    return {
      needs: { kind: 'relation', key, identified },
      resolve: (ref, _args, context, info) => {
        const read = readKey(ref, key, context, info);
        return read instanceof Promise ? read.then(wrap) : wrap(read);
      },
    };
  };
}

/** Whichever object is there first, by its key: type → key. One that cannot be read hides none of the others. */
export function firstOfField(keys: Readonly<Partial<Record<RecordName, string>>>): AsanaFieldMaker {
  const candidates = Object.entries(keys) as [RecordName, string][];
  const resolve: AsanaField['resolve'] = async (ref, _args, context, info) => {
    let unreadable: unknown = null;
    for (const [type, key] of candidates) {
      const read = await readKey(ref, key, context, info);
      try {
        const found = nestedRef(type, read, key);
        if (found) return found;
      } catch (error) {
        unreadable ??= error;
      }
    }
    if (unreadable !== null) throw unreadable;
    return null;
  };
  return () => ({ needs: { kind: 'alternatives', keys }, resolve });
}

/** `permalinkUrl` → `permalink_url`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

type ValueReader = (ref: Ref, context: GatewayContext, info: GraphQLResolveInfo) => unknown;

/** Reads a key and looks at what came. */
function readerOf({ type, list, words }: ValueRead, key: string): ValueReader {
  const checked = (read: Read, { services }: GatewayContext): unknown => {
    if (list) return checkedList(type, read, key);
    const found = checkedValue(type, read, key);
    if (!words || typeof found !== 'string' || words.has(found)) return found;
    noteUnknownWord(type, services.telemetry);
    return null;
  };
  return (ref, context, info) => {
    const read = readKey(ref, key, context, info);
    return read instanceof Promise ? read.then((late) => checked(late, context)) : checked(read, context);
  };
}
