/**
 * Relay global ids: `Type:gid` in base64. Pure; knows no requests. The list of types with a GET route is given
 * by `asana/api/kinds.ts`.
 */
import { isRecordKind, type RecordKind } from '../asana/api/kinds.ts';
import { badInput } from '../errors.ts';

/** The global id of an object: base64 of `Type:gid`. */
export function encodeGlobalId(type: string, gid: string): string {
  return Buffer.from(`${type}:${gid}`).toString('base64');
}

/** The type and gid behind a global id. Throws `BAD_USER_INPUT` for anything this gateway never gave out. */
export function decodeGlobalId(id: string): { kind: RecordKind; gid: string } {
  const text = Buffer.from(id, 'base64').toString('utf8');
  const [, kind = '', gid = ''] = /^([A-Za-z]+):([0-9]{1,32})$/.exec(text) ?? [];
  if (kind === '' || encodeGlobalId(kind, gid) !== id) {
    throw badInput(
      `"${shorten(id)}" is not an id of this gateway; take the value of a field named id, or read by gid instead.`,
    );
  }
  if (!isRecordKind(kind)) {
    throw badInput(`"${shorten(id)}" names a ${kind}, which cannot be read on its own.`);
  }
  return { kind, gid };
}

/** What stands behind the global id of an object of the gateway's own; null for an id of anything else. */
export function ownIdOf(type: string, id: string): string | null {
  return ownTextOf(type, id, /^[0-9a-f-]{36}$/);
}

/** The same of a part of one: the object's own id, and the part's place in it. */
export function ownPartOf(type: string, id: string): { own: string; at: number } | null {
  const [own = '', at = ''] = ownTextOf(type, id, /^[0-9a-f-]{36}:(0|[1-9][0-9]{0,3})$/)?.split(':') ?? [];
  return own === '' ? null : { own, at: Number(at) };
}

function ownTextOf(type: string, id: string, shape: RegExp): string | null {
  const text = Buffer.from(id, 'base64').toString('utf8');
  const own = text.startsWith(`${type}:`) ? text.slice(type.length + 1) : '';
  return shape.test(own) && encodeGlobalId(type, own) === id ? own : null;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
