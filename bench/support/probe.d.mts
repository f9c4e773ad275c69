/** What a process has used so far. */
export interface Usage {
  readonly cpuMs: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
  /** Open handles by kind. */
  readonly resources: Readonly<Record<string, number>>;
}

/** Adds methods the parent may ask. */
export function serve(more: Readonly<Record<string, (args: never) => unknown>>): void;
