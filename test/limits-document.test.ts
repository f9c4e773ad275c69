import { readFileSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { UPSTREAM_BYTES } from '../src/asana/transport/byte-allowance.ts';
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
  ['connections', 'the files that the process may open less 1,500'],
  ['connectionsPerAddress', '4,000, or half of the above where that is less'],
])('docs/limits.md names %s with its value', (name, value) => {
  const row = text.split('\n').find((line) => line.includes(`| \`${name}\` |`));
  expect(row).toContain(value);
});

test('that half is one', () => {
  expect(connectionsPerAddress).toBe(Math.min(4_000, Math.ceil(connections / 2)));
});

test('that quarter is one', () => {
  expect(unreadBytes).toBe(Math.floor(getHeapStatistics().heap_size_limit / 4));
});
