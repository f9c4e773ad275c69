/**
 * What the gateway goes on with after it has answered somebody: one row each, kept where the ledger is. Pure; knows no
 * kind of errand, no store and no token.
 */

/** Where an errand stands. */
export type ErrandState = 'waiting' | 'running' | 'interrupted' | 'done' | 'failed' | 'cancelled';

/** What is kept of an errand. Stored: fields may be added, never changed. Holds no token. */
export interface Errand {
  readonly id: string;
  /** What sort of errand: the name of an `ErrandKind`. */
  readonly kind: string;
  /** Whose it is: `user:<gid>`, or `key:<name>` in service mode. */
  readonly owner: string;
  /** What it is found by beside its id, such as the gid of a job; null while nobody knows. */
  readonly about: string | null;
  readonly state: ErrandState;
  /** Somebody wants it to end: it does as soon as what is under way has ended. */
  readonly isUnwanted: boolean;
  /** What is to be done, as the caller wrote it; null once it is done. JSON of the kind's choosing. */
  readonly plan: unknown;
  /** How far it is. JSON of the kind's choosing. */
  readonly progress: unknown;
  /** Goes up by one with each change. */
  readonly version: number;
}

/** An errand as it is found. */
export interface FoundErrand extends Errand {
  /** Whether an instance runs it just now, as far as its lease says. */
  readonly isHeld: boolean;
  /** So long it is not to be run, milliseconds; 0: it may be at once. */
  readonly sleepsMs: number;
}

/** An errand as it is shown. */
export type SeenErrand = Omit<FoundErrand, 'isHeld'>;

/** What may change of an errand. */
export type ErrandChange = Partial<Pick<Errand, 'about' | 'state' | 'isUnwanted' | 'plan' | 'progress'>>;

/** What nobody runs any more, unless its user wants it again. */
export const OVER: ReadonlySet<ErrandState> = new Set(['done', 'failed', 'cancelled']);

/** Whether nothing more happens by itself. */
export function isOver({ state }: Pick<Errand, 'state'>): boolean {
  return OVER.has(state);
}

/** Whether it wants to be run: neither over nor waiting for its user. */
export function wantsRunning(errand: Pick<Errand, 'state'>): boolean {
  return !isOver(errand) && errand.state !== 'interrupted';
}

/** The errand after a change. */
export function changed<T extends Errand>(errand: T, change: ErrandChange): T {
  return { ...errand, ...change, version: errand.version + 1 };
}
