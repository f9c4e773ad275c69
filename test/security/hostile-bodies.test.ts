import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { pourBody } from '../support/endless-body.ts';
import { rawSocket } from '../support/raw-socket.ts';
import { ask, codes, raw, scriptedTarget } from './support.ts';

const TOKEN = 'token-of-somebody';

describe('bodies and headers', () => {
  const timeouts = { headersMs: 200, requestMs: 400, checkMs: 50 };

  test('2 MB are refused before they are read, 100 MB while they come, memory stays flat', async () => {
    const { url } = await scriptedTarget();
    const large = await ask(url, '{ __typename }', { variables: { a: 'x'.repeat(2_000_000) } });
    expect([large.status, ...codes(large)]).toEqual([413, 'QUERY_TOO_LARGE']);
    const { status, sent, grownBy } = await pourBody(url);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(40_000_000);
    expect(grownBy).toBeLessThan(80_000_000);
    expect((await ask(url, '{ __typename }')).status).toBe(200);
  });

  test('a bomb in gzip is not unpacked', async () => {
    const { url } = await scriptedTarget();
    const { gzipSync } = await import('node:zlib');
    const body = gzipSync(Buffer.alloc(50_000_000, ' '));
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body,
    });
    expect(response.status).toBe(415);
  });

  test.each([
    ['headers', 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    [
      'a body',
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
    ],
    ['no bytes at all', ''],
  ])('100 connections that send %s slowly are cut, others are served', async (_, bytes) => {
    const { gateway, url } = await scriptedTarget({ server: { timeouts } });
    const closed = Array.from({ length: 100 }, () => {
      const socket = rawSocket(gateway.address.port).resume();
      socket.write(bytes);
      return once(socket, 'close');
    });
    expect((await ask(url, '{ __typename }')).status).toBe(200);
    await Promise.all(closed);
    expect((await ask(url, '{ __typename }')).status).toBe(200);
  });

  test.each([
    ['both lengths', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 50\r\n'],
    ['a length that is none', 'Content-Length: +5\r\n'],
    ['an encoding in disguise', 'Transfer-Encoding: xchunked\r\n'],
    ['headers without end', `X-Large: ${'x'.repeat(100_000)}\r\n`],
  ])('%s are no request', async (_, headers) => {
    const { url, asana } = await scriptedTarget();
    const answer = await raw(
      url,
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}\r\n0\r\n\r\n`,
    );
    expect(answer).toMatch(/^(HTTP\/1\.1 4(00|31) |$)/);
    expect(asana.calls).toEqual([]);
  });

  test.each(['a b', 'x'.repeat(129), '{"a":1}', '<script>', 'é', ''])(
    'request id %.20j is replaced, not passed on',
    async (id) => {
      const { url, asana, lines } = await scriptedTarget();
      const { headers } = await ask(url, '{ me { gid } }', { token: TOKEN, headers: { 'x-request-id': id } });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(asana.requests[0]?.headers['x-request-id']).toBe(headers.get('x-request-id'));
      if (id) expect(lines.join('')).not.toContain(JSON.stringify(id).slice(1, -1));
    },
  );
});
