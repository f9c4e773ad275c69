/**
 * Standard output for log lines: those of a moment leave in one write, and a slow reader holds up nobody. What is
 * left at a sudden exit is written then, as far as the reader takes it.
 */
import pino, { type DestinationStream } from 'pino';

/** A line waits at most this long, milliseconds. A write for each would cost more than the line itself. */
const GATHER_MS = 10;
/** Bytes that are worth a write of their own. */
const WRITE_BYTES = 12_000;
/** Lines that a reader of standard output has not taken yet, in bytes; beyond, lines are lost rather than memory. */
const LONGEST_BACKLOG = 16_000_000;

/** Opens it. `flush` writes at once what nobody should miss if the process is killed, and says when all is written. */
export function standardOutput(): DestinationStream & { flush(done?: () => void): void } {
  const output = pino.destination({
    dest: 1,
    sync: false,
    minLength: WRITE_BYTES,
    maxLength: LONGEST_BACKLOG,
    contentMode: 'buffer', // as text, all that was gathered would be measured again for each line
  });
  let unwritten = 0;
  let isUrgent = false;
  let timer: NodeJS.Timeout | null = null;
  const listeners: (() => void)[] = [];
  const gather = (): void => {
    timer ??= setTimeout(writeOut, GATHER_MS).unref();
  };
  const writeOut = (): void => {
    clearTimeout(timer ?? undefined);
    timer = null;
    if (unwritten > 0) output.flush();
    else for (const done of listeners.splice(0)) done();
  };
  output.on('write', (bytes: number) => {
    unwritten -= bytes;
  });
  output.on('drop', (line: Buffer) => {
    unwritten -= line.length;
  });
  // While a write is under way, another is not begun.
  output.on('drain', () => {
    if (isUrgent || unwritten <= 0) writeOut();
    else gather();
    isUrgent = false;
  });
  output.on('close', () => clearTimeout(timer ?? undefined));
  return {
    write(text) {
      const line = Buffer.from(text);
      unwritten += line.length;
      output.write(line as unknown as string);
      gather();
    },
    flush(done) {
      isUrgent = true;
      if (done) listeners.push(done);
      writeOut();
    },
  };
}
