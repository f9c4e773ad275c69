/**
 * Arithmetic with dates written `YYYY-MM-DD`.
 */

const DAY_MS = 86_400_000;

/** Days between two dates. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** A date some days later; whatever is no date becomes null. */
export function shiftDate(date: unknown, days: number): string | null {
  if (typeof date !== 'string') return null;
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}
