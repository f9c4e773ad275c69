/** What a day and a moment look like, in inputs and in what Asana sends. Pure. */

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Whether a text is a day that exists, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Whether a text is a moment in ISO 8601, on a day that exists. */
export function isMoment(text: string): boolean {
  return DATE_TIME.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

/** As Asana's document and RFC 3339 write a moment in UTC. */
const IN_UTC = /T(?:[01]\d|2[0-3]):\d{2}:\d{2}(\.\d+)?Z$/;

/**
 * A moment as Asana takes it, which is in UTC; unchanged where it is that already. Null for what is no moment, or none
 * of the years 0 to 9999.
 */
export function momentInUtc(text: string): string | null {
  if (!isMoment(text)) return null;
  if (IN_UTC.test(text)) return text;
  const inUtc = new Date(text).toISOString();
  return /^\d{4}-/.test(inUtc) ? inUtc : null;
}
