import { expect, test } from 'vitest';
import { blankEntry } from '../../src/starts/ledger.ts';
import { memoryLedger } from '../../src/starts/memory-ledger.ts';
import { ledgerSuite } from './ledger-suite.ts';

ledgerSuite('memory', async () => ({ open: memoryLedger, [Symbol.asyncDispose]: async () => {} }));

test('the memory ledger forgets rows after their time', async () => {
  let now = 0;
  const ledger = memoryLedger({ now: () => now, ttlMs: 1_000 });
  await ledger.started('user:1', blankEntry('1'));
  await ledger.unknownStart('user:1', { kind: 'duplicateTask', source: null, name: null, sentAt: 0 });
  now = 600;
  await ledger.started('user:1', blankEntry('2'));
  now = 1_100;
  expect((await ledger.list('user:1', { first: 9 })).map(({ gid }) => gid)).toEqual(['2']);
  expect(await ledger.find(['1'])).toEqual([null]);
  expect(await ledger.unknownStarts('user:1')).toEqual([]);
});

test('the memory ledger never holds more rows than it may', async () => {
  const ledger = memoryLedger({ maxRows: 10 });
  for (let number = 0; number < 50; number += 1)
    await ledger.started(`user:${number}`, blankEntry(String(number)));
  const found = await ledger.find(Array.from({ length: 50 }, (_, number) => String(number)));
  expect(found.filter((row) => row !== null)).toHaveLength(10);
});
