import { readFileSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { UPSTREAM_BYTES } from '../src/asana/transport/byte-allowance.ts';
import { connectionsWithin } from '../src/server/load/open-files.ts';
import { DEFAULT_LIMITS } from '../src/server/operation/limits.ts';

const text = readFileSync(new URL('../docs/limits.md', import.meta.url), 'utf8');
const { socketBytes, unfinishedBytes, unreadBytes, connections, connectionsPerAddress, ...ofRequests } =
  DEFAULT_LIMITS;
const mebibytes = (bytes: number) => `${bytes / 2 ** 20} MiB`;

test('docs/limits.md names every limit of a request with its value', () => {
  const table = text.slice(text.indexOf('## What a request may cost'));
  const rows = [...table.matchAll(/^\| `(\w+)` +\| ([\d,]+) +\|/gm)];
  const written = Object.fromEntries(
    rows.map(([, name, value]) => [name, Number(value?.replaceAll(',', ''))]),
  );
  expect(written).toEqual({ ...ofRequests, upstreamBytes: UPSTREAM_BYTES });
});

test.each([
  ['socketBytes', mebibytes(socketBytes)],
  ['unfinishedBytes', mebibytes(unfinishedBytes)],
  ['unreadBytes', 'a quarter of the heap limit'],
])('docs/limits.md names %s with its value', (name, value) => {
  const row = text.split('\n').find((line) => line.includes(`| \`${name}\` |`));
  expect(row).toContain(value);
});

test('that quarter is one', () => {
  expect(unreadBytes).toBe(Math.floor(getHeapStatistics().heap_size_limit / 4));
});

test('docs/limits.md says of connections what a machine with so many files and so much heap comes to', () => {
  const rowOf = (limit: string) => text.split('\n').find((line) => line.startsWith(`| \`${limit}\` |`));
  const heapBytes = 2 ** 40;

  expect(rowOf('connections')).toContain('the files the process may open less 1,500');
  expect(connectionsWithin(10_000, heapBytes)).toBe(8_500);
  expect(rowOf('connections')).toContain('half of them where they are fewer than 3,000');
  expect(connectionsWithin(2_000, heapBytes)).toBe(1_000);
  expect(rowOf('connections')).toContain('one for each 32 KiB of heap at most');
  expect(connectionsWithin(1_000_000, 512 * 2 ** 20)).toBe(512 * 32);
  expect(rowOf('connectionsPerAddress')).toContain('4,000, or half of `connections` where that is less');
  expect(connectionsPerAddress).toBe(Math.min(4_000, Math.ceil(connections / 2)));
});
