/** One bar for a whole list: how many are done, run, failed. */
import type { ListCardFragment } from '../generated/graphql.ts';
import { overOf } from './list-state.ts';

/** Draws it, the parts in the order in which they come to be. */
export function Segments({ list }: { readonly list: ListCardFragment }) {
  const { succeeded, exists, failed, refused, unknown, cancelled, running, starting } = list.counts;
  const parts = [
    ['good', succeeded + exists],
    ['bad', failed + refused],
    ['warn', unknown],
    ['gone', cancelled],
    ['now', running + starting],
  ] as const;
  return (
    <div
      className="bar segments"
      role="progressbar"
      aria-label="Progress of the list"
      aria-valuemin={0}
      aria-valuemax={list.total}
      aria-valuenow={overOf(list)}
    >
      {parts.map(
        ([look, count]) =>
          count > 0 && (
            <span key={look} className={look} style={{ width: `${(count / list.total) * 100}%` }} />
          ),
      )}
    </div>
  );
}
