/**
 * GraphiQL as a page: what it is told about the gateway, and what it may do in the browser. Knows nothing of how a
 * page is served.
 */
import { createPage, type Page } from './page.ts';

/** What GraphiQL is told about the gateway it belongs to. */
export interface GraphiqlOptions {
  /** Path of the API; the assets lie under `<endpoint>/assets/`. */
  readonly endpoint: string;
  /** What stands before every path in a browser, such as `/asana`, where the gateway is mounted. @default nothing */
  readonly below?: string;
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
  readonly faults?: FaultsOnDemand;
}

/** Faults on demand: what to write at the end of a token or into a name, and what it does. */
export interface FaultsOnDemand {
  readonly tokens: readonly { readonly write: string; readonly effect: string }[];
  readonly names: readonly { readonly write: string; readonly effect: string }[];
}

/** Monaco and React write inline styles; Monaco runs workers, and draws the waves under mistakes with data: images. */
const POLICY = [
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
];

/** Prepares GraphiQL. */
export function createGraphiql(options: GraphiqlOptions): Page {
  const below = options.below ?? '';
  return createPage({
    title: 'GraphiQL',
    folder: 'graphiql',
    directory: options.assetsDirectory,
    path: options.endpoint,
    below,
    policy: POLICY,
    config: {
      endpoint: below + options.endpoint,
      defaultToken: options.defaultToken ?? '',
      serviceMode: options.serviceMode ?? false,
      variables: options.variables ?? {},
      faults: options.faults ?? { tokens: [], names: [] },
    },
  });
}
