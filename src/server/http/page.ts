/**
 * Serves the bundled GraphiQL page and its assets, with a policy that lets the page talk to its own origin only.
 * Decides nothing about when a request is for the page, and must not know the schema.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { GatewayError } from '../../errors.ts';
import { graphqlError } from '../operation/mask-error.ts';
import { type Answer, answerOf, badRequestAnswer } from './answer.ts';
import { sendAnswer } from './send.ts';
import { listFiles, type StaticFiles, sendFile } from './static-files.ts';

/** What GraphiQL is told about the gateway it belongs to. */
export interface GraphiqlOptions {
  /** Path of the API; the assets lie under `<endpoint>/assets/`. */
  readonly endpoint: string;
  /**
   * The folder that `npm run build` fills.
   * @default dist/graphiql of this package
   */
  readonly assetsDirectory?: string;
  /** Written into the page for anybody to use: for the demo only. */
  readonly defaultToken?: string;
  /** Whether callers bring a gateway key in place of an Asana token. */
  readonly serviceMode?: boolean;
  /** A project and a task in it for the example tabs, so that they run without editing. */
  readonly variables?: { readonly projectGid?: string; readonly taskName?: string };
  /** Faults that the Asana behind it makes on demand, offered beside the token. */
  readonly faults?: GraphiqlFaults;
}

/** Faults on demand: what to write at the end of a token or into a name, and what it does. */
export interface GraphiqlFaults {
  readonly tokens: readonly { readonly write: string; readonly effect: string }[];
  readonly names: readonly { readonly write: string; readonly effect: string }[];
}

/** The page and its assets. */
export interface Graphiql {
  /** Answers with the page. */
  servePage(request: IncomingMessage, response: ServerResponse): void;
  /** Answers when the path is below `<endpoint>/assets/`, with 404 for what is not there; else returns false. */
  serveAsset(request: IncomingMessage, response: ServerResponse): boolean;
}

/** Lets the page load and call its own origin, nothing else. Monaco and React write inline styles. */
export const GRAPHIQL_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  // Monaco draws the waves under mistakes with data: images.
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': GRAPHIQL_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

interface Bundle {
  readonly page: Buffer;
  readonly assets: StaticFiles;
}

/** Prepares GraphiQL. The folder is read on the first request, not before. */
export function createGraphiql(options: GraphiqlOptions): Graphiql {
  const prefix = `${options.endpoint}/assets/`;
  let loaded: Bundle | undefined;
  const bundle = () => {
    loaded ??= loadBundle(options);
    return loaded;
  };

  return {
    servePage(request, response) {
      const found = bundle();
      if (found === undefined) {
        refuse(request, response, notBuilt());
        return;
      }
      // An unread body would keep the connection from being used again.
      request.resume();
      response.writeHead(200, {
        ...SECURITY_HEADERS,
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
      const asset = bundle()?.assets.get(pathname.slice(prefix.length));
      if (asset === undefined) refuse(request, response, badRequestAnswer('There is no such asset.', 404));
      else sendFile(request, response, asset, SECURITY_HEADERS);
      return true;
    },
  };
}

function loadBundle(options: GraphiqlOptions): Bundle | undefined {
  const directory = options.assetsDirectory ?? defaultDirectory();
  const template = path.join(directory, 'index.html');
  if (!existsSync(template)) return undefined;
  return {
    page: renderPage(readFileSync(template, 'utf8'), options),
    assets: listFiles(path.join(directory, 'assets')),
  };
}

/** From dist/cli.js the folder is a neighbour; from the sources, as tests run them, it is three levels up. */
function defaultDirectory(): string {
  const candidates = ['./graphiql/', '../../../dist/graphiql/'];
  const directories = candidates.map((candidate) => fileURLToPath(new URL(candidate, import.meta.url)));
  return (
    directories.find((directory) => existsSync(path.join(directory, 'index.html'))) ?? directories[0] ?? '.'
  );
}

function renderPage(template: string, options: GraphiqlOptions): Buffer {
  const config = JSON.stringify({
    endpoint: options.endpoint,
    defaultToken: options.defaultToken ?? '',
    serviceMode: options.serviceMode ?? false,
    variables: options.variables ?? {},
    faults: options.faults ?? { tokens: [], names: [] },
  });
  // Functions, because a replacement string would give "$&" in a value a meaning.
  const page = template
    .replaceAll('"./assets/', () => `"${escapeAttribute(options.endpoint)}/assets/`)
    .replace('__GRAPHIQL_CONFIG__', () => escapeAttribute(config));
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

function notBuilt(): Answer {
  const error = new GatewayError('SERVICE_UNAVAILABLE', 'GraphiQL is not built. Run: npm run build', {
    retryable: false,
  });
  return answerOf({ errors: [graphqlError(error)] }, 'application/json');
}

/** Refusals have the form of all others; nothing of the page is in them. */
function refuse(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  request.resume();
  sendAnswer(response, answer, {});
}
