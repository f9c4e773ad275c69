/**
 * The descriptor behind standard output, opened so that no write waits for its reader where the system can do that.
 * Knows no lines.
 */
import fs from 'node:fs';

const STANDARD_OUTPUT = 1;

/** What became of a write: how many bytes went, and why no more did. */
export interface Written {
  readonly error: unknown;
  readonly bytes: number;
}

/** Where bytes go. */
export interface OutputDescriptor {
  /** Writes as much as goes. */
  write(chunk: Buffer): Written;
  /** Puts on the disk what was written, if it is a file, then calls back. */
  sync(done: (() => void) | undefined): void;
}

/**
 * Opens it. A pipe or a terminal is opened anew by its name, as not to wait is a property of the opening: set on the
 * one that was inherited, it is found by every other process that writes there. Where that is not possible (a socket, a
 * system without `/proc`) it is set, as Node does for whoever asks for `process.stdout`. A file has no reader to wait for.
 */
export function openOutput(): OutputDescriptor {
  const kind = fs.fstatSync(STANDARD_OUTPUT);
  const fd = kind.isFile() ? STANDARD_OUTPUT : (openAnew() ?? inherited());
  return {
    write(chunk) {
      try {
        return { error: null, bytes: fs.writeSync(fd, chunk) };
      } catch (error) {
        return { error, bytes: 0 };
      }
    },
    sync(done) {
      if (!done) return;
      if (kind.isFile()) fs.fsync(fd, () => done());
      else done();
    },
  };
}

function inherited(): number {
  // In a worker that has no descriptor: there a write waits.
  return process.stdout.fd ?? STANDARD_OUTPUT;
}

function openAnew(): number | null {
  const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = fs.constants;
  try {
    return fs.openSync(`/proc/self/fd/${STANDARD_OUTPUT}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    return null;
  }
}

/** Whether an error of a write says that the reader is behind. */
export function isFull(error: unknown): boolean {
  return codeOf(error) === 'EAGAIN';
}

/** Whether it says that nobody reads any more: the pipe has no other end, the terminal is gone. */
export function isClosed(error: unknown): boolean {
  return codeOf(error) === 'EPIPE' || codeOf(error) === 'EIO';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
