/** Faults by chance: a seeded generator, and rules that spoil a share of the calls until told to stop. */
import type { Fault, FaultRule, Sandbox } from '../../src/sandbox/server.ts';

/** Numbers from 0 to below 1 that follow from the seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A pattern that sometimes says no to a path it knows. */
class Chance extends RegExp {
  hits = 0;
  readonly #share: () => number;
  readonly #random: () => number;

  constructor(pattern: RegExp, share: () => number, random: () => number) {
    super(pattern);
    this.#share = share;
    this.#random = random;
  }

  override test(path: string): boolean {
    const hit = super.test(path) && this.#random() < this.#share();
    if (hit) this.hits += 1;
    return hit;
  }
}

const READ = /^\/(jobs|tasks|users|batch)/;
const START = /\/duplicate$/;

/** Every way in which a call goes wrong. */
const FAULTS: readonly Fault[] = [
  { status: 429, headers: { 'retry-after': '0' }, body: { errors: [{ message: 'Too many requests.' }] } },
  { status: 429, body: { errors: [{ message: 'Too many requests.' }] } },
  { status: 500, body: { errors: [{ message: 'Server Error', phrase: '6 sad squid snuggle softly' }] } },
  { status: 503, headers: { 'retry-after': '0' } },
  { kind: 'reset' },
  { kind: 'malformed' },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'wrong-shape' },
  { kind: 'slow', ms: 120 },
  { kind: 'hang' },
];

export interface Weather {
  /** Calls spoilt so far, by what spoilt them. */
  count(): number;
  /** Reads among them that were refused with 429. */
  refusals(): number;
  clear(): void;
}

/** Spoils a share of the reads and of the starts, evenly over the kinds of fault, until `most` calls were spoilt. */
export function spoilAtRandom(
  sandbox: Sandbox,
  { seed, reads, starts, most }: { seed: number; reads: number; starts: number; most: number },
): Weather {
  const random = seeded(seed);
  const chances: { chance: Chance; refusesRead: boolean; stop: () => void }[] = [];
  const count = () => chances.reduce((sum, { chance }) => sum + chance.hits, 0);
  const share = (all: number) => () => (count() < most ? all / FAULTS.length : 0);
  const add = (pattern: RegExp, all: number, rule: Omit<FaultRule, 'match'>, method: string) => {
    const chance = new Chance(pattern, share(all), random);
    chances.push({
      chance,
      refusesRead: pattern !== START && isRefusal(rule.fault),
      stop: sandbox.fail({ ...rule, match: { method, path: chance } }),
    });
  };
  for (const fault of FAULTS) {
    add(READ, reads, { fault }, 'GET');
    add(/^\/batch$/, reads, { fault }, 'POST');
    // A refused start had no effect; any other may have had one.
    add(START, starts / 2, { fault, after: 'before-effect' }, 'POST');
    add(START, starts / 2, { fault, after: isRefusal(fault) ? 'before-effect' : 'after-effect' }, 'POST');
  }
  return {
    count,
    refusals: () =>
      chances.reduce((sum, { chance, refusesRead }) => sum + (refusesRead ? chance.hits : 0), 0),
    clear: () => {
      for (const { stop } of chances) stop();
    },
  };
}

function isRefusal(fault: Fault): boolean {
  return 'status' in fault && fault.status === 429;
}
