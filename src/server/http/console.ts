/**
 * The console as a page: what it is told about the gateway, which paths are its, and what it may do in the browser.
 * Knows nothing of how a page is served.
 */
import type { FaultsOnDemand } from './graphiql.ts';
import { createPage, type Page } from './page.ts';

/** Where the console is; a job and a list have their addresses below it. */
export const CONSOLE_PATH = '/jobs';

/** What the console is told about the gateway it belongs to. */
export interface ConsoleOptions {
  /** Path of the API. */
  readonly endpoint: string;
  /** What stands before every path in a browser, such as `/asana`, where the gateway is mounted. @default nothing */
  readonly below?: string;
  /** Another folder than the one that `npm run build` fills. @default dist/console of this package */
  readonly assetsDirectory?: string;
  /** Written into the page for anybody to use: for the demo only. */
  readonly defaultToken?: string;
  /** Whether callers bring a gateway key in place of an Asana token. */
  readonly serviceMode?: boolean;
  /** Faults that the Asana behind it makes on demand. */
  readonly faults?: FaultsOnDemand;
}

/** No style, script or image but its own files. */
const POLICY = ["style-src 'self'", "img-src 'self'"];

/** Prepares the console. */
export function createConsole(options: ConsoleOptions): Page {
  const below = options.below ?? '';
  return createPage({
    title: 'The console',
    folder: 'console',
    directory: options.assetsDirectory,
    path: CONSOLE_PATH,
    below,
    policy: POLICY,
    config: {
      endpoint: below + options.endpoint,
      path: below + CONSOLE_PATH,
      defaultToken: options.defaultToken ?? '',
      serviceMode: options.serviceMode ?? false,
      faults: options.faults ?? { tokens: [], names: [] },
    },
  });
}

/** Whether a path is the console's: the page decides what it shows there. */
export function isConsolePath(path: string): boolean {
  return path === CONSOLE_PATH || path.startsWith(`${CONSOLE_PATH}/`);
}
