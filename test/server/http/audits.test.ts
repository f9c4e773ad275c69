import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support.ts';

describe.each([true, false])('GraphQL over HTTP, all written by Yoga: %s', (yogaWritesAll) => {
  let running: TestServer;
  beforeAll(async () => {
    running = await startServer({}, { yogaWritesAll });
  });
  afterAll(() => running.server.close());

  for (const audit of serverAudits({ url: () => running.url, fetchFn: fetch })) {
    test.each(['first', 'repeated'])(`${audit.id} ${audit.name}: %s`, async () => {
      const result = await audit.fn();
      expect(result.status, 'reason' in result ? result.reason : '').toBe('ok');
    });
  }
});
