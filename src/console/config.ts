/**
 * What the gateway tells the page: where the API is, where the page is, which kind of token it takes. Read from an
 * attribute of the page, since the content security policy allows no inline script.
 */

/** The settings of the page, as the server wrote them. */
export interface PageConfig {
  /** Path of the API, `/graphql`. */
  readonly endpoint: string;
  /** Path of this page, `/jobs`. */
  readonly path: string;
  /** The demo's token, which nobody has to type. */
  readonly defaultToken: string;
  /** Whether people bring a gateway key in place of an Asana token. */
  readonly serviceMode: boolean;
  /** In the demo: what its Asana does wrong on demand. */
  readonly faults: { readonly tokens: readonly FaultHint[]; readonly names: readonly FaultHint[] };
}

/** A fault on demand: what to write, and what it does. */
export interface FaultHint {
  readonly write: string;
  readonly effect: string;
}

const NONE: PageConfig = {
  endpoint: '/graphql',
  path: '/jobs',
  defaultToken: '',
  serviceMode: false,
  faults: { tokens: [], names: [] },
};

/** The settings of this page. */
export const config: PageConfig = {
  ...NONE,
  ...(JSON.parse(document.getElementById('root')?.dataset.config ?? '{}') as Partial<PageConfig>),
};

/** Keeps what is stored for the demo, for Asana tokens and for gateway keys apart, on one and the same origin. */
export const namespace = `asana-jobs-gateway:${
  config.defaultToken !== '' ? 'demo' : config.serviceMode ? 'service' : 'asana'
}`;
