import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Packages load graphql's CommonJS build; Vite would pick the other one for our files, and two copies disagree.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // Minutes of killed, stalled and attacked processes: `npm run test:instances`, `npm run test:attacks`.
    exclude: [
      '**/node_modules/**',
      ...(process.env.INSTANCES ? [] : ['test/instances/**']),
      ...(process.env.ATTACKS ? [] : ['test/attacks/**']),
    ],
    // No second tries: what fails now and then is mended where it comes from.
    retry: 0,
    // As long as a page on a busy machine may need; what comes sooner is seen sooner.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Of the units, in `npm run check` and by `npm run coverage`. What runs in child processes and browsers is not seen by it.
    coverage: {
      include: ['src/**/*.ts'],
      exclude: ['src/graphiql/**', 'src/console/**'],
      reporter: ['text-summary', 'json-summary'],
      // A little below what it was in November 2026: 87 %, 82 %, 87 % and 88 %.
      thresholds: { statements: 85, branches: 80, functions: 85, lines: 86 },
    },
  },
});
