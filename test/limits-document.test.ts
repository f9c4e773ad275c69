import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { UPSTREAM_BYTES } from '../src/asana/byte-allowance.ts';
import { DEFAULT_LIMITS } from '../src/server/limits.ts';

test('docs/limits.md names every limit with its value', () => {
  const text = readFileSync(new URL('../docs/limits.md', import.meta.url), 'utf8');
  const table = text.slice(text.indexOf('## What a request may cost'));
  const rows = [...table.matchAll(/^\| `(\w+)` +\| ([\d,]+) +\|/gm)];
  const written = Object.fromEntries(
    rows.map(([, name, value]) => [name, Number(value?.replaceAll(',', ''))]),
  );
  expect(written).toEqual({ ...DEFAULT_LIMITS, upstreamBytes: UPSTREAM_BYTES });
});
