/** Members by key, as many as one likes: how many sockets a token has, and which. Keys without members are forgotten. */
export class Tally<T> {
  readonly #members = new Map<string, Set<T>>();

  /** Members under a key. */
  of(key: string): ReadonlySet<T> {
    return this.#members.get(key) ?? new Set();
  }

  /** How many there are under a key. */
  count(key: string): number {
    return this.#members.get(key)?.size ?? 0;
  }

  /** Adds a member. */
  add(key: string, member: T): void {
    const members = this.#members.get(key);
    if (members) members.add(member);
    else this.#members.set(key, new Set([member]));
  }

  /** Every key with its members. */
  [Symbol.iterator](): IterableIterator<[string, ReadonlySet<T>]> {
    return this.#members.entries();
  }

  /** Takes a member out. */
  remove(key: string, member: T): void {
    const members = this.#members.get(key);
    if (members?.delete(member) && members.size === 0) this.#members.delete(key);
  }
}
