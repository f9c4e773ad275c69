import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createSandbox,
  type MountedGateway,
  mountGateway,
  type Sandbox,
  silentTelemetry,
} from '../../src/index.ts';
import { inBrowsers } from '../support/browsers.ts';

const SOURCE = fileURLToPath(new URL('../../src/console', import.meta.url));
const TOKEN = 'strict-person';

inBrowsers('the page at /jobs, of the React of development', (browser) => {
  let sandbox: Sandbox;
  let gateway: MountedGateway;
  let server: Server;
  let url: string;
  let built: string;

  beforeAll(async () => {
    // Longer than the page takes to come, to lose its connection and to find another.
    sandbox = await createSandbox({ jobDurationMs: 120_000 });
    built = await mkdtemp(path.join(tmpdir(), 'console-'));
    const { build } = await import('vite');
    await build({
      configFile: false,
      root: SOURCE,
      base: './',
      logLevel: 'error',
      // In it StrictMode undoes and repeats every effect.
      mode: 'development',
      define: { 'process.env.NODE_ENV': '"development"' },
      build: { outDir: built, emptyOutDir: true, assetsDir: 'assets', assetsInlineLimit: 0, minify: false },
    });
    gateway = await mountGateway({ asanaBaseUrl: sandbox.url, telemetry: silentTelemetry() });
    server = createServer((request, response) => {
      serve(request, response).catch(() => response.destroy());
    });
    server.on('upgrade', (request, socket, head) => gateway.handleUpgrade(request, socket, head));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 120_000);

  /** The gateway with another build of the page. */
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asset = /^\/jobs\/assets\/([\w.-]+)$/.exec(request.url ?? '')?.[1];
    if (asset) {
      response.setHeader('content-type', asset.endsWith('.css') ? 'text/css' : 'text/javascript');
      response.end(await readFile(path.join(built, 'assets', asset)));
    } else if (request.url?.startsWith('/jobs')) {
      const config = JSON.stringify({
        ...{ endpoint: '/graphql', path: '/jobs', defaultToken: '', serviceMode: false },
        faults: { tokens: [], names: [] },
      });
      const page = await readFile(path.join(built, 'index.html'), 'utf8');
      response.setHeader('content-type', 'text/html');
      response.end(
        page
          .replaceAll('"./assets/', '"/jobs/assets/')
          .replace('__PAGE_CONFIG__', config.replaceAll('"', '&quot;')),
      );
    } else gateway.handle(request, response, () => response.writeHead(404).end());
  }

  afterAll(async () => {
    server?.closeAllConnections();
    server?.close();
    await gateway?.close();
    await sandbox?.close();
    if (built) await rm(built, { recursive: true, force: true });
  });

  async function ask(query: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ query }),
    });
    return ((await response.json()) as { data: Record<string, unknown> }).data;
  }

  test('goes on watching after its connection was lost', async (context) => {
    const project = sandbox.gids.projects.launch;
    const { duplicateProject } = (await ask(
      `mutation { duplicateProject(input: { projectGid: "${project}", name: "Strictly" }) { job { gid } } }`,
    )) as { duplicateProject: { job: { gid: string } } };
    const page = await (await browser(context).newContext()).newPage();
    page.setDefaultTimeout(15_000);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.addInitScript(
      (token) => sessionStorage.setItem('asana-jobs-gateway:asana:token', token),
      TOKEN,
    );

    let cuts = 0;
    let heardAgain = 0;
    await page.routeWebSocket(/graphql/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        socket.send(message);
        if (!String(message).includes('"next"')) return;
        if (cuts > 0) {
          heardAgain += 1;
          return;
        }
        cuts += 1;
        void socket.close({ code: 1012, reason: 'Restart' });
      });
    });

    await page.goto(`${url}/jobs/${duplicateProject.job.gid}`);
    await page.getByRole('heading', { name: 'Strictly', level: 1 }).waitFor();
    await expect.poll(() => heardAgain).toBeGreaterThan(0);
    expect(cuts).toBe(1);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
