import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { FreshStarts } from '../../src/starts/fresh-starts.ts';
import { lostStart, memoryIdempotency } from '../../src/starts/idempotency.ts';
import { blankEntry } from '../../src/starts/ledger.ts';
import { memoryLedger } from '../../src/starts/memory-ledger.ts';
import { StartSlots } from '../../src/starts/slots.ts';
import type { Start, StartReply } from '../../src/starts/start.ts';
import { carryOut, type StartWay } from '../../src/starts/start-run.ts';
import { silentTelemetry } from '../../src/telemetry.ts';

const KIND = 'duplicateTask';
const NAMES = { target: { field: 'taskGid', type: 'Task' }, input: { name: { key: 'name' } } };
const RUNNING = new GatewayError('RATE_LIMITED', 'five run', { status: 429, isAboutRunningJobs: true });

/** The room of starts, and a way to Asana that the test lays. */
function room(way: Partial<StartWay<StartReply>> = {}) {
  const parts = {
    ledger: memoryLedger(),
    idempotency: memoryIdempotency(),
    slots: new StartSlots(),
    freshStarts: new FreshStarts(),
    telemetry: silentTelemetry(),
    timeoutMs: 1_000,
    now: () => 1_000,
  };
  let sent = 0;
  const send = way.send ?? (async () => ({ gid: '7', status: 'in_progress' }));
  const whole: StartWay<StartReply> = {
    ownerOf: async () => 'user:1',
    countRunning: async (gids) => gids.length,
    pauseMs: () => 0,
    ...way,
    send: () => {
      sent += 1;
      return send();
    },
  };
  const start = (more: Partial<Start> = {}) => {
    const { signal, ...rest } = { signal: undefined as AbortSignal | undefined, ...more };
    const caller = { owner: 'token:1', name: null, token: { hash: '1' } };
    const what: Start = {
      kind: KIND,
      input: { taskGid: '1', name: 'Copy' },
      names: NAMES,
      makesJob: true,
      waitMs: 0,
      by: { requestId: 'test', signal, caller },
      ...rest,
    };
    return carryOut(what, whole, parts);
  };
  const counted = (outcome: string) => parts.telemetry.read('starts', { kind: KIND, outcome });
  const fill = async () => {
    for (const gid of ['1', '2', '3', '4', '5']) await parts.ledger.started('token:1', blankEntry(gid));
  };
  return { ...parts, start, counted, fill, sent: () => sent };
}

describe('a start', () => {
  test('that is answered is in the ledger, fresh, and counted', async () => {
    const { start, counted, ledger, freshStarts } = room();
    expect(await start()).toMatchObject({ outcome: 'answered', gid: '7', at: 1_000 });
    expect(await ledger.list('token:1', { first: 5 })).toMatchObject([
      { gid: '7', kind: KIND, name: 'Copy', source: { type: 'Task', gid: '1' }, startedAt: 1_000 },
    ]);
    expect(freshStarts.find('7')).toMatchObject({ owner: 'token:1' });
    expect(counted('started')).toBe(1);
  });

  test('that makes no job is counted, and in no ledger', async () => {
    const { start, counted, ledger } = room();
    await start({ makesJob: false });
    expect(await ledger.list('token:1', { first: 5 })).toEqual([]);
    expect(counted('started')).toBe(1);
  });

  test.each([
    ['the reply was lost', new GatewayError('OUTCOME_UNKNOWN', 'lost')],
    ['something broke in the gateway', new RangeError('out of bounds')],
  ])('of which nobody knows, since %s, is among the unknown ones', async (_why, error) => {
    const { start, counted, ledger } = room({ send: () => Promise.reject(error) });
    expect(await start()).toEqual({ outcome: 'unknown', error });
    expect(await ledger.unknownStarts('token:1')).toMatchObject([
      { kind: KIND, name: 'Copy', sentAt: 1_000 },
    ]);
    expect(counted('outcome_unknown')).toBe(1);
  });

  test('whose sender was lost is among the unknown ones, once however often its key comes', async () => {
    const { start, idempotency, ledger, sent } = room();
    const input = { taskGid: '1', name: 'Copy', idempotencyKey: 'key' };
    idempotency.begin = async () => ({
      state: 'pending',
      since: 77,
      wait: () => Promise.reject(lostStart()),
    });
    for (let time = 0; time < 2; time += 1)
      expect(await start({ input })).toMatchObject({
        outcome: 'unknown',
        error: { code: 'OUTCOME_UNKNOWN' },
      });
    const [noted, ...more] = await ledger.unknownStarts('user:1');
    expect([noted, more]).toMatchObject([{ kind: KIND, name: 'Copy', sentAt: 77 }, []]);
    expect(noted?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent()).toBe(0);
  });

  test('refused for running jobs is crowded, and leaves its key free', async () => {
    const { start, counted, sent } = room({ send: () => Promise.reject(RUNNING) });
    const input = { taskGid: '1', idempotencyKey: 'key' };
    const crowded = { outcome: 'crowded', userErrors: [{ code: 'TOO_MANY_RUNNING_JOBS' }] };
    expect(await start({ input })).toMatchObject(crowded);
    expect(await start({ input })).toMatchObject(crowded);
    expect(sent()).toBe(2);
    expect(counted('too_many_running_jobs')).toBe(2);
  });

  test.each([
    ['five are known to run', 0, 'crowded'],
    ['five are known to run, and Asana wants no question', 60_000, 'crowded'],
  ])('refused with any 429 while %s is crowded', async (_what, pauseMs, outcome) => {
    const error = new GatewayError('RATE_LIMITED', 'too many requests', { status: 429 });
    const { start, fill } = room({ send: () => Promise.reject(error), pauseMs: () => pauseMs });
    expect(await start()).toEqual({ outcome: 'failed', error });
    await fill();
    expect(await start()).toMatchObject({ outcome });
  });

  test('that fails while it waits for a slot is not sent, and is counted', async () => {
    const error = new GatewayError('UNAUTHENTICATED', 'the token is refused', { status: 401 });
    const { start, counted, fill, sent } = room({ countRunning: () => Promise.reject(error) });
    await fill();
    expect(await start({ waitMs: 5_000 })).toEqual({ outcome: 'failed', error });
    expect(sent()).toBe(0);
    expect(counted('unauthenticated')).toBe(1);
  });

  test('for which no slot was free in time is not sent', async () => {
    const { start, counted, fill, sent } = room();
    await fill();
    expect(await start({ waitMs: 1 })).toMatchObject({ outcome: 'crowded', why: 'no_slot' });
    expect(sent()).toBe(0);
    expect(counted('no_slot')).toBe(1);
  });

  test('whose note the ledger does not take is answered all the same', async () => {
    const { start, ledger } = room();
    ledger.started = () => Promise.reject(new Error('full'));
    expect(await start()).toMatchObject({ outcome: 'answered' });
  });
});
