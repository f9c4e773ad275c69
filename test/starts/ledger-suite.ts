import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { afterCount, afterSource, nothingCounted } from '../../src/contents/counted.ts';
import { blankEntry, type Ledger, type LedgerEntry, type LedgerOptions } from '../../src/starts/ledger.ts';
import { state } from '../support/jobs.ts';

export interface LedgerStore extends AsyncDisposable {
  open(options: LedgerOptions): Ledger;
}

/** What every ledger must do. */
export function ledgerSuite(name: string, openStore: () => Promise<LedgerStore>): void {
  describe(`the ${name} ledger`, () => {
    let store: LedgerStore;
    let nowMs = 1_000;
    let round = 0;
    beforeAll(async () => {
      store = await openStore();
    });
    afterAll(async () => {
      await store[Symbol.asyncDispose]();
    });

    /** A ledger whose owners and gids no other test uses; its clock moves with each question. */
    const fresh = (options: LedgerOptions = {}) => {
      round += 1;
      nowMs = 1_000;
      const ledger = store.open({
        now: () => {
          nowMs += 1;
          return nowMs;
        },
        ...options,
      });
      const prefix = round;
      return {
        ledger,
        owner: `token:${prefix}`,
        user: `user:${prefix}`,
        gid: (number: number) => `${prefix}000${number}`,
      };
    };
    const start = (gid: string, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
      ...blankEntry(gid),
      kind: 'duplicateProject',
      source: { type: 'Project', gid: '77' },
      name: 'Launch (copy)',
      startedAt: 500,
      status: 'not_started',
      ...change,
    });
    /** Rows without what goes by a clock, and what was counted. */
    const found = async (ledger: Ledger, gids: string[]) =>
      (await ledger.find(gids)).map((row) => {
        if (!row) return null;
        const { ageMs, sinceEndMs, tookMs: _took, counted: _counted, ...entry } = row;
        expect(ageMs === null).toBe(entry.startedAt === null);
        expect(sinceEndMs === null).toBe(entry.finishedAt === null);
        return entry;
      });
    const gids = (rows: LedgerEntry[]) => rows.map((row) => row.gid);

    test('finds what was started, in the order asked for', async () => {
      const { ledger, owner, gid } = fresh();
      await ledger.started(owner, start(gid(1)));
      await ledger.started(owner, start(gid(2), { source: null, name: null, kind: 'createGraphExport' }));
      expect(await found(ledger, [gid(2), gid(9), gid(1)])).toEqual([
        start(gid(2), { source: null, name: null, kind: 'createGraphExport' }),
        null,
        start(gid(1)),
      ]);
      expect(await ledger.find([])).toEqual([]);
    });

    test('notes when a job was first seen to be final', async () => {
      const { ledger, owner, gid } = fresh();
      await ledger.started(owner, start(gid(1)));
      await ledger.observed(state(gid(1), 'in_progress', 2_000));
      await ledger.observed(state(gid(1), 'succeeded', 3_000));
      await ledger.observed(state(gid(1), 'succeeded', 4_000));
      await ledger.observed(state(gid(1), 'in_progress', 5_000));
      const [row] = await found(ledger, [gid(1)]);
      expect(row).toEqual(
        start(gid(1), { status: 'succeeded', subtype: 'duplicate_project', finishedAt: 3_000 }),
      );
    });

    test('does not claim to have seen the end of a job it found finished', async () => {
      const { ledger, owner, gid } = fresh();
      await ledger.watched(owner, gid(1));
      await ledger.observed(state(gid(1), 'failed', 2_000));
      expect(await ledger.find([gid(1)])).toMatchObject([
        { status: 'failed', finishedAt: null, startedAt: null },
      ]);
    });

    test('remembers nothing of a job nobody started or watched', async () => {
      const { ledger, gid } = fresh();
      await ledger.observed(state(gid(1), 'failed', 2_000));
      expect(await ledger.find([gid(1)])).toEqual([null]);
    });

    test('lets a start complete a row that a watch made first', async () => {
      const { ledger, owner, gid } = fresh();
      await ledger.watched(owner, gid(1));
      await ledger.observed(state(gid(1), 'in_progress', 2_000));
      await ledger.started(owner, start(gid(1)));
      expect(await found(ledger, [gid(1)])).toEqual([
        start(gid(1), { status: 'in_progress', subtype: 'duplicate_project' }),
      ]);
    });

    test('lists the newest first, and the unfinished only when asked', async () => {
      const { ledger, owner, gid } = fresh();
      for (const number of [1, 2, 3, 4]) await ledger.started(owner, start(gid(number)));
      await ledger.watched(owner, gid(2));
      await ledger.observed(state(gid(3), 'succeeded', 2_000));
      expect(gids(await ledger.list(owner, { first: 20 }))).toEqual([4, 3, 2, 1].map(gid));
      expect(gids(await ledger.list(owner, { first: 2 }))).toEqual([4, 3].map(gid));
      expect(gids(await ledger.list(owner, { first: 2, unfinishedOnly: true }))).toEqual([4, 2].map(gid));
      expect(await ledger.list('token:stranger', { first: 20 })).toEqual([]);
    });

    test('keeps only the newest of an owner', async () => {
      const { ledger, owner, gid } = fresh({ maxPerUser: 3 });
      for (const number of [1, 2, 3, 4, 5]) await ledger.started(owner, start(gid(number)));
      expect(gids(await ledger.list(owner, { first: 20 }))).toEqual([5, 4, 3].map(gid));
    });

    test('gives the rows of a token to its user, once it is known', async () => {
      const { ledger, owner, user, gid } = fresh();
      await ledger.started(owner, start(gid(1)));
      await ledger.started(user, start(gid(2)));
      await ledger.started(owner, start(gid(3)));
      await ledger.link(owner, user);
      await ledger.link(owner, user);
      await ledger.started(owner, start(gid(4)));
      expect(gids(await ledger.list(user, { first: 20 }))).toEqual([4, 3, 2, 1].map(gid));
      expect(gids(await ledger.list(owner, { first: 20 }))).toEqual([4, 3, 2, 1].map(gid));
    });

    test('keeps notes of starts with unknown outcome', async () => {
      const { ledger, owner, user } = fresh();
      const note = { kind: 'duplicateTask', source: { type: 'Task', gid: '5' }, name: null };
      await ledger.unknownStart(owner, { ...note, sentAt: 600 });
      await ledger.unknownStart(owner, { ...note, sentAt: 700 });
      await ledger.link(owner, user);
      await ledger.unknownStart(owner, { ...note, sentAt: 800 });
      const known = await ledger.unknownStarts(user);
      expect(known).toEqual([800, 700, 600].map((sentAt) => ({ ...note, sentAt, id: expect.any(String) })));
      expect(new Set(known.map(({ id }) => id)).size).toBe(3);
      expect(await ledger.unknownStarts(owner)).toEqual(known);
      expect(await ledger.unknownStarts('token:stranger')).toEqual([]);
    });

    test('forgets an unknown start that its owner dismisses, and no other', async () => {
      const { ledger, owner, user } = fresh();
      const note = { kind: 'duplicateTask', source: null, name: 'Twin', sentAt: 600, team: '7' };
      // Alike to the letter, and two all the same.
      await ledger.unknownStart(owner, note);
      await ledger.unknownStart(owner, note);
      const [first, second] = await ledger.unknownStarts(owner);
      if (!first || !second) throw new Error('two were noted');
      expect(await ledger.dismissUnknownStart('token:stranger', first.id)).toBeNull();
      expect(await ledger.dismissUnknownStart(owner, 'none')).toBeNull();
      await ledger.link(owner, user);
      expect(await ledger.dismissUnknownStart(user, first.id)).toEqual(first);
      expect(await ledger.unknownStarts(user)).toEqual([second]);
      expect(await ledger.dismissUnknownStart(user, first.id)).toBeNull();
    });

    test('tells how long ago a job ended, and how long it took', async () => {
      const { ledger, owner, gid } = fresh();
      await ledger.started(owner, start(gid(1)));
      await ledger.started(owner, start(gid(2)));
      await ledger.watched(owner, gid(3));
      expect((await ledger.find([gid(1)]))[0]).toMatchObject({ sinceEndMs: null, tookMs: null });
      await ledger.observed(state(gid(1), 'in_progress', 2_000));
      await ledger.observed(state(gid(1), 'succeeded', 3_000), 1);
      await ledger.observed(state(gid(1), 'succeeded', 4_000));
      await ledger.observed(state(gid(2), 'failed', 3_000));
      await ledger.observed(state(gid(3), 'succeeded', 3_000));
      const rows = await ledger.list(owner, { first: 9 });
      expect(rows.map(({ sinceEndMs, tookMs }) => [sinceEndMs !== null, tookMs !== null])).toEqual([
        [false, false],
        [true, false],
        [true, true],
      ]);
      const took = rows[2]?.tookMs ?? Number.NaN;
      expect(took).toBeGreaterThanOrEqual(0);
      expect(took).toBeLessThanOrEqual(
        (rows[2]?.ageMs ?? Number.NaN) - (rows[2]?.sinceEndMs ?? Number.NaN) + 2,
      );
    });

    test('keeps what was counted, and a final verdict for good', async () => {
      const { ledger, owner, gid } = fresh();
      await ledger.started(owner, start(gid(1)));
      const counted = afterCount(afterSource(nothingCounted(true), 9), 4, 1_000);
      await ledger.counted(gid(1), counted);
      expect((await ledger.find([gid(1)]))[0]?.counted).toEqual(counted);
      const complete = afterCount(counted, 9, 2_000);
      await ledger.counted(gid(1), complete);
      await ledger.counted(gid(1), counted);
      await ledger.observed(state(gid(1), 'succeeded', 3_000));
      await ledger.started(owner, start(gid(1)));
      expect((await ledger.find([gid(1)]))[0]?.counted).toEqual({ ...complete, final: 'complete' });
      await ledger.counted(gid(9), counted);
      expect(await ledger.find([gid(9)])).toEqual([null]);
    });

    test('remembers whether subtasks were to be copied, where that was said', async () => {
      const { ledger, owner, gid } = fresh();
      await ledger.started(owner, start(gid(1), { withSubtasks: true }));
      await ledger.started(owner, start(gid(2), { withSubtasks: false }));
      await ledger.started(owner, start(gid(3)));
      const rows = await ledger.find([gid(1), gid(2), gid(3)]);
      expect(rows.map((row) => row?.withSubtasks)).toEqual([true, false, undefined]);
    });
  });
}
