import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairQueue, type Place } from '../src/fair-queue.ts';

const LARGEST = 10;
const FLOWS = ['a', 'b', 'c', 'd'];

type Step =
  | { readonly do: 'come'; readonly flow: string; readonly lane: number; readonly points: number }
  | { readonly do: 'serve' }
  | { readonly do: 'leave'; readonly which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('come' as const),
      flow: fc.constantFrom(...FLOWS),
      lane: fc.nat(1),
      points: fc.integer({ min: 1, max: LARGEST }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('serve' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), which: fc.nat(20) }) },
);

interface Served {
  readonly place: Place<number>;
  /** Flows in which somebody waited, and from which number of services on, without a gap. */
  readonly waiting: ReadonlyMap<string, number>;
}

/** Plays steps; what was served, in order. */
function play(steps: readonly Step[], queue = new FairQueue<number>({ lanes: 2 })): Served[] {
  const served: Served[] = [];
  const present: Place<number>[] = [];
  const since = new Map<string, number>();
  const forget = (place: Place<number>): void => {
    present.splice(present.indexOf(place), 1);
    if (queue.sizeOf(place.flow) === 0) since.delete(place.flow);
  };
  for (const [number, each] of steps.entries()) {
    if (each.do === 'come') {
      const place = { ...each, item: number, since: number };
      if (!since.has(each.flow)) since.set(each.flow, served.length);
      expect(queue.add(place)).toBeNull();
      present.push(place);
    } else if (each.do === 'leave') {
      const place = present[each.which % (present.length || 1)];
      if (!place) continue;
      expect(queue.remove(place)).toBe(true);
      forget(place);
    } else {
      const place = queue.next();
      // Work is never refused while somebody waits.
      expect(place === null).toBe(present.length === 0);
      if (!place) continue;
      served.push({ place, waiting: new Map(since) });
      queue.take(place);
      forget(place);
    }
    expect(queue.size).toBe(present.length);
    expect([...queue].map(({ item }) => item).sort()).toEqual(present.map(({ item }) => item).sort());
  }
  return served;
}

const steps = fc.array(step, { minLength: 20, maxLength: 200 });

test('a flow that begins to wait has one turn of each other flow before it at most', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const served = play(given);
      for (const [at, { place, waiting }] of served.entries()) {
        const from = waiting.get(place.flow) ?? 0;
        const before = served.slice(from, at).map((each) => each.place.flow);
        // Its first service since it came, unless it owes points from a moment ago.
        if (
          before.includes(place.flow) ||
          served.slice(0, from).some((each) => each.place.flow === place.flow)
        )
          continue;
        for (const flow of FLOWS)
          expect(before.filter((each) => each === flow).length).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('flows that go on waiting are given points evenly', () => {
  const points = fc.integer({ min: 1, max: LARGEST });
  const backlog = fc.array(points, { minLength: 30, maxLength: 60 });
  fc.assert(
    fc.property(fc.array(backlog, { minLength: 2, maxLength: 5 }), (backlogs) => {
      const queue = new FairQueue<number>();
      const given = backlogs.map(() => 0);
      for (const [flow, wanted] of backlogs.entries())
        for (const [since, each] of wanted.entries())
          queue.add({ item: flow, flow: String(flow), lane: 0, since, points: each });
      while (backlogs.every((_, flow) => queue.sizeOf(String(flow)) > 0)) {
        const place = queue.next() as Place<number>;
        queue.take(place);
        given[place.item] = (given[place.item] ?? 0) + place.points;
        expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(2 * LARGEST);
      }
    }),
  );
});

test('within a flow lanes go one after the other, each in the order of coming', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const queue = new FairQueue<number>({ lanes: 2 });
      play(given, queue);
      const rest: Place<number>[] = [];
      for (let place = queue.next(); place; place = queue.next()) {
        queue.take(place);
        rest.push(place);
      }
      expect(queue.size).toBe(0);
      for (const flow of FLOWS) {
        const own = rest.filter((place) => place.flow === flow);
        const order = [...own].sort((one, other) => one.lane - other.lane || one.since - other.since);
        expect(own).toEqual(order);
      }
    }),
  );
});

test('whoever is alone may use all of it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: LARGEST }), { maxLength: 50 }), (wanted) => {
      const queue = new FairQueue<number>();
      for (const [item, points] of wanted.entries())
        queue.add({ item, flow: 'a', lane: 0, since: item, points });
      const order = wanted.map(() => {
        const place = queue.next() as Place<number>;
        queue.take(place);
        return place.item;
      });
      expect(order).toEqual([...wanted.keys()]);
    }),
  );
});

test('a head that is not ready holds up nobody else, and keeps its turn', () => {
  const queue = new FairQueue<string>({ lanes: 2 });
  for (const item of ['a1', 'a2', 'b1', 'b2'])
    queue.add({ item, flow: item[0] as string, lane: 0, since: Number(item[1]), points: 1 });
  queue.add({ item: 'a3', flow: 'a', lane: 1, since: 0, points: 1 });
  const shut = new Set(['a1']);
  const serve = (): string | undefined => {
    const place = queue.next((item) => !shut.has(item));
    if (place) queue.take(place);
    return place?.item;
  };
  expect([serve(), serve()]).toEqual(['a3', 'b1']);
  shut.add('b2');
  expect(serve()).toBeUndefined();
  shut.clear();
  expect([serve(), serve(), serve(), serve()]).toEqual(['a1', 'b2', 'a2', undefined]);
});

test('bounds hold: a full flow refuses, a full queue takes the place of the longest flow', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...FLOWS), { maxLength: 80 }), (flows) => {
      const queue = new FairQueue<number>({ most: 12, mostPerFlow: 6 });
      for (const [item, flow] of flows.entries()) {
        const sizes = FLOWS.map((each) => queue.sizeOf(each));
        const place = { item, flow, lane: 0, since: item, points: 1 };
        const out = queue.add(place);
        expect(queue.size).toBeLessThanOrEqual(12);
        for (const each of FLOWS) expect(queue.sizeOf(each)).toBeLessThanOrEqual(6);
        if (out && out !== place) expect(sizes[FLOWS.indexOf(out.flow)]).toBe(Math.max(...sizes));
        // With three flows at four each, somebody new is let in all the same.
        if (out === place)
          expect(queue.sizeOf(flow)).toBeGreaterThanOrEqual(Math.min(6, Math.max(...sizes) - 1));
      }
    }),
  );
});

test('points ahead are all of the own flow and a like share of each other', () => {
  const queue = new FairQueue<number>({ lanes: 2 });
  const wanted = { lane: 1, since: 9, points: 2 };
  expect(queue.pointsAhead({ flow: 'a', ...wanted })).toBe(0);
  for (const [flow, lane, since, points] of [
    ['a', 0, 1, 3],
    ['a', 1, 2, 4],
    ['a', 1, 10, 5],
    ['b', 0, 1, 100],
    ['c', 0, 1, 1],
  ] as const)
    queue.add({ item: 0, flow, lane, since, points });
  expect(queue.pointsAhead({ flow: 'a', ...wanted })).toBe(7 + 9 + 1);
  expect(queue.pointsAhead({ flow: 'new', ...wanted })).toBe(2 + 2 + 1);
});
