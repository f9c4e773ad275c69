/**
 * How many connections a process has room for, by the files it may open and the heap it may fill. Must not know who
 * connects.
 */
import { readFileSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';

/** Kept for the connections to Asana and to Redis, for ADMIN_PORT and for files; never more than half. */
const KEPT_FILES = 1_500;
/** Where the system does not say. */
const FILES_UNTOLD = 10_240;
/** What a connection with a subscription on it takes. */
const BYTES_EACH = 32 * 1024;

/** Connections that a process with so many files, and so much heap in bytes, has room for. */
export function connectionsWithin(files: number, heapBytes: number): number {
  const byFiles = files - Math.min(KEPT_FILES, Math.ceil(files / 2));
  return Math.max(1, Math.min(byFiles, Math.floor(heapBytes / BYTES_EACH)));
}

/** The same for this process. */
export function connectionsOfThisProcess(): number {
  return connectionsWithin(openFilesLimit(), getHeapStatistics().heap_size_limit);
}

/** Files that this process may have open at once. */
function openFilesLimit(): number {
  try {
    const [, limit] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return limit === undefined ? FILES_UNTOLD : Number(limit);
  } catch {
    return FILES_UNTOLD;
  }
}
