/**
 * Who calls, while the secrets may be replaced: asks the resolver of the moment, and can say of whoever was let in before
 * what has become of them. Keeps digests of keys only.
 */
import { createHash } from 'node:crypto';
import {
  type CallerMode,
  type CallerResolver,
  type Callers,
  createCallers,
  type ResolvedCaller,
} from './callers.ts';

/** What has become of a caller: nothing, a fresh token to come back for, or a key that is none any more. */
export type CallerFate = 'same' | 'renewed' | 'gone';

/** The callers of a server. */
export class RenewableCallers implements Callers {
  readonly #onThrottled: () => void;
  /** By which key somebody was let in. */
  readonly #keyOf = new WeakMap<ResolvedCaller, string>();
  #mode: CallerMode;
  #callers: Callers;
  /** Names by digest of their key. */
  #names: ReadonlyMap<string, string>;

  constructor(mode: CallerMode, onThrottled: () => void = () => {}) {
    this.#onThrottled = onThrottled;
    this.#mode = mode;
    this.#callers = createCallers(mode, onThrottled);
    this.#names = namesOf(mode);
  }

  /** Resolves an `Authorization` value. */
  readonly resolve: CallerResolver = (authorization, address, before) => {
    const resolved = this.#callers.resolve(authorization, address, before);
    if (resolved.caller?.name && authorization !== undefined) {
      this.#keyOf.set(resolved, digest(authorization.replace(/^Bearer +/i, '').trimEnd()));
    }
    return resolved;
  };

  /** Whose an `Authorization` value is at first sight. */
  readonly atFirstSight: Callers['atFirstSight'] = (authorization, address) =>
    this.#callers.atFirstSight(authorization, address);

  /** From now on these are the settings. */
  replace(mode: CallerMode): void {
    this.#mode = mode;
    this.#callers = createCallers(mode, this.#onThrottled);
    this.#names = namesOf(mode);
  }

  /** What has become of somebody who was resolved before. */
  fateOf(resolved: ResolvedCaller): CallerFate {
    const { caller } = resolved;
    if (!caller || this.#mode.kind === 'pass-through') return 'same';
    const key = this.#keyOf.get(resolved);
    if (caller.name !== null && (key === undefined || this.#names.get(key) !== caller.name)) return 'gone';
    // Whoever came without a key, while there were none.
    if (caller.name === null && this.#names.size > 0) return 'gone';
    return caller.token.hash === this.#mode.token.hash ? 'same' : 'renewed';
  }
}

function namesOf(mode: CallerMode): ReadonlyMap<string, string> {
  const keys = mode.kind === 'service' ? mode.keys : [];
  return new Map(keys.map(({ name, key }) => [digest(key), name]));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
