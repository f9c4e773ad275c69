import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Packages load graphql's CommonJS build; Vite would pick the other one for our files, and two copies disagree.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // Minutes of killed and stalled processes: `npm run test:instances`.
    exclude: ['**/node_modules/**', ...(process.env.INSTANCES ? [] : ['test/instances/**'])],
    // Real sockets and processes on a machine that others use too; whatever needed its second try is listed.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
