/**
 * Why the way to Asana is shared as it is: four disciplines simulated at an Asana that takes 200 ms, each with the
 * same number of places. A flood of made-up tokens asks again as soon as it is answered; a known caller and a new one
 * of other networks ask once a second.
 */
import { describe, expect, test } from 'vitest';
import { FairQueue } from '../../src/fair-queue.ts';

const ASANA_MS = 200;
const LENGTH_MS = 60_000;
/** In no step with the rest. */
const ASK_EVERY_MS = 1_037;
const PLACES = 256;
const NEWCOMERS = 64;

interface Call {
  readonly who: 'known' | 'new' | 'busy' | 'flood';
  readonly network: string;
  readonly atMs: number;
  /** Each call of the flood has a token of its own. */
  readonly token: string;
}

/** Whose turn it is, given what is in flight. */
interface Discipline {
  add(call: Call): void;
  next(inFlight: Readonly<Record<'accepted' | 'newcomer', number>>): Call | null;
}

const isAccepted = ({ who }: Call): boolean => who === 'known' || who === 'busy';

function queueOf(flowOf: (call: Call) => string) {
  const queue = new FairQueue<Call>();
  let since = 0;
  return {
    add: (item: Call) => void queue.add({ item, flow: flowOf(item), lane: 0, since: since++, points: 1 }),
    take() {
      const place = queue.next();
      if (place) queue.take(place);
      return place?.item ?? null;
    },
  };
}

function oneQueue(flowOf: (call: Call) => string): Discipline {
  const { add, take } = queueOf(flowOf);
  return { add, next: ({ accepted, newcomer }) => (accepted + newcomer < PLACES ? take() : null) };
}

/** Two queues, the accepted first; with so many places for each. */
function two(placesFor: (standing: 'accepted' | 'newcomer', inAll: number) => number): Discipline {
  const accepted = queueOf(({ token }) => token);
  const newcomer = queueOf(({ network }) => network);
  return {
    add: (call) => (isAccepted(call) ? accepted : newcomer).add(call),
    next(inFlight) {
      const inAll = inFlight.accepted + inFlight.newcomer;
      const first = inFlight.accepted < placesFor('accepted', inAll) ? accepted.take() : null;
      return first ?? (inFlight.newcomer < placesFor('newcomer', inAll) ? newcomer.take() : null);
    },
  };
}

const DISCIPLINES = {
  'first come, first served': () => oneQueue(() => 'all'),
  'a turn for each token': () => oneQueue(({ token }) => token),
  'the accepted first': () => two((_, inAll) => (inAll < PLACES ? PLACES : 0)),
  'places of their own': () => two((standing) => (standing === 'newcomer' ? NEWCOMERS : PLACES - NEWCOMERS)),
} as const;

/** Median milliseconds until the answer, by who asked; infinite where most never had one. */
function simulate(make: () => Discipline, { flood, busy }: { flood: number; busy: number }) {
  const discipline = make();
  const inFlight = { accepted: 0, newcomer: 0 };
  const ends = new Map<number, Call[]>();
  const took = { known: [] as number[], new: [] as number[] };
  let asked = 0;
  let tokens = 0;
  const ask = (who: Call['who'], network: string, atMs: number): void => {
    tokens += 1;
    discipline.add({ who, network, atMs, token: who === 'known' ? who : `${who} ${tokens}` });
  };
  for (let each = 0; each < flood; each += 1) ask('flood', 'flood', 0);
  for (let each = 0; each < busy; each += 1) ask('busy', 'office', 0);
  for (let nowMs = 0; nowMs < LENGTH_MS; nowMs += 1) {
    for (const call of ends.get(nowMs) ?? []) {
      inFlight[isAccepted(call) ? 'accepted' : 'newcomer'] -= 1;
      if (call.who === 'known' || call.who === 'new') took[call.who].push(nowMs - call.atMs);
      else ask(call.who, call.network, nowMs);
    }
    ends.delete(nowMs);
    if (nowMs % ASK_EVERY_MS === 500) {
      asked += 1;
      ask('known', 'home', nowMs);
      ask('new', 'home', nowMs);
    }
    for (let call = discipline.next(inFlight); call; call = discipline.next(inFlight)) {
      inFlight[isAccepted(call) ? 'accepted' : 'newcomer'] += 1;
      const atMs = nowMs + ASANA_MS;
      ends.set(atMs, [...(ends.get(atMs) ?? []), call]);
    }
  }
  const median = (times: number[]): number =>
    [...times, ...Array<number>(asked - times.length).fill(Number.POSITIVE_INFINITY)].sort((a, b) => a - b)[
      Math.floor(asked / 2)
    ] as number;
  return { known: median(took.known), new: median(took.new) };
}

const WORST_MS = 1.5 * ASANA_MS;

describe('with 2,000 made-up tokens in flight', () => {
  const load = { flood: 2_000, busy: 0 };

  test.each(['first come, first served', 'a turn for each token'] as const)(
    '%s: nobody is served well',
    (name) => {
      const { known } = simulate(DISCIPLINES[name], load);
      expect(known).toBeGreaterThan(WORST_MS);
    },
  );

  test('the accepted first: all places are taken when somebody known comes', () => {
    expect(simulate(DISCIPLINES['the accepted first'], load).known).toBeGreaterThanOrEqual(WORST_MS);
  });

  test('places of their own: somebody known is as quick as alone, somebody new waits for one turn', () => {
    const median = simulate(DISCIPLINES['places of their own'], load);
    expect(median.known).toBe(ASANA_MS);
    expect(median.new).toBeLessThanOrEqual(2 * ASANA_MS);
  });
});

describe('with twice as many accepted tokens as there are places beside', () => {
  const load = { flood: 2_000, busy: 2 * PLACES };
  /** What an accepted token has to wait when all of them take turns. */
  const shareMs = (ASANA_MS * (2 * PLACES + 1)) / (PLACES - NEWCOMERS);

  test('the accepted first: somebody new never is served', () => {
    const median = simulate(DISCIPLINES['the accepted first'], load);
    expect(median.known).toBeLessThanOrEqual(shareMs);
    expect(median.new).toBe(Number.POSITIVE_INFINITY);
  });

  test('places of their own: both are', () => {
    const median = simulate(DISCIPLINES['places of their own'], load);
    expect(median.known).toBeLessThanOrEqual(shareMs);
    expect(median.new).toBeLessThanOrEqual(2 * ASANA_MS);
  });
});

test.runIf(process.env.SHOW)('the table of the decision', () => {
  const shown = Object.entries(DISCIPLINES).map(([name, make]) => ({
    name,
    flood: simulate(make, { flood: 2_000, busy: 0 }),
    both: simulate(make, { flood: 2_000, busy: 2 * PLACES }),
  }));
  console.log(JSON.stringify(shown, null, 1));
});
