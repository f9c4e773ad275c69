/** A subscription over a socket whose events are kept. */
import type { Client } from 'graphql-ws';
import type { GraphQLFailure } from './with-sandbox.ts';

export interface Watching {
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely in tests
  readonly events: { readonly at: number; readonly data: any; readonly errors: readonly GraphQLFailure[] }[];
  /** Resolves when the stream has completed. */
  readonly done: Promise<void>;
  /** The newest event has this in it, sooner or later. */
  until(check: (watching: Watching) => boolean): Promise<void>;
  leave(): void;
}

/** A subscription whose events are kept. */
export function watch(client: Client, query: string, variables: Record<string, unknown> = {}): Watching {
  const events: Watching['events'] = [];
  const checks = new Set<() => void>();
  let leave = (): void => {};
  const done = new Promise<void>((resolve, reject) => {
    leave = client.subscribe(
      { query, variables },
      {
        next: ({ data = null, errors = [] }) => {
          events.push({ at: Date.now(), data, errors: errors as unknown as GraphQLFailure[] });
          for (const check of checks) check();
        },
        error: (cause) => reject(cause instanceof Error ? cause : new Error(said(cause))),
        complete: () => resolve(),
      },
    );
  });
  // Whoever waits for it is told; of those who only pass by, nobody does.
  done.catch(() => {});
  const watching: Watching = {
    events,
    done,
    leave: () => leave(),
    until: (wanted) =>
      new Promise((resolve) => {
        const check = () => {
          if (!wanted(watching)) return;
          checks.delete(check);
          resolve();
        };
        checks.add(check);
        check();
      }),
  };
  return watching;
}

/** The end of a socket says nothing as JSON. */
function said(cause: unknown): string {
  const { code, reason } = cause as Partial<CloseEvent>;
  return code === undefined ? JSON.stringify(cause) : `the socket was closed with ${code} ${reason}`;
}
