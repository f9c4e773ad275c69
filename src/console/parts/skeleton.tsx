/** What stands where something is still being read: a shimmer for those who see, a word for those who listen. */

/** One shape; `look` says how large it is. */
export function Skeleton({ look }: { readonly look: 'line' | 'tall' }) {
  return (
    <div className={`skeleton ${look}`} role="status">
      <span className="unseen">Loading…</span>
    </div>
  );
}

/** Some lines within a list, which together say it once. */
export function SkeletonLines({ look = '' }: { readonly look?: 'line' | '' }) {
  return (
    <>
      <li className={`skeleton ${look}`}>
        <span className="unseen" role="status">
          Loading…
        </span>
      </li>
      <li className={`skeleton ${look}`} aria-hidden="true" />
      <li className={`skeleton ${look}`} aria-hidden="true" />
    </>
  );
}
