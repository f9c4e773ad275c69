/** A person as initials in a circle. */

/** Draws it; the name stands beside it, or is told on hovering. */
export function Face({ name }: { readonly name: string }) {
  const initials = name
    .split(/\s+/)
    // By letters as people count them: half of an emoji is none.
    .map((word) => [...word][0])
    .slice(0, 2)
    .join('');
  const tint = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 6;
  return (
    <span className={`face tint-${tint}`} title={name} aria-hidden="true">
      {initials}
    </span>
  );
}
