import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createGraphiql, type GraphiqlOptions } from '../../../src/server/http/graphiql.ts';
import { chooseEncoding } from '../../../src/server/http/static-files.ts';

const SCRIPT = 'console.log("GraphiQL");'.repeat(50);
let directory: string;
let server: Server | undefined;

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'graphiql-'));
  mkdirSync(path.join(directory, 'assets'));
  writeFileSync(
    path.join(directory, 'index.html'),
    '<script src="./assets/main-1.js"></script><div data-config="__PAGE_CONFIG__"></div>',
  );
  writeFileSync(path.join(directory, 'build.json'), '{}');
  writeFileSync(path.join(directory, 'assets/main-1.js'), SCRIPT);
  writeFileSync(path.join(directory, 'assets/main-1.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(path.join(directory, 'assets/notes.exe'), 'no');
});

afterEach(() => {
  server?.close();
  server = undefined;
});

afterAll(() => rmSync(directory, { recursive: true }));

interface Answer {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

const REFUSED = { errors: [{ extensions: { code: 'BAD_REQUEST', retryable: false } }] };

async function listen(listener: RequestListener): Promise<string> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

async function get(
  target: string,
  options: Partial<GraphiqlOptions> = {},
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const graphiql = createGraphiql({ endpoint: '/graphql', assetsDirectory: directory, ...options });
  const origin = await listen((incoming, outgoing) => {
    if (!graphiql.serveAsset(incoming, outgoing)) graphiql.servePage(incoming, outgoing);
  });
  return await new Promise((resolve, reject) => {
    const sent = request(origin, { path: target, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    sent.on('error', reject).end();
  });
}

function readConfig(page: string): unknown {
  const attribute = /data-config="([^"]*)"/.exec(page)?.[1] ?? '';
  const text = attribute
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return JSON.parse(text);
}

describe('the page', () => {
  test('it carries its settings and the asset paths', async () => {
    const { status, headers, body } = await get('/graphql', {
      defaultToken: 'demo',
      faults: { tokens: [], names: [] },
      variables: { projectGid: '12' },
    });

    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(body.toString()).toContain('<script src="/graphql/assets/main-1.js">');
    expect(readConfig(body.toString())).toEqual({
      endpoint: '/graphql',
      defaultToken: 'demo',
      faults: { tokens: [], names: [] },
      serviceMode: false,
      variables: { projectGid: '12' },
    });
  });

  test('no setting breaks out of its attribute', async () => {
    const defaultToken = `"><script>alert('$&')</script>&quot;`;

    const { body } = await get('/graphql', { defaultToken });

    expect(body.toString()).not.toContain('<script>');
    expect(readConfig(body.toString())).toMatchObject({ defaultToken });
  });

  test('its policy names no other host', async () => {
    const { headers } = await get('/graphql');

    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  test('a missing build says which command to run', async () => {
    const { status, body } = await get('/graphql', { assetsDirectory: path.join(directory, 'nowhere') });

    expect(status).toBe(503);
    expect(JSON.parse(String(body))).toMatchObject({
      errors: [
        {
          message: expect.stringContaining('npm run build'),
          extensions: { code: 'SERVICE_UNAVAILABLE', retryable: false },
        },
      ],
    });
  });
});

describe('assets', () => {
  test('they are cached for good and sent plain', async () => {
    const { status, headers, body } = await get('/graphql/assets/main-1.js');

    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    });
    expect(body.toString()).toBe(SCRIPT);
  });

  test('brotli goes to those who take it', async () => {
    const { headers, body } = await get(
      '/graphql/assets/main-1.js',
      {},
      { headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } },
    );

    expect(headers['content-encoding']).toBe('br');
    expect(Number(headers['content-length'])).toBe(body.byteLength);
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
  });

  test('HEAD sends the headers alone', async () => {
    const { status, headers, body } = await get('/graphql/assets/main-1.js', {}, { method: 'HEAD' });

    expect([status, headers['content-length'], body.byteLength]).toEqual([200, String(SCRIPT.length), 0]);
  });

  test('other methods are refused', async () => {
    const { status, headers, body } = await get('/graphql/assets/main-1.js', {}, { method: 'POST' });

    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
    expect(JSON.parse(String(body))).toMatchObject(REFUSED);
  });

  test.each([
    '/graphql/assets/missing.js',
    '/graphql/assets/',
    '/graphql/assets/main-1.js.br',
    '/graphql/assets/notes.exe',
    '/graphql/assets/..%2findex.html',
    '/graphql/assets/%2e%2e%2fbuild.json',
    '/graphql/assets/..%5cbuild.json',
    '/graphql/assets//etc/passwd',
    '/graphql/assets/../../../etc/passwd',
    '/graphql/assets/__proto__',
    '/graphql/assets/constructor',
    '/graphql/assets/main-1.js%00',
  ])('%s leads nowhere', async (target) => {
    const { status, body } = await get(target);

    expect(status).toBe(404);
    expect(JSON.parse(String(body))).toMatchObject(REFUSED);
  });

  test.each(['bytes=5-2', 'bytes=0-99999999999999999999', 'bytes=x-y'])(
    'Range: %s gets all of it',
    async (range) => {
      const { status, body } = await get('/graphql/assets/main-1.js', {}, { headers: { range } });

      expect([status, body.toString()]).toEqual([200, SCRIPT]);
    },
  );

  test.each(['GET', 'HEAD'])(
    'one that has gone, as the program was replaced, is none, and the page is read anew: %s',
    async (method) => {
      const folder = mkdtempSync(path.join(directory, 'replaced-'));
      const build = (name: string) => {
        mkdirSync(path.join(folder, 'assets'));
        writeFileSync(path.join(folder, 'index.html'), name);
        writeFileSync(path.join(folder, 'assets', name), SCRIPT);
      };
      build('main-1.js');
      const graphiql = createGraphiql({ endpoint: '/graphql', assetsDirectory: folder });
      const origin = await listen((incoming, outgoing) => {
        if (!graphiql.serveAsset(incoming, outgoing)) graphiql.servePage(incoming, outgoing);
      });
      const ask = async (name: string) => {
        const { status, headers } = await fetch(`${origin}/graphql/assets/${name}`, { method });
        return [status, headers.get('cache-control')];
      };
      const page = async () => (await fetch(origin)).text();
      expect(await page()).toBe('main-1.js');
      expect(await ask('main-1.js')).toEqual([200, 'public, max-age=31536000, immutable']);

      rmSync(path.join(folder, 'assets'), { recursive: true });
      build('main-2.js');

      expect(await ask('main-1.js')).toEqual([404, 'no-store']);
      expect(await page()).toBe('main-2.js');
      expect((await ask('main-2.js'))[0]).toBe(200);
    },
  );

  test('where a file is asked for while others are still being copied, the next who asks finds them', async () => {
    const folder = mkdtempSync(path.join(directory, 'copied-'));
    const write = (name: string) => writeFileSync(path.join(folder, name), SCRIPT);
    mkdirSync(path.join(folder, 'assets'));
    for (const name of ['index.html', 'assets/old-1.js']) write(name);
    const graphiql = createGraphiql({ endpoint: '/graphql', assetsDirectory: folder });
    const origin = await listen((incoming, outgoing) => {
      if (!graphiql.serveAsset(incoming, outgoing)) graphiql.servePage(incoming, outgoing);
    });
    const ask = async (name: string) => (await fetch(`${origin}/graphql/assets/${name}`)).status;
    expect(await ask('old-1.js')).toBe(200);

    rmSync(path.join(folder, 'assets/old-1.js'));
    write('assets/new-1.js');
    expect([await ask('old-1.js'), await ask('new-1.js'), await ask('new-2.js')]).toEqual([404, 200, 404]);
    write('assets/new-2.js');

    expect(await ask('new-2.js')).toBe(200);
  });

  test('one that cannot be opened just now is not taken for gone', async () => {
    const folder = mkdtempSync(path.join(directory, 'unreadable-'));
    mkdirSync(path.join(folder, 'assets'));
    const file = path.join(folder, 'assets/main-1.js');
    for (const name of [path.join(folder, 'index.html'), file]) writeFileSync(name, SCRIPT);
    const graphiql = createGraphiql({ endpoint: '/graphql', assetsDirectory: folder });
    const origin = await listen((incoming, outgoing) => graphiql.serveAsset(incoming, outgoing));
    const ask = async () => (await fetch(`${origin}/graphql/assets/main-1.js`)).status;
    expect(await ask()).toBe(200);

    // It leads to itself.
    rmSync(file);
    symlinkSync(file, file);

    expect(await ask()).toBe(503);
  });

  test('whoever leaves in the middle leaves no open file', async () => {
    const file = path.join(directory, 'assets/large-1.js');
    writeFileSync(file, 'x'.repeat(20_000_000));
    const graphiql = createGraphiql({ endpoint: '/graphql', assetsDirectory: directory });
    const origin = await listen((incoming, outgoing) => graphiql.serveAsset(incoming, outgoing));
    const leaving = new AbortController();
    const { status } = await fetch(`${origin}/graphql/assets/large-1.js`, { signal: leaving.signal });
    const isOpen = () =>
      readdirSync('/proc/self/fd').some((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`) === realpathSync(file);
        } catch {
          return false; // closed meanwhile
        }
      });
    expect([status, isOpen()]).toEqual([200, true]);

    leaving.abort();

    await expect.poll(isOpen).toBe(false);
    rmSync(file);
  });

  test('an unreadable address is no asset', async () => {
    const { headers } = await get('//');

    expect(headers['content-type']).toBe('text/html; charset=utf-8');
  });
});

describe('chooseEncoding', () => {
  const both = new Set(['br', 'gzip']);

  test.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['gzip, br', 'br'],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.0', undefined],
  ])('%s picks %s', (accepted, expected) => {
    expect(chooseEncoding(accepted, both)).toBe(expected);
  });

  test('what is not there is not picked', () => {
    expect(chooseEncoding('br, gzip', new Set(['gzip']))).toBe('gzip');
  });
});
