import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/telemetry/redact.ts';
import { cpuWatch } from '../support/cpu.ts';
import { ask, codes, scriptedTarget } from './support.ts';

const TOKEN = 'token-of-somebody';
const nested = (depth: number, name: string) => `${`${name} { `.repeat(depth)}gid${' }'.repeat(depth)}`;
const lattice = Array.from({ length: 22 }, (_, n) => `fragment F${n} on Task { ...F${n + 1} ...F${n + 1} }`);

describe('queries that cost more than they look', () => {
  test.each<[string, string, object, string]>([
    [
      'a lattice of 22 fragments',
      `{ task(gid: "1") { ...F0 } } ${lattice.join(' ')} fragment F22 on Task { gid }`,
      {},
      'fields',
    ],
    [
      '1,000 aliases',
      `{ ${Array.from({ length: 1_000 }, (_, n) => `a${n}: me { gid }`).join(' ')} }`,
      {},
      'aliases|rootFields',
    ],
    [
      '51 root fields',
      `{ ${Array.from({ length: 51 }, (_, n) => `a${n}: me { gid }`).join(' ')} }`,
      {},
      'rootFields',
    ],
    ['a depth of 100', `{ task(gid: "1") { ${nested(98, 'parent')} } }`, {}, 'depth'],
    [
      'a depth of 100 in fragments',
      `{ task(gid: "1") { ...D0 } } ${Array.from({ length: 50 }, (_, n) => `fragment D${n} on Task { parent { ...D${n + 1} } }`).join(' ')} fragment D50 on Task { gid }`,
      {},
      'depth',
    ],
    [
      'pages of pages',
      'query ($n: Int!) { workspace(gid: "1") { projects(first: $n) { nodes { tasks(first: $n) { nodes { subtasks(first: $n) { nodes { name } } } } } } } }',
      { n: 100 },
      'cost',
    ],
    [
      '10,000 at once, twice',
      '{ workspace(gid: "1") { projects(first: 10000) { nodes { tasks(first: 10000) { nodes { gid } } } } } }',
      {},
      'cost',
    ],
    ['101 ids', 'query ($g: [ID!]!) { jobs(gids: $g) { gid } }', { g: Array(101).fill('1') }, 'ids'],
    [
      'variables nested deeply',
      'query ($a: Int) { me { gid } t: task(gid: "1") @skip(if: true) { gid } }',
      JSON.parse(`{"a":${'['.repeat(1_000)}${']'.repeat(1_000)}}`),
      'variableDepth',
    ],
    ['10,001 tokens', `{ ${'me { gid } '.repeat(2_600)} }`, {}, 'tokens'],
    [
      'a cost no number holds',
      'query ($n: Int!) { workspace(gid: "1") { projects(first: $n) { nodes { gid } } } }',
      { n: 1e308 },
      'cost',
    ],
  ])('%s is refused at once, saying which limit', async (_, query, variables, limit) => {
    const { url, asana } = await scriptedTarget();
    const spentMs = cpuWatch();
    const answer = await ask(url, query, { token: TOKEN, variables });
    expect(spentMs()).toBeLessThan(500);
    expect(answer.errors[0]?.extensions).toMatchObject({
      code: 'QUERY_TOO_LARGE',
      retryable: false,
      limit: expect.stringMatching(`^(${limit})$`),
      allowed: expect.any(Number),
    });
    expect(asana.calls).toEqual([]);
    expect((await ask(url, '{ me { gid } }', { token: TOKEN })).data).toEqual({ me: { gid: '99' } });
  });

  test('a page of 10,000 is refused, as literal and as variable', async () => {
    const { url } = await scriptedTarget();
    const query = (first: string) =>
      `query ($n: Int = 10000) { workspaces(first: ${first}) { nodes { gid } } }`.replace(
        first === '$n' ? '' : '($n: Int = 10000)',
        '',
      );
    for (const answer of [
      await ask(url, query('10000'), { token: TOKEN }),
      await ask(url, query('$n'), { token: TOKEN }),
      await ask(url, query('$n'), { token: TOKEN, variables: { n: 10_000 } }),
    ]) {
      expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    }
  });

  test.each([
    ['inline fragments', (n: number) => `{ ${'... { '.repeat(n)}__typename${' }'.repeat(n)} }`],
    ['list values', (n: number) => `{ task(gid: ${'['.repeat(n)}${']'.repeat(n)}) { gid } }`],
    ['object values', (n: number) => `{ task(gid: ${'{ a: '.repeat(n)}1${' }'.repeat(n)}) { gid } }`],
    ['list types', (n: number) => `query ($a: ${'['.repeat(n)}Int${']'.repeat(n)}) { __typename }`],
  ])('%s nested by the thousand break nothing', async (_, query) => {
    const { url, alarms } = await scriptedTarget();
    for (const depth of [500, 1_500, 2_400, 3_200, 4_900]) {
      const answer = await ask(url, query(depth));
      expect(codes(answer)).not.toContain('INTERNAL_SERVER_ERROR');
    }
    expect(alarms()).toEqual([]);
  });

  test('a name as long as a body makes no log line as long', async () => {
    const { url, lines } = await scriptedTarget();
    await ask(url, `query ${'A'.repeat(500_000)} { __typename }`);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2_000);
  });

  test.each(['eyJ-', 'a-', 'a.', '1/1111/', 'bearer ', 'a://a:', 'redis://:'])(
    'a log full of %j is redacted in linear time',
    (unit) => {
      const redact = createRedactor([]);
      const spentMs = cpuWatch();
      redact(unit.repeat(100_000));
      expect(spentMs()).toBeLessThan(1_000);
    },
  );
});
