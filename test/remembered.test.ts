/** What is remembered of tokens and of starts for a while has a bound: the longest known are forgotten. */
import { expect, test } from 'vitest';
import { asanaToken } from '../src/asana/api/token.ts';
import { FreshStarts } from '../src/starts/fresh-starts.ts';
import { TokenLiveness } from '../src/watching/token-liveness.ts';
import { clientBench, taskRead } from './support/asana-client.ts';
import { refuse } from './support/scripted-asana.ts';

test('verdicts on 1,000 tokens: who is dead is asked again for the one before', async () => {
  const liveness = new TokenLiveness(() => 0);
  const asked: string[] = [];
  const ask = (key: string) =>
    liveness.confirmDead({
      key,
      async confirmDead() {
        asked.push(key);
        return true;
      },
    });
  for (let number = 0; number < 1_000; number += 1) await ask(`${number}`);
  await ask('0');
  expect(asked).toHaveLength(1_000);
  await ask('1000');
  await ask('999');
  expect(asked).toHaveLength(1_001);
  await ask('0');
  expect(asked.slice(1_000)).toEqual(['1000', '0']);
});

test('10,000 starts of the last seconds', () => {
  const starts = new FreshStarts(() => 0);
  for (let number = 0; number < 10_000; number += 1) starts.note(`${number}`, 'user:1');
  expect(starts.find('0')).toEqual({ owner: 'user:1', ageMs: 0 });
  starts.note('10000', 'user:2');
  expect([starts.find('0'), starts.find('10000')]).toEqual([null, { owner: 'user:2', ageMs: 0 }]);
});

test('that Asana refuses batches is known of 1,000 tokens', { timeout: 60_000 }, async () => {
  const { client, asana, context } = await clientBench();
  const reads = [taskRead('1', 'name'), taskRead('2', 'name')];
  /** Reads two records; what Asana was asked for them. */
  const callsOf = async (number: number, ...answers: ReturnType<typeof refuse>[]): Promise<number> => {
    const before = asana.calls.length;
    asana.next(...answers);
    await client.readMany(reads, context({ token: asanaToken(`1/token-${number}`) }));
    return asana.calls.length - before;
  };
  for (let number = 0; number < 1_000; number += 1) await callsOf(number, refuse(403, 'Forbidden'));
  expect(await callsOf(0)).toBe(2);
  await callsOf(1_000, refuse(403, 'Forbidden'));
  expect([await callsOf(999), await callsOf(1_000)]).toEqual([2, 2]);
  expect(await callsOf(0)).toBe(1); // in a batch again
});
