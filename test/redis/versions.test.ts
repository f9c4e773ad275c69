import { afterAll, beforeAll, expect, test } from 'vitest';
import { afterCount, nothingCounted } from '../../src/contents/counted.ts';
import { connectRedis, type RedisConnection } from '../../src/redis/connection.ts';
import { redisLedger } from '../../src/redis/ledger.ts';
import { blankEntry, type LedgerEntry } from '../../src/starts/ledger.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { state } from '../support/jobs.ts';
import { describeRedis, type RedisServer, startRedis } from '../support/redis.ts';
import { redisLedger as redisLedgerBefore } from './version-0.1.0/redis-ledger.ts';

const gids = (rows: readonly LedgerEntry[]) => rows.map(({ gid }) => gid).sort();
const job = (gid: string): LedgerEntry => ({
  ...blankEntry(gid),
  kind: 'duplicateTask',
  source: { type: 'Task', gid: '5' },
  name: 'Copy',
  startedAt: Date.now(),
});
const note = { kind: 'duplicateTask', source: null, name: null };

describeRedis('a ledger beside the version before', () => {
  let server: RedisServer;
  const connections: RedisConnection[] = [];
  beforeAll(async () => {
    server = await startRedis();
    for (let each = 0; each < 3; each += 1)
      connections.push(
        await connectRedis({
          url: server.url,
          prefix: 'test',
          baseUrl: 'http://127.0.0.1/api',
          telemetry: silentTelemetry(),
        }),
      );
  });
  afterAll(async () => {
    for (const connection of connections) await connection[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  const open = () => {
    const [a, b, c] = connections as [RedisConnection, RedisConnection, RedisConnection];
    // The third has written nothing itself: what it tells comes from Redis alone.
    return { before: redisLedgerBefore(a), now: redisLedger(b), reader: redisLedger(c) };
  };

  test('shares rows, their ends and whose they are, both ways', async () => {
    const { before, now, reader } = open();
    await before.started('token:a', job('1'));
    await now.started('token:a', job('2'));
    await now.link('token:a', 'user:a');
    await before.watched('token:a', '3');
    await before.observed(state('2', 'succeeded', Date.now()));
    await reader.observed(state('1', 'succeeded', Date.now()));
    for (const ledger of [before, reader]) {
      expect(gids(await ledger.list('user:a', { first: 9 }))).toEqual(['1', '2', '3']);
      expect(await ledger.find(['1', '2'])).toMatchObject([
        { kind: 'duplicateTask', status: 'succeeded', finishedAt: expect.any(Number) },
        { kind: 'duplicateTask', status: 'succeeded', finishedAt: expect.any(Number) },
      ]);
    }
    // Whose end another instance saw is not unfinished here.
    for (const ledger of [now, reader])
      expect(gids(await ledger.list('token:a', { first: 9, unfinishedOnly: true }))).toEqual(['3']);
  });

  test('shares unknown starts, both ways', async () => {
    const { before, now, reader } = open();
    const sentAt = Date.now();
    await before.unknownStart('user:b', { ...note, sentAt });
    await now.unknownStart('user:b', { ...note, sentAt: sentAt + 1 });
    for (const ledger of [before, reader]) {
      const known = await ledger.unknownStarts('user:b');
      expect(known).toMatchObject([
        { ...note, sentAt: sentAt + 1 },
        { ...note, sentAt },
      ]);
    }
  });

  test('gives an unknown start without an id one that stays, and is dismissed by it', async () => {
    const { before, now, reader } = open();
    await before.unknownStart('user:d', { ...note, sentAt: Date.now() });
    await now.unknownStart('user:d', { ...note, sentAt: Date.now() + 1 });
    const known = await reader.unknownStarts('user:d');
    expect(known.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^[\w-]{36}$/),
      expect.stringMatching(/^[\w-]{22}$/),
    ]);
    expect(await now.unknownStarts('user:d')).toEqual(known);
    for (const each of known) {
      expect(await reader.dismissUnknownStart('user:d', each.id)).toEqual(each);
    }
    expect(await now.unknownStarts('user:d')).toEqual([]);
  });

  test('is not put out of order by an instance whose clock is wrong', async () => {
    const { now, reader } = open();
    const few = redisLedger(connections[0] as RedisConnection, { maxPerUser: 2 });
    const [past, future] = [Date.now() - 3_600_000, Date.now() + 3_600_000];
    await now.started('user:c', { ...job('11'), startedAt: future });
    await few.started('user:c', { ...job('12'), startedAt: past });
    await few.started('user:c', { ...job('13'), startedAt: past });
    expect((await reader.list('user:c', { first: 9 })).map(({ gid }) => gid)).toEqual(['13', '12']);
    for (const row of await reader.find(['12', '13'])) {
      expect(row?.ageMs).toBeGreaterThanOrEqual(0);
      expect(row?.ageMs).toBeLessThan(60_000);
    }
    // Nobody has it any more, so it is gone.
    expect(await server.admin.exists(`${connections[0]?.prefix}row:11`)).toBe(0);
  });

  test('keeps a row that somebody else still has', async () => {
    const { now, reader } = open();
    const few = redisLedger(connections[0] as RedisConnection, { maxPerUser: 1 });
    await now.watched('key:web', '21');
    await few.watched('key:scripts', '21');
    await few.watched('key:scripts', '22');
    expect((await reader.list('key:scripts', { first: 9 })).map(({ gid }) => gid)).toEqual(['22']);
    expect((await reader.list('key:web', { first: 9 })).map(({ gid }) => gid)).toEqual(['21']);
  });

  test('reads what ended and was counted while both versions ran', async () => {
    const { before, now, reader } = open();
    await before.started('user:e', job('41'));
    await now.started('user:e', { ...job('42'), withSubtasks: true });
    const counted = afterCount(nothingCounted(false), 3, 20_000);
    for (const gid of ['41', '42']) await now.counted(gid, counted);
    await now.observed(state('41', 'succeeded', Date.now()));
    await before.observed(state('42', 'succeeded', Date.now()));
    await before.started('user:e', job('42'));
    const [first, second] = await reader.find(['41', '42']);
    for (const row of [first, second]) {
      expect(row?.sinceEndMs).toBeGreaterThanOrEqual(0);
      expect(row?.sinceEndMs).toBeLessThan(60_000);
      expect(row?.counted).toEqual(counted);
    }
    expect(second).toMatchObject({ withSubtasks: true, tookMs: null });
    expect(await before.find(['41'])).toMatchObject([{ status: 'succeeded', name: 'Copy' }]);
    await server.admin.hset(`${connections[0]?.prefix}row:42`, 'counted', '{"present":"3"}');
    expect((await reader.find(['42']))[0]?.counted).toBeNull();
  });

  test('knows how long a job took only when its end was seen, not found', async () => {
    const { now, reader } = open();
    const seconds = async (gid: string, lateMs?: number) => {
      await now.started('user:f', job(gid));
      const key = `${connections[0]?.prefix}row:${gid}`;
      const anHourAgo = Number(await server.admin.hget(key, 'bornAt')) - 3_600_000;
      await server.admin.hset(key, 'bornAt', anHourAgo);
      await now.observed(state(gid, 'succeeded', Date.now()), lateMs);
      const tookMs = (await reader.find([gid]))[0]?.tookMs;
      return tookMs && Math.floor(tookMs / 1_000);
    };
    expect(await seconds('51')).toBeNull();
    expect(await seconds('52', 1_900_000)).toBeNull();
    expect(await seconds('53', 1_700_000)).toBe(3_600);
  });

  test('cuts a name that is kept', async () => {
    const { now, reader } = open();
    await now.started('user:d', { ...job('31'), name: `${'x'.repeat(1_023)}😀` });
    expect((await reader.find(['31']))[0]?.name).toBe('x'.repeat(1_023));
  });
});

test('callers that Asana never accepted make room first, then whoever has most', async () => {
  const { CallerShelf } = await import('../../src/starts/caller-shelf.ts');
  const dropped: string[] = [];
  const shelf = new CallerShelf<number>({
    perCaller: 5,
    inAll: 10,
    dropped: (caller, id) => dropped.push(`${caller} ${id}`),
  });
  shelf.put('user:few', '1', 1, true);
  for (let each = 1; each <= 6; each += 1) shelf.put('user:many', `${each}`, each, true);
  for (let each = 1; each <= 4; each += 1) shelf.put('token:made-up', `${each}`, each, false);
  expect(shelf.size).toBe(10);
  shelf.put('user:new', '1', 1, true);
  shelf.put('user:new', '2', 1, true);
  expect(dropped).toEqual(['user:many 1', 'token:made-up 1', 'token:made-up 2']);
  for (let each = 3; each <= 5; each += 1) shelf.put('user:new', `${each}`, 1, true);
  expect(dropped.slice(3)).toEqual(['token:made-up 3', 'token:made-up 4', 'user:many 2']);
  expect([...shelf.of('user:few').keys()]).toEqual(['1']);
  expect(shelf.size).toBe(10);
});
