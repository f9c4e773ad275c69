/**
 * The title of the tab, which is all that is seen of it from another one: how many jobs go on, what is open, how it is.
 * Knows nothing of jobs.
 */
import { useEffect } from 'react';

const now = { running: 0, open: '' };

/** What is open, in words; null while that is not known. */
export function useTitle(words: string | null): void {
  useEffect(() => {
    now.open = words ?? '';
    write();
    return () => {
      now.open = '';
      write();
    };
  }, [words]);
}

/** How many jobs go on. */
export function useRunningInTitle(count: number): void {
  useEffect(() => {
    now.running = count;
    write();
    return () => {
      now.running = 0;
      write();
    };
  }, [count]);
}

function write(): void {
  const running = now.running > 0 ? `(${now.running}) ` : '';
  document.title = `${running}${now.open && `${now.open} – `}Jobs`;
}
