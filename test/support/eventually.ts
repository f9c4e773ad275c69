/** Waiting for what happens on its own time, in another process or behind a socket, and has no event to wait for. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks. */
const LOOK_EVERY_MS = 10;

/** Tries until a check holds, and returns what it found. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  withinMs = 20_000,
): Promise<Exclude<T, null | undefined | false>> {
  const until = Date.now() + withinMs;
  for (;;) {
    const value = await check();
    if (value) return value as Exclude<T, null | undefined | false>;
    if (Date.now() > until) throw new Error(`still not so after ${withinMs} ms: ${check}`);
    await sleep(LOOK_EVERY_MS);
  }
}
