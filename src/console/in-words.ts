/** Times as people say them, and names within a sentence. Pure. */

/** Seconds, in the unit that is short to say. */
export function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3_600)} h`;
}

/** A name to stand within a sentence: one that reads from right to left must not turn the words around it. */
export function isolated(name: string): string {
  return /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Bidi_Control}/u.test(
    name,
  )
    ? `\u2068${name}\u2069`
    : name;
}
