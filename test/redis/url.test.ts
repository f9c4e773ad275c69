import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config.ts';
import { parseRedisUrl, type RedisTarget } from '../../src/redis/url.ts';

const plain: RedisTarget = {
  mode: 'single',
  tls: false,
  nodes: [{ host: '127.0.0.1', port: 6379 }],
  masterName: null,
  username: null,
  password: null,
  database: 0,
};

describe('a Redis URL', () => {
  const table: [string, Partial<RedisTarget>][] = [
    ['redis://', {}],
    ['redis://127.0.0.1', {}],
    ['redis://cache:7000/2', { nodes: [{ host: 'cache', port: 7000 }], database: 2 }],
    ['redis://[::1]:7000', { nodes: [{ host: '::1', port: 7000 }] }],
    ['rediss://cache', { tls: true, nodes: [{ host: 'cache', port: 6379 }] }],
    ['redis://:s%40cret@cache', { password: 's@cret', nodes: [{ host: 'cache', port: 6379 }] }],
    [
      'redis://me:a/b@c@cache/1',
      { username: 'me', password: 'a/b@c', nodes: [{ host: 'cache', port: 6379 }], database: 1 },
    ],
    [
      'redis+sentinel://:pw@one,two:5000/main/3',
      {
        mode: 'sentinel',
        password: 'pw',
        masterName: 'main',
        database: 3,
        nodes: [
          { host: 'one', port: 26379 },
          { host: 'two', port: 5000 },
        ],
      },
    ],
    [
      'redis+sentinel://one',
      { mode: 'sentinel', masterName: 'mymaster', nodes: [{ host: 'one', port: 26379 }] },
    ],
    [
      'rediss+cluster://a,b:7001',
      {
        mode: 'cluster',
        tls: true,
        nodes: [
          { host: 'a', port: 6379 },
          { host: 'b', port: 7001 },
        ],
      },
    ],
  ];
  test.each(table)('%s is understood', (url, expected) => {
    expect(parseRedisUrl(url)).toEqual({ ...plain, ...expected });
  });

  test.each([
    'http://cache',
    'cache:6379',
    '',
    'redis://a,b',
    'redis://cache:99999',
    'redis://cache/main',
    'redis://a:b:c',
  ])('%j is refused', (url) => {
    expect(() => parseRedisUrl(url)).toThrow(ConfigError);
  });

  test('with a mistake keeps its password to itself', () => {
    expect(() => parseRedisUrl('redis://:secret@cache:99999')).toThrow(/^(?!.*secret)/);
  });
});
