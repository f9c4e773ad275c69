/** Replies of Redis that list things in pairs. Pure. */

/** Keys with their values, or members with their scores, as Redis lists them. */
export function pairs(flat: readonly string[]): [string, string][] {
  const found: [string, string][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2)
    found.push([flat[index] ?? '', flat[index + 1] ?? '']);
  return found;
}
