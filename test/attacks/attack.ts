/** What an attack is, and what it is given. */

/** Where an attack goes, and what its maker may hold. */
export interface Target {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** `Authorization` of a caller like any other: an attacker may well be one. */
  readonly authorization: string;
  readonly seed: number;
}

/** What came of an attack. */
export interface Outcome {
  /** Requests, messages or connections sent. */
  readonly sent: number;
  /** Answers that should not have come, such as INTERNAL_SERVER_ERROR. */
  readonly complaints: readonly string[];
}

/** One attack; runs until it is told to stop. */
export interface Attack {
  readonly name: string;
  /** Settings of the gateway it is meant for. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long Asana takes to answer meanwhile. @default 0 */
  readonly asanaMs?: number;
  run(target: Target, signal: AbortSignal): Promise<Outcome>;
}

/** Repeats a step so many times side by side until the signal comes; counts the steps. */
export async function sideBySide(
  width: number,
  signal: AbortSignal,
  step: (index: number) => Promise<unknown>,
): Promise<number> {
  let sent = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (!signal.aborted) {
        await step(sent++).catch(() => pause(signal, 10));
      }
    }),
  );
  return sent;
}

/** Resolves after a time, or when the signal comes. */
export function pause(signal: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
