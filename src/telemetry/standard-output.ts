/**
 * Standard output for log lines: those of a moment leave in one write, and a slow reader holds up nobody. What is
 * left at a sudden exit is written then, as far as the reader takes it.
 */
import pino, { type DestinationStream } from 'pino';

/** A line waits at most this long, milliseconds. A write for each would cost more than the line itself. */
const GATHER_MS = 100;
/** Bytes that are worth a write of their own: it wakes another thread, and whoever reads. */
const WRITE_BYTES = 48_000;
/** Of one write: as much as a pipe takes at once. */
const LONGEST_WRITE = 64 << 10;
/** Lines that a reader of standard output has not taken yet, in bytes; beyond, lines are lost rather than memory. */
const LONGEST_BACKLOG = 16_000_000;

/**
 * Opens it. `flush` writes at once what nobody should miss if the process is killed, and says when all is written. Lines
 * are kept as bytes: of texts, all that is gathered would be counted again with each line.
 */
export function standardOutput(): DestinationStream & { flush(done?: () => void): void } {
  const output = pino.destination({
    dest: 1,
    sync: false,
    minLength: WRITE_BYTES,
    maxWrite: LONGEST_WRITE,
    maxLength: LONGEST_BACKLOG,
    contentMode: 'buffer',
  });
  let waitingBytes = 0;
  let timer: NodeJS.Timeout | null = null;
  const gone = (bytes: number): void => {
    waitingBytes -= bytes;
  };
  output.on('write', gone).on('drop', ({ length }) => gone(length));
  // Not `periodicFlush`, which writes nothing ten times a second where nothing is logged, and wakes a thread for it.
  const flushSoon = (): void => {
    if (timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      if (waitingBytes <= 0) return;
      output.flush();
      flushSoon(); // what comes while it writes is not flushed by it
    }, GATHER_MS).unref();
  };
  return {
    write(line) {
      const bytes = Buffer.from(line);
      waitingBytes += bytes.length;
      output.write(bytes as unknown as string);
      flushSoon();
    },
    flush: (done) => output.flush(done),
  };
}
