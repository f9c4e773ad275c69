/**
 * What the gateway tells the page: where the API is, which kind of token it takes, what the examples need.
 * Read from an attribute of the page, since the content security policy allows no inline script.
 */

/** The settings of one page, as the server wrote them. */
export interface PageConfig {
  /** Path of the API, `/graphql`. */
  readonly endpoint: string;
  /** Filled into the token field when the person has not typed one; the demo's. */
  readonly defaultToken: string;
  /** Whether callers bring a gateway key in place of an Asana token. */
  readonly serviceMode: boolean;
  /** For the example tabs. */
  readonly variables: { readonly projectGid?: string; readonly taskName?: string };
  /** In the demo: what its Asana does wrong on demand. */
  readonly faults: { readonly tokens: readonly FaultHint[]; readonly names: readonly FaultHint[] };
}

/** A fault on demand: what to write, and what it does. */
export interface FaultHint {
  readonly write: string;
  readonly effect: string;
}

/** Reads the settings from the page's root element. */
export function readConfig(root: HTMLElement): PageConfig {
  return JSON.parse(root.dataset.config ?? '{}') as PageConfig;
}

/** Keeps what is stored for the demo, for Asana tokens and for gateway keys apart, on one and the same origin. */
export function storageNamespace(config: PageConfig): string {
  const mode = config.defaultToken !== '' ? 'demo' : config.serviceMode ? 'service' : 'asana';
  return `asana-jobs-gateway:${mode}`;
}
