/**
 * Serves a bundled page and its assets, with a policy that lets it talk to its own origin only. Decides nothing about
 * when a request is for the page, and must not know the schema or what is on the page.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { GatewayError } from '../../errors.ts';
import { graphqlError } from '../operation/mask-error.ts';
import { type Answer, answerOf, badRequestAnswer } from './answer.ts';
import { sendAnswer } from './send.ts';
import { listFiles, type StaticFile, type StaticFiles, sendFile } from './static-files.ts';

/** What a page is made of. */
export interface PageOptions {
  /** What people call it. */
  readonly title: string;
  /** The folder of `dist` that `npm run build` fills. */
  readonly folder: string;
  /** Another folder, of tests. @default `dist/<folder>` of this package */
  readonly directory?: string | undefined;
  /** Its assets lie under `<path>/assets/`. */
  readonly path: string;
  /** What stands before the path in a browser, where something in front takes it away. */
  readonly below: string;
  /** Directives of the content security policy beside those that every page has. */
  readonly policy: readonly string[];
  /** Written into the page's `data-config`, since no inline script is allowed. */
  readonly config: unknown;
}

/** The page and its assets. */
export interface Page {
  /** Answers with the page. */
  servePage(request: IncomingMessage, response: ServerResponse): void;
  /** Answers when the path is below `<path>/assets/`, with 404 for what is not there; else returns false. */
  serveAsset(request: IncomingMessage, response: ServerResponse): boolean;
}

/** Lets the page load and call its own origin, nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

interface Bundle {
  /** When the page and the list of its assets were last written. */
  readonly version: string;
  readonly page: Buffer;
  readonly assets: StaticFiles;
}

/** Prepares a page. The folder is read on the first request, not before; and again when a file of it has gone. */
export function createPage(options: PageOptions): Page {
  const prefix = `${options.path}/assets/`;
  const headers = {
    'content-security-policy': [...POLICY, ...options.policy].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
  let loaded: Bundle | undefined;
  const bundle = () => {
    loaded ??= loadBundle(options);
    return loaded;
  };
  /** The program was replaced under this process: whoever loads the page again has what is there now. */
  const assetNow = (name: string): StaticFile | undefined => {
    if (loaded && versionOf(folderOf(options)) !== loaded.version) loaded = undefined;
    return bundle()?.assets.get(name);
  };

  return {
    servePage(request, response) {
      const found = bundle();
      if (found === undefined) {
        refuse(request, response, notBuilt(options.title));
        return;
      }
      // An unread body would keep the connection from being used again.
      request.resume();
      response.writeHead(200, {
        ...headers,
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
        'content-length': found.page.byteLength,
        vary: 'Accept',
      });
      response.end(request.method === 'HEAD' ? undefined : found.page);
    },

    serveAsset(request, response) {
      // No URL parser: it throws on some targets a client may send, "//" for one.
      const [pathname = ''] = (request.url ?? '').split('?');
      if (!pathname.startsWith(prefix)) return false;
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        refuse(request, response, badRequestAnswer('Assets are read with GET.', 405, { Allow: 'GET, HEAD' }));
        return true;
      }
      // A name is looked up among those found on disk, so no path can lead out of the folder.
      const name = pathname.slice(prefix.length);
      const asset = bundle()?.assets.get(name) ?? assetNow(name);
      const missing = () => refuse(request, response, badRequestAnswer('There is no such asset.', 404));
      if (asset === undefined) missing();
      else {
        sendFile(request, response, asset, headers, (error) => {
          if (!isGone(error)) return refuse(request, response, unreadable());
          loaded = undefined;
          missing();
        });
      }
      return true;
    },
  };
}

function folderOf({ directory, folder }: PageOptions): string {
  return directory ?? defaultDirectory(folder);
}

function loadBundle(options: PageOptions): Bundle | undefined {
  const directory = folderOf(options);
  const template = path.join(directory, 'index.html');
  if (!existsSync(template)) return undefined;
  // Before they are read: what is written meanwhile makes them old.
  const version = versionOf(directory);
  return {
    version,
    page: renderPage(readFileSync(template, 'utf8'), options),
    assets: listFiles(path.join(directory, 'assets')),
  };
}

function versionOf(directory: string): string {
  const writtenMs = ['index.html', 'assets'].map(
    (name) => statSync(path.join(directory, name), { throwIfNoEntry: false })?.mtimeMs,
  );
  return writtenMs.join();
}

function isGone(error: Error): boolean {
  return 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** From dist/cli.js the folder is a neighbour; from the sources, as tests run them, it is three levels up. */
function defaultDirectory(folder: string): string {
  const candidates = [`./${folder}/`, `../../../dist/${folder}/`];
  const directories = candidates.map((candidate) => fileURLToPath(new URL(candidate, import.meta.url)));
  return (
    directories.find((directory) => existsSync(path.join(directory, 'index.html'))) ?? directories[0] ?? '.'
  );
}

function renderPage(template: string, options: PageOptions): Buffer {
  // Functions, because a replacement string would give "$&" in a value a meaning.
  const page = template
    .replaceAll('"./assets/', () => `"${escapeAttribute(options.below + options.path)}/assets/`)
    .replace('__PAGE_CONFIG__', () => escapeAttribute(JSON.stringify(options.config)));
  return Buffer.from(page);
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function notBuilt(title: string): Answer {
  const error = new GatewayError('SERVICE_UNAVAILABLE', `${title} is not built. Run: npm run build`, {
    retryable: false,
  });
  return answerOf({ errors: [graphqlError(error)] }, 'application/json');
}

function unreadable(): Answer {
  const error = new GatewayError('SERVICE_UNAVAILABLE', 'The asset cannot be read just now.');
  return answerOf({ errors: [graphqlError(error)] }, 'application/json');
}

/** Refusals have the form of all others; nothing of the page is in them. */
function refuse(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  request.resume();
  sendAnswer(response, answer, {});
}
