/**
 * The one place where ids and texts enter URLs: checked first, encoded second. Nothing else may build a path
 * from an id.
 */
import { badInput } from '../../errors.ts';

const DIGITS = /^[0-9]{1,32}$/;
const EMAIL = /^[^\s@/\\?#%]{1,128}@[^\s@/\\?#%]{1,128}$/;

/** Routes whose id is a user's: `/users/{gid}` and what lies below. */
const USER_ROUTE = /^\/users\/\{gid\}(?:\/|$)/;

/** Returns the gid when it is one, else throws `BAD_USER_INPUT` naming `what`. */
export function checkGid(value: string, what: string): string {
  if (DIGITS.test(value)) return value;
  throw badInput(`${what} takes the digits of an Asana gid (at most 32), not ${quoted(value)}.`);
}

/** Like `checkGid`, but a user is also `me` or an e-mail address. */
export function checkUserGid(value: string, what: string): string {
  if (value === 'me' || DIGITS.test(value) || EMAIL.test(value)) return value;
  throw badInput(
    `${what} takes the digits of an Asana gid, "me" or an e-mail address, not ${quoted(value)}.`,
  );
}

/** What is said of an id in an input that is none. */
export const NO_GID = 'A gid is a string of at most 32 digits.';

/** Whether a value is the digits of a gid. */
export function isGid(value: string): boolean {
  return DIGITS.test(value);
}

/** A value for a path or a query. Half a surrogate pair, which no URL can hold, becomes the replacement character. */
export function encodeText(value: string): string {
  if (DIGITS.test(value)) return value;
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** The path of a route such as `/tasks/{gid}` for one object. */
export function fillPath(route: string, gid: string): string {
  const checked = USER_ROUTE.test(route)
    ? checkUserGid(gid, 'The gid of a user')
    : checkGid(gid, `The gid in ${route}`);
  // A function, since `$&` and its like have a meaning in replacement strings.
  return route.replace('{gid}', () => encodeText(checked));
}

function quoted(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}
