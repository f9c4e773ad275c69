/**
 * How owners are written, in the ledger, in rows of errands and in their stores: `user:<gid>` for an Asana user, `key:<name>`
 * for a key of service mode, `token:<hash>` for somebody of whom nothing but the token is known. Stored: never changed.
 * Pure; the one place that looks into such a name.
 */

/** An Asana user. */
export function ownerOfUser(gid: string): string {
  return `user:${gid}`;
}

/** A key of service mode, by its name. */
export function ownerOfKey(name: string): string {
  return `key:${name}`;
}

/** Somebody of whom nothing but the token is known. */
export function ownerOfToken(hash: string): string {
  return `token:${hash}`;
}

/** Whether it is known which Asana user it is. */
export function isUser(owner: string): boolean {
  return owner.startsWith('user:');
}

/** Whether nothing but the token is known, which Asana may never have accepted. */
export function isStranger(owner: string): boolean {
  return owner.startsWith('token:');
}

/** The name of the key that it is; null where it is none. */
export function keyNameIn(owner: string): string | null {
  return owner.startsWith('key:') ? owner.slice('key:'.length) : null;
}
