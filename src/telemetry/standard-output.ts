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
    contentMode: 'buffer', // as text, all that was gathered would be measured again for each line
  });
  let unwritten = 0;
  let timer: NodeJS.Timeout | null = null;
  const gather = (): void => {
    timer ??= setTimeout(flush, GATHER_MS).unref();
  };
  const flush = (): void => {
    timer = null;
    if (unwritten > 0) output.flush();
  };
  output.on('write', (bytes: number) => {
    unwritten -= bytes;
  });
  output.on('drop', (line: Buffer) => {
    unwritten -= line.length;
  });
  // A flush does nothing while a write is under way.
  output.on('drain', () => {
    if (unwritten > 0) gather();
  });
  output.on('close', () => clearTimeout(timer ?? undefined));
  return {
    write(text) {
      const line = Buffer.from(text);
      unwritten += line.length;
      output.write(line as unknown as string);
      gather();
    },
  };
}
