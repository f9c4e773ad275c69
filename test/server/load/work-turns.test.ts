import { describe, expect, test } from 'vitest';
import { type Flow, networkFlow, WorkTurns } from '../../../src/server/load/work-turns.ts';

const flood = networkFlow('requests', '127.0.0.2');
const known: Flow = { name: 'token:ann', isKnown: true };

/** Keeps the processor busy, as an execution does. */
function work(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

/** Takes so many pieces of work of a flow; each notes its name when it is done. */
function take(turns: WorkTurns, log: string[], flow: Flow, count: number, ms = 0): void {
  for (let number = 0; number < count; number += 1) {
    turns.take(flow, () => {
      work(ms);
      log.push(flow.name);
    });
  }
}

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve));
async function untilDone(turns: WorkTurns): Promise<void> {
  while (turns.waiting > 0) await nextTurn();
}

describe('work', () => {
  test('is done at once while the turn has time', () => {
    const log: string[] = [];
    take(new WorkTurns(), log, flood, 1);
    expect(log).toHaveLength(1);
  });

  test('of a burst is spread over turns of the event loop', async () => {
    const turns = new WorkTurns();
    const log: string[] = [];
    take(turns, log, flood, 6, 11);
    expect([log.length, turns.waiting]).toEqual([1, 5]);
    const inEachTurn: number[] = [];
    while (turns.waiting > 0) {
      const before = log.length;
      await nextTurn();
      inEachTurn.push(log.length - before);
    }
    expect(Math.max(...inEachTurn)).toBe(1);
    expect(log).toHaveLength(6);
  });

  test('of who comes behind a burst waits for one piece of it', async () => {
    const turns = new WorkTurns();
    const log: string[] = [];
    take(turns, log, flood, 20, 11);
    const before = log.length;
    take(turns, log, networkFlow('requests', '127.0.0.3'), 1);
    await untilDone(turns);
    expect(log.slice(before).indexOf('requests of 127.0.0.3')).toBeLessThanOrEqual(1);
    expect(log).toHaveLength(21);
  });

  test('of known callers has every other turn, and no more, however many networks there are', async () => {
    const turns = new WorkTurns();
    const log: string[] = [];
    take(turns, log, flood, 1, 11);
    for (let host = 1; host <= 30; host += 1) take(turns, log, networkFlow('requests', `10.0.0.${host}`), 1);
    take(turns, log, known, 30);
    await untilDone(turns);
    expect(log.slice(1, 21).filter((name) => name === known.name)).toHaveLength(10);
  });

  test('of one flow is done in the order in which it came', async () => {
    const turns = new WorkTurns();
    const log: number[] = [];
    take(turns, [], flood, 1, 11);
    for (let number = 0; number < 200; number += 1) turns.take(flood, () => void log.push(number));
    await untilDone(turns);
    expect(log).toEqual(Array.from({ length: 200 }, (_, number) => number));
  });

  test('that is only set off in its turn counts as long as it will take, one piece a turn', async () => {
    const turns = new WorkTurns();
    take(turns, [], flood, 1, 11);
    const setOff: number[] = [];
    let turn = 0;
    for (let number = 0; number < 5; number += 1) void turns.next(flood, 10)?.then(() => setOff.push(turn));
    while (turns.waiting > 0) {
      await nextTurn();
      turn += 1;
    }
    await nextTurn();
    expect(new Set(setOff).size).toBe(5);
  });

  test('waits by a promise as well, and goes on behind it', async () => {
    const turns = new WorkTurns();
    expect(turns.next(known)).toBeNull();
    work(11);
    const turn = turns.next(known);
    expect(turns.waiting).toBe(1);
    await turn;
    expect(turns.waiting).toBe(0);
  });

  test('is one piece a turn while connections come', async () => {
    const turns = new WorkTurns();
    const log: string[] = [];
    turns.noteConnection();
    take(turns, log, flood, 5);
    expect(log).toHaveLength(0);
    await nextTurn();
    expect(log.length).toBeLessThanOrEqual(1);
    await untilDone(turns);
    expect(log).toHaveLength(5);
  });
});
