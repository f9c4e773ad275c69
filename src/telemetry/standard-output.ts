/**
 * Standard output for log lines: those of a moment leave in one write, and a slow reader holds up nobody. What is
 * left at the exit is written then.
 */
import pino, { type DestinationStream } from 'pino';

/** A line waits at most this long, milliseconds. A write for each would cost more than the line itself. */
const GATHER_MS = 10;
/** Bytes that are worth a write of their own. */
const WRITE_BYTES = 12_000;
/** Lines that a reader of standard output has not taken yet, in bytes; beyond, lines are lost rather than memory. */
const LONGEST_BACKLOG = 16_000_000;

/** Opens it. */
export function standardOutput(): DestinationStream {
  const output = pino.destination({
    dest: 1,
    sync: false,
    minLength: WRITE_BYTES,
    maxLength: LONGEST_BACKLOG,
  });
  let gathering: NodeJS.Timeout | null = null;
  const flush = (): void => {
    gathering = null;
    output.flush();
  };
  output.on('close', () => clearTimeout(gathering ?? undefined));
  return {
    write(line) {
      output.write(line);
      gathering ??= setTimeout(flush, GATHER_MS).unref();
    },
  };
}
